"""The rules: quotes by marks, cue words and the parse, as the sentence shows them; no weights."""

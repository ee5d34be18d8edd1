"""The `quotes` component: what was said, by which cue, by whom as the sentence names them."""

"""Treebank sentences to spaCy `Doc`s that read like articles: paragraphs, line breaks, quotation marks of all kinds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.training.conllu import TreebankSentence
from pipeline.training.gum_entities import named_mentions
from pipeline.training.labels import spacy_label

# Long documents make training batches uneven; a paragraph is never cut.
_SENTENCES_PER_DOC = 12
_PARAGRAPH_BREAK = "\n\n"


@dataclass
class _Columns:
    """The arguments of `Doc`, filled word by word."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    pos: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    sent_starts: list[bool | int | None]
    entities: list[tuple[int, int, str]]

    @classmethod
    def empty(cls) -> "_Columns":
        return cls([], [], [], [], [], [], [], [], [], [])


def documents(sentences: Iterable[TreebankSentence]) -> Iterator[list[TreebankSentence]]:
    """Group sentences into documents of about a dozen, cut only where a paragraph or a document begins."""
    group: list[TreebankSentence] = []
    for sentence in sentences:
        begins = sentence.new_doc is not None or (sentence.new_paragraph and len(group) >= _SENTENCES_PER_DOC)
        if group and begins:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def to_doc(vocab: Vocab, sentences: list[TreebankSentence], *, with_entities: bool = False) -> Doc:
    """Build the gold `Doc` of one group of sentences; paragraphs are set apart by a white-space token."""
    columns = _Columns.empty()
    for i, sentence in enumerate(sentences):
        if i and sentence.new_paragraph:
            _add_paragraph_break(columns)
        _add_sentence(columns, sentence, with_entities)
    doc = Doc(
        vocab,
        words=columns.words,
        spaces=columns.spaces,
        tags=columns.tags,
        pos=columns.pos,
        morphs=columns.morphs,
        lemmas=columns.lemmas,
        heads=columns.heads,
        deps=columns.deps,
        sent_starts=columns.sent_starts,
    )
    if with_entities:
        doc.set_ents([Span(doc, start, end, label) for start, end, label in columns.entities], default="outside")
    return doc


def _add_paragraph_break(columns: _Columns) -> None:
    columns.spaces[-1] = False
    previous = len(columns.words) - 1
    _append(columns, _PARAGRAPH_BREAK, False, "_SP", "SPACE", "", _PARAGRAPH_BREAK, previous, "dep", False)


def _add_sentence(columns: _Columns, sentence: TreebankSentence, with_entities: bool) -> None:
    offset = len(columns.words)
    for i, word in enumerate(sentence.words):
        feats = "" if word.feats == "_" else word.feats
        label = spacy_label(word.deprel)
        head = offset + word.head
        _append(columns, word.form, word.space_after, word.xpos, word.upos, feats, word.lemma, head, label, i == 0)
    if with_entities:
        columns.entities += [(offset + m.start, offset + m.end, m.label) for m in named_mentions(sentence.words)]


def _append(
    columns: _Columns,
    word: str,
    space: bool,
    tag: str,
    pos: str,
    morph: str,
    lemma: str,
    head: int,
    dep: str,
    sent_start: bool,
) -> None:
    columns.words.append(word)
    columns.spaces.append(space)
    columns.tags.append(tag)
    columns.pos.append(pos)
    columns.morphs.append(morph)
    columns.lemmas.append(lemma)
    columns.heads.append(head)
    columns.deps.append(dep)
    columns.sent_starts.append(sent_start)


_STYLES = (("“", "”", "’"), ("''", "''", "'"), ("``", "''", "'"))


def quotation_variant(sentences: list[TreebankSentence], style: int) -> list[TreebankSentence] | None:
    """The same sentences with another outlet's quotation marks, or None where there are none to change."""
    opening, closing, apostrophe = _STYLES[style % len(_STYLES)]
    changed = False
    inside = False
    variant = []
    for sentence in sentences:
        words = []
        for word in sentence.words:
            form = word.form
            if form in ('"', "“", "”"):
                form, inside, changed = (closing if inside else opening), not inside, True
            elif "'" in form and apostrophe == "’":
                form = form.replace("'", apostrophe)
            words.append(type(word)(**{**vars(word), "form": form}))
        variant.append(TreebankSentence(words, sentence.new_doc, sentence.new_paragraph))
    return variant if changed else None

"""Contents that grammar mends: sentences built by hand, findings as a network might cut them."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.quotes.network.columns import read_words
from pipeline.quotes.network.findings import Finding
from pipeline.quotes.settle.correction import corrected
from pipeline.quotes.settle.order import CORRECTIONS
from pipeline.text.quotations import quotation_regions

VOCAB = English().vocab


def _words(*tokens):
    """Each token as "word/lemma/tag/label/head", all of one sentence but where the label is ROOT again."""
    parts = [token.split("|") for token in tokens]
    roots = [i for i, part in enumerate(parts) if part[3] == "ROOT"]
    starts = [i == 0 or part[5:] == ["new"] for i, part in enumerate(parts)]
    assert len(roots) == sum(starts)
    doc = Doc(
        VOCAB,
        words=[part[0] for part in parts],
        lemmas=[part[1] for part in parts],
        tags=[part[2] for part in parts],
        deps=[part[3] for part in parts],
        heads=[int(part[4]) for part in parts],
        sent_starts=starts,
    )
    return read_words(doc, doc.text, quotation_regions(doc.text))


def _finding(cue, *content):
    return Finding(cue, content, None, 0.9, 0.9, 0.9, 0.9)


def repaired(finding, words):
    return corrected([finding], words, CORRECTIONS.of_findings[:-1])[0]


TOLD = _words(
    "Moss|Moss|NNP|nsubj|1", "told|tell|VBD|ROOT|1", "the|the|DT|det|3", "crowd|crowd|NN|dobj|1",
    "that|that|IN|mark|6", "dams|dam|NNS|nsubj|6", "leak|leak|VBP|ccomp|1", ".|.|.|punct|1",
)  # fmt: skip
SEEMS = _words(
    "The|the|DT|det|2", "new|new|JJ|amod|2", "dam|dam|NN|nsubj|3", "seems|seem|VBZ|ROOT|3", "to|to|TO|mark|5",
    "leak|leak|VB|xcomp|3", ".|.|.|punct|3",
)  # fmt: skip
TWO = _words(
    "Dams|dam|NNS|nsubj|1", "leak|leak|VBP|ccomp|4", ",|,|,|punct|4", "Moss|Moss|NNP|nsubj|4", "said|say|VBD|ROOT|4",
    ".|.|.|punct|4", "It|it|PRP|nsubj|7|new", "rained|rain|VBD|ROOT|7", ".|.|.|punct|7",
)  # fmt: skip


TOLD_BY = _words(
    "Moss|Moss|NNP|nsubjpass|2", "was|be|VBD|auxpass|2", "told|tell|VBN|ROOT|2", "by|by|IN|case|5",
    "Ada|Ada|NNP|compound|5", "Lee|Lee|NNP|obl|2",
    "that|that|IN|mark|8", "dams|dam|NNS|nsubj|8", "leak|leak|VBP|ccomp|2", ".|.|.|punct|2",
)  # fmt: skip
EXPECTED_TO_SAY = _words(
    "Moss|Moss|NNP|nsubjpass|2", "is|be|VBZ|auxpass|2", "expected|expect|VBN|ROOT|2", "to|to|TO|mark|4",
    "say|say|VB|xcomp|2", "dams|dam|NNS|nsubj|6", "leak|leak|VBP|ccomp|4", ".|.|.|punct|2",
)  # fmt: skip
ASKED = _words(
    "Asked|ask|VBN|advcl|6", "whether|whether|IN|mark|3", "dams|dam|NNS|nsubj|3", "leak|leak|VBP|ccomp|0",
    ",|,|,|punct|6", "Moss|Moss|NNP|nsubj|6", "laughed|laugh|VBD|ROOT|6", ".|.|.|punct|6",
)  # fmt: skip
MOSS_ASKED = _words(
    "Moss|Moss|NNP|nsubj|1", "asked|ask|VBD|ROOT|1", "whether|whether|IN|mark|4", "dams|dam|NNS|nsubj|4",
    "leak|leak|VBP|ccomp|1", ".|.|.|punct|1",
)  # fmt: skip


def test_who_was_told_does_not_say_so_but_whom_by_names():
    finding = replace(_finding((1, 3), (6, 9)), source=(0, 1))
    assert repaired(finding, TOLD_BY).source == (4, 6)


def test_nobody_says_what_somebody_was_told_by_nobody_named():
    finding = replace(_finding((1, 3), (3, 9)), source=(0, 1))
    assert repaired(finding, TOLD_BY).source is None


def test_whom_by_names_stays_the_source():
    finding = replace(_finding((1, 3), (6, 9)), source=(4, 6))
    assert repaired(finding, TOLD_BY).source == (4, 6)


def test_who_is_expected_to_say_something_is_its_source():
    finding = replace(_finding((1, 5), (5, 7)), source=(0, 1))
    assert repaired(finding, EXPECTED_TO_SAY).source == (0, 1)


def test_a_question_at_the_head_of_a_sentence_is_not_of_who_answers():
    finding = replace(_finding((0, 1), (1, 4)), source=(5, 6))
    assert repaired(finding, ASKED).source is None


def test_who_asks_is_the_source():
    finding = replace(_finding((1, 2), (2, 5)), source=(0, 1))
    assert repaired(finding, MOSS_ASKED).source == (0, 1)


def test_what_seems_to_be_is_said_of_its_subject():
    assert repaired(_finding((3, 4), (4, 6)), SEEMS).content == ((0, 3), (4, 6))


def test_the_subject_of_seems_is_not_taken_twice():
    finding = _finding((3, 4), (0, 3), (4, 6))
    assert repaired(finding, SEEMS) is finding


def test_words_of_the_next_sentence_without_marks_go_with_another_cue():
    assert repaired(_finding((4, 5), (0, 2), (6, 8)), TWO).content == ((0, 2),)


_SPANS = st.tuples(st.integers(0, 6), st.integers(1, 7)).map(lambda pair: (min(pair), max(pair[0] + 1, pair[1])))


@settings(max_examples=200, deadline=None)
@given(
    words=st.sampled_from([TOLD, SEEMS, TWO]),
    cue=_SPANS,
    content=st.lists(_SPANS, min_size=1, max_size=3),
)
def test_something_is_always_left_and_lies_within_the_text(words, cue, content):
    finding = _finding(cue, *sorted(set(content)))
    mended = repaired(finding, words)
    assert mended.content
    assert all(0 <= first < last <= len(words.start) for first, last in mended.content)
    assert replace(mended, content=finding.content) == finding

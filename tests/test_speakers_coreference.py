"""The measure on the treebank's chains, on a treebank of two sentences."""

from __future__ import annotations

from pathlib import Path

import spacy

from pipeline.evaluate.coreference import gold_mentions, measure, read_documents, source_mentions

ROWS = [
    ("Ada", "Ada", "PROPN", "NNP", 3, "nsubj", "Entity=(1-person-new-new-cf1-1-coref"),
    ("Moss", "Moss", "PROPN", "NNP", 1, "flat", "Entity=1)"),
    ("waved", "wave", "VERB", "VBD", 0, "root", "_"),
    (".", ".", "PUNCT", ".", 3, "punct", "_"),
]
SECOND = [
    ("She", "she", "PRON", "PRP", 2, "nsubj", "Entity=(1-person-giv-act-cf1-1-ana)"),
    ("said", "say", "VERB", "VBD", 0, "root", "_"),
    ("no", "no", "INTJ", "UH", 2, "ccomp", "SpaceAfter=No"),
    (".", ".", "PUNCT", ".", 2, "punct", "_"),
]


def treebank(tmp_path: Path) -> Path:
    lines = ["# newdoc id = GUM_news_pier", "# newpar"]
    for sentence in (ROWS, SECOND):
        for i, (form, lemma, upos, xpos, head, deprel, misc) in enumerate(sentence, 1):
            lines.append("\t".join([str(i), form, lemma, upos, xpos, "_", str(head), deprel, "_", misc]))
        lines.append("")
    path = tmp_path / "tiny.conllu"
    path.write_text("\n".join([*lines, ""]), encoding="utf8")
    return path


def test_a_pronoun_resolved_to_its_chain_s_name_is_right(tmp_path: Path) -> None:
    documents = list(read_documents(treebank(tmp_path), spacy.blank("en")))
    tally = measure(documents, None)["pronoun"]
    assert (tally.asked, tally.answered, tally.right) == (1, 1, 1)


def test_only_the_subject_of_a_reporting_verb_is_asked(tmp_path: Path) -> None:
    (document,) = read_documents(treebank(tmp_path), spacy.blank("en"))
    assert [(document.words[m.head].form, kind) for m, kind in source_mentions(document)] == [("She", "pronoun")]
    assert document.genre == "news"


def test_mentions_are_read_with_their_chain_and_head(tmp_path: Path) -> None:
    (document,) = read_documents(treebank(tmp_path), spacy.blank("en"))
    found = [(m.chain, m.first, m.last, m.head) for m in gold_mentions(document.words)]
    assert found == [("1", 0, 2, 0), ("1", 4, 5, 4)]

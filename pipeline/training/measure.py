"""Score a pipeline on the development files that `prepare` wrote."""

import time
from pathlib import Path

from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example

_PARSE_SCORES = ("dep_uas", "dep_las", "tag_acc", "lemma_acc", "sents_f")


def measure(nlp: Language, work: Path) -> dict[str, float]:
    """Return scores from 0 to 1 by name (`gum_dep_las`, `silver_ents_f`, …), and `words_per_second`."""
    scores: dict[str, float] = {}
    for bank in ("ewt", "gum"):
        found = nlp.evaluate(_examples(nlp, work / f"parse-{bank}-dev.spacy"))
        scores |= {f"{bank}_{name}": round(float(found[name]), 4) for name in _PARSE_SCORES}
    for part, file in (("gum", "ner-gum-dev.spacy"), ("silver", "ner-silver-dev.spacy")):
        found = nlp.evaluate(_examples(nlp, work / file))
        scores |= {f"{part}_{name}": round(float(found[name]), 4) for name in ("ents_p", "ents_r", "ents_f")}
    texts = [doc.text for doc in DocBin().from_disk(work / "parse-gum-dev.spacy").get_docs(nlp.vocab)]
    scores["words_per_second"] = round(words_per_second(nlp, texts))
    return scores


def _examples(nlp: Language, path: Path) -> list[Example]:
    docs = DocBin().from_disk(path).get_docs(nlp.vocab)
    return [Example(nlp.make_doc(doc.text), doc) for doc in docs]


def words_per_second(nlp: Language, texts: list[str]) -> float:
    """Tokens per second of `nlp.pipe` over `texts` in one process, after a warm-up."""
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.perf_counter() - start)

"""`python -m pipeline.training.attribution.inputs WEIGHTS`: write anew what the rules find in the sample corpus.

Training writes down what its weights stand on: digests of the word lists, which are checked when the weights are loaded
(`pipeline.quotes.network.inputs`), and of the features that parse and rules give for the articles of `data/raw`, which
a test checks. Where rules are changed on purpose and the weights kept, this command writes the latter anew: say in the
commit what `make eval` reads before and after, since the networks have learned from the rules as they were.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import doc_of, load
from pipeline.article import Article
from pipeline.ingest import read
from pipeline.quotes.cue_lexicon import CueLexicon, cue_lexicon
from pipeline.quotes.network.classes import cue_classes
from pipeline.quotes.network.columns import WordColumns, read_words
from pipeline.quotes.network.features import Vocabulary, token_features
from pipeline.quotes.network.findings import Network
from pipeline.quotes.network.inputs import CUES, inputs_file, list_digests
from pipeline.quotes.network.pairs import make_pairs
from pipeline.quotes.rules.find import find_quotes
from pipeline.resources import read_lists
from pipeline.text.quotations import regions_of
from pipeline.text.tokens import text_of

_ROOT = Path(__file__).parents[3]
_SAMPLE = _ROOT / "data" / "raw"
_LISTS = _ROOT / "pipeline" / "resources" / "quotes"
_LINE = 120
_HEAD = """\
# The cue words as they were in cues.toml when the networks were trained, in classes that are rows of their weights.
# Training writes this file; it is not for hands: the weights refuse another list than that of their training. A verb
# that is added to cues.toml is known to the rules at once, and to the networks from the next `make model` on.
"""


def cue_lists(lexicon: CueLexicon) -> str:
    """The networks' copy of the rules' cue words, as the text of `network_cues.toml`; each word stands in one class."""
    clause = lexicon.needs_clause
    verbs = {verb: act for verb, act in lexicon.verbs.items() if verb not in clause}
    nouns = {noun: act for noun, act in lexicon.nouns.items() if noun not in verbs and noun not in clause}
    classes: dict[str, Iterable[str]] = {
        "speech_verbs": [verb for verb, act in verbs.items() if act == "speech"],
        "attitude_verbs": [verb for verb, act in verbs.items() if act == "attitude"],
        "verbs_with_a_clause": clause,
        "speech_nouns": [noun for noun, act in nouns.items() if act == "speech"],
        "attitude_nouns": [noun for noun, act in nouns.items() if act == "attitude"],
    }
    tables = (
        f'\n[{name}]\nnumber = {number}\nwords = """\n{_wrapped(sorted(words))}\n"""\n'
        for number, (name, words) in enumerate(classes.items(), start=1)
    )
    return _HEAD + "".join(tables)


def _wrapped(words: Iterable[str]) -> str:
    lines = [""]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def renew_cues() -> None:
    """Give the networks that are about to be trained the rules' cue words of today."""
    (_LISTS / CUES).write_text(cue_lists(cue_lexicon()), encoding="utf8")
    read_lists.cache_clear()
    cue_classes.cache_clear()


def sample_digests(nlp: Language, vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """For each article of the sample corpus a digest of its parse, and one of what the networks are told about it."""
    articles = (item for item in read([str(_SAMPLE)]) if isinstance(item, Article))
    return {article.source: _digests(nlp(doc_of(nlp, article)), vocabulary) for article in articles}


def _digests(doc: Doc, vocabulary: Vocabulary) -> dict[str, str]:
    text = text_of(doc)
    quotes = find_quotes(doc)
    words = read_words(doc, text, regions_of(doc), quotes)
    columns = [words.start, words.head, words.sentence, *(words.strings[name] for name in sorted(words.strings))]
    return {"parse": _hash(columns), "features": _hash(features(words, vocabulary))}


def features(words: WordColumns, vocabulary: Vocabulary) -> list[np.ndarray[Any, Any]]:
    """What the networks are told about the words, and about the words around the cues that the rules propose."""
    of_words = token_features(words, vocabulary)
    cues: list[tuple[int, int]] = []
    for first, last in sorted({proposal.cue for proposal in words.proposals if proposal.cue}):
        if first < last and (not cues or cues[-1][1] <= first):
            cues.append((first, last))
    firsts, lasts = np.array(cues, dtype=np.int64).reshape(len(cues), 2).T
    pairs = make_pairs(words, of_words[:, 0], len(vocabulary.dep) + 1, firsts, lasts)
    return [of_words, pairs.features]


def _hash(columns: Iterable[np.ndarray[Any, Any]]) -> str:
    digest = blake2b(digest_size=8)
    for column in columns:
        digest.update(np.ascontiguousarray(column).astype("<u8").tobytes() + b"|")
    return digest.hexdigest()


def write_inputs(weights: Path, nlp: Language, lists: dict[str, str]) -> None:
    """Write beside the weights what they stand on; `nlp` parses the sample corpus."""
    sample = sample_digests(nlp, Network.load(weights).vocabulary)
    content = json.dumps({"lists": lists, "sample": sample}, indent=2, sort_keys=True)
    inputs_file(weights).write_text(content + "\n", encoding="utf8")


def write_all_inputs(weights: Path, model: Path) -> None:
    """What training does at its end: all digests of weights that were trained just now."""
    write_inputs(weights, load(model, components=()), list_digests())


def main() -> None:
    """Write the sample's digests anew; those of the lists stay, as they belong to the training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="the attribution.npz in a model's folder")
    weights = parser.parse_args().weights
    lists = json.loads(inputs_file(weights).read_text(encoding="utf8"))["lists"]
    write_inputs(weights, load(weights.parent, components=()), lists)


if __name__ == "__main__":
    main()

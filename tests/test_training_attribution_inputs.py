"""What the weights that ship stand on: word lists, and what the rules make of the sample corpus."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.annotate import find_model, load
from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.network.classes import numbers_of
from pipeline.quotes.network.findings import Network
from pipeline.quotes.network.inputs import inputs_file
from pipeline.training.attribution import inputs
from pipeline.training.attribution.inputs import cue_lists, renew_cues, sample_digests, write_inputs

WEIGHTS = find_model().path / "attribution.npz"
RENEW = (
    "the rules find other things in data/raw than when the networks were trained. If that is meant, measure "
    f"(make eval), then write it anew: python -m pipeline.training.attribution.inputs {WEIGHTS}"
)


@pytest.fixture(scope="module")
def trained() -> dict[str, dict[str, str]]:
    sample: dict[str, dict[str, str]] = json.loads(inputs_file(WEIGHTS).read_text(encoding="utf8"))["sample"]
    return sample


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(components=())


def test_rules_and_features_give_the_networks_what_they_were_trained_on(
    nlp: Language, trained: dict[str, dict[str, str]]
) -> None:
    found = sample_digests(nlp, Network.load(WEIGHTS).vocabulary)
    assert found.keys() == trained.keys(), RENEW
    # The last bits of a parse may differ from processor to processor, and so, rarely, a head: such an article says
    # nothing about the rules.
    alike = [name for name in found if found[name]["parse"] == trained[name]["parse"]]
    assert alike, "the parser is another one than that of the training of the attribution networks"
    assert {name: found[name] for name in alike} == {name: trained[name] for name in alike}, RENEW


def test_other_rules_are_noticed(
    nlp: Language, trained: dict[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.training.attribution.inputs.find_quotes", lambda doc: ())
    found = sample_digests(nlp, Network.load(WEIGHTS).vocabulary)
    assert all(found[name]["features"] != trained[name]["features"] for name in found)


def test_the_copy_of_the_cue_words_holds_each_in_its_class() -> None:
    numbers = numbers_of(tomllib.loads(cue_lists(cue_lexicon())))
    assert [numbers[word] for word in ("insist", "believe", "read", "accusation", "belief")] == [1, 2, 3, 4, 5]
    lexicon = cue_lexicon()
    assert numbers.keys() == lexicon.verbs.keys() | lexicon.nouns.keys() | lexicon.needs_clause


def test_training_gives_the_networks_the_cue_words_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_LISTS", tmp_path)
    renew_cues()
    assert (tmp_path / "network_cues.toml").read_text(encoding="utf8") == cue_lists(cue_lexicon())


def test_what_the_weights_stand_on_is_written_beside_them(nlp: Language, tmp_path: Path) -> None:
    weights = tmp_path / "attribution.npz"
    shutil.copy(WEIGHTS, weights)
    write_inputs(weights, nlp, {"senses.toml": "abc"})
    written = json.loads(inputs_file(weights).read_text(encoding="utf8"))
    assert written["lists"] == {"senses.toml": "abc"}
    assert written["sample"] == sample_digests(nlp, Network.load(WEIGHTS).vocabulary)

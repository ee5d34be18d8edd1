"""Weights refuse other word lists than those of their training; a verb for the rules leaves them alone."""

import json
import shutil

import pytest
import spacy

from pipeline.annotate import ModelError, find_model, load
from pipeline.quotes.cue_lexicon import cue_lexicon
from pipeline.quotes.network.classes import cue_classes
from pipeline.quotes.network.inputs import OtherListsError, check_lists, inputs_file, list_digests
from pipeline.quotes.network.senses import read_senses, senses
from pipeline.quotes.rules.cues import _may_attribute
from pipeline.quotes.rules.find import find_quotes
from pipeline.resources import read_lists

WEIGHTS = find_model().path / "attribution.npz"


@pytest.fixture
def lists(monkeypatch):
    """Put other lists in the place of those that ship; what was read before is forgotten before and after."""
    changed = {}
    readers = (senses, cue_classes, cue_lexicon, _may_attribute)

    def fake(room, name):
        return changed.get(name) or read_lists(room, name)

    for module in ("quotes.network.senses", "quotes.network.classes", "quotes.cue_lexicon"):
        monkeypatch.setattr(f"pipeline.{module}.read_lists", fake)

    def put(name, mend):
        changed[name] = mend(json.loads(json.dumps(read_lists("quotes", name))))
        for reader in readers:
            reader.cache_clear()

    yield put
    for reader in readers:
        reader.cache_clear()


def _with_word(kind, name, word):
    def mend(raw):
        raw[kind][name]["words"] += f" {word}"
        return raw

    return mend


def _with_verb(raw):
    raw["verbs"]["speech"] += " tannoy"
    return raw


def test_the_lists_that_ship_are_those_of_the_weights():
    check_lists(WEIGHTS)


def test_weights_refuse_a_class_with_another_word(lists):
    lists("senses", _with_word("verbs", "blame", "flamed"))
    with pytest.raises(OtherListsError, match=r"senses\.toml.*restore it, or train anew \(make model\)"):
        check_lists(WEIGHTS)


def test_weights_refuse_a_changed_copy_of_the_cue_words(lists):
    lists("network_cues", lambda raw: raw | {"more": {"number": 1, "words": "tannoy"}})
    with pytest.raises(OtherListsError, match=r"network_cues\.toml"):
        check_lists(WEIGHTS)


def test_the_program_says_in_one_line_which_list_it_is(lists):
    lists("senses", _with_word("nouns", "say", "tannoy"))
    with pytest.raises(ModelError, match=r"senses\.toml"):
        load(components=("onrecord_quotes",))


def test_weights_without_a_word_on_what_they_were_trained_on_are_refused(tmp_path):
    shutil.copy(WEIGHTS, tmp_path / "attribution.npz")
    with pytest.raises(OtherListsError, match=r"attribution\.inputs\.json is missing"):
        check_lists(tmp_path / "attribution.npz")


def test_weights_of_a_list_that_is_no_longer_there_are_refused(tmp_path):
    inputs_file(tmp_path / "other.npz").write_text('{"lists": {}}', encoding="utf8")
    with pytest.raises(OtherListsError):
        check_lists(tmp_path / "other.npz")


def test_the_order_of_words_and_classes_is_no_change(lists):
    before = list_digests()

    def reversed_(raw):
        return {
            kind: {
                name: listed | {"words": " ".join(reversed(listed["words"].split()))}
                for name, listed in reversed(classes.items())
            }
            for kind, classes in raw.items()
        }

    lists("senses", reversed_)
    assert list_digests() == before


def test_a_class_put_before_the_others_renumbers_none_of_them():
    raw = json.loads(json.dumps(read_lists("quotes", "senses")))
    number = senses().count
    raw["verbs"] = {"croon": {"number": number, "words": "tannoy say"}} | raw["verbs"]
    grown = read_senses(raw)
    for old, new in zip(senses().words, grown.words, strict=True):
        assert new.look_up(old.hashes).tolist() == old.numbers.tolist()  # also of "say", which the new class claims
    assert grown.count == number + 1
    assert number in grown.words[0].numbers


def test_two_classes_of_one_number_are_refused():
    raw = json.loads(json.dumps(read_lists("quotes", "senses")))
    raw["verbs"]["croon"] = {"number": 3, "words": "tannoy"}
    with pytest.raises(ValueError, match=r"verbs\.croon and verbs\.\w+ in senses\.toml have the number 3"):
        read_senses(raw)


TEXT = "The council tannoyed that the pier would stay shut."


def _parsed():
    """A parse by hand: what is asked here is the rules' list, not a model."""
    from spacy.tokens import Doc

    words = TEXT.replace(".", " .").split()
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[True] * (len(words) - 2) + [False, False],
        pos=["DET", "NOUN", "VERB", "SCONJ", "DET", "NOUN", "AUX", "VERB", "ADJ", "PUNCT"],
        tags=["DT", "NN", "VBD", "IN", "DT", "NN", "MD", "VB", "JJ", "."],
        lemmas=["the", "council", "tannoy", "that", "the", "pier", "would", "stay", "shut", "."],
        heads=[1, 2, 2, 7, 5, 7, 7, 2, 7, 2],
        deps=["det", "nsubj", "ROOT", "mark", "det", "nsubj", "aux", "ccomp", "acomp", "punct"],
        sent_starts=[True] + [False] * (len(words) - 1),
    )


def test_a_verb_added_to_the_rules_list_attributes_and_the_weights_still_hold(lists):
    """The recipe "add a verb" of CONTRIBUTING.md: one word in `verbs.speech` of cues.toml, nothing else."""
    assert find_quotes(_parsed()) == ()
    lists("cues", _with_verb)
    (quote,) = find_quotes(_parsed())
    assert TEXT[slice(*quote.cue)] == "tannoyed" and TEXT[slice(*quote.source)] == "The council"
    check_lists(WEIGHTS)

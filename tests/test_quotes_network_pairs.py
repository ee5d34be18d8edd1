"""What a word is to a cue: checked word by word against the tree walked by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.quotes.network.columns import read_words
from pipeline.quotes.network.features import Vocabulary, numbered, token_features
from pipeline.quotes.network.pairs import LEVELS, STEPS, cue_heads, make_pairs, sizes
from pipeline.quotes.quote import Quote
from pipeline.text.quotations import quotation_regions

LABELS = ["ROOT", "nsubj", "ccomp", "punct", "mark"]
SAID = 1
VOCAB = English().vocab  # knows what white space is, as a bare Vocab does not


def _doc():
    """Lee said the dam, which leaks, holds."""
    words = ["Lee", "said", "the", "dam", ",", "which", "leaks", ",", "holds", "."]
    heads = [1, 1, 3, 8, 3, 6, 3, 3, 1, 1]
    deps = ["nsubj", "ROOT", "det", "nsubj", "punct", "nsubj", "relcl", "punct", "ccomp", "punct"]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, sent_starts=[True] + [False] * 9)


def _words(doc, ruled=()):
    words = read_words(doc, doc.text, quotation_regions(doc.text), ruled)
    known = np.unique(words.strings["dep"])
    return words, numbered(words.strings["dep"], known), known


def _pairs(doc, first, last):
    words, dep, known = _words(doc)
    return make_pairs(words, dep, len(known) + 1, np.array(first), np.array(last)), dep, len(known) + 1


def test_words_below_the_cue_carry_the_label_of_their_branch():
    doc = _doc()
    pairs, dep, labels = _pairs(doc, [SAID], [SAID + 1])
    relation = pairs.features[:, 1]
    clause = dep[8]
    assert relation[8] == 1 * labels + clause
    assert relation[6] == 1 * labels + clause  # "leaks", three steps down the same branch
    assert relation[0] == 1 * labels + dep[0]
    assert relation[SAID] == 1 * labels


def test_steps_count_the_way_up_to_the_meeting_point():
    pairs, _, _ = _pairs(_doc(), [SAID], [SAID + 1])
    steps = pairs.features[:, 2]
    assert [steps[i] for i in (1, 8, 3, 6)] == [1, 2, 3, 4]


def test_the_way_from_a_cue_below_leads_over_its_head():
    doc = _doc()
    pairs, dep, labels = _pairs(doc, [6], [7])  # "leaks": its head is "dam", above that "holds" and "said"
    relation = pairs.features[:, 1]
    assert relation[3] // labels == 2
    assert relation[8] // labels == 3
    assert relation[0] == 4 * labels + dep[0]


def _ruled(text):
    def span(part):
        return text.index(part), text.index(part) + len(part)

    content = (span("the dam , which leaks , holds"),)
    return (Quote(content, span("said"), span("Lee"), "indirect", "speech", "subject", 0.7),)


def test_what_the_rules_make_of_a_cue_is_told_to_its_own_words_alone():
    doc = _doc()
    words, dep, known = _words(doc, _ruled(doc.text))
    own = make_pairs(words, dep, len(known) + 1, np.array([1, 6]), np.array([2, 7])).features[:, 6]
    assert own[:10].tolist() == [3, 4, 2, 2, 2, 2, 2, 2, 2, 1]
    assert not own[10:].any()


def test_every_word_knows_its_part_in_what_the_rules_find_and_whether_it_is_a_cue_word():
    doc = Doc(VOCAB, words=[w.text for w in _doc()], lemmas=["Lee", "say", *["x"] * 8])
    words, _, _ = _words(doc, _ruled(doc.text))
    empty = np.zeros(0, dtype=np.uint64)
    columns = token_features(words, Vocabulary(empty, empty, empty, empty, empty))[:, -3:-1]
    assert columns[:, 0].tolist() == [2, 1, 4, 4, 4, 4, 4, 4, 4, 0]
    assert columns[1, 1] > 0 and not columns[2:, 1].any()


def test_other_cues_between_are_counted():
    pairs, _, _ = _pairs(_doc(), [1, 6], [2, 7])
    of_first = pairs.features[: pairs.first[1], 5]
    assert of_first[0] == 2 and of_first[6] == 8 and of_first[8] == 4


def test_a_cue_reaches_no_further_than_its_paragraph():
    text = ["Rain", "fell", ".", "\n\n", "Lee", "said", "so", "."]
    doc = Doc(VOCAB, words=text, heads=[1, 1, 1, 1, 5, 5, 5, 5], deps=["dep"] * 8)
    words, dep, known = _words(doc)
    pairs = make_pairs(words, dep, len(known) + 1, np.array([4]), np.array([5]))
    assert pairs.word.tolist() == [3, 4, 5, 6]


def test_the_head_of_a_cue_is_the_word_that_hangs_on_another():
    words, _, _ = _words(_doc())
    assert cue_heads(words, np.array([2]), np.array([4])).tolist() == [3]


def test_quotation_regions_are_counted_from_the_cue():
    words = ['"', "No", ",", '"', "said", "Lee", ".", '"', "Never", ".", '"']
    spaces = [False, False, False, True, True, False, True, False, False, False, False]
    doc = Doc(VOCAB, words=words, spaces=spaces, heads=[4] * 11, deps=["dep"] * 11, sent_starts=[True] + [False] * 10)
    pairs, _, _ = _pairs(doc, [4], [5])
    region = pairs.features[:, 4]
    assert region[5] == 0
    assert region[1] < 6 < region[8]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_features_of_any_tree_stay_within_their_tables(count, seed):
    chance = np.random.default_rng(seed)
    heads = [int(chance.integers(0, i + 1)) for i in range(count)]
    deps = [str(chance.choice(LABELS)) for _ in range(count)]
    words = [str(chance.choice(["said", '"', "dam", ",", "\n"])) for _ in range(count)]
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps)
    read, dep, known = _words(doc)
    size = len(read.start)
    if not size:
        return
    first = np.unique(chance.integers(0, size, size=3))
    pairs = make_pairs(read, dep, len(known) + 1, first, first + 1)
    assert (pairs.features >= 0).all()
    assert (pairs.features < np.array(sizes(len(known) + 1))).all()
    assert pairs.first[-1] == len(pairs.word) == len(pairs.cue)
    assert set(first.tolist()) <= set(pairs.word.tolist())


def test_tables_hold_every_level_and_step():
    assert sizes(7)[1] == (LEVELS + 1) * 7 and sizes(7)[2] == LEVELS * STEPS + 1


def test_a_vocabulary_without_entries_numbers_everything_zero():
    empty = np.zeros(0, dtype=np.uint64)
    assert numbered(np.array([5], dtype=np.uint64), empty).tolist() == [0]
    assert Vocabulary(empty, empty, empty, empty, empty).sizes()[0] == 1


def test_a_window_ends_at_the_sixth_other_cue():
    words = ["Lee", "said"] * 20
    doc = Doc(VOCAB, words=words, heads=[1] * 40, deps=["dep"] * 40, sent_starts=[True] + [False] * 39)
    cues = list(range(1, 40, 2))
    pairs, _, _ = _pairs(doc, cues, [cue + 1 for cue in cues])
    of_tenth = pairs.word[pairs.first[10] : pairs.first[11]].tolist()
    assert of_tenth == list(range(cues[4] + 1, cues[16]))

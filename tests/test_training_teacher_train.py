"""The teacher learns a toy language in seconds, and the same way each time."""

import random

import pytest

torch = pytest.importorskip("torch")

from pipeline.training.teacher.batches import in_turn, make_batch, shuffled  # noqa: E402
from pipeline.training.teacher.decode import accuracy, parse  # noqa: E402
from pipeline.training.teacher.known_words import KnownWords, make_known_words  # noqa: E402
from pipeline.training.teacher.nets import ParserShape, TeacherParser  # noqa: E402
from pipeline.training.teacher.saved_model import load, save  # noqa: E402
from pipeline.training.teacher.sentences import ParserSentence  # noqa: E402
from pipeline.training.teacher.train import TeacherPlan, train  # noqa: E402

_SHAPE = ParserShape(word=16, spelling=16, hidden=24, tag=8, arc=24, label=16, drop=0.1, drop_feature=0.1)
_PLAN = TeacherPlan(epochs=10, words=50, rate=1e-2, warm_up=10)


def _toy(count: int, seed: int) -> list[ParserSentence]:
    """Subject, verb and at times an object, each noun with or without an article."""
    chance = random.Random(seed)
    return [_toy_sentence(chance) for _ in range(count)]


def _toy_sentence(chance: random.Random) -> ParserSentence:
    words, tags, heads, labels = [], [], [], []
    for role in ["nsubj", "ROOT"] + ["dobj"] * chance.randint(0, 1):
        if role != "ROOT" and chance.random() < 0.5:
            words, tags, labels = [*words, "the"], [*tags, "DT"], [*labels, "det"]
        words.append(chance.choice(["saw", "fed"] if role == "ROOT" else ["dogs", "cats", "farmers"]))
        tags, labels = [*tags, "VBD" if role == "ROOT" else "NNS"], [*labels, role]
    verb = labels.index("ROOT") + 1
    heads = [0 if label == "ROOT" else at + 1 if label == "det" else verb for at, label in enumerate(labels, 1)]
    return ParserSentence(tuple(words), tuple(tags), tuple(heads), tuple(labels))


def _trained(gold: list[ParserSentence], seed: int) -> tuple[TeacherParser, KnownWords]:
    torch.set_num_threads(1)
    lexicon = make_known_words(gold, {})
    plan = TeacherPlan(_PLAN.epochs, _PLAN.words, _PLAN.rate, _PLAN.warm_up, seed=seed)
    return train(gold, lexicon, torch.zeros(1, 4), plan, _SHAPE, tell=lambda line: None), lexicon


def test_two_networks_learn_a_toy_language() -> None:
    gold = _toy(200, 0)
    nets = [_trained(gold, seed)[0] for seed in (1, 2)]
    lexicon = make_known_words(gold, {})
    unseen = _toy(50, 1)
    found = parse(nets, lexicon, [ParserSentence(one.words) for one in unseen])
    assert [one.words for one in found] == [one.words for one in unseen]
    assert accuracy(unseen, found)[1] > 95


def test_the_same_seed_gives_the_same_weights() -> None:
    first, second = (_trained(_toy(40, 0), 3)[0].state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_networks_read_from_their_file_parse_as_before(tmp_path) -> None:
    gold = _toy(40, 0)
    net, lexicon = _trained(gold, 1)
    save(tmp_path / "nets.pt", [net], lexicon)
    nets, known = load(tmp_path / "nets.pt")
    assert parse(nets, known, gold) == parse([net], lexicon, gold)


def test_an_untrained_network_still_gives_trees_with_one_root_called_so() -> None:
    gold = _toy(20, 0)
    lexicon = make_known_words(gold, {})
    net = TeacherParser(
        len(lexicon.words) + 2, len(lexicon.tags), len(lexicon.labels), torch.zeros(1, 4), _SHAPE
    ).eval()
    for one in parse([net], lexicon, [ParserSentence(("Zebras", "the", *["quietly"] * 7)), *gold]):
        assert one.heads.count(0) == 1
        assert [label == "ROOT" for label in one.labels] == [head == 0 for head in one.heads]


def test_a_sentence_is_scored_alike_alone_and_beside_a_longer_one() -> None:
    net, lexicon = _trained(_toy(20, 0), 1)
    short, long = ParserSentence(("dogs", "saw")), ParserSentence(("the", "dogs", "saw", "the", "cats"))
    alone = net(make_batch([short], lexicon)).arcs
    beside = net(make_batch([long, short], lexicon)).arcs[1:, :3, :3]
    assert torch.allclose(alone, beside, atol=1e-5)


def test_batches_hold_every_sentence_once_and_keep_to_their_size() -> None:
    sentences = [ParserSentence(tuple(["word"] * size)) for size in (3, 9, 1, 40, 2, 2, 7)]
    places = [place for found, _ in in_turn(sentences, 20) for place in found]
    assert sorted(places) == list(range(7))
    for batch in shuffled(sentences, 20, random.Random(0)):
        assert len(batch) == 1 or len(batch) * (max(len(one.words) for one in batch) + 1) <= 20

"""The training of the encoder: what the graph that ships computes, and what the corpora teach."""

import gzip
import random

import numpy as np
import pytest
import spacy

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from pipeline.annotate.chunks import chunks_of, spaced_words  # noqa: E402
from pipeline.annotate.graph import Graph  # noqa: E402
from pipeline.annotate.graph_names import WIDTH  # noqa: E402
from pipeline.annotate.labels import ENTITY_LABELS, Labels, entity_label  # noqa: E402
from pipeline.training.encoder.base import BaseWeights  # noqa: E402
from pipeline.training.encoder.corpora import named_lessons, read_named  # noqa: E402
from pipeline.training.encoder.export import graph_of  # noqa: E402
from pipeline.training.encoder.losses import head_losses  # noqa: E402
from pipeline.training.encoder.net import INNER, Encoder, Heads  # noqa: E402
from pipeline.training.encoder.records import UNKNOWN, batch_of, batch_of_chunks, records_of  # noqa: E402
from pipeline.training.encoder.taught import Taught  # noqa: E402
from tests.wordpieces import small_reader  # noqa: E402

NLP = spacy.blank("en")
READER = small_reader()
LABELS = Labels(("DT", "NN"), ("NOUN|Number=Sing", "DET"), ("l0", "l1"), ("ROOT", "det", "nsubj"))
SHAPES = {
    "attention.self.query": (WIDTH, WIDTH),
    "attention.self.key": (WIDTH, WIDTH),
    "attention.self.value": (WIDTH, WIDTH),
    "attention.output.dense": (WIDTH, WIDTH),
    "attention.output.LayerNorm": (WIDTH,),
    "intermediate.dense": (INNER, WIDTH),
    "output.dense": (WIDTH, INNER),
    "output.LayerNorm": (WIDTH,),
}


def _random_base():
    torch.manual_seed(3)
    tensors = {f"embeddings.LayerNorm.{part}": torch.randn(WIDTH) for part in ("weight", "bias")}
    for name, shape in SHAPES.items():
        tensors[f"encoder.layer.0.{name}.weight"] = torch.randn(*shape) * 0.05
        tensors[f"encoder.layer.0.{name}.bias"] = torch.randn(shape[0]) * 0.05
    return BaseWeights(tensors, torch.randn(100, WIDTH) * 0.1, torch.randn(512, WIDTH) * 0.1)


@pytest.fixture(scope="module")
def nets():
    base = _random_base()
    return Encoder(base, 1).eval(), Heads(LABELS).eval()


def test_the_graph_computes_what_torch_was_trained_with(nets):
    encoder, heads = nets
    text = "the rain fell. why?\n\n" * 30
    chunks = chunks_of(spaced_words(NLP(text)), READER)
    scores = Graph(graph_of(encoder, heads, quantized=False)).run(chunks)
    with torch.no_grad():
        batch, padding = batch_of_chunks([chunks])
        states = encoder(batch)
        theirs = heads(states)
    # The table of pieces has eight bits all the same.
    np.testing.assert_allclose(scores.states, states[~padding].numpy(), atol=0.05)
    np.testing.assert_allclose(scores.entities, theirs["entities"][~padding].numpy(), atol=0.1)
    for row, arcs in enumerate(scores.arcs):
        np.testing.assert_allclose(arcs, theirs["arcs"][row, : len(arcs), : len(arcs) + 1].numpy(), atol=0.15)


def _taught(count):
    return Taught(
        ["DT"] * count, ["DET"] * count, ["l0"] * count, ["det"] * count, [0] * count, [0] * count, [1] * count
    )


def test_a_governor_in_another_chunk_teaches_nothing():
    words = spaced_words(NLP("water " * 200))
    first, second, *_ = records_of(words, _taught(200), LABELS, READER)
    assert first.labels["heads"][0] == 0
    assert (first.labels["heads"][1:] == 1).all()
    assert (second.labels["heads"] == UNKNOWN).all()
    assert (second.labels["deps"] == UNKNOWN).all()


def test_a_word_that_may_have_any_label_costs_nothing_and_one_that_may_have_none_of_the_likely_costs_much(nets):
    encoder, heads = nets
    words = spaced_words(NLP("rain fell"))
    losses = []
    for allowed in ((1 << ENTITY_LABELS) - 1, 1 << entity_label("EVENT", True)):
        taught = Taught.names_only([allowed, allowed])
        batch, labels = batch_of(list(records_of(words, taught, LABELS, READER)))
        losses.append(head_losses(heads, encoder(batch), labels))
    assert [set(found) for found in losses] == [{"entities"}] * 2
    assert float(losses[0]["entities"]) == pytest.approx(0, abs=1e-5)
    assert float(losses[1]["entities"]) > 0.5


def _write(path, lines):
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def test_names_are_read_from_both_kinds_of_files(tmp_path):
    reuters = _write(
        tmp_path / "a.gz", ["-DOCSTART- -X- -X- O", "", "Oslo NNP B-NP B-LOC", "won VBD B-VP O", "", "Why WRB O O"]
    )
    numbered = _write(
        tmp_path / "b.gz", ["# newdoc id = x", "# text = Oslo won", "1\tOslo\tB-LOC\t-\t-", "2\twon\tO\t-\t-"]
    )
    (first,), (second,) = list(read_named(reuters)), list(read_named(numbered))
    assert (first.words, first.labels, first.sentences) == (["Oslo", "won", "Why"], ["B-LOC", "O", "O"], [0, 2])
    assert (second.words, second.labels, second.sentences) == (["Oslo", "won"], ["B-LOC", "O"], [0])


def test_a_corpus_that_names_no_peoples_does_not_teach_that_there_are_none(tmp_path):
    path = _write(tmp_path / "a.gz", ["Danish JJ O O", "ferry NN O O"])
    taught = [
        next(named_lessons(read_named(path), other_kinds=kinds, chance=random.Random(1)))[1] for kinds in (True, False)
    ]
    people = 1 << entity_label("NORP", True)
    assert not taught[0].entities[0] & people
    assert taught[1].entities[0] & people

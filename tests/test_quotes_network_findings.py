"""The networks end to end, with random weights: offsets, determinism, the fall-back to the rules, parity with torch."""

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.factories import register_attributes
from pipeline.quotes.component import QuotesComponent
from pipeline.quotes.network.as_quote import as_quotes
from pipeline.quotes.network.attribution import AttributionModel
from pipeline.quotes.network.columns import read_words
from pipeline.quotes.network.embeddings import Embeddings
from pipeline.quotes.network.features import Vocabulary, token_features
from pipeline.quotes.network.findings import Network, cue_spans, label_spans
from pipeline.quotes.network.layers import ROLES, Dilations, rows_beside
from pipeline.quotes.network.pairs import sizes
from pipeline.quotes.network.vectors import digest_of, fingerprint, take_vectors
from pipeline.quotes.settle.order import settled
from pipeline.text.quotations import quotation_regions

NLP = spacy.blank("en")
register_attributes("quotes")
STATES, WIDTH, ROLE_WIDTH = 10, 16, 12
TABLES = ("dep", "tag", "entity", "shape", "lemma")


def _tables(chance, sizes_, width):
    offsets = np.concatenate([[0], np.cumsum(sizes_)])[:-1]
    return chance.normal(size=(sum(sizes_), width)).astype(np.float32), offsets.astype(np.float32)


def _network(seed=0):
    chance = np.random.default_rng(seed)

    def matrix(*shape):
        return chance.normal(size=shape).astype(np.float32) * 0.5

    known = Vocabulary(*(np.zeros(0, dtype=np.uint64) for _ in TABLES))
    weights = {
        "encoder.vectors.weight": matrix(STATES, WIDTH),
        "encoder.vectors.bias": matrix(WIDTH),
        "cues.weight": matrix(WIDTH, 3) * 3,
        "cues.bias": matrix(3),
        "roles.word.weight": matrix(WIDTH, ROLE_WIDTH),
        "roles.cue.weight": matrix(WIDTH, ROLE_WIDTH),
        "roles.cue.bias": matrix(ROLE_WIDTH),
        "roles.out.weight": matrix(ROLE_WIDTH, ROLES),
        "roles.out.bias": matrix(ROLES),
        "roles.relation.weight": matrix(ROLE_WIDTH, 1),
        "roles.relation.bias": np.array([5.0], dtype=np.float32),
        "roles.transitions": np.zeros((ROLES, ROLES), dtype=np.float32),
        "roles.start": np.zeros(ROLES, dtype=np.float32),
        "confidence": matrix(2, 12),
    }
    for name, sizes_, width in (("encoder", known.sizes(), WIDTH), ("roles", sizes(1), ROLE_WIDTH)):
        weights[f"{name}.embed.table"], weights[f"{name}.embed.offset"] = _tables(chance, sizes_, width)
        for layer in (f"{name}.norm", f"{name}.layers.0.norm"):
            weights[f"{layer}.weight"], weights[f"{layer}.bias"] = (
                np.ones(width, np.float32),
                np.zeros(width, np.float32),
            )
        weights[f"{name}.layers.0.conv.weight"] = matrix(3 * width, width)
        weights[f"{name}.layers.0.conv.bias"] = matrix(width)
    return Network(weights, Dilations((2,), (1,)), known, "no pipeline")


def _doc(text, seed=0):
    doc = NLP(text)
    chance = np.random.default_rng(seed)
    doc.tensor = chance.normal(size=(len(doc), STATES)).astype(np.float32)
    return doc


def _found(model, *docs):
    """The networks' quotes of each document, before any correction; None where the networks cannot read it."""
    readings = model.read(docs, [()] * len(docs))
    return [None if one is None else as_quotes(one, doc) for one, doc in zip(readings, docs, strict=True)]


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet='ab ."“”,\n', max_size=80), st.integers(0, 50))
def test_offsets_lie_in_the_text_and_hold_words(text, seed):
    doc = _doc(text, seed)
    reading = AttributionModel(_network(seed)).read([doc], [()])[0]
    for quote in settled(doc, (), reading):
        for start, end in (*quote.content, quote.cue, *([quote.source] if quote.source else [])):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
        assert all(any(c.isalnum() for c in text[a:b]) for a, b in quote.content)
        assert (quote.source is None) == (quote.reason is not None)
        assert 0 <= quote.confidence <= 1


def test_the_same_document_gives_the_same_quotes():
    text = 'Ruth Vance said "the pier stays", and nobody at the meeting in the old town hall wished to reply to her.'
    model = AttributionModel(_network())
    first, second = _found(model, _doc(text)), _found(model, _doc(text))
    assert first[0] and first == second


def test_without_vectors_the_rules_stand():
    text = '"The pier stays shut until the spring," she said.'
    ruled = QuotesComponent()(NLP(text))._.quotes
    assert ruled and QuotesComponent(AttributionModel(_network()))(NLP(text))._.quotes == ruled


def test_a_pipeline_without_the_encoder_does_not_fit():
    assert fingerprint(NLP) is None
    assert not AttributionModel(_network()).fits(NLP)


def test_one_changed_byte_of_the_encoder_is_another_encoder():
    files = {"encoder.onnx": b"weights", "labels.json": b"{}"}
    assert digest_of(files) == digest_of(dict(reversed(files.items())))
    assert digest_of(files) != digest_of(files | {"encoder.onnx": b"weighty"})


def test_a_document_has_a_state_for_every_token_or_none():
    assert take_vectors(_doc("One two three.")).shape == (4, STATES)
    assert take_vectors(NLP("One two three.")) is None


def test_white_space_is_no_word():
    doc = NLP("One  two\n\nthree")
    words = read_words(doc, doc.text, quotation_regions(doc.text))
    assert [doc.text[a:b] for a, b in zip(words.start, words.end, strict=True)] == ["One", "two", "three"]
    assert words.paragraph.tolist() == [0, 0, 1]


def test_features_stay_within_their_tables():
    doc = NLP('"One," said Two.')
    words = read_words(doc, doc.text, quotation_regions(doc.text))
    known = Vocabulary(*(np.zeros(0, dtype=np.uint64) for _ in TABLES))
    assert (token_features(words, known) < np.array(known.sizes())).all()


def test_a_new_cue_begins_where_begin_is_likelier_than_inside():
    odds = np.array([[0.9, 0.1, 0], [0.1, 0.8, 0.1], [0.1, 0.2, 0.7], [0.1, 0.8, 0.1], [0.9, 0.1, 0]], dtype=np.float32)
    first, last = cue_spans(odds)
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(1, 3), (3, 4)]


def test_labels_are_read_as_spans():
    labels, borders = np.array([1, 2, 0, 1, 1, 2, 3, 4]), np.array([0])
    assert label_spans(labels, 1, borders) == [(0, 2), (3, 4), (4, 6)]
    assert label_spans(labels, 3, borders) == [(6, 8)]


def test_spans_end_where_their_window_ends():
    assert label_spans(np.array([0, 1, 2, 2, 0]), 1, np.array([0, 3])) == [(1, 3), (3, 4)]


def test_many_cues_in_one_paragraph_are_scored_as_few(monkeypatch):
    doc = _doc("The mayor said that the pier would stay and the clerk said no. " * 12)
    whole = _found(AttributionModel(_network(3)), doc)[0]
    monkeypatch.setattr("pipeline.quotes.network.findings._PAIRS_AT_ONCE", 50)
    doc = _doc("The mayor said that the pier would stay and the clerk said no. " * 12)
    parts = _found(AttributionModel(_network(3)), doc)[0]
    assert [(q.content, q.cue, q.source) for q in whole] == [(q.content, q.cue, q.source) for q in parts]


def test_documents_read_together_give_what_each_gives_alone():
    texts = [
        "",
        'Ruth Vance said "the pier stays".',
        "So it is.",
        "The clerk said no, they said, and\nMoss agreed. " * 40,
    ]
    model = AttributionModel(_network(3))
    alone = [_found(model, _doc(text, seed))[0] for seed, text in enumerate(texts)]
    assert any(alone)
    assert _found(model, *(_doc(text, seed) for seed, text in enumerate(texts))) == alone


def test_a_document_without_vectors_among_others_is_left_to_the_rules():
    model = AttributionModel(_network())
    found = _found(model, NLP("Moss said no."), _doc("Moss said no."))
    assert found == [None, *_found(model, _doc("Moss said no."))]


def test_the_component_keeps_the_order_of_a_stream():
    texts = ["Moss said no.", "Rain fell.", 'Ruth Vance said "the pier stays".'] * 3
    component = QuotesComponent(AttributionModel(_network()))
    alone = [component(_doc(text))._.quotes for text in texts]
    piped = list(component.pipe((_doc(text) for text in texts), batch_size=4))
    assert [doc.text for doc in piped] == texts
    assert [doc._.quotes for doc in piped] == alone


def test_blocks_do_not_show(monkeypatch):
    text = "The mayor said that the pier would stay and the clerk said no. " * 12
    whole = _found(AttributionModel(_network(3)), _doc(text))[0]
    monkeypatch.setattr("pipeline.quotes.network.layers._BLOCK", 7)
    parts = _found(AttributionModel(_network(3)), _doc(text))[0]
    assert [(q.content, q.cue, q.source) for q in whole] == [(q.content, q.cue, q.source) for q in parts]


def test_a_neighbour_of_another_sequence_is_the_row_of_zeros():
    assert rows_beside(np.array([0, 0, 0, 1]), 1).tolist() == [[4, 0, 1], [0, 1, 2], [1, 2, 4], [4, 3, 4]]
    assert rows_beside(np.array([0, 0]), 3).tolist() == [[2, 0, 2], [2, 1, 2]]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_joint_tables_sum_what_the_single_ones_hold(sizes_, seed):
    chance = np.random.default_rng(seed)
    starts = np.cumsum([0, *sizes_[:-1]])
    table = chance.normal(size=(sum(sizes_), 3)).astype(np.float32)
    features = np.stack([chance.integers(0, size, size=9) for size in sizes_], axis=1)
    tables = Embeddings.of(table, starts)
    total = np.zeros((9, 3), dtype=np.float32)
    tables.add_to(total, tables.rows(features))
    np.testing.assert_allclose(total, table[features + starts].sum(axis=1), rtol=1e-4, atol=1e-5)


def test_numpy_computes_what_torch_was_trained_with():
    torch = pytest.importorskip("torch")
    from pipeline.quotes.network.layers import cue_scores, encode, role_scores
    from pipeline.training.attribution.export import exported, signed
    from pipeline.training.attribution.nets import Finder, FinderShape

    torch.manual_seed(1)
    known = Vocabulary(*(np.zeros(0, dtype=np.uint64) for _ in TABLES))
    shape = FinderShape(width=WIDTH, role_width=ROLE_WIDTH, encoder=(1, 2), roles=(1, 4))
    net = Finder(STATES, known.sizes(), sizes(1), shape).eval()
    network = Network.of(signed(exported(net, known, shape), None))
    doc = Doc(NLP.vocab, words=["a", "said", "b", "c", "and", "d", "said", "e"] * 3)
    words = read_words(doc, doc.text, ())
    features = token_features(words, known)
    vectors = np.random.default_rng(2).normal(size=(len(doc), STATES)).astype(np.float32)
    from pipeline.quotes.network.pairs import make_pairs

    heads = np.array([1, 14])
    pairs = make_pairs(words, features[:, 0], 1, heads, heads + 1)
    tables = network.tables["encoder"], network.tables["roles"]
    states = encode(vectors, tables[0].rows(features), network.weights, tables[0], network.dilations)
    rows = tables[1].rows(pairs.features)
    emissions, relation = role_scores(
        states, pairs.cue, pairs.word, rows, heads, network.weights, tables[1], network.dilations
    )
    with torch.no_grad():
        gaps = torch.zeros(len(doc), 1, dtype=torch.bool)
        theirs = net.encoder(torch.from_numpy(vectors), torch.from_numpy(features), gaps)
        scores, related, _ = net.roles(theirs, *map(torch.from_numpy, (pairs.cue, pairs.word, pairs.features, heads)))
        cues = net.cues(theirs).log_softmax(dim=1)
    # The file holds half precision.
    np.testing.assert_allclose(states, theirs.numpy(), atol=0.03)
    np.testing.assert_allclose(cue_scores(states, network.weights), cues.numpy(), atol=0.03)
    np.testing.assert_allclose(emissions, scores.numpy(), atol=0.05)
    np.testing.assert_allclose(relation, related.numpy(), atol=0.05)


def test_the_chain_loss_is_that_of_all_label_sequences():
    torch = pytest.importorskip("torch")
    import itertools

    from pipeline.training.attribution.nets import sequence_loss

    torch.manual_seed(3)
    emissions, transitions, start = torch.randn(5, 3), torch.randn(3, 3), torch.randn(3)
    labels, first = torch.tensor([0, 2, 1, 1, 0]), [0, 3, 5]

    def total(rows, sequence):
        steps = sum(transitions[a, b] for a, b in itertools.pairwise(sequence))
        return start[sequence[0]] + steps + sum(rows[t, label] for t, label in enumerate(sequence))

    expected = 0.0
    for a, b in itertools.pairwise(first):
        every = [total(emissions[a:b], s) for s in itertools.product(range(3), repeat=b - a)]
        expected += torch.logsumexp(torch.stack(every), dim=0) - total(emissions[a:b], labels[a:b].tolist())
    assert torch.isclose(sequence_loss(emissions, labels, first, transitions, start), expected, atol=1e-4)

"""Parts of the training of the attribution networks, against sums done by hand."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from pipeline.quotes.network.layers import CONTENT_BEGIN, CONTENT_IN, OUT  # noqa: E402
from pipeline.training.attribution.nets import border_loss  # noqa: E402
from pipeline.training.attribution.training_loop import as_found  # noqa: E402

FIRST, SECOND = torch.tensor([0, 0, 0, 0, 1, 1, 1]), torch.tensor([0, 0, 0, 0, 0, 0, 0])


def test_the_border_loss_is_the_surprise_at_the_first_and_last_word_of_each_window():
    torch.manual_seed(5)
    scores = torch.randn(7, 2)
    labels = torch.tensor([OUT, CONTENT_BEGIN, CONTENT_IN, OUT, CONTENT_BEGIN, OUT, OUT])
    begins = [scores[:4, 0].log_softmax(0)[1], scores[4:, 0].log_softmax(0)[0]]
    ends = [scores[:4, 1].log_softmax(0)[2], scores[4:, 1].log_softmax(0)[0]]
    assert border_loss(scores, labels, FIRST, 2) == pytest.approx(-float(sum(begins + ends)), abs=1e-5)


def test_pieces_of_one_content_share_the_border_loss():
    torch.manual_seed(6)
    scores = torch.randn(7, 2)
    labels = torch.tensor([CONTENT_BEGIN, CONTENT_IN, OUT, CONTENT_BEGIN, CONTENT_IN, CONTENT_IN, OUT])
    own = scores.log_softmax(0)
    expected = -(own[0, 0] + own[3, 0] + own[1, 1] + own[5, 1]) / 2
    assert border_loss(scores, labels, SECOND, 1) == pytest.approx(float(expected), abs=1e-5)


def test_a_window_without_content_has_no_border_loss():
    assert border_loss(torch.randn(7, 2), torch.zeros(7, dtype=torch.long), FIRST, 2) == 0


def _odds(*cues, count=8):
    """Cue odds that make the tagger find the given spans."""
    odds = np.tile(np.float32([0.9, 0.05, 0.05]), (count, 1))
    for first, last in cues:
        odds[first:last] = [0.1, 0.3, 0.6]
        odds[first] = [0.1, 0.6, 0.3]
    return odds


def test_a_cue_is_taken_as_the_tagger_cuts_it():
    gold = object()
    assert as_found([((2, 4), gold)], _odds((2, 3)), share=1.0) == [((2, 3), gold)]


def test_a_cue_that_the_tagger_misses_stays():
    assert as_found([((2, 4), None)], _odds((5, 7)), share=1.0) == [((2, 4), None)]


def test_two_cues_that_the_tagger_runs_together_stay_two():
    spans = [span for span, _ in as_found([((2, 3), None), ((3, 5), None)], _odds((2, 5)), share=1.0)]
    assert len(set(spans)) == 2


def test_with_no_share_all_cues_stay():
    cues = [((2, 4), None), ((5, 6), None)]
    assert as_found(cues, _odds((2, 3), (5, 8)), share=0.0) == cues


def test_work_beside_gives_its_result_back():
    from pipeline.training.attribution.train import beside

    wait = beside(lambda: {"weights": np.arange(3)})
    assert wait()["weights"].tolist() == [0, 1, 2]


def test_work_beside_that_fails_does_not_wait_forever():
    from pipeline.training.attribution.train import beside

    with pytest.raises(EOFError):
        beside(lambda: {}["missing"])()

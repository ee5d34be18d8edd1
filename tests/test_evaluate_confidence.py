"""The confidence that is fitted: what counts as right, and that held-out articles are held out."""

import numpy as np
import pytest

from pipeline.evaluate.confidence import Judged, fitted, held_out, is_right, predicted, table
from pipeline.quotes.quote import Quote
from pipeline.speakers.speaker import Speaker

SAID = Quote(((0, 10),), None, (12, 16), "indirect", "speech", "subject", 0.5)


def words(name):
    return frozenset((name or "").lower().split())


@pytest.mark.parametrize(
    ("gold", "name", "right"),
    [
        ({"content": [[0, 9]], "speaker": "Ada Moss"}, "Ada Moss", True),
        ({"content": [[0, 9]], "speaker": "Ada Moss", "speaker_ok": ["Moss"]}, "Moss", True),
        ({"content": [[0, 9]], "speaker": "Ada Moss"}, "Bea Holt", False),
        ({"content": [[0, 9]], "speaker": "Ada Moss"}, None, False),
        ({"content": [[6, 40]], "speaker": "Ada Moss"}, "Ada Moss", False),
        ({"content": [[0, 9]], "speaker": None}, None, True),
        ({"content": [[0, 9]], "speaker": None}, "Ada Moss", False),
        ({"content": [[0, 9]], "speaker": None}, "officials", True),
        ({"content": [[0, 9]], "speaker": "Ada Moss", "marginal": True}, "Ada Moss", None),
    ],
)
def test_a_row_is_right_where_passage_and_name_are(gold, name, right):
    assert is_right(SAID, name and Speaker(name, "person"), [gold], words) is right


def test_the_fit_says_what_share_is_right():
    rows = np.array([[1.0, 0.0]] * 500 + [[1.0, 1.0]] * 500)
    right = np.array([1.0] * 100 + [0.0] * 400 + [1.0] * 450 + [0.0] * 50)
    p = predicted(rows, fitted(rows, right))
    assert (p[0], p[-1]) == (pytest.approx(0.2, abs=0.03), pytest.approx(0.9, abs=0.03))


def test_an_article_is_not_judged_by_a_fit_that_saw_it():
    rows = np.array([[1.0, 0.0]] * 40 + [[1.0, 1.0]] * 4)
    right = np.array([0.0, 1.0] * 20 + [1.0] * 4)
    known = Judged(rows, right, np.array([i % 9 for i in range(40)] + [9] * 4))
    assert held_out(known)[-1] < predicted(rows, fitted(rows, right))[-1]


def test_a_table_has_a_line_for_each_bin_with_rows():
    lines = list(table(np.array([0.97, 0.6, 0.6]), np.array([1.0, 1.0, 0.0])))
    assert lines == ["| 0.95–1.00 | 1 | 97.0 | 100.0 |", "| 0.50–0.70 | 2 | 60.0 | 50.0 |", "| all | 3 | 72.3 | 66.7 |"]

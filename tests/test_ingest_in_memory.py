import datetime
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from pipeline.article import Article
from pipeline.ingest.in_memory import records

DAY = datetime.date(2022, 7, 13)


def test_the_rows_of_a_data_frame_are_mappings_without_what_is_missing():
    frame = pd.DataFrame(
        {
            "text": ["It rained.", "It snowed.", None],
            "published": [pd.Timestamp("2022-07-13 10:00"), pd.NaT, pd.NaT],
            "outlet": ["Post", np.nan, pd.NA],
            "id": [7, 8, 9],
            3: [0.5, np.nan, 1.0],
        },
        index=["x", "y", "x"],
    )
    first, second, third = records(frame)
    assert (first["text"], first["published"].date(), first["outlet"], first["id"]) == ("It rained.", DAY, "Post", 7)
    assert first["3"] == 0.5 and type(first["id"]) is int
    assert second == {"text": "It snowed.", "id": 8} and third == {"id": 9, "3": 1.0}


def test_values_of_numpy_are_plain_ones():
    given = {
        "text": np.str_("It rained."),
        "id": np.int64(3),
        "published": np.datetime64("2022-07-13"),
        "x": np.float32("nan"),
    }
    (found,) = records(given)
    assert found == {"text": "It rained.", "id": 3, "published": "2022-07-13"}
    (authors,) = records({"text": "It rained.", "author": np.array(["Ann", "Bo"])})
    assert authors["author"] == ["Ann", "Bo"]


def test_a_series_and_arrow_are_taken_row_by_row():
    assert list(records(pd.Series(["It rained.", None], index=[5, 6]))) == [{"text": "It rained."}, {}]
    table = pa.table({"text": ["It rained.", None], "published": [DAY, None]})
    assert list(records(table)) == [{"text": "It rained.", "published": DAY}, {}]


def test_a_frame_without_the_text_or_with_a_column_twice_is_refused():
    with pytest.raises(ValueError, match=r"no column 'text' \(present: id, 2\); rename"):
        list(records(pd.DataFrame([[1, "x"]], columns=["id", 2])))
    with pytest.raises(ValueError, match="several columns 'text'"):
        list(records(pd.DataFrame([["a", "b"]], columns=["text", "text"])))


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.txt"
    path.write_text("It rained.")
    return path


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: ["It snowed.", x], lambda x: {"text": x}])
def test_the_name_of_a_file_is_no_text(file, wrap):
    for name in (file, str(file), "in/a.txt", "in/", Path("no_such.txt")):
        with pytest.raises(TypeError, match=r"is the name of a file or folder.*read_text.*onrecord extract"):
            list(records(wrap(name)))


def test_the_place_of_a_name_among_texts_is_told(file):
    with pytest.raises(TypeError, match=r"^number 2: "):
        list(records(["It snowed.", str(file)]))
    with pytest.raises(TypeError, match=r"^row 3: "):
        list(records(pd.DataFrame({"text": ["a b.", "c d.", str(file)]})))


@pytest.mark.parametrize("text", ["It rained.", "in", "a\0b", "x" * 5000, "", "/no/such/file.txt", "in\nin/a.txt"])
def test_other_texts_are_texts_however_they_look(file, text):
    assert list(records(text)) == [{"text": text}]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (5, r"extract takes a text, a mapping with `text`, or an Article, a list of them, or a DataFrame, not int 5"),
        (None, "not NoneType None"),
        (b"It rained.", "not bytes b'It rained.'; decode it"),
        (["It rained.", None], "^number 2: extract takes a text, .*, not NoneType None"),
        (["It rained.", ["It snowed."]], r"^number 2: .* not list \['It snowed.'\]"),
        ([b"It rained."], "^number 1: .*decode it"),
        (io.StringIO("It rained.\nIt snowed."), "not StringIO"),
    ],
)
def test_what_is_no_text_is_told_with_its_place_and_what_is_expected(given, told):
    with pytest.raises(TypeError, match=told):
        list(records(given))


def test_articles_mappings_and_texts_may_be_mixed():
    article = Article("c", "c.txt", "Sun.")
    assert list(records(iter(["It rained.", {"text": "It snowed."}, article]))) == [
        {"text": "It rained."},
        {"text": "It snowed."},
        article,
    ]

import datetime
import io

import pytest
from rich.console import Console

from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.terminal.show import print_summary
from pipeline.terminal.summary import summarize

DAY = datetime.date(2024, 6, 10)


def filled(table, **known):
    """A row with something in every column that must not be empty."""
    plain = {"string": "x", "category": None, "int": 0, "float": 0.5, "strings": [], "date": DAY, "bool": False}
    row = {c.name: None if c.nullable else (c.values[0] if c.values else plain[c.type]) for c in table.columns}
    return row | known


@pytest.fixture
def out(tmp_path):
    def figure(doc_id, text, value, counted=None, **more):
        return {"doc_id": doc_id, "text": text, "value": value, "counted": counted, "counted_head": counted} | more

    rows = {
        "documents": [
            {"doc_id": "a", "outlet": "Post", "published": DAY, "n_tokens": 100},
            {"doc_id": "b", "outlet": "Echo", "published": DAY.replace(day=12), "n_tokens": 50},
            {"doc_id": "c", "outlet": "POST"},
        ],
        "quotes": [
            {"quote_id": str(i), "kind": kind, "speaker_id": speaker}
            for i, (kind, speaker) in enumerate([("direct", "s1"), ("direct", None), ("indirect", "s2")])
        ],
        "speakers": [
            {"speaker_id": "s1", "doc_id": "a", "name": "Ann", "role": "mayor", "n_quotes": 1},
            {"speaker_id": "s2", "doc_id": "b", "name": "Ann", "role": "mayor", "n_quotes": 1},
            {"speaker_id": "s3", "doc_id": "b", "name": "[Bo]", "n_quotes": 1},
            {"speaker_id": "s4", "doc_id": "b", "name": "Silent", "n_quotes": 0},
        ],
        "figures": [
            figure("a", "2,471", 2471.0, "tickets", speaker_id="s1"),
            figure("b", "2,471", 2471.0, "tickets"),
            figure("a", "9 million", 9e6, "people"),
            figure("a", "first", 1.0, "time", kind="ordinal"),
            figure("a", "7", 7.0, "people"),
            figure("a", "44 percent", 44.0, kind="percent", concept="turnout"),
        ],
        "dates": [
            {"doc_id": "a", "start_date": DAY, "end_date": DAY},
            {"doc_id": "b", "start_date": DAY, "end_date": DAY},
            {"doc_id": "b", "start_date": datetime.date(2024, 1, 1), "end_date": datetime.date(2024, 12, 31)},
        ],
        "errors": [{"error": "empty", "source": "1"}, {"error": "empty", "source": "2"}, {"error": "bad_json"}],
    }
    for table in EXTRACT_TABLES:
        data = store.to_table(table, [filled(table, **row) for row in rows.get(table.name, [])])
        store.write(data, tmp_path / table.name / "a.parquet", tmp_path)
    return tmp_path


def test_the_numbers_are_those_of_the_tables(out):
    found = summarize(out)
    assert set(found.rows) == {table.name for table in EXTRACT_TABLES}
    filled = {name: n for name, n in found.rows.items() if n}
    assert filled == {"documents": 3, "quotes": 3, "speakers": 4, "figures": 6, "dates": 3, "errors": 3}
    assert (found.n_words, found.n_outlets) == (150, 2) and found.published == (DAY, DAY.replace(day=12))
    assert found.quotes_by_kind == {"direct": 2, "mixed": 0, "indirect": 1} and found.quotes_attributed == 2
    assert [(kind.name, kind.number) for kind in found.errors] == [("empty", 2), ("bad_json", 1)]


def test_a_speaker_of_several_articles_is_one_line_and_who_is_silent_none(out):
    lines = [(line.name, line.role, line.n_quotes, line.n_documents) for line in summarize(out).speakers]
    assert lines == [("Ann", "mayor", 2, 2), ("[Bo]", None, 1, 1)]


def test_a_figure_that_several_articles_give_comes_first_with_who_says_it(out):
    first, second, third = summarize(out).figures
    assert (first.text, first.counted, first.n_documents, first.speaker) == ("2,471", "tickets", 2, "Ann")
    assert second.text == "9 million" and (third.text, third.counted) == ("44 percent", "turnout")


def test_the_days_named_most_come_first_and_longer_times_are_no_days(out):
    assert summarize(out).days == [(DAY, 2)]


def test_what_is_printed_has_it_all_and_takes_names_as_they_are(out):
    stream = io.StringIO()
    print_summary(summarize(out), out, Console(file=stream, width=100))
    printed = stream.getvalue()
    for words in (
        "3 articles on record",
        "2 outlets",
        "2 direct, 1 indirect",
        "[Bo]",
        "2,471",
        "Quotes  3: 2 direct",
        "Speakers  4, mentioned 0 times",
        "Dates  3; most named: 2024-06-10 (2)",
        "empty 2",
    ):
        assert words in printed


def test_empty_tables_are_summed_up_too(tmp_path):
    for table in EXTRACT_TABLES:
        store.write(store.to_table(table, []), tmp_path / table.name / "a.parquet", tmp_path)
    stream = io.StringIO()
    print_summary(summarize(tmp_path), tmp_path, Console(file=stream))
    assert "0 articles on record" in stream.getvalue()

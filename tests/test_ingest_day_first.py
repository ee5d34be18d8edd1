"""05/06/2022: read by what the user says, else by the other dates of its table, else it is told."""

import json

import pytest

from pipeline.article import Article, Problem
from pipeline.ingest import Options, read

DAYS = ["05/06/2022", "13/05/2022", "06/06/2022"]


def write_csv(path, days):
    path.with_suffix(".csv").write_text("text,date\n" + "".join(f"Rain {i},{day}\n" for i, day in enumerate(days)))


def write_jsonl(path, days):
    records = [json.dumps({"text": f"Rain {i}", "date": day}) for i, day in enumerate(days)]
    path.with_suffix(".jsonl").write_text("\n".join(records))


def write_json(path, days):
    path.with_suffix(".json").write_text(json.dumps([{"text": f"Rain {i}", "date": day} for i, day in enumerate(days)]))


def write_parquet(path, days):
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"text": [f"Rain {i}" for i in range(len(days))], "date": days})
    pq.write_table(table, path.with_suffix(".parquet"))


def write_xlsx(path, days):
    from openpyxl import Workbook

    book = Workbook()
    for row in [["text", "date"], *([f"Rain {i}", day] for i, day in enumerate(days))]:
        book.active.append(row)
    book.save(path.with_suffix(".xlsx"))


def write_metadata(path, days):
    for i, _ in enumerate(days):
        (path.parent / f"{i}.txt").write_text(f"Rain {i}")
    (path.parent / "metadata.csv").write_text("file,date\n" + "".join(f"{i}.txt,{day}\n" for i, day in enumerate(days)))


WRITERS = [write_csv, write_jsonl, write_json, write_parquet, write_xlsx, write_metadata]


def published(folder, **options):
    found = list(read([str(folder)], Options(**options)))
    days = [i.published and i.published.isoformat() for i in found if isinstance(i, Article)]
    return days, [i for i in found if isinstance(i, Problem)]


@pytest.mark.parametrize("write", WRITERS)
def test_one_date_settles_the_order_for_its_whole_table(tmp_path, write):
    write(tmp_path / "a", DAYS)
    assert published(tmp_path) == (["2022-06-05", "2022-05-13", "2022-06-06"], [])


@pytest.mark.parametrize("write", WRITERS)
def test_where_nothing_settles_it_the_article_is_kept_and_the_flag_named(tmp_path, write):
    write(tmp_path / "a", ["05/06/2022", "06/06/2022", "2022-07-01"])
    days, (problem,) = published(tmp_path)
    assert days == [None, "2022-06-06", "2022-07-01"]
    assert problem.error == "ambiguous_date" and problem.doc_id and "--day-first" in problem.message


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("day_first", "day"), [(True, "2022-06-05"), (False, "2022-05-06")])
def test_what_the_user_says_goes_before_what_the_dates_show(tmp_path, write, day_first, day):
    write(tmp_path / "a", DAYS)
    assert published(tmp_path, day_first=day_first) == ([day, "2022-05-13", "2022-06-06"], [])


def test_one_table_does_not_settle_the_order_of_another(tmp_path):
    write_csv(tmp_path / "a", ["13/05/2022"])
    write_csv(tmp_path / "b", ["05/06/2022"])
    days, problems = published(tmp_path)
    assert days == ["2022-05-13", None] and [p.source for p in problems] == ["b.csv:1"]


def test_front_matter_is_read_as_the_user_says(tmp_path):
    (tmp_path / "a.md").write_text("---\ndate: 05/06/2022\n---\nRain.")
    assert published(tmp_path)[0] == [None]
    assert published(tmp_path, day_first=True)[0] == ["2022-06-05"]

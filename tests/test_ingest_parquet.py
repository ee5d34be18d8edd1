"""Parquet: what cannot be converted or read costs its value, its row or its group of rows, never what follows."""

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.article import Article, Problem
from pipeline.ingest import read


def split(path):
    found = list(read([str(path)]))
    return [i for i in found if isinstance(i, Article)], [i for i in found if isinstance(i, Problem)]


def strings(*values):
    """A column of text whose bytes need not be UTF-8."""
    return pa.Array.from_buffers(pa.string(), len(values), pa.array(values, pa.binary()).buffers())


def test_a_text_that_is_no_utf8_costs_its_row(tmp_path):
    table = pa.table({"id": ["a", "b", "c"], "text": strings(b"Rain.", b"\xff\xfe caf\xe9", b"Snow.")})
    pq.write_table(table, tmp_path / "a.parquet")
    articles, (problem,) = split(tmp_path)
    assert [(a.doc_id, a.text) for a in articles] == [("a", "Rain."), ("c", "Snow.")]
    assert (problem.source, problem.error, problem.doc_id) == ("a.parquet:2", "bad_value", None)
    assert "'text'" in problem.message


def test_a_day_that_no_calendar_has_costs_its_value_and_its_article_is_kept(tmp_path):
    days = pa.array([19186, 10**9, 19187], pa.int32()).cast(pa.date32())
    table = pa.table({"id": ["a", "b", "c"], "text": ["Rain.", "Hail.", "Snow."], "published": days})
    pq.write_table(table, tmp_path / "a.parquet")
    articles, (problem,) = split(tmp_path)
    assert [(a.doc_id, str(a.published)) for a in articles] == [("a", "2022-07-13"), ("b", "None"), ("c", "2022-07-14")]
    assert (problem.source, problem.error, problem.doc_id) == ("a.parquet:2", "bad_value", "b")


def test_a_damaged_group_of_rows_costs_that_group(tmp_path):
    texts = [f"It rained {i} times in Tarnbridge." for i in range(300)]
    ids = [str(i) for i in range(300)]
    path = tmp_path / "a.parquet"
    table = pa.table({"id": ids, "text": texts})
    pq.write_table(table, path, row_group_size=100, compression="zstd", use_dictionary=False)
    place = pq.read_metadata(path).row_group(1).column(1)
    data = bytearray(path.read_bytes())
    start = place.data_page_offset
    data[start : start + place.total_compressed_size] = b"\xff" * place.total_compressed_size
    path.write_bytes(bytes(data))
    articles, (problem,) = split(path)
    assert [a.doc_id for a in articles] == ids[:100] + ids[200:]
    assert (problem.source, problem.error) == ("a.parquet:101", "bad_parquet") and "200" in problem.message


def test_synonyms_name_the_columns_and_only_what_is_needed_is_read(tmp_path):
    table = pa.table({"Body": ["Rain."], "story": ["other"], "weather": [[1, 2]], "PubDate": ["13/07/2022"]})
    pq.write_table(table, tmp_path / "a.parquet")
    note, article = read([str(tmp_path)])
    assert (article.text, str(article.published)) == ("Rain.", "2022-07-13")
    assert note.passed == (("text", "story"),)

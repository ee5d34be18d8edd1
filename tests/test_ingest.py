"""Whole folders: every input gives an article or a problem, and one that fails loses nothing else."""

import gzip
import io
import json
import os

import pytest

from pipeline.article import Article, Problem
from pipeline.ingest import Options, read
from pipeline.ingest.local_files import NothingToReadError

RAIN = "It rained in Tarnbridge all day.\nThe river rose."


def items(*paths, **options):
    return list(read([str(path) for path in paths], Options(**options)))


def split(found):
    return [i for i in found if isinstance(i, Article)], [i for i in found if isinstance(i, Problem)]


def columns(**changed):
    return {name: name for name in ("id", "text", "title", "outlet", "author", "url", "published")} | changed


def test_a_folder_is_read_with_all_below_it_in_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.md", "c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"text": RAIN}) if name.endswith("jsonl") else RAIN)
    assert [item.source for item in items(tmp_path)] == ["b.txt", "c.jsonl:1", "a/y.md", "a/z.txt"]


def test_one_file_and_a_glob_and_a_folder_call_an_article_the_same(tmp_path):
    (tmp_path / "rain.txt").write_text(RAIN)
    (alone,), (by_glob,), (by_folder,) = (items(p) for p in (tmp_path / "rain.txt", tmp_path / "*.txt", tmp_path))
    assert alone == by_glob == by_folder


def test_hidden_files_are_left_aside(tmp_path):
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text(RAIN)
    assert items(tmp_path) == []


@pytest.mark.parametrize("path", ["nowhere", "*.nothing", "nowhere/*.txt"])
def test_a_path_that_names_nothing_is_refused_before_anything_is_read(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NothingToReadError, match="no such file"):
        read([path])


def test_no_path_at_all_is_refused():
    with pytest.raises(NothingToReadError):
        read([])


def test_standard_input_holds_json_lines():
    stream = io.BytesIO(b'{"id": "a", "text": "It rained."}\n{"id": "b", "text": "It snowed."}')
    found = list(read(["-"], stdin=stream))
    assert [(item.doc_id, item.source) for item in found] == [("a", "stdin:1"), ("b", "stdin:2")]


def test_every_bad_input_is_one_problem_and_the_good_ones_stay(tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n ")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\0\0\0\1")
    (tmp_path / "report.pages").write_bytes(b"PK")
    (tmp_path / "table.parquet").write_bytes(b"PAR1 but no more")
    (tmp_path / "page.html").write_text("<html><body></body></html>")
    (tmp_path / "lines.jsonl").write_text('{"text": "It rained."}\n{"text": \n[1]\n{"title": "no text"}\n')
    (tmp_path / "rain.txt").write_text(RAIN)
    articles, problems = split(items(tmp_path))
    assert [article.source for article in articles] == ["lines.jsonl:1", "rain.txt"]
    assert {problem.source: problem.error for problem in problems} == {
        "blank.txt": "empty",
        "empty.txt": "empty",
        "lines.jsonl:2": "bad_json",
        "lines.jsonl:3": "bad_json",
        "lines.jsonl:4": "missing_text",
        "page.html": "no_article",
        "picture.txt": "not_text",
        "report.pages": "unknown_format",
        "table.parquet": "bad_parquet",
    }
    assert all(problem.doc_id is None for problem in problems)


def test_a_wrong_encoding_is_read_and_told(tmp_path):
    text = "Le maire a parlé à la presse près du café. " * 5
    (tmp_path / "maire.txt").write_bytes(text.encode("cp1252"))
    (article,), (problem,) = split(items(tmp_path))
    assert article.text == text
    assert problem.error == "encoding_guessed" and problem.doc_id == article.doc_id and "--encoding" in problem.message
    assert split(items(tmp_path, encoding="cp1252")) == ([article], [])


# --- text files -------------------------------------------------------------------------------------------------------


def test_a_text_is_kept_character_for_character_but_for_its_mark_and_line_ends(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf Rain\r\n\tand\xc2\xa0snow \r lone\n\n")
    assert items(tmp_path)[0].text == " Rain\n\tand\u00a0snow \r lone\n\n"


def test_the_id_of_a_text_file_is_made_from_its_name_and_content(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(RAIN)
    one, other = items(tmp_path)
    assert one.doc_id != other.doc_id
    (tmp_path / "a.txt").write_text(RAIN + "!")
    assert items(tmp_path)[0].doc_id != one.doc_id


def test_front_matter_is_metadata_and_no_text(tmp_path):
    head = "---\nid: flood-1\ntitle: Flood wall\nauthor: [Ann Ayre, Bo Beck]\npublished: 2023-03-09\n---\n"
    (tmp_path / "a.md").write_text(head + RAIN)
    (article,) = items(tmp_path)
    assert (article.doc_id, article.title, article.author) == ("flood-1", "Flood wall", "Ann Ayre, Bo Beck")
    assert article.text == RAIN and str(article.published) == "2023-03-09"


@pytest.mark.parametrize(
    "head", ["---\n", "---\nIt: rained: all\n---\n", "---\njust words\n---\n", "---\nweather: rain\n---\n", "--- \n"]
)
def test_lines_that_are_no_front_matter_stay_in_the_text(tmp_path, head):
    (tmp_path / "a.txt").write_text(head + RAIN)
    assert items(tmp_path)[0].text == head + RAIN


def test_front_matter_makes_no_objects(tmp_path):
    (tmp_path / "a.txt").write_text("---\ntitle: !!python/object/apply:os.getcwd []\n---\n" + RAIN)
    (article,) = items(tmp_path)
    assert article.title is None and article.text.endswith(RAIN)


def test_front_matter_keeps_what_is_written(tmp_path):
    (tmp_path / "a.txt").write_text(
        "---\nid: 007\ntitle: Yes\nauthor: ~\npublished: 2023-03-09T10:00:00Z\n---\n" + RAIN
    )
    (article,) = items(tmp_path)
    assert (article.doc_id, article.title, article.author) == ("007", "Yes", None)
    assert str(article.published) == "2023-03-09"


@pytest.mark.parametrize(
    "head",
    [
        "id: " + ":".join("1" * 9000),  # a whole number in base 60, of 16,000 digits
        "".join(f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n" for i in range(1, 300)),  # 2 ** 300 keys
        "[" * 19_000,
        "title: &a [*a]",
    ],
)
def test_front_matter_made_to_do_harm_does_none(tmp_path, head):
    (tmp_path / "a.txt").write_text("---\n" + head.replace("*a0", "x") + "\n---\n" + RAIN)
    (article,) = items(tmp_path)
    assert article.text.endswith(RAIN)


# --- metadata.csv -----------------------------------------------------------------------------------------------------


def test_metadata_beside_the_files_is_theirs_and_no_article(tmp_path):
    (tmp_path / "metadata.csv").write_text("file,title,outlet,published\na.txt,Rain,The Post,13 July 2022\n")
    (tmp_path / "a.txt").write_text(RAIN)
    (article,) = items(tmp_path)
    assert (article.title, article.outlet, str(article.published)) == ("Rain", "The Post", "2022-07-13")
    assert items(tmp_path / "a.txt") == [article]


def test_metadata_reaches_into_the_folders_below(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "metadata.csv").write_text("file,title\nsub/a.txt,Rain\n")
    (tmp_path / "sub" / "a.txt").write_text(RAIN)
    assert items(tmp_path)[0].title == "Rain"


def test_front_matter_goes_before_metadata(tmp_path):
    (tmp_path / "metadata.csv").write_text("file,title,outlet\na.md,Old,The Post\n")
    (tmp_path / "a.md").write_text("---\ntitle: New\n---\n" + RAIN)
    (article,) = items(tmp_path)
    assert (article.title, article.outlet) == ("New", "The Post")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("../secret.txt,x", "outside_folder"),
        ("/etc/hostname,x", "outside_folder"),
        ("gone.txt,x", "missing_file"),
        (",x", "bad_metadata"),
        ("a.txt,twice", "duplicate_metadata"),
    ],
)
def test_a_row_of_metadata_that_cannot_be_used_is_told(tmp_path, row, error):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "metadata.csv").write_text(f"file,title\na.txt,Rain\n{row}\n")
    (folder / "a.txt").write_text(RAIN)
    (article,), (problem,) = split(items(folder))
    assert article.title == "Rain"
    assert (problem.source, problem.error) == ("metadata.csv:2", error)


def test_a_date_that_is_not_understood_leaves_the_article(tmp_path):
    (tmp_path / "metadata.csv").write_text("file,published\na.txt,03/04/2022\n")
    (tmp_path / "a.txt").write_text(RAIN)
    (article,), (problem,) = split(items(tmp_path))
    assert article.published is None and problem.error == "ambiguous_date" and problem.doc_id == article.doc_id


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_metadata_may_be_in_another_encoding(tmp_path, encoding):
    (tmp_path / "metadata.csv").write_text("file;title\na.txt;Rain at the café\n", encoding=encoding)
    (tmp_path / "a.txt").write_text(RAIN)
    assert [(item.source, item.title) for item in items(tmp_path)] == [("a.txt", "Rain at the café")]


def test_a_table_of_articles_may_be_called_metadata(tmp_path):
    (tmp_path / "metadata.csv").write_text("id,text\na,It rained.\n")
    assert [item.doc_id for item in items(tmp_path)] == ["a"]


# --- links ------------------------------------------------------------------------------------------------------------


def test_links_do_not_lead_out_of_the_folder(tmp_path):
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir(), outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "broken.txt").symlink_to(outside / "gone.txt")
    (folder / "rain.txt").write_text(RAIN)
    articles, problems = split(items(folder))
    assert [article.text for article in articles] == [RAIN]
    assert {problem.source: problem.error for problem in problems} == {
        "broken.txt": "not_a_file",
        "file.txt": "outside_folder",
        "folder": "link",
    }


def test_a_loop_of_links_and_a_pipe_hold_nobody_up(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "rain.txt").write_text(RAIN)
    articles, problems = split(items(tmp_path))
    assert [a.source for a in articles] == ["rain.txt"]
    assert {p.source: p.error for p in problems} == {
        **{"a.txt": "not_a_file", "b.txt": "not_a_file", "pipe.txt": "not_a_file", "up": "link"}
    }


def test_a_file_name_that_is_no_utf8_does_not_reach_the_tables(tmp_path):
    try:
        (tmp_path / "caf\udce9.txt").write_text(RAIN)
    except OSError:
        pytest.skip("this file system takes no such name")
    (article,) = items(tmp_path)
    assert article.source == "caf\ufffd.txt"


def test_a_link_inside_the_folder_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(RAIN)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert [item.text for item in items(tmp_path)] == [RAIN, RAIN]


# --- JSON lines -------------------------------------------------------------------------------------------------------


def test_json_lines_keep_their_ids_and_what_they_say(tmp_path):
    record = {
        "id": 7,
        "text": "a\r\nb",
        "title": "T",
        "author": ["A", "B"],
        "published": "2022-07-13",
        "more": {"x": 1},
    }
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as stream:
        stream.write("\n" + json.dumps(record) + "\n")
    (article,) = items(tmp_path)
    assert (article.doc_id, article.text, article.title, article.author) == ("7", "a\r\nb", "T", "A, B")
    assert article.source == "a.jsonl.gz:2"


def test_columns_can_have_other_names(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"key": "k", "body": "It rained."}')
    (article,) = items(tmp_path, columns=columns(id="key", text="body"))
    assert (article.doc_id, article.text) == ("k", "It rained.")


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"lead": "It rained."}')
    (problem,) = items(tmp_path)
    assert "'text'" in problem.message and "lead" in problem.message and "--text-column" in problem.message


def test_half_a_surrogate_pair_is_replaced_and_told(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "rain \\ud83c here"}')
    (article,), (problem,) = split(items(tmp_path))
    assert article.text == "rain \ufffd here" and problem.error == "lone_surrogates" and problem.doc_id == "a"


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"text": 3}', '{"text": ["a"]}', '"text"', '{"text": NaN}', "{'text': 1}"]
)
def test_a_line_that_is_no_article_is_one_problem(tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line + '\n{"text": "It rained."}\n')
    articles, problems = split(items(tmp_path))
    assert len(articles) == 1 and [problem.source for problem in problems] == ["a.jsonl:1"]


def test_a_line_may_hold_line_separators_of_unicode(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a\u2028b\u0085c"}\n', encoding="utf8")
    assert items(tmp_path)[0].text == "a\u2028b\u0085c"


def test_a_damaged_gzip_file_keeps_what_stood_before(tmp_path):
    lines = "".join(json.dumps({"id": i, "text": f"It rained {i * 7919 % 1000} times."}) + "\n" for i in range(20000))
    whole = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    articles, problems = split(items(tmp_path))
    assert len(articles) > 1000 and [problem.error for problem in problems] == ["bad_gzip"]


def test_a_line_too_long_to_hold_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.jsonl.MAX_LINE", 100)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "x" * 500 + '"}\n{"text": "It rained."}\n')
    articles, problems = split(items(tmp_path))
    assert [a.source for a in articles] == ["a.jsonl:2"] and [p.error for p in problems] == ["too_long"]


def test_json_made_to_fill_the_memory_or_the_stack_is_one_problem(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.jsonl.MAX_NESTED", 300_000)
    lines = ['{"x": ' + "[" * 200_000, '{"x": [' + "[]," * 400_000 + "1]}", '{"id": ' + "9" * 5000 + ', "text": "a"}']
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, '{"text": "It rained."}']))
    articles, problems = split(items(tmp_path))
    assert [p.error for p in problems] == ["bad_json", "bomb", "bad_json"] and len(articles) == 1


@pytest.mark.parametrize("filling", [b"\0", b"\n", b"{}\n"])
def test_a_gzip_bomb_is_given_up(tmp_path, monkeypatch, filling):
    monkeypatch.setattr("pipeline.ingest.jsonl.MAX_UNPACKED", 1_000_000)
    monkeypatch.setattr("pipeline.ingest.formats._MOST_PROBLEMS", 1000)
    good = b'{"text": "It rained."}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(good + filling * (20_000_000 // len(filling)), 9))
    (tmp_path / "b.jsonl").write_bytes(good)
    articles, problems = split(items(tmp_path))
    assert len(articles) == 2 and problems[-1].error in ("bomb", "too_many_problems") and len(problems) <= 1001


def test_a_good_gzip_file_that_packs_well_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.jsonl.MAX_UNPACKED", 1000)
    lines = "".join(json.dumps({"id": i, "text": f"It rained {i} times. " * 40}) + "\n" for i in range(2000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    assert len(items(tmp_path)) == 2000


def test_a_line_in_another_encoding_is_read_and_told(tmp_path):
    (tmp_path / "a.jsonl").write_bytes('{"id": "a", "text": "café au lait"}\n'.encode("cp1252"))
    (article,), (problem,) = split(items(tmp_path))
    assert article.text == "café au lait" and problem.error == "encoding_guessed" and problem.doc_id == "a"


# --- CSV --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_field_is_kept_as_it_is(tmp_path, delimiter):
    (tmp_path / "a.csv").write_bytes(
        delimiter.join(["id", "text"]).encode() + b"\r\n" + f'7{delimiter}"a\r\n""b"""'.encode()
    )
    (article,) = items(tmp_path)
    assert (article.doc_id, article.text, article.source) == ("7", 'a\r\n"b"', "a.csv:1")


def test_a_csv_row_of_another_length_is_one_problem(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,It rained\n2,It rained, and hard\n3,It snowed\n")
    articles, problems = split(items(tmp_path))
    assert [a.doc_id for a in articles] == ["1", "3"] and [p.source for p in problems] == ["a.csv:2"]


def test_a_csv_without_a_text_column_is_one_problem(tmp_path):
    (tmp_path / "a.csv").write_text("id,lead\n1,It rained\n")
    (problem,) = items(tmp_path)
    assert problem.error == "missing_text" and "lead" in problem.message
    assert items(tmp_path, columns=columns(text="lead"))[0].text == "It rained"


def test_a_csv_in_another_encoding_is_read_and_told(tmp_path):
    (tmp_path / "a.csv").write_bytes("id,text\n1,It rained\n2,café fermé\n".encode("cp1252"))
    articles, problems = split(items(tmp_path))
    assert [a.text for a in articles] == ["It rained", "café fermé"]
    assert {p.error for p in problems} == {"encoding_guessed"}
    assert split(items(tmp_path, encoding="cp1252"))[1] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_csv_with_a_byte_order_mark_is_read(tmp_path, encoding):
    (tmp_path / "a.csv").write_text("text\ncafé\n", encoding=encoding)
    assert [item.text for item in items(tmp_path)] == ["café"]


@pytest.mark.parametrize(
    "data",
    [
        "x" * 20_000_000,
        "text\n" + "x" * 20_000_000,
        "text,b\n" + "," * 20_000_000,
        "," * 20_000_000,
        'text\n"' + "x\n" * 9_000_000,
    ],
)
def test_a_csv_made_to_fill_the_memory_is_one_problem(tmp_path, monkeypatch, data):
    monkeypatch.setattr("pipeline.ingest.delimited.MAX_FIELD", 10_000_000)
    (tmp_path / "a.csv").write_text(data)
    (tmp_path / "b.txt").write_text(RAIN)
    articles, problems = split(items(tmp_path))
    assert [p.error for p in problems] == ["bad_csv"] and [a.source for a in articles] == ["b.txt"]
    assert len(problems[0].message) < 300


def test_an_empty_csv_is_one_problem(tmp_path):
    (tmp_path / "a.csv").touch()
    assert [item.error for item in items(tmp_path)] == ["missing_text"]


# --- Parquet ----------------------------------------------------------------------------------------------------------


def test_parquet_rows_are_articles(tmp_path):
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    day = datetime.date(2022, 7, 13)
    rows = {"id": [1, 2], "text": ["It rained.", None], "published": [day, None], "more": [[1], [2]]}
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    (article,), (problem,) = split(items(tmp_path))
    assert (article.doc_id, article.text, article.published) == ("1", "It rained.", day)
    assert (problem.source, problem.error) == ("a.parquet:2", "missing_text")


def test_parquet_without_a_text_column_is_one_problem(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"lead": ["It rained."]}), tmp_path / "a.parquet")
    (problem,) = items(tmp_path)
    assert problem.error == "missing_text" and "lead" in problem.message


# --- HTML -------------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Flood wall</title>
<meta property="og:site_name" content="The Tarn Valley Post">
<meta property="article:published_time" content="2023-03-09">
<meta name="author" content="Orla Pettifer"></head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Flood wall</h1><p>The council voted on Thursday to rebuild the flood wall at Lowgate, near the café.</p>
<p>Work on the wall will begin in May and will take two years, the council said in a statement after the vote.</p>
<p>Residents who had lost their homes in the flood in January welcomed the vote, but asked for more money.</p></article>
<footer>Copyright, all rights reserved</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_gives_its_article_and_what_it_says_about_it(tmp_path, charset):
    (tmp_path / "a.html").write_bytes(PAGE.format(charset=charset).encode(charset))
    (article,) = items(tmp_path)
    assert "near the café" in article.text and "all rights reserved" not in article.text
    assert (article.title, article.outlet, article.author) == ("Flood wall", "The Tarn Valley Post", "Orla Pettifer")
    assert str(article.published) == "2023-03-09"


def test_metadata_goes_before_what_a_page_says(tmp_path):
    (tmp_path / "a.html").write_text(PAGE.format(charset="utf-8"), encoding="utf8")
    (tmp_path / "metadata.csv").write_text("file,outlet\na.html,The Post\n")
    assert items(tmp_path)[0].outlet == "The Post"


def test_a_page_nested_beyond_measure_gives_an_article_or_a_problem(tmp_path):
    (tmp_path / "deep.html").write_text("<div>" * 50_000 + "rain" + "</div>" * 50_000)
    (tmp_path / "rain.txt").write_text(RAIN)
    found = items(tmp_path)
    assert [item.source for item in found] == ["deep.html", "rain.txt"]


def test_a_file_that_holds_no_records_is_told(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n")
    (tmp_path / "b.jsonl").write_text("\n\n")
    assert [(item.source, item.error) for item in items(tmp_path)] == [("a.csv", "empty"), ("b.jsonl", "empty")]

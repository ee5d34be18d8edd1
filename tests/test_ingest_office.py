"""Word, Excel and PDF files: what they give, and that each that cannot be read is one problem."""

import io
import sys
import zipfile
from datetime import date, datetime

import docx
import pytest
from openpyxl import Workbook

from pipeline.article import Article, ColumnChoice, Problem
from pipeline.ingest import Options, read
from pipeline.run.guarded_reading import read_guarded
from tests.pdfs import pdf

RAIN, SNOW = "It rained in Tarnbridge all day.", "It snowed at Lowgate in the night."
OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ENCRYPTED = (
    b" /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
    b" /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
)  # fmt: skip


def items(path, **options):
    return list(read([str(path)], Options(**options)))


def split(found):
    return [i for i in found if isinstance(i, Article)], [i for i in found if isinstance(i, Problem)]


def write_docx(path, paragraphs, title=None):
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    document.core_properties.title = title or ""
    document.save(str(path))


def write_xlsx(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


# --- Word -------------------------------------------------------------------------------------------------------------


def test_a_word_file_is_an_article_with_its_paragraphs_apart(tmp_path):
    write_docx(tmp_path / "a.docx", [("Rain and snow", "Title"), (RAIN, None), ("", None), (SNOW, None)], "Old name")
    (article,) = items(tmp_path)
    assert article.text == f"Rain and snow\n\n{RAIN}\n\n{SNOW}"
    assert (article.title, article.source, article.author) == ("Rain and snow", "a.docx", None)


def test_metadata_goes_before_what_a_word_file_says(tmp_path):
    write_docx(tmp_path / "a.docx", [(RAIN, None)], "Own")
    assert items(tmp_path)[0].title == "Own"
    (tmp_path / "metadata.csv").write_text("file,title,published\na.docx,Given,2022-07-13\n")
    (article,) = items(tmp_path)
    assert (article.title, article.published, article.text) == ("Given", date(2022, 7, 13), RAIN)


# --- Excel ------------------------------------------------------------------------------------------------------------


def test_rows_of_a_sheet_are_articles(tmp_path):
    day = datetime(2022, 7, 13, 10, 30)
    rows = [["ID", "Headline", "Body", "Date"], [7, "Rain", RAIN, day], [], [8, None, SNOW, "13 July 2022"]]
    write_xlsx(tmp_path / "a.xlsx", News=rows)
    note, first, second = items(tmp_path)
    assert isinstance(note, ColumnChoice) and dict(note.columns)["text"] == "Body"
    assert (first.doc_id, first.title, first.text, first.published) == ("7", "Rain", RAIN, date(2022, 7, 13))
    assert (second.source, second.title, second.published) == ("a.xlsx:2", None, date(2022, 7, 13))


def test_every_sheet_with_texts_is_read_and_others_are_left(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", May=[["text"], [RAIN]], Notes=[["weather"], ["wet"]], June=[["text"], [SNOW]])
    assert [item.source for item in items(tmp_path)] == ["a.xlsx:1", "a.xlsx:June:1"]


def test_a_row_that_is_wrong_loses_only_itself(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", News=[["text", "id"], [RAIN, 1], [5, 2], [None, 3], [SNOW, 4, "more"], [SNOW]])
    articles, problems = split(items(tmp_path))
    assert [a.text for a in articles] == [RAIN, SNOW]
    assert [p.error for p in problems] == ["bad_text", "missing_text", "bad_row"]


@pytest.mark.parametrize(("rows", "error"), [([], "empty"), ([["weather"], ["wet"]], "missing_text")])
def test_a_workbook_without_texts_is_one_problem(tmp_path, rows, error):
    write_xlsx(tmp_path / "a.xlsx", News=rows)
    assert [item.error for item in items(tmp_path)] == [error]


# --- PDF --------------------------------------------------------------------------------------------------------------


def test_the_text_of_a_pdf_keeps_its_lines_and_blocks(tmp_path):
    pages = ["Rain and snow\n\nIt rained in Tarnbridge\nall day and all night.", "It snowed at Lowgate."]
    (tmp_path / "a.pdf").write_bytes(pdf(pages, title="Weather"))
    (article,) = items(tmp_path)
    assert "It rained in Tarnbridge\nall day and all night.\n" in article.text
    assert article.text.startswith("Rain and snow\n\n") and article.text.endswith("\fIt snowed at Lowgate.")
    assert (article.title, article.source) == ("Weather", "a.pdf")


@pytest.mark.parametrize("title", ["Microsoft Word - rain.docx", "untitled", "rain.indd", " "])
def test_a_title_that_a_program_wrote_is_none(tmp_path, title):
    (tmp_path / "a.pdf").write_bytes(pdf([RAIN], title=title))
    assert items(tmp_path)[0].title is None


def test_a_pdf_of_pictures_is_one_problem_that_says_so(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(["", ""]))
    (problem,) = items(tmp_path)
    assert problem.error == "no_text_layer" and "OCR" in problem.message


# --- what cannot be read ----------------------------------------------------------------------------------------------


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"<a/>" * 1_000_000)
    return packed.getvalue()


def zipped(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


BAD = {
    "empty.docx": (b"", "empty"),
    "empty.pdf": (b"", "empty"),
    "empty.xlsx": (b"", "empty"),
    "other.docx": (zipped(a="b"), "bad_office_file"),
    "other.xlsx": (zipped(a="b"), "bad_office_file"),
    "damaged.docx": (b"PK\3\4 and no more", "bad_office_file"),
    "damaged.xlsx": (b"no zip at all", "bad_office_file"),
    "damaged.pdf": (b"%PDF-1.4 and no more", "bad_pdf"),
    "cut.pdf": (pdf([RAIN])[:200], None),  # what is left may be read, or not
    "encrypted.docx": (OLD_FORMAT, "encrypted"),
    "encrypted.xlsx": (OLD_FORMAT, "encrypted"),
    "encrypted.pdf": (pdf([RAIN], trailer=ENCRYPTED), "encrypted"),
    "bomb.docx": (bomb(), "bomb"),
    "bomb.xlsx": (bomb(), "bomb"),
}


def test_each_file_that_cannot_be_read_is_one_problem_and_the_others_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.office.MAX_UNPACKED", 100_000)
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "rain.txt").write_text(RAIN)
    articles, problems = split(items(tmp_path))
    assert [a.text for a in articles] == [RAIN]
    found = {p.source: p.error for p in problems}
    assert {name: found[name] for name, (_, error) in BAD.items() if error} == {n: e for n, (_, e) in BAD.items() if e}
    assert len(problems) == len(BAD) and found["cut.pdf"] in ("bad_pdf", "no_text_layer")
    assert all(len(p.message) < 400 and ";" in p.message for p in problems)


def test_reading_in_processes_of_their_own_gives_the_same(tmp_path):
    write_docx(tmp_path / "a.docx", [(RAIN, None)])
    write_xlsx(tmp_path / "b.xlsx", News=[["body"], *([f"{RAIN} {i}"] for i in range(600))])
    (tmp_path / "c.pdf").write_bytes(pdf([RAIN]))
    (tmp_path / "d.json").write_text(f'[{{"story": "{SNOW}"}}]')
    (tmp_path / "e.xlsx").write_bytes(b"no zip at all")
    plain = items(tmp_path)
    assert len(plain) == 1 + 601 + 1 + 2 + 1
    assert list(read_guarded([str(tmp_path)], Options(), None, 1, 60)) == plain


@pytest.mark.parametrize(
    ("module", "name", "package"),
    [("docx", "a.docx", "python-docx"), ("openpyxl", "a.xlsx", "openpyxl"), ("pdfminer", "a.pdf", "pdfminer.six")],
)
def test_a_library_that_is_not_installed_is_told_with_the_command_that_installs_it(
    tmp_path, monkeypatch, module, name, package
):
    for loaded in [loaded for loaded in sys.modules if loaded.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(pdf([RAIN]))
    (tmp_path / "rain.txt").write_text(RAIN)
    (article,), (problem,) = split(items(tmp_path))
    assert article.text == RAIN and (problem.source, problem.error) == (name, "missing_library")
    assert package in problem.message and "pip install 'onrecord[formats]'" in problem.message

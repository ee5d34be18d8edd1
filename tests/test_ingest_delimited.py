"""CSV and TSV as people write them: a stray mark swallows nothing and stays, and no whole field is broken."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article, Problem
from pipeline.ingest import Options, read
from pipeline.ingest.delimited import Rows

LONG = "Rain fell on the town of Tarnbridge"


def rows(text, **how):
    return list(Rows(io.StringIO(text, newline=""), **how))


def items(path):
    return list(read([str(path)], Options()))


def test_a_mark_that_is_never_closed_swallows_no_record_and_stays():
    text = 'id,title,text\n1,a,"Rain fell\n2,b,It snowed\n3,c,"It froze, too"\n'
    assert rows(text) == [["1", "a", '"Rain fell'], ["2", "b", "It snowed"], ["3", "c", "It froze, too"]]


def test_a_mark_that_is_closed_too_early_stays_on_both_sides():
    text = 'id,text\n1,"Rain" she said\n2,"Rain," she said\n3,He said "no"\n'
    assert rows(text) == [["1", '"Rain" she said'], ["2", '"Rain," she said'], ["3", 'He said "no"']]


def test_two_stray_marks_do_not_hold_the_records_between_them_together():
    text = """id,text\n1,"We waited all night.\n2,It rained.\n3,They never came."\n4,End\n"""
    assert [row[0] for row in rows(text)] == ["1", "2", "3", "4"]
    assert rows(text)[0][1] == '"We waited all night.'


def test_a_text_of_several_lines_is_one_field_though_its_lines_have_commas():
    text = 'id,title,text\n1,a,"Rain, sleet, snow.\nFirst, second, third.\n\n""Fourth"", fifth, sixth"\n2,b,c\n'
    assert rows(text) == [
        ["1", "a", 'Rain, sleet, snow.\nFirst, second, third.\n\n"Fourth", fifth, sixth'],
        ["2", "b", "c"],
    ]


def test_with_tabs_marks_around_a_whole_text_are_its_own():
    text = 'id\ttext\n1\t"We are sorry."\n2\t"We waited.\n3\tThey came."\n'
    assert [row[1] for row in rows(text)] == ['"We are sorry."', '"We waited.', 'They came."']


def test_with_tabs_a_field_that_had_to_be_quoted_is_unquoted():
    text = 'id\ttext\n1\t"She said ""no"" twice."\n2\t"One line.\nAnother."\n'
    assert [row[1] for row in rows(text)] == ['She said "no" twice.', "One line.\nAnother."]
    assert rows('"id"\t"text"\n"1"\t"Rain"\n') == [["1", "Rain"]]


def test_marks_escaped_by_backslashes_are_read():
    assert rows('id,text\n1,"He said \\"no, no\\" twice"\n') == [["1", 'He said "no, no" twice']]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_the_header_holds_others_in_quotation_marks(mark):
    header = f'"date, day or month; week"{mark}text\n'
    assert rows(header + f"x{mark}{LONG}\n") == [["x", LONG]]


def test_the_delimiter_that_gives_a_column_of_text_goes_before_one_that_gives_more_columns():
    assert rows(f"a,b,c;text\nx;{LONG}\n") == [["x", LONG]]


def test_a_table_of_one_column_has_no_delimiter():
    assert rows("text\nIt rained, and hard; very\n") == [["It rained, and hard; very"]]


def test_the_line_in_which_excel_names_its_delimiter_is_no_header():
    assert rows("sep=;\ntext;id\nRain, snow;1\n") == [["Rain, snow", "1"]]


def test_empty_fields_behind_the_last_column_are_nothing():
    assert rows("id,text\n1,Rain,,\n") == [["1", "Rain"]]


_FIELD = st.text(st.sampled_from('ab1,;\t|"\n\r \\'), max_size=12)


@given(st.lists(st.lists(_FIELD, min_size=3, max_size=3).filter(any), min_size=1, max_size=6))
def test_what_a_spreadsheet_writes_comes_back_as_it_was(table):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["title", "text", "url"], *table])
    found = rows(stream.getvalue())
    # Lines in quotation marks that are rows by the look of them cannot be told from stray marks.
    if all("\n" not in row[0] and "\r" not in row[0] and not any(c.isdigit() for c in row[0]) for row in table):
        assert found == table


@given(st.text(st.sampled_from('a1," \n;\t|'), max_size=60))
def test_no_character_of_a_table_however_broken_is_lost_but_marks_delimiters_and_line_ends(text):
    found = "".join(field for row in rows("text,url\n" + text) for field in row)
    assert "".join(c for c in found if c in "a1") == "".join(c for c in text if c in "a1")


def test_a_file_of_stray_marks_is_read_in_one_go():
    text = "id,text\n" + "".join(f'{i},"Rain {i}\n' for i in range(20_000))
    assert len(rows(text)) == 20_000


def test_a_header_with_one_name_twice_is_told_and_the_first_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("id,text,text,weather,weather\n1,first,second,x,y\n")
    problem, article = items(tmp_path / "a.csv")
    assert (problem.error, problem.doc_id) == ("duplicate_column", None) and "'text'" in problem.message
    assert article.text == "first"


def test_utf16_without_its_mark_is_read_and_told(tmp_path):
    (tmp_path / "a.csv").write_bytes("id,text\n1,Rain at the café\n".encode("utf-16-le"))
    (tmp_path / "b.txt").write_bytes("Rain at the café".encode("utf-16-be"))
    found = items(tmp_path)
    assert [i.text for i in found if isinstance(i, Article)] == ["Rain at the café"] * 2
    assert [i.error for i in found if isinstance(i, Problem)] == ["encoding_guessed"] * 2

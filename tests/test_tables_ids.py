from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.ids import bytes_hash, content_id


def test_an_id_depends_on_its_parts_and_their_borders():
    assert content_id("q", "ab", "c") != content_id("q", "a", "bc")
    assert content_id("q", "a", 1) == content_id("q", "a", "1")


def test_an_id_is_the_same_on_every_machine():
    assert content_id("q", "article-1", 10, 25) == "q_02ea371488c91e33"


@given(st.text())
def test_any_text_gives_an_id_of_the_same_form(text):
    prefix, digits = content_id("d", text, "\ud800").split("_")
    assert prefix == "d" and len(digits) == 16 and int(digits, 16) >= 0


def test_other_bytes_have_another_hash():
    assert bytes_hash(b"rain") != bytes_hash(b"rains")

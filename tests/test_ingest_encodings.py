import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.encodings import NotTextError, decode

ACCENTS = "Le café était fermé, a déclaré l’élu. " * 3


def test_utf8_is_not_a_guess():
    assert decode(ACCENTS.encode()) == decode(ACCENTS.encode(), declared="cp1252")
    assert decode(ACCENTS.encode()).text == ACCENTS and not decode(ACCENTS.encode()).guessed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped(encoding):
    assert decode(ACCENTS.encode(encoding)).text == ACCENTS


def test_utf16_of_either_order_is_read_by_its_mark():
    assert decode(codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be")).text == ACCENTS


def test_only_one_mark_is_dropped():
    assert decode("\ufeff\ufeffrain".encode()).text == "\ufeffrain"


def test_the_declared_encoding_is_taken_where_it_is_not_utf8():
    found = decode(ACCENTS.encode("cp1252"), declared="windows-1252")
    assert found.text == ACCENTS and not found.guessed


def test_an_encoding_that_had_to_be_guessed_is_told():
    found = decode(ACCENTS.encode("cp1252"))
    assert found.text == ACCENTS and found.guessed and found.encoding == "cp1252"


def test_another_alphabet_is_guessed():
    text = "Мэр города сказал журналистам, что мост откроют весной, а дорогу летом. " * 4
    found = decode(text.encode("cp1251"))
    assert found.text == text and found.guessed


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)), b"rain\0rain", b"\x01\x02" * 40])
def test_binary_data_is_not_text(data):
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize("declared", ["ascii", "no-such-encoding"])
def test_a_declared_encoding_that_does_not_fit_is_said(declared):
    with pytest.raises(NotTextError, match=declared):
        decode("café".encode("cp1252"), declared=declared)


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"])))
def test_text_comes_back_character_for_character(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")

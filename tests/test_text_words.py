import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.words import split_words, words_of


def test_words_lead_back_to_the_text() -> None:
    text = "On 28 May’s eve, İstanbul’s 10am…"
    words = split_words(text)
    assert all(text[s:e].strip() for s, e in zip(words.start[: len(words)], words.end[: len(words)], strict=True))
    assert "'" in words.low


def test_a_number_glued_to_letters_falls_apart() -> None:
    words = split_words("the 1980s at 10am")
    assert words.low[: len(words)] == ["the", "1980", "s", "at", "10", "am"]
    assert [words.glued(i) for i in range(len(words))] == [False, False, True, False, False, True]


def test_a_paragraph_break_breaks_an_expression_and_a_wrapped_line_does_not() -> None:
    words = split_words("We met in last\nweek. Closed in May\n\n2021 was better")
    assert not words.broken(3, 5)
    may = words.low.index("may")
    assert words.broken(may, may + 2)


def test_reading_past_the_end_finds_empty_words() -> None:
    words = split_words("now")
    assert words.low[1] == "" and words.before(0) == ""


def test_a_piece_is_what_a_reader_takes_as_one() -> None:
    words = split_words("The U.S. firm’s 1,200.5 tonnes, 2½m and twenty‑one at 6 a.m.")
    assert words.pieces.lowers == [
        "the", "u.s.", "firm's", "1,200.5", "tonnes", ",", "2", "½", "m", "and", "twenty", "-", "one",
        "at", "6", "a.m.",
    ]  # fmt: skip
    assert words.low[1:10] == ["u", ".", "s", ".", "firm", "'", "s", "1", ","]


@given(st.text(st.sampled_from("aZſİΣ 5,.'’‘‐-½٣_\u0301\n\"$"), max_size=40))
def test_both_rows_of_words_cover_the_same_characters(text: str) -> None:
    words = split_words(text)
    pieces, size = words.pieces, len(words)
    covered = [i for start, end in zip(pieces.starts, pieces.ends, strict=True) for i in range(start, end)]
    assert covered == [
        i for start, end in zip(words.start[:size], words.end[:size], strict=True) for i in range(start, end)
    ]
    assert covered == [i for i, sign in enumerate(text) if not sign.isspace()]
    for i in range(size):
        piece = words.piece_of(i)
        assert piece is None or (words.start[i] == pieces.starts[piece] and words.behind(piece) > i)


def test_what_others_have_read_is_out_of_the_way_in_a_copy_only() -> None:
    pieces = split_words("In May 2020 it rained").pieces
    assert pieces.without([(3, 11)]).lowers == ["in", "", "", "it", "rained"]
    assert pieces.lowers[1] == "may"


def test_a_document_is_cut_once() -> None:
    doc = spacy.blank("en")("It rained.")
    assert words_of(doc) is words_of(doc)


def test_a_mark_left_open_on_the_line_opens_a_quotation() -> None:
    words = split_words('He said "rain" fell.\n“Next week” and “next')
    assert [word for i, word in enumerate(words.low[: len(words)]) if words.in_quotation(i)] == [
        "rain",
        "next",
        "week",
        "next",
    ]


def test_two_apostrophes_open_a_quotation_as_well_as_close_it() -> None:
    words = split_words("''We open today,'' Moss said today.")
    first, last = (i for i, low in enumerate(words.low) if low == "today")
    assert words.in_quotation(first) and not words.in_quotation(last)

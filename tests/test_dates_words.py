from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates.words import split_words


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


@given(st.lists(st.sampled_from(['"', "“", "”", "``", "''", "today", " ", "\n", "`", "'"]), max_size=30).map("".join))
def test_a_word_stands_in_a_quotation_where_marks_are_open_on_its_line(text: str) -> None:
    words = split_words(text)
    for i in range(len(words)):
        before = text[: words.start[i]].rpartition("\n")[2]
        odd = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
        if words.low[i] == "today":
            assert words.in_quotation(i) == (odd or before.count("``") > before.count("''"))

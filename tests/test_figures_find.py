"""Properties of the whole component: grounding, harmlessness, numbers written in every form and read back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.dates.timex import Timex
from pipeline.factories import register_attributes
from pipeline.figures.figure import Figure
from pipeline.figures.find import decimal_text, find_figures

register_attributes("dates", "figures")
NLP = spacy.blank("en")

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """An English cardinal below a billion, by a way of its own."""
    for size, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelled(number // size)} {name}" + (joint + spelled(rest) if rest else "")
    if number >= 100:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def figures(text: str) -> tuple[Figure, ...]:
    return find_figures(NLP(text))


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


PIECES = st.sampled_from([
    "1", "2,471", "30", "-", "–", "to", "from", "between", "and", "or", "$", "£", "5m", "10bn", "%", "per", "cent",
    "of", "them", "half", "a", "third", "million", "dozen", "thousands", "one", "aged", "year-old", "2022", ":", "/",
    ".", ",", "(", ")", "½", "⁄", "²", "é", "𝟙", "٣", "almost", "up", "fell", "by", "the", "tickets", "\n", "km/h",
    "°C", "in", '"',
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join)))
@example("")
@example("\u0000 12\u2028 34 \U0001f4af 5")
def test_any_text_does_no_harm_and_every_figure_is_grounded(text: str) -> None:
    end = 0
    for figure in figures(text):
        assert end <= figure.start <= figure.number_start < figure.number_end <= figure.end <= len(text)
        assert (figure.value is None) == (figure.value_text is None)
        assert figure.value is not None or (figure.low is not None and figure.high is not None)
        if figure.counted is not None:
            assert figure.counted in text
        end = figure.end


@pytest.mark.parametrize("size", [20_000])
@pytest.mark.parametrize(
    "unit", ["1", "1,", "1-", "half ", "and ", "one hundred ", "about ", "$ ", "1/2", "a.", "1 to "]
)
def test_a_long_run_of_one_thing_does_no_harm(unit: str, size: int) -> None:
    text = unit * (size // len(unit))
    assert all(figure.end <= len(text) for figure in figures(text))


@given(st.integers(0, 999_999_999))
def test_a_spelled_cardinal_is_read_back(number: int) -> None:
    figure = only(f"They had {spelled(number)} lamps.")
    assert figure.value == number


@given(st.integers(2101, 10**12))
def test_digits_with_separators_are_read_back_exactly(number: int) -> None:
    figure = only(f"They had {number:,} lamps.")
    assert (figure.value, figure.low, figure.high, figure.value_text) == (number, number, number, str(number))


@given(st.decimals("0.01", "999.99", places=2), st.sampled_from([("million", 6), ("bn", 9), ("m", 6), ("tn", 12)]))
def test_money_with_a_magnitude_is_read_back_with_its_precision(mantissa: object, scale: tuple[str, int]) -> None:
    figure = only(f"It cost ${mantissa} {scale[0]}.")
    exact = Fraction(str(mantissa)) * 10 ** scale[1]
    half = Fraction(10 ** scale[1], 200)
    assert figure.unit == "USD"
    assert (figure.value, figure.low, figure.high) == (float(exact), float(exact - half), float(exact + half))


@given(
    st.integers(1, 400), st.integers(1, 400), st.sampled_from(["{}-{} km", "from {} to {} km", "between {} and {} km"])
)
def test_a_range_is_read_back_whichever_way_it_is_written(low: int, more: int, form: str) -> None:
    figure = only(f"Walk {form.format(low, low + more)} north.")
    assert (figure.kind, figure.value, figure.unit) == ("range", None, "kilometre")
    assert (figure.low, figure.high) == (low, low + more)


@given(st.integers(1, 90), st.integers(1, 9))
def test_an_elided_range_takes_the_magnitude_of_its_end(low: int, more: int) -> None:
    figure = only(f"Police found {low}-{low + more},000 vouchers.") if low * 5 >= low + more else None
    assert figure is None or (figure.low, figure.high) == (low * 1000, (low + more) * 1000)


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_score_keeps_the_order_written(one: int, two: int) -> None:
    figure = only(f"The Rovers lost {one}-{two} there.")
    assert (figure.kind, figure.value, figure.low, figure.high) == ("score", None, one, two)


@given(st.integers(2, 99))
def test_a_fraction_of_one_is_a_ratio(number: int) -> None:
    assert decimal_text(Fraction(1, number)).startswith("0.")
    assert float(decimal_text(Fraction(1, number))) == pytest.approx(1 / number, rel=1e-15)


# ---- dates ----------------------------------------------------------------------------------------------------------
def with_dates(text: str, *dates: Timex) -> tuple[Figure, ...]:
    doc = NLP(text)
    doc._.dates = dates
    return find_figures(doc)


def test_a_figure_inside_a_date_is_none() -> None:
    text = "In 1850 lamps were dear."
    assert figures(text.replace("In 1850", "They sold 1850"))
    assert with_dates(text, Timex(3, 7, "DATE", "1850", date(1850, 1, 1), date(1850, 12, 31))) == ()


def test_a_duration_is_a_figure_too() -> None:
    text = "It took 48 hours."
    (figure,) = with_dates(text, Timex(8, 16, "DURATION", "PT48H"))
    assert (figure.kind, figure.value, figure.unit) == ("duration", 48.0, "hour")


def test_a_rate_over_a_date_keeps_its_unit_and_gives_up_its_tail() -> None:
    text = "Rent is $480 a week here."
    (figure,) = with_dates(text, Timex(13, 19, "SET", "P1W"))
    assert (text[figure.start : figure.end], figure.unit) == ("$480", "USD per week")


def test_no_range_reaches_over_a_date() -> None:
    text = "It went from 20 miles in 2008 to 29 miles in 2020."
    found = with_dates(text, Timex(25, 29, "DATE", "2008"), Timex(45, 49, "DATE", "2020"))
    assert [figure.value for figure in found] == [20.0, 29.0]


# ---- parses ---------------------------------------------------------------------------------------------------------
def parsed(words: str, tags: str, heads: list[int], deps: str) -> Doc:
    pos = {
        "NN": "NOUN",
        "NNS": "NOUN",
        "NNP": "PROPN",
        "CD": "NUM",
        "VBD": "VERB",
        "IN": "ADP",
        "DT": "DET",
        "JJ": "ADJ",
    }
    pos |= {"PRP$": "PRON", ".": "PUNCT"}
    return Doc(
        NLP.vocab, words.split(), tags=tags.split(), pos=[pos[tag] for tag in tags.split()], heads=heads,
        deps=deps.split(),
    )  # fmt: skip


def test_the_subject_is_the_concept_under_ud_like_labels() -> None:
    doc = parsed("The museum bought 900 old paintings .", "DT NN VBD CD JJ NNS .", [1, 2, 2, 5, 5, 2, 2],
                 "det nsubj ROOT nummod amod dobj punct")  # fmt: skip
    (figure,) = find_figures(doc)
    assert (figure.counted, figure.counted_head, figure.concept) == ("old paintings", "painting", "museum")


@pytest.mark.parametrize(
    ("heads", "deps"),
    [
        ([1, 2, 2, 4, 2, 7, 7, 4, 2], "det nsubj ROOT nummod dobj case poss nmod punct"),
        ([1, 2, 2, 4, 2, 4, 7, 5, 2], "det nsubj ROOT nummod dobj prep poss pobj punct"),
    ],
    ids=["ud", "spacy"],
)
def test_a_share_is_said_of_what_it_is_a_share_of(heads: list[int], deps: str) -> None:
    doc = parsed("The firm dismissed 5 percent of its workforce .", "DT NN VBD CD NN IN PRP$ NN .", heads, deps)
    (figure,) = find_figures(doc)
    assert (figure.value, figure.unit, figure.concept) == (5.0, "percent", "workforce")


def test_the_subject_of_its_own_clause_is_said_of_nothing() -> None:
    doc = parsed("96 pilgrims walked .", "CD NNS VBD .", [1, 2, 2, 2], "nummod nsubj ROOT punct")
    (figure,) = find_figures(doc)
    assert (figure.counted, figure.concept) == ("pilgrims", None)

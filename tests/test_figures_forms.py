"""Numbers drawn at random, written in every form that the grammar knows, and read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.factories import register_attributes
from pipeline.figures.find import find_figures

register_attributes("dates", "figures")
NLP = spacy.blank("en")
Expected = dict[str, Any]

MONEY = {
    "${}": "USD", "US${}": "USD", "£{}": "GBP", "€{}": "EUR", "C${}": "CAD", "A${}": "AUD", "HK${}": "HKD",
    "${} Canadian": "CAD", "{} euros": "EUR", "{} dollars": "USD", "EUR {}": "EUR", "{} Swiss francs": "CHF",
    "{}p": "penny", "¥{}": "JPY",
}  # fmt: skip
MAGNITUDES = {
    "{}k lamps": 10**3, "{} thousand lamps": 10**3, "{} million lamps": 10**6, "{}m lamps": 10**6, "{}bn lamps": 10**9,
    "{} billion lamps": 10**9, "{}tn lamps": 10**12, "{} lakh lamps": 10**5, "{} crore lamps": 10**7,
    "{} dozen lamps": 12,
}  # fmt: skip
BOUNDS = {
    "about {} lamps": "approx", "around {} lamps": "approx", "roughly {} lamps": "approx", "some {} lamps": "approx",
    "at least {} lamps": "at_least", "no fewer than {} lamps": "at_least", "up to {} lamps": "at_most",
    "as many as {} lamps": "at_most", "no more than {} lamps": "at_most", "more than {} lamps": "more_than",
    "over {} lamps": "more_than", "fewer than {} lamps": "less_than", "almost {} lamps": "less_than",
    "nearly {} lamps": "less_than", "just under {} lamps": "less_than", "exactly {} lamps": "exact",
}  # fmt: skip
UNITS: dict[str, Expected] = {
    "{}%": {"unit": "percent", "kind": "percent"},
    "{} per cent": {"unit": "percent", "kind": "percent"},
    "{} percentage points": {"unit": "percentage point", "kind": "percent"},
    "{} km": {"unit": "kilometre", "kind": "measure"},
    "{} mph": {"unit": "mile per hour", "kind": "measure"},
    "{}°C": {"unit": "celsius", "kind": "measure"},
    "minus {}C": {"unit": "celsius", "kind": "measure", "sign": -1},
    "-{} degrees": {"unit": "degree", "kind": "measure", "sign": -1},
    "{} weeks": {"unit": "week", "kind": "duration"},
    "${} an hour": {"unit": "USD per hour", "kind": "money"},
    "£{} a year": {"unit": "GBP per year", "kind": "money"},
    "{} lamps a day": {"unit": "lamp per day", "kind": "count"},
    "{}-year-old lamps": {"unit": "year of age", "kind": "age"},
}
PAIRS: dict[str, tuple[str, Callable[[int, int], Expected]]] = {
    "range": ("{}-{} km", lambda a, b: {"low": a, "high": b}),
    "range to": ("{} to {} lamps", lambda a, b: {"low": a, "high": b}),
    "range from": ("from {} to {} per cent", lambda a, b: {"low": a, "high": b, "unit": "percent"}),
    "range between": ("between £{} and £{}", lambda a, b: {"low": a, "high": b, "unit": "GBP"}),
    "elided money": ("${}-{}m", lambda a, b: {"low": a * 10**6, "high": b * 10**6, "unit": "USD"}),
    "age range": ("people aged {} to {}", lambda a, b: {"low": a, "high": b, "kind": "age"}),
    "ratio": ("{} out of {} lamps", lambda a, b: {"value": a / b, "kind": "ratio"}),
    "odds": ("odds of {} to {}", lambda a, b: {"value": a / b, "kind": "ratio"}),
    "vote": ("passed {} to {}", lambda a, b: {"low": a, "high": b, "kind": "score"}),
}


def same(text: str, **expected: Any) -> None:
    found = [figure for figure in find_figures(NLP(text)) if figure.kind != "ordinal"]
    assert len(found) == 1, (text, found)
    for name, value in expected.items():
        got = getattr(found[0], name)
        assert got == (pytest.approx(value) if isinstance(value, float) else value), (text, name, got)


@given(st.integers(2, 999), st.sampled_from(sorted(MONEY)))
def test_money_is_read_back_in_every_currency(number: int, form: str) -> None:
    if form == "{}p" and number in (720,):
        return  # a picture format
    same(f"It cost {form.format(number)} there.", value=number, unit=MONEY[form], kind="money")


@given(st.integers(2, 99), st.sampled_from(sorted(MAGNITUDES)))
def test_a_magnitude_multiplies(number: int, form: str) -> None:
    same(f"They sold {form.format(number)} there.", value=number * MAGNITUDES[form], counted="lamps")


@given(st.integers(11, 1899), st.sampled_from(sorted(BOUNDS)))
def test_a_bound_opens_the_interval_on_its_side(number: int, form: str) -> None:
    bound = BOUNDS[form]
    same(f"They sold {form.format(number)} there.", value=number, bound=bound, counted="lamps")
    (figure,) = find_figures(NLP(f"They sold {form.format(number)} there."))
    assert (figure.low is None) == (bound in ("at_most", "less_than"))
    assert (figure.high is None) == (bound in ("at_least", "more_than"))


@given(st.integers(2, 99), st.sampled_from(sorted(UNITS)))
def test_a_unit_is_read_back(number: int, form: str) -> None:
    expected = dict(UNITS[form])
    same(f"It was {form.format(number)} there.", value=number * expected.pop("sign", 1), **expected)


@settings(max_examples=200)
@given(st.integers(2, 19), st.integers(1, 20), st.sampled_from(sorted(PAIRS)))
def test_two_numbers_are_read_back_as_what_they_are(low: int, more: int, name: str) -> None:
    form, expected = PAIRS[name]
    if name == "ratio" and low + more > 20:
        return  # a share is taken of few, or of a round number
    same(f"It was {form.format(low, low + more)} there.", **expected(low, low + more))


@given(st.integers(2, 19), st.sampled_from(["{}½", "{} 1/2", "{}-and-a-half", "{} and a half"]))
def test_a_half_is_added(number: int, form: str) -> None:
    same(f"It took {form.format(number)} litres there.", value=number + 0.5, unit="litre")


@given(st.integers(1, 40).map(lambda n: 2 * n + 1))
def test_an_ordinal_is_an_ordinal(number: int) -> None:
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    (figure,) = find_figures(NLP(f"It was the {number}{ending} lamp there."))
    assert (figure.kind, figure.value) == ("ordinal", number)
    assert find_figures(NLP(f"She came {number}{ending}.")) == ()

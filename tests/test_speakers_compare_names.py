"""Names as strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speakers.compare_names import same_person
from pipeline.text.given_names import same_given
from pipeline.text.names import fold, is_acronym, name_key, one_edit, slip, stands_for

NAMES = st.text("abcdeé-' ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Donna Reyes", "Donna M. Reyes", True),
        ("Bob Hale", "Robert Hale", True),
        ("D. Reyes", "Donna Reyes", True),
        ("Jean-Noel Vasseur", "Jean Noël-Vasseur", True),
        ("Donna Reyes", "Paul Reyes", False),
        ("Donna Reyes", "Donna Ruiz", False),
        ("Paul A. Reyes", "Paul B. Reyes", False),
        ("Kim Dae-su", "Kim Dae-ho", False),
        ("Reyes", "Donna Ruiz", False),
    ],
)
def test_two_full_names_are_one_person(a: str, b: str, same: bool) -> None:
    assert same_person(name_key(a), name_key(b)) is same
    assert same_person(name_key(b), name_key(a)) is same


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("vandermeer", "vandermer", True),
        ("vandermeer", "vandremeer", True),
        ("damarin", "damarnin", True),
        ("marsh", "march", False),
        ("vandermeer", "vandermeer", False),
        ("vandermeer", "vanderm", False),
    ],
)
def test_a_slip_is_one_edit_in_a_long_name(a: str, b: str, near: bool) -> None:
    assert slip(a, b) is near


@given(NAMES, NAMES)
def test_one_edit_is_the_same_both_ways(a: str, b: str) -> None:
    assert one_edit(a, b) == one_edit(b, a)


@given(NAMES)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_short_forms_of_one_name_are_the_same_name() -> None:
    assert same_given("bob", "rob")
    assert not same_given("bob", "bill")


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("AFRA", "Avonmouth Ferry Riders Association", True),
        ("A.F.R.A.", "Avonmouth Ferry Riders Association", True),
        ("FOP", "Friends of the Pier", False),
        ("FP", "Friends of the Pier", True),
        ("FOTP", "Friends of the Pier", True),
        ("AFR", "Avonmouth Ferry Riders Association", False),
    ],
)
def test_initials(acronym: str, name: str, fits: bool) -> None:
    assert stands_for(acronym, name) is fits


def test_what_looks_like_an_acronym() -> None:
    assert [word for word in ("PG", "P.G.", "Pg", "P", "PIERGUILDS", "P1") if is_acronym(word)] == ["PG", "P.G."]

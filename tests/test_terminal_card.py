import re

import pytest

from pipeline.terminal.card import card_as_text
from pipeline.views.database import Database
from pipeline.views.known import known
from tests.ask_tables import reconciled


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return Database(reconciled(tmp_path_factory.mktemp("out")))


def test_marks_can_be_told_without_colour(database):
    shown = card_as_text(known(database, "d1"))
    assert '"«1 We lost #40# boats in the storm»," ~1 said~ {1 Anneke Hollander, the harbour master}' in " ".join(
        shown.split()
    )
    assert "on @3 May 2021@." in " ".join(shown.split())
    assert "Marks: «quote», ~cue~, {source}, #figure#, @date@" in shown


@pytest.mark.parametrize("width", [40, 140])
def test_a_card_fits_and_breaks_no_word(database, width):
    shown = card_as_text(known(database, "q1"), width)
    assert all(len(line) <= width for line in shown.splitlines())
    for word in ("confidence", "substance:", "Hollander,", "inverted,", "herald.txt"):
        assert word in re.split(r"[\s{}]+", shown), word


def test_text_of_articles_cannot_command_the_terminal(database):
    for name in ("q3", "d3", "e2", "s3"):
        shown = card_as_text(known(database, name))
        assert "\x1b" not in shown and "Bo Beck\\x1b[31m" in shown

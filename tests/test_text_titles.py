"""Titles of works and broadcasts in quotation marks, told from what somebody says."""

import pytest

from pipeline.text.quotations import quotation_regions
from pipeline.text.titles import is_title


@pytest.mark.parametrize(
    "text",
    [
        'Ada Moss said on Harbour Radio\'s "The Morning Tide" that the pier stays.',
        'In an episode of "Gulls and Ropes," Ada Moss said that the pier stays.',
        'Her first novel, "The Long Rope Home", sold badly.',
        'She will speak on "Harbour Nights" tonight.',
    ],
)
def test_capitals_behind_a_work_or_its_owner_are_a_title(text):
    assert is_title(quotation_regions(text)[0], text)


@pytest.mark.parametrize(
    "text",
    [
        'In an episode of the show she said "the pier stays".',
        'The council\'s "shameful silence" went on.',
        'Ada Moss said: "The Harbour Office Must Go"',
        'Her novel was good. "The Harbour Office Must Go," she said.',
        'The song was over. She shouted "Stop!"',
        'The show "Tide" was cancelled.',  # one word shows too little
    ],
)
def test_what_is_said_is_no_title(text):
    assert not is_title(quotation_regions(text)[0], text)

"""The first line of a text as its title: where it looks like one, and only where nothing else gives a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import Options, read
from pipeline.ingest.headline import title_of

BODY = (
    "The council of Tarnbridge voted on Thursday to rebuild the flood wall at Lowgate, where the river Tarn "
    "rose over its banks in January.\nWork will begin in May.\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "Flood wall to rise again",
        "FLOOD WALL TO RISE AGAIN",
        "Mayor: 'We will rebuild the wall'",
        "Will the wall hold?",
        "300 homes lost to the Tarn in one night",
        '"Never again," says mayor of flooded town',
        "Floods cost towns more than in the U.S.",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", " \n \n"])
def test_a_line_that_looks_like_a_headline_is_the_title(line, between):
    assert title_of(line + between + BODY, "auto") == line
    assert title_of("\n " + line + between + BODY, "auto") == line


@pytest.mark.parametrize(
    "line",
    [
        "The council voted on Thursday.",
        "By Orla Pettifer",
        "TARNBRIDGE — The council voted on Thursday to rebuild",
        "13 July 2022",
        "Wednesday, July 13, 2022",
        "Subject: flood wall",
        "MAYOR HOLM: We will rebuild it",
        "> We will rebuild it",
        "- We will rebuild it",
        "Dear neighbours,",
        "flood wall to rise again",
        "Rain",
        "Flood " * 30,
    ],
)
def test_a_line_of_another_kind_is_none(line):
    assert title_of(f"{line}\n\n{BODY}", "auto") is None


def test_the_first_line_of_a_wrapped_paragraph_is_none():
    wrapped = (
        "The council of Tarnbridge voted on Thursday to rebuild\nthe flood wall at Lowgate, where the river\nrose."
    )
    assert title_of(wrapped, "auto") is None


@pytest.mark.parametrize("text", ["Flood wall to rise again", "Flood wall to rise again\n\n", "", "\n \n"])
def test_a_line_without_a_text_after_it_is_none(text):
    assert title_of(text, "auto") is None


def test_the_user_may_say_that_it_always_or_never_is():
    assert title_of("By Orla Pettifer\nRain.", "yes") == "By Orla Pettifer"
    assert title_of("Flood wall to rise again\n\n" + BODY, "no") is None


@given(st.text(), st.sampled_from(["auto", "yes", "no"]))
def test_a_title_is_a_line_of_its_text(text, mode):
    title = title_of(text, mode)
    assert title is None or title in [line.strip() for line in text.split("\n")]


def test_only_plain_text_without_a_title_gets_one_and_the_text_stays(tmp_path):
    text = "Flood wall to rise again\n\n" + BODY
    for name in ("a.txt", "b.txt", "c.txt", "d.md"):
        (tmp_path / name).write_text(text)
    (tmp_path / "c.txt").write_text("---\ntitle: Own\n---\n" + text)
    (tmp_path / "metadata.csv").write_text("file,title\nb.txt,Given\n")
    found = list(read([str(tmp_path)]))
    assert [a.title for a in found] == ["Flood wall to rise again", "Given", "Own", None]
    assert {a.text for a in found} == {text}
    assert [a.title for a in read([str(tmp_path)], Options(first_line_title="no"))] == [None, "Given", "Own", None]

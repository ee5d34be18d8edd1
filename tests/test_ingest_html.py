"""Web pages: what a browser does not show is no article text, and nothing of an article is taken for hidden."""

import pytest

from pipeline.ingest.html import NoArticleError, extract_article, fragment_text

PAGE = """<!DOCTYPE html><html><head><title>Flood wall</title></head><body><{main} {attributes}><h1>Flood wall</h1>
<p>The council voted on Thursday to rebuild the flood wall at Lowgate, near the mill, after the flood in January.</p>
<{tag} {hidden}>The editors of this paper recommend a subscription to all readers who like what they have read.</{tag}>
<p>Work on the wall will begin in May and will take two years, the council said in a statement after the vote.</p>
<p>Residents who had lost their homes in the flood in January welcomed the vote, but asked for more money.</p>
</{main}></body></html>"""
HIDDEN = [
    'style="display:none"',
    'style="color: red; DISPLAY : None !important"',
    'style="visibility: hidden"',
    "hidden",
    'hidden=""',
    'aria-hidden="true"',
]


def page(tag="p", hidden="", main="article", attributes=""):
    return PAGE.format(tag=tag, hidden=hidden, main=main, attributes=attributes)


def test_what_is_shown_is_text():
    assert "recommend a subscription" in extract_article(page())["text"]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("tag", ["p", "div", "section"])
def test_what_is_hidden_is_no_text(tag, hidden):
    text = extract_article(page(tag, hidden))["text"]
    assert "subscription" not in text and "asked for more money" in text and "Thursday" in text


@pytest.mark.parametrize("main", ["article", "main", "div"])
def test_an_article_that_is_kept_from_screen_readers_while_a_dialog_is_open_is_text(main):
    assert "asked for more money" in extract_article(page(main=main, attributes='aria-hidden="true"'))["text"]


def test_a_page_that_shows_itself_when_it_has_loaded_is_read():
    shown_later = page().replace("<body>", '<body style="display:none">')
    assert "asked for more money" in extract_article(shown_later)["text"]


def test_a_hidden_article_is_none():
    with pytest.raises(NoArticleError):
        extract_article(page(attributes="hidden"))


def test_what_hidden_parts_say_about_the_article_is_kept():
    hidden = '<time style="display:none" itemprop="datePublished" datetime="2023-03-09">9 March</time>'
    assert extract_article(page().replace("<p>The", hidden + "<p>The", 1))["published"] == "2023-03-09"


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_hidden_in_a_piece_of_html_is_no_text(hidden):
    assert fragment_text(f"<p>Rain.</p><p {hidden}>Advertisement</p><div>Snow<br>Hail</div>") == "Rain.\nSnow\nHail"


@pytest.mark.parametrize("fragment", ["", "<", "<p", "<!-- -->", "<script>x</script>", "<p>" * 5000])
def test_a_piece_of_html_without_text_is_empty(fragment):
    assert "x" not in fragment_text(fragment)


@pytest.mark.parametrize("fragment", ["<p>a&#1;b", "<p>a&#xD800;b", "<p>a\ud800b", "<p>a\0b", "</body></html><p>a b"])
def test_a_piece_of_html_may_hold_what_no_page_can(fragment):
    text = fragment_text(fragment)
    assert text.startswith("a") and text.endswith("b")


def dated(head: str) -> object:
    told = "<p>The ferry was sold on 5 May 2021 to a firm from Avonmouth, and nobody in the harbour was asked.</p>" * 6
    return extract_article(
        f"<html><head><title>Ferry</title>{head}</head><body><article>{told}</article></body></html>"
    )["published"]


def test_a_day_that_the_article_tells_of_is_not_the_day_it_was_published():
    assert dated("") is None
    assert dated('<meta property="article:published_time" content="2022-07-13T10:00:00Z">') == "2022-07-13"

"""RSS and Atom: one article an entry, its HTML cleaned as that of pages; nothing is fetched."""

import socket

import pytest

from pipeline.article import Article, Problem
from pipeline.ingest import Options, read

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Tarn Valley Post</title><link>https://post.example/</link>
<item><title>Flood wall &amp; bridge</title><link>https://post.example/wall</link><guid>wall-1</guid>
<dc:creator>Orla Pettifer</dc:creator><pubDate>Thu, 09 Mar 2023 18:00:00 GMT</pubDate>
<description>A teaser.</description><content:encoded><![CDATA[<p>The council voted on Thursday to rebuild the wall.</p>
<p style="display: none">Subscribe now.</p><script>track()</script>
<p>Work begins in May, it said.</p>]]></content:encoded>
</item>
<item><title>Rain</title><description>It rained &lt;b&gt;all day&lt;/b&gt; at Lowgate.</description></item>
<item><title>Empty</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Fellside Bulletin</title>
<entry><id>urn:1</id><title>Snow</title><author><name>Bo Beck</name></author><updated>2023-03-10T06:00:00Z</updated>
<link href="https://fellside.example/snow"/>
<content type="html">&lt;p&gt;It snowed.&lt;/p&gt;&lt;p&gt;Roads closed.&lt;/p&gt;</content>
</entry></feed>"""


def items(path):
    return list(read([str(path)], Options()))


def test_an_entry_of_rss_is_an_article_with_its_clean_text(tmp_path):
    (tmp_path / "a.rss").write_text(RSS)
    wall, rain, empty = items(tmp_path)
    assert wall.text == "The council voted on Thursday to rebuild the wall.\nWork begins in May, it said."
    assert (wall.doc_id, wall.source, wall.title) == ("wall-1", "a.rss:1", "Flood wall & bridge")
    assert (wall.outlet, wall.author, wall.url) == (
        "The Tarn Valley Post",
        "Orla Pettifer",
        "https://post.example/wall",
    )
    assert str(wall.published) == "2023-03-09"
    assert rain.text == "It rained all day at Lowgate."
    assert (empty.source, empty.error) == ("a.rss:3", "empty")


@pytest.mark.parametrize("name", ["a.atom", "a.xml"])
def test_an_entry_of_atom_is_an_article(tmp_path, name):
    (tmp_path / name).write_text(ATOM)
    (article,) = items(tmp_path)
    assert (article.text, article.title, article.author) == ("It snowed.\nRoads closed.", "Snow", "Bo Beck")
    assert (article.doc_id, article.outlet, str(article.published)) == ("urn:1", "Fellside Bulletin", "2023-03-10")


def test_a_feed_that_breaks_off_keeps_what_was_read_and_is_told(tmp_path):
    (tmp_path / "a.rss").write_text(RSS[: RSS.index("<item><title>Empty")])
    found = items(tmp_path)
    assert [i.title for i in found if isinstance(i, Article)] == ["Flood wall & bridge", "Rain"]
    assert [i.error for i in found if isinstance(i, Problem)] == ["bad_feed"]


@pytest.mark.parametrize("content", ["", "<html><body>Rain</body></html>", "rain", "<a/>", "\0\0"])
def test_what_is_no_feed_is_one_problem(tmp_path, content):
    (tmp_path / "a.xml").write_text(content)
    assert [item.error for item in items(tmp_path)] == ["bad_feed"]


def test_entities_made_to_fill_the_memory_or_to_read_files_do_nothing(tmp_path):
    (tmp_path / "secret.md").write_text("A secret of the town of Tarnbridge.")
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 20))
    head = f'<!DOCTYPE rss [<!ENTITY a0 "rain"><!ENTITY f SYSTEM "file://{tmp_path}/secret.md">{entities}]>'
    feed = (
        RSS.replace("<rss", head + "<rss", 1).replace("A teaser.", "&a19; &f;").replace("It rained", "&a19; &f; rained")
    )
    (tmp_path / "a.rss").write_text(feed)
    found = items(tmp_path / "a.rss")
    assert all("secret" not in item.text and len(item.text) < 1000 for item in found if isinstance(item, Article))


@pytest.mark.parametrize("content", ["http://127.0.0.1:9/feed", "feed://127.0.0.1:9/feed"])
def test_an_address_in_place_of_a_feed_is_not_fetched(tmp_path, monkeypatch, content):
    def refuse(*args):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.rss").write_text(content)
    assert [item.error for item in items(tmp_path)] == ["bad_feed"]

"""The rows of all tables for one document: pure, from an article and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from pipeline.article import Article
from pipeline.findings import Findings
from pipeline.ids import bytes_hash, content_id
from pipeline.links import innermost
from pipeline.quotes.quote import Offsets, Quote
from pipeline.schemas import EXTRACT_TABLES
from pipeline.speakers.speaker import QuoteSpeaker, Speaker

Row = dict[str, Any]

_FIGURE_COLUMNS = (
    *("number_start", "number_end", "kind", "value", "low", "high", "value_text"),
    *("unit", "counted", "counted_head", "bound", "change", "concept"),
)
_DATE_COLUMNS = ("type", "value", "start_date", "end_date", "precision", "mod", "anchor")


def rows(article: Article, found: Findings) -> dict[str, list[Row]]:
    """The rows of one document by table, with ids made from content and all links set.

    Raises:
        ValueError: where an offset does not lie in the text.

    >>> [row["n_tokens"] for row in rows(Article("a", "a.txt", "It rained."), Findings(n_tokens=3))["documents"]]
    [3]
    """
    maker = RowMaker(article, found)
    return {table.name: getattr(maker, table.name)() for table in EXTRACT_TABLES}


def unannotated(article: Article) -> dict[str, list[Row]]:
    """The rows of a document in which nothing was looked for: its own, without counts.

    >>> made = unannotated(Article("a", "a.txt", "It rained."))
    >>> made["documents"][0]["n_tokens"], made["quotes"]
    (None, [])
    """
    return rows(article, Findings(n_tokens=None, n_sentences=None))


class RowMaker:
    """Makes the rows of one document: a method for each table, so that one that fails takes no other with it."""

    def __init__(self, article: Article, found: Findings) -> None:
        self._article, self._found, self._text = article, found, _Text(article)

    @cached_property
    def _order(self) -> list[int]:
        quotes = self._found.quotes
        return sorted(range(len(quotes)), key=lambda i: (quotes[i].start, quotes[i].end, i))

    @cached_property
    def _quotes(self) -> list[Quote]:
        return [self._found.quotes[i] for i in self._order]

    @cached_property
    def _quote_ids(self) -> list[str]:
        return unique_ids("q", self._article.doc_id, [(quote.start, quote.end) for quote in self._quotes])

    @cached_property
    def _passages(self) -> list[tuple[int, int, int]]:
        return [(*piece, i) for i, quote in enumerate(self._quotes) for piece in quote.content]

    @cached_property
    def _who(self) -> list[QuoteSpeaker]:
        return [self._found.cast.of_quotes[i] for i in self._order]

    @cached_property
    def _speaker_ids(self) -> list[str]:
        return [content_id("s", self._article.doc_id, s.name, s.type) for s in self._found.cast.speakers]

    @cached_property
    def _said_by(self) -> list[str | None]:
        return [None if who.speaker is None else self._speaker_ids[who.speaker] for who in self._who]

    def documents(self) -> list[Row]:
        """The row of the document itself."""
        return [_document(self._article, self._found)]

    def quotes(self) -> list[Row]:
        """A row for each quote."""
        return [
            {
                "quote_id": self._quote_ids[i],
                "doc_id": self._article.doc_id,
                "seq": i,
                "speaker_id": self._said_by[i],
                **_quote(quote, self._text),
                **_said_by(None if (place := self._who[i].speaker) is None else self._found.cast.speakers[place]),
                "reason": None if self._who[i].speaker is not None else self._who[i].reason or quote.reason,
            }
            for i, quote in enumerate(self._quotes)
        ]

    def quote_spans(self) -> list[Row]:
        """A row for each piece of a quote."""
        return [row for i, q in enumerate(self._quotes) for row in _pieces(self._quote_ids[i], q, self._text)]

    def speakers(self) -> list[Row]:
        """A row for each speaker."""
        return _speakers(self._article.doc_id, self._found, self._speaker_ids)

    def mentions(self) -> list[Row]:
        """A row for each mention."""
        return _mentions(self._found, self._speaker_ids, self._text)

    def figures(self) -> list[Row]:
        """A row for each figure."""
        return _figures(self._found, self._quote_ids, self._said_by, self._passages, self._text)

    def dates(self) -> list[Row]:
        """A row for each date."""
        return _dates(self._found, self._quote_ids, self._passages, self._text)

    def errors(self) -> list[Row]:
        """None: what was found is no error."""
        return []


class _Text:
    """A document's text, of which every row says where it stands."""

    def __init__(self, article: Article) -> None:
        self.doc_id, self._text = article.doc_id, article.text

    def span(self, start: int, end: int) -> Row:
        """The columns text, start and end of a row."""
        if not 0 <= start < end <= len(self._text):
            raise ValueError(f"{start}:{end} is no stretch of the text, which has {len(self._text)} characters")
        return {"text": self._text[start:end], "start": start, "end": end}

    def part(self, name: str, span: Offsets | None) -> Row:
        """The same columns with a prefix, empty where there is no span."""
        columns = self.span(*span) if span else {"text": None, "start": None, "end": None}
        return {f"{name}_{column}": value for column, value in columns.items()}


def unique_ids(prefix: str, doc_id: str, keys: Sequence[tuple[object, ...]]) -> list[str]:
    """One id for each key, made from the document and the key; a key met again gets its count put in.

    >>> ids = unique_ids("f", "a", [(0, 2), (0, 2), (5, 6)])
    >>> len(set(ids)), ids[0] == content_id("f", "a", 0, 2)
    (3, True)
    """
    met: Counter[tuple[object, ...]] = Counter()
    ids = []
    for key in keys:
        ids.append(content_id(prefix, doc_id, *key, *((met[key],) if met[key] else ())))
        met[key] += 1
    return ids


def _document(article: Article, found: Findings) -> Row:
    names = ("doc_id", "source", "title", "outlet", "author", "url", "published", "text")
    return {name: getattr(article, name) for name in names} | {
        "n_chars": len(article.text),
        "n_tokens": found.n_tokens,
        "n_sentences": found.n_sentences,
        "keyterms": list(found.keyterms),
        "content_hash": bytes_hash(article.text.encode("utf8", "surrogatepass")),
    }


def _quote(quote: Quote, text: _Text) -> Row:
    return {
        "kind": quote.kind,
        "act": quote.act,
        **text.span(quote.start, quote.end),
        **text.part("cue", quote.cue),
        **text.part("source", quote.source),
        "attribution": quote.attribution,
        "confidence": quote.confidence,
    }


def _said_by(speaker: Speaker | None) -> Row:
    return {"speaker": speaker and speaker.name, "speaker_type": speaker and speaker.type}


def _pieces(quote_id: str, quote: Quote, text: _Text) -> Iterator[Row]:
    roles = {"content": quote.content, "cue": (quote.cue,), "source": (quote.source,)}
    for role, spans in roles.items():
        for seq, span in enumerate(span for span in spans if span):
            place = {"quote_id": quote_id, "doc_id": text.doc_id, "role": role, "seq": seq}
            yield place | text.span(*span)


def _speakers(doc_id: str, found: Findings, speaker_ids: Sequence[str]) -> list[Row]:
    n_quotes = Counter(who.speaker for who in found.cast.of_quotes)
    n_mentions = Counter(mention.speaker for mention in found.cast.mentions)
    by_id: dict[str, Row] = {}
    for i, speaker in enumerate(found.cast.speakers):
        row = by_id.setdefault(
            speaker_ids[i],
            {
                "speaker_id": speaker_ids[i],
                "doc_id": doc_id,
                "name": speaker.name,
                "type": speaker.type,
                "role": None,
                "affiliation": None,
                "n_quotes": 0,
                "n_mentions": 0,
            },
        )
        row["role"] = row["role"] or speaker.role
        row["affiliation"] = row["affiliation"] or speaker.affiliation
        row["n_quotes"] += n_quotes[i]
        row["n_mentions"] += n_mentions[i]
    return list(by_id.values())


def _mentions(found: Findings, speaker_ids: Sequence[str], text: _Text) -> list[Row]:
    keys = [(m.start, m.end, speaker_ids[m.speaker]) for m in found.cast.mentions]
    ids = unique_ids("m", text.doc_id, keys)
    return [
        {
            "mention_id": mention_id,
            "doc_id": text.doc_id,
            "speaker_id": speaker_ids[mention.speaker],
            "kind": mention.kind,
            **text.span(mention.start, mention.end),
        }
        for mention_id, mention in zip(ids, found.cast.mentions, strict=True)
    ]


def _figures(
    found: Findings,
    quote_ids: Sequence[str],
    said_by: Sequence[str | None],
    passages: Sequence[tuple[int, int, int]],
    text: _Text,
) -> list[Row]:
    ids = unique_ids("f", text.doc_id, [(f.start, f.end, f.number_start, f.number_end) for f in found.figures])
    inside = innermost([(figure.start, figure.end) for figure in found.figures], passages)
    return [
        {
            "figure_id": figure_id,
            "doc_id": text.doc_id,
            **text.span(figure.start, figure.end),
            **{name: getattr(figure, name) for name in _FIGURE_COLUMNS},
            "quote_id": None if i is None else quote_ids[i],
            "speaker_id": None if i is None else said_by[i],
        }
        for figure_id, figure, i in zip(ids, found.figures, inside, strict=True)
    ]


def _dates(
    found: Findings, quote_ids: Sequence[str], passages: Sequence[tuple[int, int, int]], text: _Text
) -> list[Row]:
    ids = unique_ids("t", text.doc_id, [(timex.start, timex.end) for timex in found.dates])
    inside = innermost([(timex.start, timex.end) for timex in found.dates], passages)
    return [
        {
            "date_id": date_id,
            "doc_id": text.doc_id,
            **text.span(timex.start, timex.end),
            **{name: getattr(timex, name) for name in _DATE_COLUMNS},
            "quote_id": None if i is None else quote_ids[i],
        }
        for date_id, timex, i in zip(ids, found.dates, inside, strict=True)
    ]

"""Every table, declared once: columns, types, meanings, keys. Data dictionary and Parquet schemas come from here."""

from dataclasses import dataclass
from typing import Literal

SCHEMA_VERSION = "1.1"

ColumnType = Literal["string", "category", "int", "float", "bool", "date", "strings"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` is the closed vocabulary of a `category`; `nullable` says whether it may be empty."""

    name: str
    type: ColumnType
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` identifies a row, `sort` orders the rows of a file, `grounded`: text[start:end] == text."""

    name: str
    row: str
    stage: Literal["extract", "reconcile"]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    grounded: bool = False
    references: tuple[tuple[str, str], ...] = ()

    def column_names(self) -> list[str]:
        """Names of the columns, in the order written."""
        return [column.name for column in self.columns]


def _text(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "string", meaning, nullable)


def _category(name: str, meaning: str, values: str, *, nullable: bool = False) -> Column:
    return Column(name, "category", meaning, nullable, tuple(values.split()))


def _count(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "int", meaning, nullable)


def _number(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "float", meaning, nullable)


_DOC_ID = _text("doc_id", "the article, see documents")
_START = _count("start", "offset of the first character in documents.text, in Unicode code points")
_END = _count("end", "offset after the last character")
_SPEAKER_TYPES = "person org group document unknown"

DOCUMENTS = Table(
    "documents",
    "an article",
    "extract",
    (
        _text("doc_id", "the input's own id where it has one, else made from its source and content"),
        _text("source", "where it was read: path relative to the input, with the line or row of a file of many"),
        _text("title", "headline, from the metadata", nullable=True),
        _text("outlet", "who published it, from the metadata", nullable=True),
        _text("author", "byline, from the metadata", nullable=True),
        _text("url", "address, from the metadata", nullable=True),
        Column("published", "date", "publication date, from the metadata", nullable=True),
        _text("text", "the input's text, character for character"),
        _count("n_chars", "length of text in code points"),
        _count("n_tokens", "number of spaCy tokens; empty where the tokenizer failed, see errors", nullable=True),
        _count("n_sentences", "number of sentences; empty where the parser failed, see errors", nullable=True),
        Column("keyterms", "strings", "key terms, best first, by which stories are told apart"),
        _text("content_hash", "hash of text"),
    ),
    key=("doc_id",),
    sort=("doc_id",),
)

QUOTES = Table(
    "quotes",
    "one attribution: someone says something",
    "extract",
    (
        _text("quote_id", "key"),
        _DOC_ID,
        _count("seq", "position among the document's quotes, from 0"),
        _category(
            "kind",
            "whether the content stands in quotation marks: all, partly, not; a turn of a transcript is direct without",
            "direct mixed indirect",
        ),
        _category("act", "speech: said, told, according to; attitude: believes, wants, fears", "speech attitude"),
        _text(
            "text",
            "the article from the first to the last character of the content, what stands in between ('she said') "
            "included; no quotation mark at its ends",
        ),
        _START,
        _END,
        _text("content", "the words said and nothing else: the pieces joined by ' … ', quotation marks left out"),
        _count(
            "sentence_start",
            "offset of the sentences that hold content, cue and source: what shows whether it is right",
        ),
        _count("sentence_end", "offset after these sentences"),
        _text(
            "continues",
            "the quote that this one goes on: over several paragraphs, or where a mark re-opens; empty for a first one",
            nullable=True,
        ),
        _text("cue_text", "the words that attribute", nullable=True),
        _count("cue_start", "offset of the cue", nullable=True),
        _count("cue_end", "offset after the cue", nullable=True),
        _text("source_text", "the speaker as the sentence names it", nullable=True),
        _count("source_start", "offset of the source", nullable=True),
        _count("source_end", "offset after the source", nullable=True),
        _text("speaker_id", "the speaker, see speakers; empty where nobody is named", nullable=True),
        _text("speaker", "the speaker's full name in this document", nullable=True),
        _category("speaker_type", "what kind of speaker", _SPEAKER_TYPES, nullable=True),
        _text(
            "attribution", "how the speaker was found: subject, inverted, according_to, colon, continued, pronoun, …"
        ),
        _text("reason", "why there is no speaker, where there is none", nullable=True),
        _number("confidence", "probability, 0 to 1, that the passage and the resolved name are right"),
    ),
    key=("quote_id",),
    sort=("doc_id", "seq"),
    grounded=True,
    references=(("doc_id", "documents"), ("speaker_id", "speakers"), ("continues", "quotes")),
)

QUOTE_SPANS = Table(
    "quote_spans",
    "one continuous piece of a quote's content, cue or source",
    "extract",
    (
        _text("quote_id", "the quote, see quotes"),
        _DOC_ID,
        _category("role", "what the piece is", "content cue source"),
        _count("seq", "position among the pieces of that role, from 0"),
        _text("text", "the piece"),
        _START,
        _END,
    ),
    key=("quote_id", "role", "seq"),
    sort=("doc_id", "quote_id", "role", "seq"),
    grounded=True,
    references=(("quote_id", "quotes"), ("doc_id", "documents")),
)

SPEAKERS = Table(
    "speakers",
    "one speaker in one document",
    "extract",
    (
        _text("speaker_id", "key"),
        _DOC_ID,
        _text("name", "the fullest form found in the document"),
        _category("type", "what kind of speaker", _SPEAKER_TYPES),
        _text("role", "title or office, as written", nullable=True),
        _text("affiliation", "organisation, as written", nullable=True),
        _count("n_quotes", "number of quotes"),
        _count("n_mentions", "number of mentions"),
    ),
    key=("speaker_id",),
    sort=("doc_id", "speaker_id"),
    references=(("doc_id", "documents"),),
)

MENTIONS = Table(
    "mentions",
    "one place where a speaker is mentioned",
    "extract",
    (
        _text("mention_id", "key"),
        _DOC_ID,
        _text("speaker_id", "the speaker, see speakers"),
        _text("text", "the words"),
        _START,
        _END,
        _category("kind", "form of the mention", "name acronym nominal pronoun"),
    ),
    key=("mention_id",),
    sort=("doc_id", "start", "end", "mention_id"),
    grounded=True,
    references=(("doc_id", "documents"), ("speaker_id", "speakers")),
)

FIGURES = Table(
    "figures",
    "one numeric figure",
    "extract",
    (
        _text("figure_id", "key"),
        _DOC_ID,
        _text("text", "number with its modifiers and unit"),
        _START,
        _END,
        _count("number_start", "offset of the number alone"),
        _count("number_end", "offset after the number"),
        _category("kind", "what kind of figure", "count percent money measure duration score ratio age ordinal range"),
        _number("value", "the value; empty for a range or a score", nullable=True),
        _number("low", "lower end of the interval meant; a score's first number", nullable=True),
        _number("high", "upper end of the interval meant; a score's second number", nullable=True),
        _text("value_text", "the value as an exact decimal string", nullable=True),
        _text("unit", "normalised name, singular; ISO 4217 code for money; rates as 'USD per share'", nullable=True),
        _text("counted", "the noun counted with the words before it that modify it, as written", nullable=True),
        _text("counted_head", "its lemma, resolved where the text says 'of them'", nullable=True),
        _category("bound", "how exact", "exact approx at_least at_most more_than less_than"),
        _category("change", "whether the figure is a rise or a fall", "up down", nullable=True),
        _text("concept", "what the figure is said of", nullable=True),
        _text("quote_id", "the quote in whose content it stands", nullable=True),
        _text("speaker_id", "who claims it", nullable=True),
    ),
    key=("figure_id",),
    sort=("doc_id", "start", "end", "figure_id"),
    grounded=True,
    references=(("doc_id", "documents"), ("quote_id", "quotes"), ("speaker_id", "speakers")),
)

DATES = Table(
    "dates",
    "one date or time expression",
    "extract",
    (
        _text("date_id", "key"),
        _DOC_ID,
        _text("text", "the words"),
        _START,
        _END,
        _category("type", "TIMEX3 type", "DATE TIME DURATION SET"),
        _text("value", "TIMEX3 value", nullable=True),
        Column("start_date", "date", "first day covered", nullable=True),
        Column("end_date", "date", "last day covered", nullable=True),
        _text("precision", "unit of the value: day, week, month, quarter, year, decade, …", nullable=True),
        _text("mod", "TIMEX3 modifier", nullable=True),
        _category("anchor", "what the value was computed from", "absolute published document none"),
        _text("quote_id", "the quote in whose content it stands", nullable=True),
    ),
    key=("date_id",),
    sort=("doc_id", "start", "end", "date_id"),
    grounded=True,
    references=(("doc_id", "documents"), ("quote_id", "quotes")),
)

ERRORS = Table(
    "errors",
    "one input that could not be used, or used only in part",
    "extract",
    (
        _text("source", "where it was read"),
        _text("doc_id", "its id, where it got that far", nullable=True),
        _category("stage", "where it failed", "ingest annotate extract store"),
        _text("error", "kind of error"),
        _text("message", "what happened and what to do"),
        _text("component", "what failed: a component, or the table whose rows could not be made", nullable=True),
        _text("place", "where in the program it failed: file and line", nullable=True),
        _text("traceback", "the way there, kept with --debug only", nullable=True),
    ),
    key=("source", "stage", "error", "message"),
    sort=("source", "stage", "error", "message"),
)

EXTRACT_TABLES = (DOCUMENTS, QUOTES, QUOTE_SPANS, SPEAKERS, MENTIONS, FIGURES, DATES, ERRORS)

ENTITIES = Table(
    "entities",
    "one speaker across all documents",
    "reconcile",
    (
        _text("entity_id", "key"),
        _text("name", "canonical name"),
        _category("type", "what kind of speaker", _SPEAKER_TYPES),
        Column("roles", "strings", "titles and offices found, with the dates of the articles"),
        _count("n_documents", "number of documents"),
        _count("n_outlets", "number of outlets"),
        _count("n_quotes", "number of quotes"),
    ),
    key=("entity_id",),
    sort=("entity_id",),
)

ENTITY_SPEAKERS = Table(
    "entity_speakers",
    "which document's speaker is which entity",
    "reconcile",
    (
        _text("entity_id", "the entity, see entities"),
        _text("speaker_id", "the speaker, see speakers"),
        _DOC_ID,
        _text("rule", "why they were linked, or that the speaker stays apart"),
        _number("score", "how strongly, 0 to 1"),
        _text("reason", "what spoke for it beside the name, or why it stays apart", nullable=True),
    ),
    key=("speaker_id",),
    sort=("entity_id", "speaker_id"),
    references=(("entity_id", "entities"), ("speaker_id", "speakers"), ("doc_id", "documents")),
)

STATEMENTS = Table(
    "statements",
    "one thing said, however often reported",
    "reconcile",
    (
        _text("statement_id", "key"),
        _text("entity_id", "who said it, see entities", nullable=True),
        _text("text", "its longest form"),
        Column("first_published", "date", "date of the first report", nullable=True),
        _count("n_quotes", "number of quotes"),
        _count("n_documents", "number of documents"),
        _count("n_outlets", "number of outlets"),
    ),
    key=("statement_id",),
    sort=("statement_id",),
    references=(("entity_id", "entities"),),
)

STATEMENT_QUOTES = Table(
    "statement_quotes",
    "which quote reports which statement",
    "reconcile",
    (
        _text("statement_id", "the statement, see statements"),
        _text("quote_id", "the quote, see quotes"),
        _DOC_ID,
        _category("relation", "how it relates to the longest form", "exact variant fragment"),
        _number("similarity", "share of its words found there, 0 to 1"),
        _text("diff", "word by word against the longest form"),
        Column("differs_materially", "bool", "a number, a negation or a name differs"),
    ),
    key=("quote_id",),
    sort=("statement_id", "quote_id"),
    references=(("statement_id", "statements"), ("quote_id", "quotes"), ("doc_id", "documents")),
)

CLAIMS = Table(
    "claims",
    "one quantity of one thing, as the corpus reports it",
    "reconcile",
    (
        _text("claim_id", "key"),
        _text("counted", "what is counted, as first written", nullable=True),
        _text("counted_head", "its noun, one of several synonyms standing for all", nullable=True),
        _text("unit", "unit", nullable=True),
        _text("scope", "place, part, event or time it is limited to", nullable=True),
        _number("low", "lowest value reported", nullable=True),
        _number("high", "highest value reported", nullable=True),
        _count("n_figures", "number of figures"),
        _count("n_documents", "number of documents"),
        _count("n_sources", "number of independent sources: claimants, and reports that are no copies of each other"),
        _category("status", "whether the reports agree", "single agree agree_rounded conflict updated"),
    ),
    key=("claim_id",),
    sort=("claim_id",),
)

CLAIM_FIGURES = Table(
    "claim_figures",
    "which figure reports which claim",
    "reconcile",
    (
        _text("claim_id", "the claim, see claims"),
        _text("figure_id", "the figure, see figures"),
        _DOC_ID,
        _text("speaker_id", "who claims it", nullable=True),
        _text("entity_id", "the same across documents, see entities", nullable=True),
        _text("claimant", "the claimant's name, or who else the sentence says counted or claims", nullable=True),
    ),
    key=("figure_id",),
    sort=("claim_id", "figure_id"),
    references=(("claim_id", "claims"), ("figure_id", "figures"), ("doc_id", "documents")),
)

RECONCILE_TABLES = (ENTITIES, ENTITY_SPEAKERS, STATEMENTS, STATEMENT_QUOTES, CLAIMS, CLAIM_FIGURES)
TABLES = {table.name: table for table in EXTRACT_TABLES + RECONCILE_TABLES}

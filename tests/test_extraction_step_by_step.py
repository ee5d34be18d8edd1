"""Something that raises is planted in each place of the program, in one article of a batch."""

import datetime
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from pipeline import annotate
from pipeline.article import Article
from pipeline.components import COMPONENTS, NAMES
from pipeline.components.speakers import SPEAKERS_FAILED
from pipeline.extraction import extractor
from pipeline.extraction.extractor import Extractor, problem_row
from pipeline.extraction.failures import Failures
from pipeline.extraction.rows import RowMaker
from pipeline.settings import Settings
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES
from pipeline.tables.store import to_table

TEXT = (
    '"We lost 40 homes on Monday," said Edda Holm, the mayor of Lowgate.\n\n'
    "About 70 people left the town in May 2021, said Colin Dray.\n\n"
    '"The wall cost $3 million," said Ms Holm. It rained for two days.'
)
HARMFUL = f"{TEXT}\n\nQZX fell on 12 fields."
DAY = datetime.date(2022, 7, 13)
MODEL = ("tokenizer", "onrecord_paragraphs", "onrecord_encoder")
TABLES = tuple(table.name for table in EXTRACT_TABLES if table.name != "errors")
PLACES = (*MODEL, *NAMES, "keyterms", *TABLES)

# What a failure may cost, table by table: these columns, or the rows ("*"). Of all other tables no value may change.
_LINKS = {"figures": {"quote_id", "speaker_id"}, "dates": {"quote_id"}}
_NO_QUOTES = {"quotes": "*", "quote_spans": "*", "speakers": {"n_quotes"}, **_LINKS}
_NO_SPEAKERS = {
    "speakers": "*",
    "mentions": "*",
    "quotes": {"speaker_id", "speaker", "speaker_type", "reason", "confidence"},
    "figures": {"speaker_id"},
}
_ALL = dict.fromkeys(TABLES[1:], "*") | {"documents": {"n_tokens", "n_sentences", "keyterms"}}
COSTS = {
    **{name: {name: "*"} for name in TABLES},
    **{component.name: {filled.table.name: "*" for filled in component.tables} for component in COMPONENTS},
    **dict.fromkeys(MODEL, _ALL),
    "onrecord_dates": {"dates": "*", "figures": "*"},  # figures step around dates; see the test of its own
    "onrecord_quotes": {**_NO_QUOTES, "speakers": "*", "mentions": "*"},  # a name may be known from its quotes only
    "onrecord_speakers": _NO_SPEAKERS,
    "keyterms": {"documents": {"keyterms"}},
    "documents": {"documents": {"n_tokens", "n_sentences", "keyterms"}},
    "quotes": _NO_QUOTES,
    "speakers": _NO_SPEAKERS,
    "mentions": {"mentions": "*", "speakers": {"n_mentions"}},
}
planted: set[str] = set()


def spring(place, text):
    if place in planted and "QZX" in text:
        raise KeyError(f"a trap in {place}")


class Trap:
    """A pipe that raises over one text, if it is told to."""

    def __init__(self, name, pipe):
        self._name, self._pipe = name, pipe
        self.listening_components = getattr(pipe, "listening_components", [])

    def __call__(self, doc):
        spring(self._name, doc.text)
        return self._pipe(doc)


@pytest.fixture(scope="module")
def extract():
    nlp = annotate.load()
    nlp._components = [(name, Trap(name, pipe)) for name, pipe in nlp._components]
    tokenizer = nlp.tokenizer
    nlp.tokenizer = lambda text: spring("tokenizer", text) or tokenizer(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extractor, "keyterms", lambda doc, n: spring("keyterms", doc.text) or ["rain"])
        patch.setattr(RowMaker, "rows", trapped(RowMaker.rows))
        yield Extractor(nlp, Settings(), {})


def trapped(method):
    def raising(self, table):
        if table.name != "documents" or self._found.keyterms:  # the row of the document alone can be made
            spring(table.name, self._article.text)
        return method(self, table)

    return raising


def batch(where, text=HARMFUL):
    """Four articles, of which one does harm."""
    return [Article(f"d{i}", f"{i}.txt", text if i == where else TEXT, "Rain", published=DAY) for i in range(4)]


def rows(tables, doc_id=None, without=()):
    """All rows but those of the errors, of one article or of all, by table."""
    found = {name: tables[name].to_pylist() for name in TABLES}
    return {
        name: [
            {k: v for k, v in row.items() if k not in without}
            for row in some
            if row["doc_id"] == (doc_id or row["doc_id"])
        ]
        for name, some in found.items()
    }


def run(extract, articles, *places):
    planted.clear()
    planted.update(places)
    try:
        return extract(articles)
    finally:
        planted.clear()


def references_hold(tables):
    for table in EXTRACT_TABLES:
        for column, other in table.references:
            key = {row[column] for row in tables[other].to_pylist() if column in row}
            assert {row[column] for row in tables[table.name].to_pylist()} - {None} <= key, (table.name, column)
    for table, column in (("quotes", "n_quotes"), ("mentions", "n_mentions")):
        found = Counter(tables[table]["speaker_id"].to_pylist())
        assert all(row[column] == found[row["speaker_id"]] for row in tables["speakers"].to_pylist())


def test_the_text_has_rows_of_every_table_that_can_be_lost(extract):
    tables = extract(batch(0))
    assert all(tables[name].num_rows for name in TABLES) and not tables["errors"].num_rows
    assert all(row["speaker"] for row in tables["quotes"].to_pylist())
    assert tables["figures"]["quote_id"].null_count < tables["figures"].num_rows


@pytest.mark.parametrize("place", PLACES)
def test_what_raises_in_one_place_costs_its_own_rows(extract, place):
    articles = batch(2)
    clean, tables = run(extract, articles), run(extract, articles, place)
    costs = COSTS[place]
    for name in TABLES:
        cost = costs.get(name, set())
        others = [row for row in tables[name].to_pylist() if row["doc_id"] != "d2"]
        assert others == [row for row in clean[name].to_pylist() if row["doc_id"] != "d2"]
        if cost != "*":
            assert rows(tables, "d2", cost)[name] == rows(clean, "d2", cost)[name], name
    references_hold(tables)
    (error,) = tables["errors"].to_pylist()
    assert (error["source"], error["doc_id"], error["component"], error["error"]) == ("2.txt", "d2", place, "KeyError")
    assert error["stage"] == ("extract" if place in TABLES or place == "keyterms" else "annotate")
    here = "tests/test_extraction_step_by_step.py"
    assert error["place"].split(":")[0] == ("text/tokens.py" if place == "tokenizer" else here)
    assert error["place"] in error["message"]
    assert "a trap in" in error["message"] and "report it" in error["message"] and error["traceback"] is None


def test_figures_stay_where_dates_fail(extract):
    articles = batch(2)
    clean, tables = run(extract, articles), run(extract, articles, "onrecord_dates")
    assert {row["start"] for row in clean["figures"].to_pylist()} <= {
        row["start"] for row in tables["figures"].to_pylist()
    }


@tries(max_examples=15, deadline=None)
@given(places=st.sets(st.sampled_from(PLACES), min_size=1, max_size=5), where=st.integers(0, 3))
def test_whatever_raises_every_article_is_a_document_and_the_others_keep_their_rows(extract, places, where):
    articles = batch(where)
    clean, tables = run(extract, articles), run(extract, articles, *places)
    assert tables["documents"].column("text").to_pylist() == [article.text for article in articles]
    for name in TABLES:
        other = [row for row in tables[name].to_pylist() if row["doc_id"] != f"d{where}"]
        assert other == [row for row in clean[name].to_pylist() if row["doc_id"] != f"d{where}"]
    references_hold(tables)
    told = {row["component"] for row in tables["errors"].to_pylist()}
    # Where the tokenizer fails, nothing is left to fail; what finds nothing makes no rows that could.
    assert told and told <= places and ("tokenizer" not in places or "tokenizer" in told)


def test_what_raises_in_one_window_leaves_the_rows_of_the_others(extract):
    text = "\n\n".join([TEXT, HARMFUL.replace("\n\n", " "), TEXT])
    extract = replace(extract, settings=Settings(window_chars=300))
    articles = batch(0, text)
    clean, tables = run(extract, articles), run(extract, articles, "onrecord_figures", "onrecord_speakers")
    cut = [row["start"] for row in rows(clean, "d0")["figures"]]
    kept = [row["start"] for row in rows(tables, "d0")["figures"]]
    assert 0 < len(kept) < len(cut) and set(kept) < set(cut)
    assert [row["text"] for row in rows(tables, "d0")["quotes"]] == [row["text"] for row in rows(clean, "d0")["quotes"]]
    reasons = {row["reason"] for row in rows(tables, "d0")["quotes"] if row["speaker_id"] is None}
    assert SPEAKERS_FAILED in reasons and any(row["speaker_id"] for row in rows(tables, "d0")["quotes"])
    assert len(tables["errors"]) == 2 and "in characters" in tables["errors"]["message"][0].as_py()


def test_with_debug_the_way_to_the_fault_is_kept_and_no_other_row_changes(extract):
    articles = batch(1)
    plain = run(extract, articles, "onrecord_dates", "figures")
    debug = run(replace(extract, settings=Settings(debug=True)), articles, "onrecord_dates", "figures")
    assert rows(debug) == rows(plain)
    for row in debug["errors"].to_pylist():
        way = row["traceback"].splitlines()
        assert way[-1].startswith("KeyError: ") and way[-2].endswith(" spring")
        assert not any(line.startswith("/") for line in way)
    assert [row["message"] for row in debug["errors"].to_pylist()] == plain["errors"]["message"].to_pylist()


def test_a_document_whose_own_row_cannot_be_made_is_left_out_and_told(extract):
    tables = extract([Article("a", "a.txt", "It rained."), Article("b", "b.txt", "A half \ud800 of a pair.")])
    assert tables["documents"]["doc_id"].to_pylist() == ["a"]
    told = tables["errors"].to_pylist()[-1]
    assert (told["doc_id"], told["component"]) == ("b", "documents") and "left out" in told["message"]


@pytest.mark.parametrize(
    ("attribute", "value", "component"),
    [
        ("dates", 5, "onrecord_dates"),
        ("figures", ("12",), "onrecord_figures"),
        ("quotes", ("so",), "onrecord_quotes"),
        ("cast", "Edda", "onrecord_speakers"),
    ],
)
def test_what_a_component_should_not_give_costs_its_own_rows(extract, attribute, value, component):
    def spoil(doc):
        setattr(doc._, attribute, value)
        return doc

    articles = [Article("a", "a.txt", TEXT, published=DAY)]
    clean = run(extract, articles)
    extract.nlp._components.append(("spoiler", spoil))
    try:
        tables = extract(articles)
    finally:
        extract.nlp._components.pop()
    assert {row["component"] for row in tables["errors"].to_pylist()} == {component}
    for name in TABLES:
        cost = COSTS[component].get(name, set())
        assert cost == "*" or rows(tables, None, cost)[name] == rows(clean, None, cost)[name]
    references_hold(tables)


class UnspeakableError(Exception):
    def __str__(self):
        raise ValueError("it has no words")


@pytest.mark.parametrize(
    "error", [UnspeakableError(), ValueError("half \ud800 \x1b" * 1000), RecursionError(), MemoryError()]
)
def test_whatever_an_exception_says_it_is_a_row_of_bounded_length(error):
    def raising():
        raise error

    failures = Failures(Article("a\ud800", "a.txt", "It rained."), debug=True)
    assert failures.attempt("extract", "dates", "its dates are missing", raising, 5) == 5
    table = to_table(ERRORS, [problem_row(problem) for problem in failures.problems])
    (row,) = table.to_pylist()
    assert row["error"] == type(error).__name__ and len(row["message"]) < 600 and len(row["traceback"]) < 1000


def test_an_endless_recursion_is_cut_in_the_middle():
    def deeper():
        return deeper()

    failures = Failures(Article("a", "a.txt", "It rained."), debug=True)
    failures.attempt("extract", "dates", "its dates are missing", deeper, None)
    (problem,) = failures.problems
    assert "more" in problem.traceback and len(problem.traceback.splitlines()) < 70

import datetime
import hashlib

import pytest

from pipeline.tables.schemas import TABLES
from pipeline.tables.store import DamagedTableError
from pipeline.views.database import Database, NoTablesError, QueryError
from pipeline.views.declared import QUESTION_NAMES, question, views
from tests.ask_tables import extracted, put, reconciled

VIEWS = {view.name: view for view in views()}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return reconciled(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def database(out):
    return Database(out)


def rows(database, sql, *, by="", **parameters):
    return database.answer(sql + (f" ORDER BY {by}" if by else ""), parameters).records()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_the_columns_that_it_declares(database, name):
    assert database.answer(f"SELECT * FROM {name}").columns == tuple(VIEWS[name].columns)
    assert VIEWS[name].row and all(VIEWS[name].columns.values())


def test_views_over_empty_tables_are_empty(tmp_path):
    for table in TABLES:
        put(tmp_path, table)
    database = Database(tmp_path)
    for name in VIEWS:
        assert database.answer(f"SELECT * FROM {name}").rows == ()


def test_an_outlet_is_shown_in_the_form_in_which_it_is_written_most(database):
    found = rows(database, "SELECT doc_id, outlet, n_quotes FROM articles", by="doc_id")
    assert [tuple(row.values()) for row in found] == [
        ("d1", "The Herald", 1),
        ("d2", "Echo", 1),
        ("d3", "The Herald", 1),
        ("d4", "The Herald", 0),
    ]


def test_a_saying_has_the_name_of_all_articles_and_the_sentence_that_shows_it(database):
    (found,) = rows(database, "SELECT * FROM sayings WHERE quote_id = 'q2'")
    assert (found["speaker"], found["person"]) == ("Hollander", "Anneke Hollander")
    assert found["sentence"] == 'Hollander told the Echo "we lost 50 boats in the gale".'
    assert (found["statement_id"], found["published"]) == ("st1", datetime.date(2021, 5, 5))


def test_people_are_counted_over_all_articles_and_by_outlet(database):
    found = rows(database, "SELECT * FROM people WHERE entity_id = 'e1'")[0]
    assert (found["n_quotes"], found["n_direct"], found["n_indirect"], found["n_articles"]) == (2, 2, 0, 2)
    assert found["outlets"] == ["Echo 1", "The Herald 1"]
    assert found["roles"] == ["harbour master (2021-05-04)"]


def test_variants_put_the_reports_of_one_statement_side_by_side(database):
    found = rows(database, "SELECT outlet, said, diff, differs_materially FROM variants", by="published")
    assert [row["outlet"] for row in found] == ["The Herald", "Echo"]
    assert found[1]["diff"] == "50 → 40; gale → storm" and found[1]["differs_materially"]


def test_disputes_have_every_figure_with_claimant_and_sentence(database):
    first, second = rows(database, "SELECT figure, claimant, sentence FROM disputes", by="low")
    assert (first["figure"], first["claimant"]) == ("40", "Anneke Hollander")
    assert first["sentence"].startswith('"We lost 40 boats') and first["sentence"].endswith("on 3 May 2021.")
    assert tuple(second.values()) == ("50", None, "🚢 Owners counted 50 boats.")


def test_figures_said_leave_out_what_nobody_says(database):
    found = rows(database, "SELECT figure_id, person, status FROM figures_said", by="figure_id")
    assert [tuple(row.values()) for row in found] == [
        ("f1", "Anneke Hollander", "conflict"),
        ("f2", "Anneke Hollander", None),
    ]


def test_the_timeline_has_days_of_publication_and_days_named(database):
    found = rows(database, "SELECT day, what, words FROM timeline", by="day")
    assert [(str(row["day"]), row["what"], row["words"]) for row in found] == [
        ("2021-05-03", "named", "3 May 2021"),
        ("2021-05-04", "published", "Ferry lost"),
        ("2021-05-05", "published", "After the gale"),
    ]


def test_before_reconcile_names_hold_within_an_article_and_a_note_says_what_to_run(tmp_path):
    database = Database(extracted(tmp_path))
    names = [row["person"] for row in rows(database, "SELECT person FROM sayings", by="quote_id")]
    assert names == ["Anneke Hollander", "Hollander", "Bo Beck\x1b[31m"]
    assert {row["name"]: row["n_quotes"] for row in rows(database, "SELECT * FROM people")}["Hollander"] == 1
    assert rows(database, "SELECT * FROM disputes") == []
    assert database.notes("SELECT 1 FROM people") == [
        f"reconcile has not run, so names hold within an article only; run: onrecord reconcile {tmp_path}"
    ]
    assert database.notes("SELECT text FROM quotes") == []


def test_tables_of_reconcile_that_are_stale_are_told(tmp_path):
    reconciled(tmp_path)
    put(tmp_path, "quotes")
    (note,) = Database(tmp_path).notes("SELECT * FROM Disputes")
    assert "before those of extract changed" in note and f"onrecord reconcile {tmp_path}" in note


def test_a_table_of_an_older_version_is_read_and_what_it_lacks_is_told(tmp_path):
    import pyarrow.parquet as pq

    file = extracted(tmp_path) / "quotes" / "all.parquet"
    lacking = ["content", "sentence_start", "sentence_end", "continues"]
    pq.write_table(pq.read_table(file).drop_columns(lacking), file)
    database = Database(tmp_path)
    (found,) = rows(database, "SELECT said, sentence FROM sayings WHERE quote_id = 'q2'")
    assert found["said"] == "we lost 50 boats in the gale" and found["sentence"].startswith("Hollander told")
    assert any("quotes has no content" in note and "--force" in note for note in database.notes("FROM sayings"))


def test_a_folder_may_be_called_anything(tmp_path):
    folder = tmp_path / 'it\'s [1] * "odd"?'
    assert rows(Database(extracted(folder)), "SELECT count(*) AS n FROM quotes") == [{"n": 3}]


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(NoTablesError, match="holds no tables; name the folder that"):
        Database(tmp_path)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELCT 1", "syntax error"),
        ("SELECT nope FROM sayings", '"nope" not found'),
        ("SELECT confidence > 'x' FROM sayings", "the SQL is wrong"),
        ("SELECT 1; SELECT 2", "one SELECT, not 2"),
        (" ", "one SELECT"),
        ("SELECT $who", "-p who VALUE"),
        ("CREATE TABLE t AS SELECT 1", "can only be read"),
        ("DROP VIEW sayings", "can only be read"),
        ("SET enable_external_access = true", "can only be read"),
        ("COPY quotes TO '{out}/x.csv'", "can only be read"),
        ("ATTACH '{out}/x.db'", "can only be read"),
        ("SELECT * FROM read_text('/etc/hostname')", "Permission"),
        ("SELECT * FROM glob('/*')", "Permission"),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_line(database, out, sql, told):
    with pytest.raises(QueryError) as error:
        database.answer(sql.format(out=out))
    assert told in str(error.value) and "\n" not in str(error.value)


def test_a_parameter_that_the_sql_does_not_have_is_told(database):
    with pytest.raises(QueryError, match="has no \\$name"):
        database.answer("SELECT 1", {"name": "x"})


def test_parameters_are_values_and_never_sql(database):
    sql, name = "SELECT $name AS name, count(*) AS n FROM quotes WHERE speaker = $name", "' OR 1=1 --"
    assert rows(database, sql, name=name) == [{"name": name, "n": 0}]
    assert rows(database, "SELECT quote_id FROM quotes WHERE confidence > $least", least="0.85") == [{"quote_id": "q1"}]


def test_no_view_and_no_question_writes_into_the_folder(tmp_path):
    def state():
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*") if path.is_file()}

    reconciled(tmp_path)
    before = state()
    database = Database(tmp_path)
    for name in VIEWS:
        database.answer(f"SELECT * FROM {name}")
    for name in QUESTION_NAMES:
        database.ask(question(name))
    assert state() == before


def test_who_ranks_people_by_their_quotes(database):
    found = database.ask(question("who")).records()
    assert [(row["name"], row["quotes"]) for row in found] == [("Anneke Hollander", 2), ("Bo Beck\x1b[31m", 1)]
    assert len(database.ask(question("who"), limit=1).rows) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["q1", "q2", "q3"]),
        ({"by": "HOLLÄNDER"}, ["q1", "q2"]),
        ({"by": "hollander", "about": "gale  boats"}, ["q2"]),
        ({"about": "harbour master"}, ["q1"]),
        ({"by": "%"}, []),
    ],
)
def test_said_finds_by_a_part_of_the_name_and_by_words(database, asked, found):
    assert [row["quote_id"] for row in database.ask(question("said"), **asked).records()] == found


def test_a_damaged_table_is_told_by_name(tmp_path):
    (extracted(tmp_path) / "quotes" / "all.parquet").write_bytes(b"no table")
    with pytest.raises(DamagedTableError, match=r"quotes/all\.parquet is damaged"):
        Database(tmp_path)

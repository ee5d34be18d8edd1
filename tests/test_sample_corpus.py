"""The whole job over data/raw: what any good run must find there, read from the tables as a user would read them."""

import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.annotate import find_model
from pipeline.cli import app

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data" / "raw"

GAZETTE, PITCHSIDE, LEDGER = "gazette-senate-report.txt", "pitchside-klopp.txt", "ledger-darmanin.txt"
WALL, FERRY = "post-flood-wall.txt", "bulletin-ferry-strike.txt"
INFIRMARY, CUP = "post-infirmary-review.md", "bulletin-cup-final.html"
MILL, WATER = "wire-briefs.jsonl:1", "wire-briefs.jsonl:2"

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the whole job over data/raw wrote."""
    folder = tmp_path_factory.mktemp("processed")
    result = CliRunner().invoke(app, ["extract", str(RAW), "-o", str(folder), "--workers", "1"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def tables(out: Path) -> Tables:
    names = ("documents", "quotes", "quote_spans", "speakers", "mentions", "figures", "dates", "errors")
    return {name: pd.read_parquet(out / name) for name in names}


def rows(tables: Tables, table: str, source: str) -> pd.DataFrame:
    """The rows of one article."""
    articles = tables["documents"]
    of_source = articles.loc[articles["source"].str.endswith(source), "doc_id"]
    assert len(of_source) == 1, f"{source} is not one article"
    found = tables[table]
    return found[found["doc_id"] == of_source.iloc[0]]


def test_every_article_is_read_with_its_metadata_and_none_fails(tables: Tables) -> None:
    assert len(tables["errors"]) == 0
    assert len(tables["documents"]) == 9
    assert tables["documents"][["title", "outlet", "published"]].notna().all(axis=None)
    assert set(tables["documents"]["outlet"]) == {
        "The Harbour Gazette",
        "Pitchside Weekly",
        "The Continental Ledger",
        "The Tarn Valley Post",
        "Fellside Bulletin",
        "Lakeland Wire",
    }


@pytest.mark.parametrize(
    ("source", "words", "speaker"),
    [
        (GAZETTE, "chain of administrative errors", "Laurent Lafon"),
        (GAZETTE, "victims of what happened", "Laurent Lafon"),
        (GAZETTE, "That isn't right", "François-Noël Buffet"),
        (GAZETTE, "negligent on the petty crime", "François-Noël Buffet"),
        (GAZETTE, "the decent and honourable thing", "Ted Morris"),
        (GAZETTE, "They should all feel a deep sense of shame", "Ted Morris"),
        (GAZETTE, "carnival of horrors", "Liverpool Disabled Supporters Association"),
        (PITCHSIDE, "cannot happen again", "Jürgen Klopp"),
        (PITCHSIDE, "They were in the middle of everything", "Jürgen Klopp"),
        (PITCHSIDE, "We were really lucky that more did not happen", "Jürgen Klopp"),
        (PITCHSIDE, "The mistakes still happened", "Jürgen Klopp"),
        (PITCHSIDE, "have not been listened to", "Francois-Noel Buffet"),
        (LEDGER, "carnival of horrors", "Liverpool Disabled Supporters' Association"),
        (LEDGER, "They should all feel a deep sense of shame", "Ted Morris"),
        (LEDGER, "This was a chain of administrative errors", "Laurent Lafon"),
        (LEDGER, "are not responsible for what happened", "Laurent Lafon"),
        (LEDGER, "Every authority was acting on their own", "Laurent Lafon"),
        (LEDGER, "It cannot happen again", "Jurgen Klopp"),
        (WALL, "Nobody who stood on that bridge", "Marian Oakhurst"),
        (WALL, "They will spend it on consultants", "Desmond Pryce"),
        (WALL, "Doing nothing is the most expensive plan", "Yusuf Adeyemi"),
        (WALL, "We regret that our replies", "Tarn Environment Board"),
        (FERRY, "We did not want this", "Kofi Larbi"),
        (FERRY, "one in three deckhands", "Kofi Larbi"),
        (FERRY, "I have read every word", "Helen Strand"),
        (FERRY, "I can find no mention of the passengers", "Helen Strand"),
        (FERRY, "That is a cheap shot", "Kofi Larbi"),
        (FERRY, "Any hour, any day", "Helen Strand"),
        (FERRY, "Two hours in the rain", "Ines Ferreira"),
        (INFIRMARY, "My mother apologised to the nurses", "Ingrid Solheim"),
        (INFIRMARY, "We are sorry", "Colin Dray"),
        (INFIRMARY, "We should have listened in the autumn", "Colin Dray"),
        (INFIRMARY, "a plaster on a broken leg", "Save Our Infirmary"),
        (INFIRMARY, "If a bridge fell down", "Ruth Calloway"),
        (CUP, "I kept telling myself to breathe", "Leo Hartnell"),
        (CUP, "My dad was in the stand", "Leo Hartnell"),
        (CUP, "He stays", "Bridget Sallow"),
        (CUP, "Write that down", "Bridget Sallow"),
        (CUP, "Garth were the better side", "Tomas Reyk"),
        (CUP, "My grandmother would have seen that handball", "Alan Merrow"),
        (MILL, "We will not sell the mill", "Anton Vesk"),
        (MILL, "Not this year and not for this price", "Anton Vesk"),
        (MILL, "My father is stubborn", "Klara Vesk"),
        (WATER, "We looked for a leak and found none", "Priya Nandakumar"),
        (WATER, "The rest goes to the bottling plant", "Priya Nandakumar"),
        (WATER, "It draws at least 900 cubic metres", "Priya Nandakumar"),
    ],
)
def test_a_quotation_has_its_speaker_by_full_name(tables: Tables, source: str, words: str, speaker: str) -> None:
    quotes = rows(tables, "quotes", source)
    with_words = quotes[quotes["text"].str.contains(words, regex=False) & (quotes["kind"] != "indirect")]
    assert len(with_words), f"no quote holds {words!r}"
    assert set(with_words["speaker"]) == {speaker}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (PITCHSIDE, "It is unfair"),
        (INFIRMARY, "The wards were not short of effort"),
        (INFIRMARY, "No single decision led here"),
    ],
)
def test_a_report_speaks_for_itself(tables: Tables, source: str, words: str) -> None:
    quotes = rows(tables, "quotes", source)
    with_words = quotes[quotes["text"].str.contains(words, regex=False)]
    assert set(with_words["speaker_type"]) == {"document"}
    assert with_words["speaker"].str.contains("report|review", case=False, regex=True).all()


def test_a_quote_that_runs_on_past_an_invitation_to_read_more_keeps_its_speaker(tables: Tables) -> None:
    quotes = rows(tables, "quotes", WALL)
    for words in ("We had warned the Tarn Environment Board", "Calls were passed", "So we have stopped waiting"):
        with_words = quotes[quotes["text"].str.contains(words, regex=False)]
        assert set(with_words["speaker"]) == {"Marian Oakhurst"}, words


def test_boilerplate_and_scare_quotes_are_no_quotes(tables: Tables) -> None:
    quotes = tables["quotes"]
    for words in ("READ MORE", "READ NEXT", "Tell us in the comments", "Share your story"):
        assert not quotes["text"].str.contains(words, regex=False).any(), words
    assert "temporary" not in set(quotes["text"])


@pytest.mark.parametrize(
    ("source", "value", "counted_head", "bound"),
    [
        (GAZETTE, 2471, "ticket", "exact"),
        (GAZETTE, 1644, "ticket", "exact"),
        (GAZETTE, 9000, "testimony", "at_most"),
        (PITCHSIDE, 2500, "ticket", "approx"),
        (PITCHSIDE, 1600, "ticket", "approx"),
        (PITCHSIDE, 550, "supporter", "approx"),
        (LEDGER, 2471, "ticket", "exact"),
        (LEDGER, 1664, "ticket", "exact"),
        (LEDGER, 40000, "ticket", "at_most"),
        (LEDGER, 8500, "testimony", "more_than"),
        (LEDGER, 500, "supporter", "approx"),
        (WALL, 240, "people", "approx"),
        (WALL, 12, "gauge", "exact"),
        (FERRY, 1300, "commuter", "approx"),
        (INFIRMARY, 1120, "admission", "exact"),
        (INFIRMARY, 67, "patient", "exact"),
        (INFIRMARY, 14, "recommendation", "exact"),
        (INFIRMARY, 150, "resident", "approx"),
        (INFIRMARY, 45, "nurse", "exact"),
        (MILL, 63, "people", "exact"),
    ],
)
def test_a_count_says_what_it_counts(tables: Tables, source: str, value: int, counted_head: str, bound: str) -> None:
    figures = rows(tables, "figures", source)
    found = figures[(figures["value"] == value) & (figures["kind"] == "count")]
    heads = {"person": "people"}
    assert [(heads.get(head, head), b) for head, b in zip(found["counted_head"], found["bound"], strict=True)] == [
        (counted_head, bound)
    ]


@pytest.mark.parametrize(("source", "number"), [(GAZETTE, "2,471"), (LEDGER, "2,471"), (PITCHSIDE, "2,500")])
def test_the_adjective_belongs_to_what_is_counted(tables: Tables, source: str, number: str) -> None:
    figures = rows(tables, "figures", source)
    assert set(figures.loc[figures["text"].str.contains(number), "counted"]) == {"counterfeit tickets"}


@pytest.mark.parametrize(
    ("source", "kind", "value", "unit"),
    [
        (WALL, "money", 3_200_000, "GBP"),
        (WALL, "money", 40_000, "GBP"),
        (WALL, "percent", 85, "percent"),
        (WALL, "measure", 1.4, "metre"),
        (FERRY, "percent", 7.5, "percent"),
        (INFIRMARY, "money", 1_900_000, "GBP per year"),
        (FERRY, "percent", 83, "percent"),
        (INFIRMARY, "percent", 38, "percent"),
        (CUP, "money", 15_000, "GBP"),
        (CUP, "measure", 300, "mile"),
        (MILL, "money", 4_500_000, "USD"),
        (WATER, "measure", 2.3, "metre"),
        (PITCHSIDE, "duration", 1.5, "hour"),
        (GAZETTE, "duration", 48, "hour"),
    ],
)
def test_a_measured_figure_has_its_unit(tables: Tables, source: str, kind: str, value: float, unit: str) -> None:
    figures = rows(tables, "figures", source)
    found = figures[(figures["value"] == value) & (figures["kind"] == kind)]
    assert list(found["unit"]) == [unit]


@pytest.mark.parametrize(
    ("source", "kind", "low", "high"),
    [
        (GAZETTE, "range", 30_000, 40_000),
        (PITCHSIDE, "range", 30_000, 40_000),
        (GAZETTE, "score", 1, 0),
        (PITCHSIDE, "score", 1, 0),
        (CUP, "score", 3, 1),
        (CUP, "score", 1, 1),
    ],
)
def test_ranges_and_scores_have_two_ends(tables: Tables, source: str, kind: str, low: int, high: int) -> None:
    figures = rows(tables, "figures", source)
    found = figures[(figures["low"] == low) & (figures["high"] == high) & figures["value"].isna()]
    assert list(found["kind"]) == [kind]


def test_a_figure_in_a_quotation_is_claimed_by_its_speaker(tables: Tables) -> None:
    figures = rows(tables, "figures", CUP).merge(tables["speakers"], on="speaker_id", how="left")
    assert list(figures.loc[figures["value"] == 300, "name"]) == ["Leo Hartnell"]


@pytest.mark.parametrize(
    ("source", "text", "first", "last"),
    [
        (GAZETTE, "Wednesday", date(2022, 7, 13), date(2022, 7, 13)),
        (GAZETTE, "28 May 2022", date(2022, 5, 28), date(2022, 5, 28)),
        (PITCHSIDE, "July 31", date(2022, 7, 31), date(2022, 7, 31)),
        (LEDGER, "two days ago", date(2022, 7, 13), date(2022, 7, 13)),
        (LEDGER, "28 May", date(2022, 5, 28), date(2022, 5, 28)),
        (WALL, "Tuesday night", date(2023, 3, 7), date(2023, 3, 7)),
        (WALL, "14 January", date(2023, 1, 14), date(2023, 1, 14)),
        (WALL, "next month", date(2023, 4, 1), date(2023, 4, 30)),
        (WALL, "1960s", date(1960, 1, 1), date(1969, 12, 31)),
        (FERRY, "Friday", date(2023, 9, 15), date(2023, 9, 15)),
        (FERRY, "Wednesday", date(2023, 9, 20), date(2023, 9, 20)),
        (INFIRMARY, "December 2022", date(2022, 12, 1), date(2022, 12, 31)),
        (INFIRMARY, "June 2024", date(2024, 6, 1), date(2024, 6, 30)),
        (CUP, "Saturday", date(2024, 5, 4), date(2024, 5, 4)),
        (CUP, "12 May", date(2024, 5, 12), date(2024, 5, 12)),
        (MILL, "Monday", date(2024, 6, 10), date(2024, 6, 10)),
        (WATER, "yesterday", date(2024, 6, 11), date(2024, 6, 11)),
    ],
)
def test_a_date_covers_its_days(tables: Tables, source: str, text: str, first: date, last: date) -> None:
    dates = rows(tables, "dates", source)
    found = dates[dates["text"].str.contains(text, regex=False)]
    assert {(first, last)} == set(zip(found["start_date"], found["end_date"], strict=True))


def test_every_row_that_names_a_passage_is_grounded(tables: Tables) -> None:
    texts = dict(zip(tables["documents"]["doc_id"], tables["documents"]["text"], strict=True))
    for name in ("quotes", "quote_spans", "mentions", "figures", "dates"):
        for row in tables[name].itertuples():
            assert texts[row.doc_id][row.start : row.end] == row.text, name


def test_an_acronym_is_its_organisation(tables: Tables) -> None:
    for source, acronym, name in (
        (GAZETTE, "LDSA", "Liverpool Disabled Supporters Association"),
        (WALL, "TEB", "Tarn Environment Board"),
        (FERRY, "UIBW", "Union of Inland Boat Workers"),
        (INFIRMARY, "NHT", "Northern Health Trust"),
    ):
        names = rows(tables, "speakers", source)["name"]
        assert any(re.fullmatch(f"(the )?{name}", found, re.IGNORECASE) for found in names), acronym
        assert acronym not in set(names), f"{acronym} is a speaker apart from {name}"


def readme_block(language: str, holding: str) -> str:
    """The README's block of code that holds these words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf8"), re.DOTALL)
    (found,) = [block for block in blocks if holding in block]
    return str(found)


def test_verify_finds_that_the_tables_keep_every_promise(out: Path) -> None:
    result = CliRunner().invoke(app, ["verify", str(out)])
    assert result.exit_code == 0, result.output


def test_a_second_run_finds_nothing_to_do_and_leaves_the_tables_as_they_are(out: Path) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        # What could not be read is looked at anew each time; the rest is not even written again.
        written = {file: 0 if file.parent.name == "errors" else file.stat().st_mtime_ns for file in files}
        return {file: (written[file], file.read_bytes()) for file in files}

    files = sorted(out.glob("[a-z]*/*.parquet"))
    before = state()
    assert before
    again = CliRunner().invoke(app, ["extract", str(RAW), "-o", str(out), "--workers", "2"])
    assert again.exit_code == 0, again.output
    assert sorted(out.glob("[a-z]*/*.parquet")) == files
    assert state() == before


def test_the_query_in_the_readme_finds_the_tickets_of_three_papers(out: Path) -> None:
    query = readme_block("sql", "'ticket'").replace("data/processed", out.as_posix())
    found = duckdb.sql(query).fetchall()
    assert {row[0] for row in found} == {"The Harbour Gazette", "Pitchside Weekly", "The Continental Ledger"}


@pytest.fixture(scope="module")
def asked(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tables, with those of reconcile."""
    folder = tmp_path_factory.mktemp("asked") / "processed"
    shutil.copytree(out, folder)
    assert CliRunner().invoke(app, ["reconcile", str(folder), "-q"]).exit_code == 0
    return folder


def readme_commands() -> list[tuple[str, list[str]]]:
    """Each command of the README's console block, with the lines that it prints."""
    parts = readme_block("console", "onrecord query").split("$ onrecord ")[1:]
    return [(part.splitlines()[0], part.strip().splitlines()[1:]) for part in parts]


@pytest.mark.parametrize(("command", "lines"), readme_commands())
def test_each_question_in_the_readme_prints_what_the_readme_says(asked: Path, command: str, lines: list[str]) -> None:
    arguments = [word.replace("data/processed", asked.as_posix()) for word in shlex.split(command)]
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    assert [sureness_left_out(line) for line in done.stdout.strip().splitlines()] == list(map(sureness_left_out, lines))


def sureness_left_out(line: str) -> str:
    """The line without what every training changes a little."""
    return re.sub(r"^(confidence +)[0-9.]+$", r"\1…", line.rstrip())


def test_the_questions_in_python_in_the_readme_are_answered(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(readme_block("python", "pipeline.load").replace("data/processed", asked.as_posix()), {})
    printed = capsys.readouterr().out
    for words in ("The mistakes still happened.", "Priya Nandakumar", "Senate report"):
        assert words in printed, words


def test_the_python_in_the_readme_runs(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(readme_block("python", "read_parquet").replace("data/processed", out.as_posix()), {})
    exec(readme_block("python", "pipeline.extract"), {})
    with_model = readme_block("python", "add_pipe").replace("en_core_web_lg", str(find_model().path))
    exec(with_model, {})
    printed = capsys.readouterr().out
    assert "Edda Holm" in printed
    assert "We are sorry" in printed


def shown(value: object) -> str:
    """A value as the README shows it."""
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) and value < 1e6 else str(value)


@pytest.mark.parametrize("table", ["quotes", "figures", "dates"])
def test_every_row_that_the_readme_shows_is_in_the_output(tables: Tables, table: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    excerpt = re.search(rf"^\*\*{table}\*\*.*\n\n((?:\|.*\n)+)", readme, re.MULTILINE)
    assert excerpt
    header, _, *lines = [[cell.strip() for cell in line[1:-1].split("|")] for line in excerpt[1].splitlines()]
    articles = tables["documents"][["doc_id", "outlet", "published"]]
    found = tables[table].merge(articles, on="doc_id")
    if "claimed_by" in header:
        names = tables["speakers"][["speaker_id", "name"]].rename(columns={"name": "claimed_by"})
        found = found.merge(names, on="speaker_id", how="left")
    rows_found = {tuple(shown(value) for value in row) for row in found[header].itertuples(index=False)}
    assert len(lines) >= 4
    assert set(map(tuple, lines)) <= rows_found

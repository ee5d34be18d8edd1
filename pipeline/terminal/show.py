"""What a person reads at the end: the summary of a run, the checks of `verify`, the facts of `info`."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from pipeline import __version__
from pipeline.annotate import ModelError, find_model
from pipeline.components import COMPONENTS
from pipeline.reconcile import ReconcileResult
from pipeline.reconcile.overview import Overview, overview
from pipeline.run import RunResult
from pipeline.settings import Settings
from pipeline.tables.schemas import EXTRACT_TABLES, SCHEMA_VERSION, TABLES
from pipeline.tables.stale import staleness
from pipeline.tables.verify import Check
from pipeline.terminal.console import plain, shown
from pipeline.terminal.errors import ErrorLine, Kind
from pipeline.terminal.summary import FigureLine, SpeakerLine, Summary, summarize
from pipeline.text.inflection import plural

_LINE = 90  # characters shown of a statement
_WIDEST = 100  # characters; lines longer than this are hard to read


def print_result(result: RunResult, out: Path, console: Console | None = None) -> None:
    """Print what a run did and what the tables hold now."""
    console = console or _console()
    if result.manifest is None:
        n = result.articles
        console.print(f"{n:,} {_plural('article', n)}, {result.extracted:,} to do. Nothing was done (dry run).")
        return
    print_summary(summarize(out), out, console)
    if not result.extracted and result.articles:
        console.print("[dim]Nothing was new: all of it had been extracted before.[/]")
    if result.kept:
        many = "1 of the articles was" if result.kept == 1 else f"{result.kept:,} of the articles were"
        console.print(f"{many} not in this input and kept; --prune removes what is not in the input.")
    if words := staleness(out):
        console.print(f"[red]Stale[/]: {escape(words)}", soft_wrap=True)


def print_summary(found: Summary, out: Path, console: Console) -> None:
    """Print what the tables under `out` hold."""
    console.print()
    console.rule(f"[bold]{found.rows['documents']:,} {_plural('article', found.rows['documents'])} on record")
    console.print(_facts(found))
    if found.speakers:
        console.print("\n[bold]Who is on record[/]", _speakers(found.speakers), sep="\n")
    if found.figures:
        console.print("\n[bold]How many[/]", _figures(found.figures), sep="\n")
    console.print()
    if found.errors:
        kinds = ", ".join(f"{kind.name} {kind.number:,}" for kind in found.errors)
        n = found.rows["errors"]
        console.print(f"[red]{n:,} {_plural('row', n)} in errors[/]: {shown(kinds)}")
        for kind in found.errors:
            _print_kind(kind, out, console)
    console.print(f"Tables: [bold]{shown(str(out))}[/]/<table>/*.parquet", soft_wrap=True)
    console.print(f"[dim]pandas.read_parquet({shown(repr(str(out / 'quotes')))})[/]", soft_wrap=True)


def _print_kind(kind: Kind, out: Path, console: Console) -> None:
    """What to do about one kind of error, and the first of them."""
    console.print(Padding(f"[bold]{shown(kind.name)}[/]: {shown(kind.remedy)}", (0, 0, 0, 2)))
    for line in kind.first:
        console.print(Padding(f"{shown(line.source)}: {shown(line.message)}", (0, 0, 0, 4)))
    if more := kind.number - len(kind.first):
        console.print(Padding(f"[dim]… {more:,} more: onrecord errors {shown(str(out))}[/]", (0, 0, 0, 4)))


def print_errors(found: Sequence[ErrorLine], console: Console | None = None) -> None:
    """Print every error with what to do about it."""
    console = console or _console()
    if not found:
        console.print("No errors.")
    for line in found:
        whose = f" [dim]({shown(line.doc_id)})[/]" if line.doc_id and line.doc_id != line.source else ""
        console.print(f"[bold]{shown(line.source)}[/]{whose}", soft_wrap=True)
        console.print(Padding(f"[red]{shown(line.error)}[/]: {shown(line.message)}", (0, 0, 0, 4)))
        console.print(Padding(f"What to do: {shown(line.what_to_do)}", (0, 0, 0, 4)))
        if line.traceback:
            console.print(Padding(escape(plain(line.traceback, lines=True)), (0, 0, 0, 8)))


def _facts(found: Summary) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column(overflow="fold")
    outlets = f" from {found.n_outlets:,} {_plural('outlet', found.n_outlets)}" if found.n_outlets else ""
    between = f", published {_between(found.published)}" if found.published else ""
    table.add_row("Articles", f"{found.rows['documents']:,}{outlets}, {found.n_words:,} tokens{between}")
    own, more = {component.tables[0].table for component in COMPONENTS}, _more(found)
    for name in (table.name for table in EXTRACT_TABLES if table in own):
        table.add_row(name.capitalize(), f"{found.rows[name]:,}{more.get(name, '')}")
    return table


def _more(found: Summary) -> dict[str, str]:
    """What is told of a table beside the number of its rows."""
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in found.quotes_by_kind.items() if n)
    days = ", ".join(f"{day} ({n})" for day, n in found.days)
    return {
        "quotes": f": {kinds}; {found.quotes_attributed:,} with a speaker" if kinds else "",
        "speakers": f", mentioned {found.rows['mentions']:,} times",
        "dates": f"; most named: {days}" if days else "",
    }


def _speakers(lines: Sequence[SpeakerLine]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("speaker", overflow="fold")
    table.add_column("type", no_wrap=True)
    table.add_column("as", overflow="fold", max_width=36)
    table.add_column("quotes", justify="right", no_wrap=True)
    table.add_column("articles", justify="right", no_wrap=True)
    for line in lines:
        numbers = f"{line.n_quotes:,}", f"{line.n_documents:,}"
        table.add_row(shown(line.name), line.type, shown(line.role or ""), *numbers)
    return table


def _figures(lines: Sequence[FigureLine]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("figure", overflow="fold")
    table.add_column("of what", overflow="fold")
    table.add_column("says", overflow="fold")
    table.add_column("articles", justify="right", no_wrap=True)
    for line in lines:
        table.add_row(shown(line.text), shown(line.counted), shown(line.speaker or ""), f"{line.n_documents:,}")
    return table


def _between(days: tuple[object, object]) -> str:
    return f"{days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _plural(word: str, n: int) -> str:
    return word if n == 1 else plural(word)


def print_reconciled(result: ReconcileResult, out: Path, console: Console | None = None) -> None:
    """Print what reconcile found: who is quoted most, statements told differently, figures in conflict."""
    console = console or _console()
    found = overview(out)
    speakers = f"{found.n_entities:,} {_plural('speaker', found.n_entities)}, {found.n_shared:,} of several articles"
    n, m = result.rows["statements"], result.rows["statement_quotes"]
    console.print()
    console.rule(f"[bold]{speakers}; {m:,} {_plural('quote', m)}, {n:,} {_plural('statement', n)}")
    if found.speakers:
        console.print("[bold]Who is quoted most[/]", _quoted_most(found), sep="\n")
    if found.statements:
        console.print(f"\n[bold]Told differently[/] ({found.n_told_differently:,})")
        for statement in found.statements:
            mark = " [red]in substance[/]" if statement.material else ""
            console.print(f'{shown(statement.speaker or "?")}: "{shown(_short(statement.text))}"{mark}')
            for change in statement.changes[:3]:
                console.print(f"    {shown(_short(change))}")
    if found.disagreements:
        console.print(f"\n[bold]Figures in conflict[/] ({found.n_disagreements:,})")
        for disagreement in found.disagreements:
            console.print(shown(disagreement.of_what + (f" ({disagreement.scope})" if disagreement.scope else "")))
            for number, who in disagreement.said:
                console.print(f"    {shown(number)}: {shown(who)}")
    for line in result.unused_overrides:
        console.print(f"[red]overrides[/]: {shown(line)}")


def _quoted_most(found: Overview) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("speaker", overflow="fold")
    table.add_column("type", no_wrap=True)
    for name in ("quotes", "articles", "outlets"):
        table.add_column(name, justify="right", no_wrap=True)
    for speaker in found.speakers:
        numbers = (f"{n:,}" for n in (speaker.n_quotes, speaker.n_documents, speaker.n_outlets))
        table.add_row(shown(speaker.name), speaker.type, *numbers)
    return table


def _short(text: str) -> str:
    return text if len(text) <= _LINE else text[: _LINE - 1].rstrip() + "…"


def print_checks(checks: Sequence[Check], console: Console | None = None) -> None:
    """Print every check, and the first rows that fail it."""
    console = console or _console()
    for check in checks:
        mark = "[red]FAILS[/]" if check.failures else "[green]holds[/]"
        count = f"{check.failures:,} failures" if check.failures else f"{check.looked_at:,} checked"
        console.print(f"{mark}  {shown(check.promise)} [dim]({count})[/]", soft_wrap=True)
        for example in check.examples:
            console.print(f"       {shown(example)}", soft_wrap=True)


def print_info(settings: Settings, console: Console | None = None) -> None:
    """Print versions, the model and the schema."""
    console = console or _console()
    table = Table.grid(padding=(0, 2))
    table.add_row("onrecord", __version__)
    table.add_row("Python", platform.python_version())
    for name in ("spacy", "textacy", "pandas", "pyarrow"):
        table.add_row(name, _version(name))
    try:
        model = find_model(settings.model)
        size = sum(file.stat().st_size for file in model.path.rglob("*") if file.is_file())
        table.add_row("model", shown(f"{model.name} ({size / 1e6:.1f} MB) in {model.path}"))
    except ModelError as error:
        table.add_row("model", f"[red]{shown(str(error))}[/]")
    table.add_row("components", ", ".join(settings.components))
    table.add_row("schema", f"{SCHEMA_VERSION}: {', '.join(TABLES)}")
    table.add_row("config_sha256", settings.config_sha256())
    console.print(table)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _console() -> Console:
    found = Console(highlight=False)
    return Console(highlight=False, width=min(found.width, _WIDEST))

"""The command line: parse flags, call one function, print what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import __version__
from pipeline.cli_query import app as query
from pipeline.terminal.ending import explained

_OVERRIDES = Path("data/overrides.csv")
FINE, FAILED, WRONG_USE, WITH_ERRORS = 0, 1, 2, 3

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help is there at once; the coloured one takes as long again to load
    pretty_exceptions_enable=False,
    help="Who said what, how many, and when: news articles in, normalized Parquet tables out.",
    epilog="Exit codes: 0 fine, 1 failed, 2 wrong use, 3 finished with rows in the errors table.",
)

Paths = Annotated[list[str], typer.Argument(help="Files, folders, globs or URLs; - for JSON lines on standard input.")]
Out = Annotated[
    str,
    typer.Option("--out", "-o", help="Folder or URL for the tables. Articles there that are not in PATHS are kept."),
]
EngineFlag = Annotated[str | None, typer.Option(help="Where workers run: local, or dask (onrecord[dask]) [local].")]
Config = Annotated[Path | None, typer.Option(help="Settings file [default: onrecord.toml, where there is one].")]
Debug = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of an error; extract keeps it in the errors too.")
]
Model = Annotated[str | None, typer.Option(help="spaCy pipeline, a name or a path [default: the one that ships].")]


app.add_typer(query, name="query")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who said what, how many, and when: news articles in, normalized Parquet tables out."""


@app.command()
def extract(
    paths: Paths,
    out: Out,
    model: Model = None,
    workers: Annotated[int | None, typer.Option("--workers", "-n", help="Processes at most [one per core].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Do everything anew.")] = False,
    retry_errors: Annotated[bool, typer.Option("--retry-errors", help="Do again what ended in errors.")] = False,
    engine: EngineFlag = None,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask cluster: tcp://...")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what there is to do, and do nothing.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles that stand in the tables and are not in PATHS.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Take the first so many articles only.")] = None,
    timeout: Annotated[int | None, typer.Option(help="Seconds that one article may take [300].")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of input that is not UTF-8.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column of tables with the id [by its name].")] = None,
    text_column: Annotated[str | None, typer.Option(help="Column with the text [by its name].")] = None,
    title_column: Annotated[str | None, typer.Option(help="Column with the headline [by its name].")] = None,
    outlet_column: Annotated[str | None, typer.Option(help="Column with the publisher [by its name].")] = None,
    author_column: Annotated[str | None, typer.Option(help="Column with the byline [by its name].")] = None,
    url_column: Annotated[str | None, typer.Option(help="Column with the address [by its name].")] = None,
    published_column: Annotated[str | None, typer.Option(help="Column with the day published [by its name].")] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="What comes first in 05/06/2022 [what other dates show]."),
    ] = None,
    first_line_title: Annotated[
        str | None, typer.Option(help="First line of a .txt as its title: auto (if it looks like one), yes, no [auto].")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """Extract quotes, speakers, figures and dates from articles into tables."""
    reading = {
        "day_first": day_first,
        "first_line_title": first_line_title,
        "encoding": encoding,
        "debug": debug or None,
    }
    flags = reading | {name: value for name, value in locals().items() if name.endswith("_column")}
    with explained(debug):
        from pipeline.run import Flags, run
        from pipeline.settings import SettingsError
        from pipeline.terminal import console, show

        settings = _settings(config, model=model, workers=workers, timeout=timeout, **flags)
        if engine not in (None, "local", "dask") or (engine == "local" and scheduler):
            raise SettingsError(f"--engine must be local or dask, and --scheduler goes with dask, not {engine!r}")
        on_dask = engine == "dask" or scheduler is not None
        how = Flags(force, retry_errors, dry_run, limit, "dask" if on_dask else "local", scheduler, prune)
        with console.interruptible(), console.reporter(quiet) as reporter:
            result = run(paths, out, settings, how, reporter)
        if not quiet and "://" in out:
            typer.echo(f"{result.extracted:,} of {result.articles:,} articles extracted now, {result.errors:,} errors")
        elif not quiet:
            show.print_result(result, Path(out))
    raise typer.Exit(WITH_ERRORS if result.errors else FINE)


@app.command()
def reconcile(
    out: Annotated[Path, typer.Argument(help="Folder with the tables that extract wrote.")],
    overrides: Annotated[
        Path | None, typer.Option(help="Decisions that win [default: data/overrides.csv, where there is one].")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
    debug: Debug = False,
) -> None:
    """Say who is who, which quotes are one statement and which figures one quantity, across all articles."""
    with explained(debug):
        from pipeline.reconcile import reconcile as run
        from pipeline.terminal import show

        result = run(out, overrides or (_OVERRIDES if _OVERRIDES.is_file() else None))
        if not quiet:
            show.print_reconciled(result, out)


@app.command()
def verify(out: Annotated[Path, typer.Argument(help="Folder with the tables.")], debug: Debug = False) -> None:
    """Check the tables: files as written, rows grounded in their texts, keys unique, references whole, nothing lost."""
    with explained(debug):
        from pipeline.tables.verify import all_hold
        from pipeline.tables.verify import verify as check
        from pipeline.terminal import show

        checks = check(out)
        show.print_checks(checks)
    raise typer.Exit(FINE if all_hold(checks) else FAILED)


@app.command()
def show(
    out: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    row: Annotated[str, typer.Argument(metavar="ID", help="Any id of any table, or the file of an article.")],
    debug: Debug = False,
) -> None:
    """Show a row in its sentence, or an article, with its marks and all that is known of it."""
    with explained(debug):
        from pipeline.terminal.card import print_card
        from pipeline.views.database import Database
        from pipeline.views.known import known

        print_card(known(Database(out), row))


@app.command()
def errors(
    out: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print them as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """List what could not be used, or used only in part: where it came from, what happened, what to do."""
    with explained(debug):
        from pipeline.settings import SettingsError
        from pipeline.terminal import console, errors, show

        if as_csv and as_json:
            raise SettingsError("take --csv or --json, not both")
        found = errors.read_errors(out)
        if as_json:
            typer.echo(errors.as_json(found), nl=False)
        elif as_csv:
            typer.echo(console.plain(errors.as_csv(found), lines=True), nl=False)
        else:
            show.print_errors(found)


@app.command()
def info(model: Model = None, config: Config = None, debug: Debug = False) -> None:
    """Show versions, the model and the schema."""
    with explained(debug):
        from pipeline.terminal import show

        show.print_info(_settings(config, model=model))


@app.command()
def schema(
    write: Annotated[Path | None, typer.Option(help="Write it to this file instead of printing it.")] = None,
    debug: Debug = False,
) -> None:
    """Print the data dictionary of all tables as Markdown."""
    with explained(debug):
        from pipeline.tables.dictionary import data_dictionary

        if write is None:
            typer.echo(data_dictionary(), nl=False)
        else:
            write.write_text(data_dictionary(), encoding="utf8")


def _settings(config: Path | None, **flags: Any) -> Any:
    from pipeline.settings import load_settings

    return load_settings(flags, config)


if __name__ == "__main__":
    app()

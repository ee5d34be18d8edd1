"""The command line: parse flags, call one function, print what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

FINE, FAILED, WRONG_USE, WITH_ERRORS = 0, 1, 2, 3

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help is there at once; the coloured one takes as long again to load
    pretty_exceptions_enable=False,
    help="Who said what, how many, and when: news articles in, normalized Parquet tables out.",
    epilog="Exit codes: 0 fine, 1 failed, 2 wrong use, 3 finished with rows in the errors table.",
)

Paths = Annotated[list[str], typer.Argument(help="Files, folders or globs; - for JSON lines on standard input.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables. It mirrors the inputs of the last run.")]
Config = Annotated[Path | None, typer.Option(help="Settings file [default: onrecord.toml, where there is one].")]
Model = Annotated[str | None, typer.Option(help="spaCy pipeline, a name or a path [default: the one that ships].")]


@app.command()
def extract(
    paths: Paths,
    out: Out,
    model: Model = None,
    workers: Annotated[int | None, typer.Option("--workers", "-n", help="Processes [default: one per core].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Do everything anew.")] = False,
    retry_errors: Annotated[bool, typer.Option("--retry-errors", help="Do again what ended in errors.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what there is to do, and do nothing.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Take the first so many articles only.")] = None,
    timeout: Annotated[int | None, typer.Option(help="Seconds that one article may take [300].")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of input that is not UTF-8.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column of JSONL, CSV, Parquet with the id [id].")] = None,
    text_column: Annotated[str | None, typer.Option(help="Column with the text [text].")] = None,
    title_column: Annotated[str | None, typer.Option(help="Column with the headline [title].")] = None,
    outlet_column: Annotated[str | None, typer.Option(help="Column with the publisher [outlet].")] = None,
    author_column: Annotated[str | None, typer.Option(help="Column with the byline [author].")] = None,
    url_column: Annotated[str | None, typer.Option(help="Column with the address [url].")] = None,
    published_column: Annotated[str | None, typer.Option(help="Column with the day published [published].")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    config: Config = None,
) -> None:
    """Extract quotes, speakers, figures and dates from articles into tables."""
    flags = {name: value for name, value in locals().items() if name.endswith("_column")}
    with _explained():
        from pipeline import console, runner, show

        settings = _settings(config, model=model, workers=workers, timeout=timeout, encoding=encoding, **flags)
        how = runner.Flags(force, retry_errors, dry_run, limit)
        with console.interruptible(), console.reporter(quiet) as reporter:
            result = runner.run(paths, out, settings, how, reporter)
        if not quiet:
            show.print_result(result, out)
    raise typer.Exit(WITH_ERRORS if result.errors else FINE)


@app.command()
def verify(out: Annotated[Path, typer.Argument(help="Folder with the tables.")]) -> None:
    """Check the tables: every row grounded in its text, keys unique, references whole, nothing lost."""
    with _explained():
        from pipeline import show
        from pipeline.verify import all_hold
        from pipeline.verify import verify as check

        checks = check(out)
        show.print_checks(checks)
    raise typer.Exit(FINE if all_hold(checks) else FAILED)


@app.command()
def info(model: Model = None, config: Config = None) -> None:
    """Show versions, the model and the schema."""
    with _explained():
        from pipeline import show

        show.print_info(_settings(config, model=model))


@app.command()
def schema(
    write: Annotated[Path | None, typer.Option(help="Write it to this file instead of printing it.")] = None,
) -> None:
    """Print the data dictionary of all tables as Markdown."""
    with _explained():
        from pipeline.dictionary import data_dictionary

        if write is None:
            typer.echo(data_dictionary(), nl=False)
        else:
            write.write_text(data_dictionary(), encoding="utf8")


def _settings(config: Path | None, **flags: Any) -> Any:
    from pipeline.settings import load_settings

    return load_settings(flags, config)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what is the user's to mend into one line and an exit code; anything else keeps its traceback."""
    from pipeline.settings import SettingsError

    try:
        yield
    except SettingsError as error:
        _stop(str(error), WRONG_USE)
    except KeyboardInterrupt:
        _stop("interrupted; what is done stays done: the same command goes on from here", FAILED)
    except (ValueError, RuntimeError, OSError) as error:
        from pipeline.annotate import ModelError
        from pipeline.engines.local import WorkerError
        from pipeline.ingest.find import NothingToReadError
        from pipeline.runner import RunError

        if isinstance(error, NothingToReadError | ModelError):
            _stop(str(error), WRONG_USE)
        if isinstance(error, RunError | WorkerError | OSError):
            _stop(str(error), FAILED)
        raise


def _stop(message: str, code: int) -> None:
    typer.echo(f"onrecord: {message}", err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()

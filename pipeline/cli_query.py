"""`onrecord query`: SQL of one's own over tables and views, and ready questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.terminal.ending import explained

_OWN = "sql"  # the command for SQL of one's own, which is not named

Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lines = Annotated[bool, typer.Option("--nl", help="Print JSON lines.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many rows [20 for who, else 100].")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


class _Questions(TyperGroup):
    """A group in which what is no ready question is SQL."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The ready question, or the command for SQL with all that was given."""
        known = args[0] in self.commands
        return super().resolve_command(ctx, args if known else [_OWN, *args])


class _Ready(TyperCommand):
    """A ready question: its help shows its SQL."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the SQL below the options."""
        from pipeline.views.declared import question

        asked = question(str(self.name))
        indented = "".join(f"    {line}\n" for line in asked.sql.splitlines())
        formatter.write(
            f"\n{asked.answers}\n\nIts SQL, to copy and change (docs/views.md has the views):\n\n{indented}"
        )


class _Own(TyperCommand):
    """A command whose option `-p` takes two values, which typer has no word for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse `-p name value` as `-p name=value`."""
        return list(super().parse_args(ctx, paired(args)))


def paired(args: list[str]) -> list[str]:
    """Name and value behind each `-p` as one word.

    >>> paired(["SELECT $a", "-p", "a", "b c", "--csv"])
    ['SELECT $a', '-p', 'a=b c', '--csv']
    """
    if "-p" not in args[:-2]:
        return args
    at = args.index("-p")
    return [*args[: at + 1], f"{args[at + 1]}={args[at + 2]}", *paired(args[at + 3 :])]


app = typer.Typer(cls=_Questions, rich_markup_mode=None, subcommand_metavar="SQL|QUESTION [ARGS]...")


@app.callback()
def query(ctx: typer.Context, out: Annotated[Path, typer.Argument(help="Folder with the tables.")]) -> None:
    """Ask the tables: SQL of your own over tables and views (docs/tables.md, docs/views.md), or a ready question."""
    ctx.obj = out


@app.command(_OWN, cls=_Own)
def own(
    ctx: typer.Context,
    sql: Annotated[str, typer.Argument(help="One SELECT, DESCRIBE or SUMMARIZE. The word sql may be left out.")],
    parameters: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME VALUE", help="The value of $NAME in the SQL.")
    ] = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_lines: Lines = False,
    debug: Debug = False,
) -> None:
    """Answer SQL of your own: `onrecord query OUT "SELECT person, said FROM sayings"`."""
    with explained(debug):
        from pipeline.views.database import QueryError

        wrong = [given for given in parameters or () if "=" not in given]
        if wrong:
            raise QueryError("-p takes a name and a value: -p by Holm")
        given = dict(one.split("=", 1) for one in parameters or ())
        _answer(ctx.obj, sql, given, as_csv, as_json, as_lines)


@app.command(cls=_Ready)
def who(
    ctx: typer.Context,
    limit: Limit = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_lines: Lines = False,
    debug: Debug = False,
) -> None:
    """Who is quoted most."""
    _ask(ctx, {"limit": limit}, as_csv, as_json, as_lines, debug)


@app.command(cls=_Ready)
def said(
    ctx: typer.Context,
    by: Annotated[str | None, typer.Option(help="Part of the speaker's name, in any case, without accents.")] = None,
    about: Annotated[str | None, typer.Option(help="Words that all stand in what was said or its sentences.")] = None,
    limit: Limit = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_lines: Lines = False,
    debug: Debug = False,
) -> None:
    """What somebody said, or what was said about something."""
    _ask(ctx, {"by": by, "about": about, "limit": limit}, as_csv, as_json, as_lines, debug)


@app.command(cls=_Ready)
def disputes(
    ctx: typer.Context,
    limit: Limit = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_lines: Lines = False,
    debug: Debug = False,
) -> None:
    """On which numbers sources disagree."""
    _ask(ctx, {"limit": limit}, as_csv, as_json, as_lines, debug)


@app.command(cls=_Ready)
def variants(
    ctx: typer.Context,
    limit: Limit = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_lines: Lines = False,
    debug: Debug = False,
) -> None:
    """What articles word differently."""
    _ask(ctx, {"limit": limit}, as_csv, as_json, as_lines, debug)


def _ask(
    ctx: typer.Context, parameters: dict[str, Any], as_csv: bool, as_json: bool, as_lines: bool, debug: bool
) -> None:
    with explained(debug):
        from pipeline.views.declared import question

        asked = question(str(ctx.info_name))
        given = {name: value for name, value in parameters.items() if value is not None}
        _answer(ctx.obj, asked.sql, asked.defaults() | given, as_csv, as_json, as_lines)


def _answer(out: Path, sql: str, given: dict[str, Any], as_csv: bool, as_json: bool, as_lines: bool) -> None:
    from pipeline.terminal import answers
    from pipeline.terminal.console import plain
    from pipeline.views.database import Database, QueryError

    if as_csv + as_json + as_lines > 1:
        raise QueryError("take one of --csv, --json and --nl")
    database = Database(out)
    answer, notes = database.answer(sql, given), database.notes(sql)
    if not (as_csv or as_json or as_lines):
        answers.print_answer(answer, notes)
        return
    typer.echo(answers.as_csv(answer) if as_csv else answers.as_json(answer, lines=as_lines), nl=False)
    for note in notes:
        typer.echo(f"onrecord: {plain(note)}", err=True)

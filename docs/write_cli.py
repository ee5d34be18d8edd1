"""Write docs/cli.md from the commands themselves: `python docs/write_cli.py`. A test fails where the two differ.

Made from names and help texts, not from the printed help, whose layout changes with every version of typer.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from pipeline.cli import app

_HEAD = """\
# The command line

<!-- Made by `make docs` from pipeline/cli.py; a test fails where the two differ. -->

{about}

{exit_codes}

| code | when, for example |
|---|---|
| 0 | all is done, or there was nothing to do |
| 1 | failed: a full disk, no permission, no such bucket, a check of `verify`, Ctrl-C; what is done stays done |
| 2 | wrong use: a flag, a path, the model, the overrides, an input that holds nothing; nothing was touched |
| 3 | the run is finished, and some rows of `errors` say what could not be used |

An error is told in a line: what happened, and what to do. Only `--debug` shows a traceback.

`onrecord --help` and `onrecord COMMAND --help` say the same in the terminal. A setting can also stand in a file,
`onrecord.toml` in the working folder (`workers = 2`), or in the environment (`ONRECORD_WORKERS=2`); a flag wins over
the environment, the environment over the file.
"""


def cli_page() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    head = _HEAD.format(about=group.help, exit_codes=group.epilog)
    return "\n".join([head, *(_command(name, command) for name, command in _commands(group))])


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command; those of a group behind it, with its arguments between the names."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if hasattr(command, "commands"):
            arguments = [_placeholder(p) for p in command.params if p.param_type_name == "argument"]
            yield from _commands(command, " ".join([f"{before}{name}", *arguments, ""]))


def _command(name: str, command: Any) -> str:
    parameters = [parameter for parameter in command.params if "--help" not in parameter.opts]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    more = [command.subcommand_metavar] if hasattr(command, "commands") else []
    usage = " ".join(
        [
            "onrecord",
            name,
            *(_placeholder(a) for a in arguments),
            *(more or ["[options]"] * (len(arguments) < len(parameters))),
        ]
    )
    lines = [f"## onrecord {name}", "", " ".join(command.help.split()), "", f"    {usage.strip()}", ""]
    return "\n".join([*lines, *_table(parameters), ""])


def _placeholder(argument: Any) -> str:
    return str(argument.metavar or argument.name).upper() + ("..." if argument.nargs == -1 else "")


def _table(parameters: list[Any]) -> Iterator[str]:
    if parameters:
        yield "| argument or option | meaning |"
        yield "|---|---|"
    for parameter in parameters:
        is_argument = parameter.param_type_name == "argument"
        options = sorted([*parameter.opts, *parameter.secondary_opts], key=len)
        names = [_placeholder(parameter)] if is_argument else options
        meaning = (parameter.help or "").replace("|", "\\|")
        yield f"| {', '.join(f'`{name}`' for name in names)} | {meaning} |"


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(cli_page(), encoding="utf8")

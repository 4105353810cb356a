"""The command line: one command a file; each parses, calls a library function, prints.

Nothing heavy is imported here or at the top of a command's file, and of the command files only the one
that was asked for: building a command from its signature takes longer than most commands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

# Each command with its file, in the order in which `claims --help` lists them.
COMMANDS = {
    "extract": "extract",
    "list": "list",
    "show": "show",
    "coverage": "coverage",
    "add": "add",
    "amend": "amend",
    "lookup": "lookup",
    "evidence": "evidence",
    "review": "review",
    "decide": "decide",
    "note": "note",
    "move": "move",
    "assign": "assign",
    "drop": "drop",
    "resolve": "resolve",
    "sign-off": "sign_off",
    "update": "update",
    "forget": "forget",
    "report": "report",
    "log": "log",
    "archive": "archive",
    "import": "import_",
    "db": "db",
    "sources": "sources",
    "doctor": "doctor",
}


def application(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with these commands."""
    import typer

    from reviews.cli.command import everywhere

    app = typer.Typer(
        name="claims",
        help="Splits news articles into checkable claims, looks them up, and keeps the review.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(everywhere)
    for command in commands:
        import_module(f"reviews.cli.{COMMANDS[command]}").register(app)
    return app


def main() -> None:
    """The console script `claims`."""
    from reviews.cli import process

    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    process.run(lambda: application([asked] if asked in COMMANDS else COMMANDS)())

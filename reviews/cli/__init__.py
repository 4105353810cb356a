"""The command line: one command a file; each parses, calls a library function, prints.

Nothing heavy is imported here or at the top of a command's file: `claims --help` must be quick.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from reviews.cli import (
    add,
    amend,
    archive,
    assign,
    coverage,
    db,
    decide,
    doctor,
    drop,
    evidence,
    extract,
    forget,
    import_,
    list,
    log,
    lookup,
    move,
    note,
    report,
    resolve,
    review,
    show,
    sign_off,
    sources,
    update,
)
from reviews.cli.command import show_version

COMMANDS = (
    extract,
    list,
    show,
    coverage,
    add,
    amend,
    lookup,
    evidence,
    review,
    decide,
    note,
    move,
    assign,
    drop,
    resolve,
    sign_off,
    update,
    forget,
    report,
    log,
    archive,
    import_,
    db,
    sources,
    doctor,
)

app = typer.Typer(
    name="claims",
    help="Splits news articles into checkable claims, looks them up, and keeps the review.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def everywhere(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    """Split news articles into checkable claims, look them up, and keep the review."""


for module in COMMANDS:
    module.register(app)


def main() -> None:
    """The console script `claims`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()

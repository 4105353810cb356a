"""`claims report`: what the desk knows of one or more articles, as a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk

if TYPE_CHECKING:
    from reviews.report import Choice, Framing

# Endings that mean a format of another name.
ENDINGS = {"htm": "html", "markdown": "md"}
# The one format that each choice is for.
FORMATS: Mapping[Choice, str] = {"checked": "docx"}
Out = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Where to; standard output if left out or -."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "report")(report)


def report(
    desk: Desk,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Ids, paths, or last.")],
    output: Out = None,
    format: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="The format, if FILE's ending does not say.")
    ] = None,
    checked: Annotated[
        bool, typer.Option("--checked", help="docx: the checked copy, corrections as tracked changes.")
    ] = False,
) -> None:
    """Write a report on articles: html, docx, md or json."""
    from claims import plugins
    from reviews import report as reports
    from reviews.writers import GROUP, writer

    to_stdout = output is None or str(output) == "-"
    name = format or _format("" if output is None else output.suffix)
    one_of(name, tuple(plugins.registered(GROUP)), "--format")
    asked: dict[Choice, bool] = {"checked": checked}
    choices = frozenset(choice for choice in FORMATS if asked[choice])
    for choice in sorted(choices):
        if FORMATS[choice] != name:
            raise typer.BadParameter(f"belongs to --format {FORMATS[choice]}", param_hint=f"--{choice}")
    ids = [desk.store.article_id(article) for article in articles]
    stream = BytesIO()
    writer(name)(reports.build(desk.store, dict.fromkeys(ids), _framing(desk, choices)), stream)
    if to_stdout:
        sys.stdout.buffer.write(stream.getvalue())
        sys.stdout.buffer.flush()
    else:
        assert output is not None
        _write(output, stream.getvalue())
        desk.note(f"wrote {output}")


def _framing(desk: Desk, choices: frozenset[Choice]) -> Framing:
    """The settings that shape a review, and the publisher."""
    from reviews.report import Framing, Publisher

    values = desk.settings.values
    shown = (
        ("second review", "yes" if values.second_review else "no"),
        ("editors", ", ".join(values.people.editors) or "everybody"),
        ("date order", values.date_order or "as the article uses it"),
    )
    named = values.publisher
    publisher = Publisher(named.name, str(named.url), named.checks) if named else None
    return Framing(shown, publisher, choices)


def _format(suffix: str) -> str:
    ending = suffix.removeprefix(".").lower()
    if not ending:
        raise typer.BadParameter("give --format, or a FILE whose ending says it", param_hint="--format")
    return ENDINGS.get(ending, ending)


def _write(path: Path, data: bytes) -> None:
    """The whole file or none: a report that was cut off must not look like one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

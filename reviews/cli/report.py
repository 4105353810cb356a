"""`claims report`: what the desk knows of one or more articles, as a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk
from reviews.errors import ReportError

if TYPE_CHECKING:
    from reviews.report import Choice, Framing

# Endings that mean a format of another name.
ENDINGS = {"htm": "html", "markdown": "md"}
# The one format that each choice is for.
FORMATS: Mapping[Choice, str] = {"checked": "docx"}
Articles = Annotated[list[str] | None, typer.Argument(metavar="ARTICLE...", help="Ids, paths, or last.")]
Out = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER/",
        help="Where to; standard output if left out or -. A folder gets a file an article, and an index.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "report")(report)


def report(
    desk: Desk,
    articles: Articles = None,
    all: Annotated[
        bool, typer.Option("--all", help="Every article of the desk, latest stored first.")
    ] = False,
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
    from reviews.cli.folder import INDEX, write_folder, write_whole
    from reviews.writers import GROUP, writer

    folder = _is_folder(output)
    path = None if output in (None, "-") else Path(str(output))
    name = format or ("html" if folder else _format("" if path is None else path.suffix))
    one_of(name, tuple(plugins.registered(GROUP)), "--format")
    choices = _choices({"checked": checked}, name)
    ids, framing = _chosen(desk, articles or [], all=all), _framing(desk, choices)
    if path is not None and folder:
        count = write_folder(desk, path, ids, name, framing)
        desk.note(f"wrote {path / INDEX} and {count} report{'' if count == 1 else 's'}")
        return
    stream = BytesIO()
    writer(name)(reports.build(desk.store, ids, framing), stream)
    if path is None:
        sys.stdout.buffer.write(stream.getvalue())
        sys.stdout.buffer.flush()
    else:
        write_whole(path, stream.getvalue())
        desk.note(f"wrote {path}")


def _is_folder(output: str | None) -> bool:
    """Whether a folder is meant: it ends as one, or there is one."""
    return output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def _chosen(desk: Desk, articles: Sequence[str], *, all: bool) -> tuple[str, ...]:
    """The ids asked for, each once."""
    if bool(articles) == all:
        raise typer.BadParameter("name articles, or give --all for the whole desk", param_hint="ARTICLE")
    if not all:
        return tuple(dict.fromkeys(desk.store.article_id(article) for article in articles))
    found = tuple(line.id for line in desk.store.articles())
    if not found:
        raise ReportError("the desk is empty: claims extract stores the first article")
    return found


def _choices(asked: Mapping[Choice, bool], name: str) -> frozenset[Choice]:
    """What was asked of the writer, refused where it is not of this format."""
    choices = frozenset(choice for choice, wanted in asked.items() if wanted)
    for choice in sorted(choices):
        if FORMATS[choice] != name:
            raise typer.BadParameter(f"belongs to --format {FORMATS[choice]}", param_hint=f"--{choice}")
    return choices


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
    return Framing(shown, publisher, day=desk.store.clock().date().isoformat(), choices=choices)


def _format(suffix: str) -> str:
    ending = suffix.removeprefix(".").lower()
    if not ending:
        raise typer.BadParameter("give --format, or a FILE whose ending says it", param_hint="--format")
    return ENDINGS.get(ending, ending)

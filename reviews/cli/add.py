"""`claims add`: a claim that the machine missed."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk
from reviews.cli.table import short

Text = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help="The claim's words, as the article has them.")
]
DetailJson = Annotated[
    str | None, typer.Option("--detail", metavar="JSON", help="The claim's detail, as JSON.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "add", writes=True)(add)


def add(
    desk: Desk,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An id, a path, or last.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="The kind of claim.")],
    text: Text = None,
    start: Annotated[int | None, typer.Option(metavar="N", help="Where it begins, in characters.")] = None,
    end: Annotated[int | None, typer.Option(metavar="N", help="Where it ends, in characters.")] = None,
    detail: DetailJson = None,
) -> None:
    """Add a claim that the machine missed, by its words or its place."""
    from claims.claim import KINDS

    one_of(kind, KINDS, "--kind")
    if (text is None) == (start is None or end is None):
        raise typer.BadParameter("give either --text, or --start and --end", param_hint="--text")
    from reviews import claiming, documents

    found = desk.store.extraction(desk.store.article_id(article)).article
    if text is not None:
        start, end = claiming.place(found, text)
    assert start is not None
    assert end is not None
    given = documents.detail(kind, detail, text=found.text) if detail else None
    made = desk.store.add(found.id, claiming.made(found, kind, start, end, detail=given, by=desk.actor))
    print(short(made.id))
    desk.note(f"added {kind} claim {short(made.id)}: {made.statement}")

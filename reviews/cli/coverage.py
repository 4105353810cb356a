"""`claims coverage`: what no claim covers, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "coverage", json=True)(coverage)


def coverage(
    desk: Desk,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An id, a path, or last.")],
) -> None:
    """Show every sentence, number, date, name and quotation that no claim covers, and why."""
    found = desk.store.extraction(desk.store.article_id(article))
    holes = sorted(found.coverage.uncovered, key=lambda hole: (hole.start, hole.end, hole.what))
    if desk.json:
        print_json(holes)
        return
    columns = (Column("AT", "dim", right=True), Column("WHAT"), Column("WHY"), Column("TEXT", wraps=True))
    print_table(
        columns, [(str(hole.start), hole.what, hole.why, " ".join(hole.text.split())) for hole in holes]
    )
    desk.note(f"{found.coverage.covered} of {found.coverage.sentences} sentences hold a claim")

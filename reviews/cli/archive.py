"""`claims archive`: what was decided before on a claim like this."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "archive", json=True)(archive)


def archive(
    desk: Desk,
    text: Annotated[str, typer.Argument(metavar="TEXT|CLAIM", help="Words, or a claim's id.")],
) -> None:
    """Show decided claims like this one; never a decision on it."""
    from reviews.archive import said
    from reviews.errors import UnknownId

    try:
        claim = desk.store.claim_review(desk.store.claim_id(text)).claim
        found = desk.store.alike(claim.statement, claim=claim)
    except UnknownId:
        desk.note("taken as words to search for")
        found = desk.store.alike(text)
    if desk.json:
        print_json(found)
        return
    columns = (
        Column("ID", "dim"),
        Column("ALIKE", right=True),
        Column("DECIDED", wraps=True),
        Column("CLAIM", wraps=True),
    )
    print_table(columns, [(short(e.claim.id), f"{e.score:.2f}", said(e), e.claim.statement) for e in found])

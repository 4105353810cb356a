"""`claims drop`: claims that nobody needs to check."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk

ClaimIds = Annotated[
    list[str], typer.Argument(metavar="CLAIM...", help="Ids of claims, or prefixes of them.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "drop", writes=True)(drop)


def drop(
    desk: Desk,
    claims: ClaimIds,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
) -> None:
    """Drop claims: any state but signed_off."""
    from reviews import rules

    desk.each(claims, lambda one, review: rules.drop(one, review, note=note))

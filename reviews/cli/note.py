"""`claims note`: a remark on a claim."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.decide import ClaimId
from reviews.cli.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "note", writes=True)(note)


def note(
    desk: Desk, claim: ClaimId, text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")]
) -> None:
    """Note something on a claim; its state stays as it is."""
    from reviews import rules

    found = desk.store.claim_id(claim)
    desk.done(desk.store.act(found, lambda one, review: rules.note(one, review, text=text)))

"""`claims move`: a claim into another state of the workflow."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "move", writes=True)(move)


def move(
    desk: Desk,
    claims_and_state: Annotated[
        list[str], typer.Argument(metavar="CLAIM... STATE", help="Claims, then the state that they move to.")
    ],
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why; needed to reopen a signed-off claim.")
    ] = None,
) -> None:
    """Move claims by hand: open, in_progress, awaiting_source, needs_second_review."""
    from reviews import rules
    from reviews.review import WORKFLOWS

    *claims, state = claims_and_state
    if not claims:
        raise typer.BadParameter("give at least one claim and then the state", param_hint="CLAIM... STATE")
    one_of(state, WORKFLOWS, "STATE")
    desk.each(claims, lambda one, review: rules.move(one, review, to=state, note=note))

"""`claims resolve`: the editor's call on a finding."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.decide import ClaimId, Replace
from reviews.cli.desk import Desk

Call = Annotated[
    str, typer.Argument(metavar="RESOLUTION", help="keep, corrected, attributed, cut or overruled.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "resolve", writes=True)(resolve)


def resolve(
    desk: Desk,
    claim: ClaimId,
    resolution: Call,
    replace: Replace = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; needed to overrule.")] = None,
) -> None:
    """Say what becomes of a claim in the article."""
    from reviews import rules
    from reviews.review import RESOLUTIONS

    one_of(resolution, RESOLUTIONS, "RESOLUTION")
    found = desk.store.claim_id(claim)
    event = desk.store.act(
        found,
        lambda one, review: rules.resolve(
            one,
            review,
            resolution=resolution,
            actor=desk.actor,
            policy=desk.policy,
            replacement=replace,
            note=note,
        ),
    )
    desk.done(event)

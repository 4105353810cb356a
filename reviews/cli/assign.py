"""`claims assign`: claims to a person."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "assign", writes=True)(assign)


def assign(
    desk: Desk,
    claims_and_name: Annotated[
        list[str], typer.Argument(metavar="CLAIM... NAME", help="Claims, then who is to check them.")
    ],
) -> None:
    """Give claims to somebody to check."""
    from reviews import rules

    *claims, name = claims_and_name
    if not claims:
        raise typer.BadParameter("give at least one claim and then a name", param_hint="CLAIM... NAME")
    desk.each(claims, lambda one, review: rules.assign(one, review, to=name))

"""`claims sign-off`: the editor's signature."""

from __future__ import annotations

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.drop import ClaimIds


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "sign-off", writes=True)(sign_off)


def sign_off(desk: Desk, claims: ClaimIds) -> None:
    """Sign claims off: a finding, a resolution unless confirmed, and a second person."""
    from reviews import rules

    desk.each(claims, lambda one, review: rules.sign_off(one, review, actor=desk.actor, policy=desk.policy))

"""`claims forget`: an article's words erased, the history's digests kept."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import short


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "forget", writes=True)(forget)


def forget(
    desk: Desk,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An id, a path, or last.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays in the history.")],
) -> None:
    """Erase an article's text, claims, evidence, cached answers and ledger words; digests and times stay."""
    from reviews.keeping import erase
    from reviews.unsent import Unsent

    if not reason.strip():
        raise typer.BadParameter("say why", param_hint="--reason")
    found = desk.store.article_id(article)
    Unsent(desk.settings.unsent).erase(one.claim.id for one in desk.store.review_of(found).claims)
    for digest in desk.store.forget(found, reason=reason.strip()):
        erase(desk.settings.evidence, digest)
    cache = desk.settings.layer.cache
    if cache is not None:
        # The cache does not know articles: an answer may hold any of them, so all answers go.
        for answers in cache.glob("responses.sqlite*"):
            answers.unlink()
    desk.note(f"article {short(found)} is forgotten; its history stays (claims log {short(found)})")

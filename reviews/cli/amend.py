"""`claims amend`: a claim that the machine got wrong."""

from __future__ import annotations

import typer

from reviews.cli.add import DetailJson, Text
from reviews.cli.command import command
from reviews.cli.decide import ClaimId
from reviews.cli.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "amend", writes=True)(amend)


def amend(desk: Desk, claim: ClaimId, text: Text = None, detail: DetailJson = None) -> None:
    """Correct a claim's words or detail; what it was stays in the history."""
    if text is None and detail is None:
        raise typer.BadParameter("give --text, --detail or both", param_hint="--text")
    from reviews import claiming, documents, rules

    store = desk.store
    found = store.claim_id(claim)
    before = store.claim_review(found).claim
    article = store.extraction(store.article_of(found)).article
    start, end = before.start, before.end
    if text is not None:
        start, end = claiming.place(article, text, near=before.start)
    given = documents.detail(before.kind, detail, text=article.text) if detail else None
    after = claiming.amended(before, article, start, end, detail=given, by=desk.actor)
    desk.done(store.amend(after, lambda one, review: rules.amend(one, after, review)))

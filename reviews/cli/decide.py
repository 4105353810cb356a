"""`claims decide`: a finding on a claim, or on one attendee of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk

ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, or a prefix of it.")]
Part = Annotated[
    int | None, typer.Option(metavar="N", help="Only this attendee of an attendance claim, from 0.")
]
EvidenceIds = Annotated[
    list[str] | None, typer.Option("--evidence", metavar="ID", help="Evidence that it rests on; repeatable.")
]
Replace = Annotated[
    str | None,
    typer.Option("--replace", metavar="TEXT", help='What the article should say instead; "" cuts.'),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "decide", writes=True)(decide)


def decide(
    desk: Desk,
    claim: Annotated[
        str | None, typer.Argument(metavar="CLAIM", help="The claim's id, or a prefix of it.")
    ] = None,
    finding: Annotated[
        str | None,
        typer.Option(
            metavar="FINDING",
            help="confirmed, incorrect, misleading, conflicting, unverifiable or not_checkable.",
        ),
    ] = None,
    part: Part = None,
    evidence: EvidenceIds = None,
    replace: Replace = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    filled: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.csv", help="A CSV report, filled in; the rows say what to do."),
    ] = None,
) -> None:
    """Give a claim its finding, or many claims theirs from a CSV report that was filled in."""
    if filled is not None:
        if any(given is not None for given in (claim, finding, part, evidence, replace, note)):
            raise typer.BadParameter("stands alone: the file says the rest", param_hint="--from")
        from reviews.cli.filled_in import take_back

        take_back(desk, filled)
        return
    if claim is None or finding is None:
        raise typer.BadParameter("give CLAIM and --finding, or --from FILE.csv", param_hint="CLAIM")
    from reviews import rules
    from reviews.review import FINDINGS

    one_of(finding, FINDINGS, "--finding")
    store = desk.store
    found = store.claim_id(claim)
    rests_on = [store.evidence_id(item, claim=found) for item in evidence or ()]
    before = store.claim_review(found).review
    event = store.act(
        found,
        lambda one, review: rules.decide(
            one,
            review,
            finding=finding,
            policy=desk.policy,
            part=part,
            evidence=rests_on,
            replacement=replace,
            note=note,
        ),
        seen=before.version,
    )
    others = [name for name in before.found_by if name != desk.actor]
    if part is None and before.finding is not None and others:
        desk.note(f"{', '.join(others)} had found it {before.finding}; the history keeps both")
    desk.done(event)

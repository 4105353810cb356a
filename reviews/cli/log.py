"""`claims log`: the history, and the proof that it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short

if TYPE_CHECKING:
    from reviews.chain import Event, Verification

Subject = Annotated[
    str | None, typer.Argument(metavar="[ARTICLE|CLAIM]", help="Only this article's or claim's history.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "log", json=True)(log)


def log(
    desk: Desk,
    subject: Subject = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check the chain instead of showing it.")] = False,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="DIGEST", help="With --verify: prove that nothing up to this digest was changed."
        ),
    ] = None,
) -> None:
    """Show who did what when; --verify checks that nothing was changed."""
    if head and not verify:
        raise typer.BadParameter("a digest is only checked with --verify", param_hint="--head")
    store = desk.store
    kind, found = store.identify(subject) if subject else ("all", "")
    if verify:
        article = None if kind == "all" else found if kind == "article" else store.article_of(found)
        _verify(desk, article, head)
        return
    article, claim = (found, None) if kind == "article" else (None, found or None)
    _print(desk, store.history(article, claim))


def _print(desk: Desk, events: tuple[Event, ...]) -> None:
    from reviews.rules import described

    if desk.json:
        print_json(events)
        return
    columns = (
        Column("ARTICLE", "dim"),
        Column("NO", right=True),
        Column("TIME"),
        Column("WHO"),
        Column("CLAIM", "dim"),
        Column("WHAT", wraps=True),
    )
    rows = [
        (short(e.article), str(e.sequence), e.time, e.actor, short(e.claim or ""), _what(e, described(e)))
        for e in events
    ]
    print_table(columns, rows)


def _what(event: Event, words: str) -> str:
    if event.payload is None:
        return f"{words} (erased)"
    note = event.payload.get("note")
    return f"{words} — {note}" if note else words


def _verify(desk: Desk, article: str | None, head: str | None) -> None:
    found = desk.store.verify(article)
    if desk.json:
        print_json(found)
    else:
        columns = (
            Column("ARTICLE", "dim"),
            Column("EVENTS", right=True),
            Column("RESULT"),
            Column("HEAD", "dim"),
        )
        rows = [(short(v.article), str(v.events), _result(v), v.head or "") for v in found]
        print_table(columns, rows)
    for verification in found:
        for fault in verification.faults:
            desk.fail(f"article {short(fault.article)}: {fault.message}")
    if head is not None:
        _prove(desk, article, head)


def _result(verification: Verification) -> str:
    if verification.faults:
        return "broken"
    return f"whole, {verification.forgotten} payloads forgotten" if verification.forgotten else "whole"


def _prove(desk: Desk, article: str | None, head: str) -> None:
    """The head of a report is in the chain as it stands, so nothing before it was changed, or it is not."""
    digest = head.lower()
    for event in desk.store.history(article):
        if event.digest == digest:
            desk.note(
                f"{digest[:12]} is event {event.sequence} of article {short(event.article)}: "
                "the history up to there is the one that the digest was printed for"
            )
            return
    desk.fail(
        f"{digest[:12]} is no event of this history: what it was printed for has been changed or removed"
    )

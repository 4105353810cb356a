"""`claims review`: the queue, claim by claim, at a line-by-line prompt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk, say

if TYPE_CHECKING:
    from reviews.review import ClaimReview
    from reviews.store import Rule

KEYS: Mapping[str, str] = {
    "c": "confirmed",
    "i": "incorrect",
    "m": "misleading",
    "f": "conflicting",
    "u": "unverifiable",
    "x": "not_checkable",
}
HELP = (
    "c confirmed · i incorrect · m misleading · f conflicting · u unverifiable · x not checkable · "
    "n note · a awaiting a source · d drop · Enter or s next · b back · q quit; "
    "words after the key are its note (i the tally is from 2019)"
)
# What the queue shows: everything that a checker can still work on.
QUEUE = ("open", "recheck", "in_progress", "awaiting_source", "needs_second_review")
Subject = Annotated[str | None, typer.Argument(metavar="[ARTICLE]", help="Only this article's claims.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "review", writes=True)(review)


def review(
    desk: Desk,
    article: Subject = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, for screen readers and pipes.")
    ] = False,
) -> None:
    """Go through the queue claim by claim."""
    store = desk.store
    of = store.article_id(article) if article else None
    queue = [line.id for line in store.claims(article=of) if line.workflow in QUEUE]
    if not queue:
        desk.note("nothing is left to review")
        return
    if not plain and sys.stdin.isatty() and sys.stdout.isatty():
        from reviews.screen.app import ReviewScreen

        ReviewScreen(store, desk.policy, queue, desk.settings).run()
        return
    print(HELP)
    position = 0
    while 0 <= position < len(queue):
        position += _one(desk, queue[position], f"{position + 1} of {len(queue)}")


def _one(desk: Desk, claim: str, place: str) -> int:
    """Show one claim and do what is answered: how many claims to go on by, a lot to quit."""
    one = desk.store.claim_review(claim)
    print(f"\n{place}")
    _show(desk, one)
    while True:
        answer = _answer()
        if answer is None or answer == "q":
            return sys.maxsize
        if answer in ("", "s"):
            return 1
        if answer == "b":
            return -1
        key, _, words = answer.partition(" ")
        rule = _rule(desk, key, words.strip())
        if rule is None:
            print(HELP)
        elif _done(desk, one, rule):
            if key != "n":
                return 1
            one = desk.store.claim_review(claim)


def _answer() -> str | None:
    """What was typed, None at the end of the input."""
    print("> ", end="", flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


def _show(desk: Desk, one: ClaimReview) -> None:
    from reviews.cli.show import lines

    article = desk.store.extraction(desk.store.article_of(one.claim.id)).article
    for line in lines(one, article):
        print(line)


def _rule(desk: Desk, key: str, words: str) -> Rule | None:
    """The rule that a key stands for, with the words as its note."""
    from reviews import rules

    note = words or None
    policy = desk.policy
    others: Mapping[str, Callable[[], Rule]] = {
        "n": lambda: lambda claim, state: rules.note(claim, state, text=words),
        "a": lambda: lambda claim, state: rules.move(claim, state, to="awaiting_source", note=note),
        "d": lambda: lambda claim, state: rules.drop(claim, state, note=note),
    }
    if key in KEYS:
        return lambda claim, state: rules.decide(claim, state, finding=KEYS[key], policy=policy, note=note)
    return others[key]() if key in others else None


def _done(desk: Desk, one: ClaimReview, rule: Rule) -> bool:
    """Whether the rule was applied; a refusal is told, and the claim stays before the reader."""
    from reviews.errors import ReviewError

    try:
        desk.done(desk.store.act(one.claim.id, rule, seen=one.review.version))
    except ReviewError as error:
        say(str(error))
        return False
    return True

"""`claims review`: the queue, claim by claim, at a line-by-line prompt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk, say

if TYPE_CHECKING:
    from reviews.attaching import Document, Said
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
    "n note · d drop · words after these are the note (i the tally is from 2019) · "
    "a WHO by DATE awaiting a source (a the clerk by 2026-03-09) · "
    'e GRADE FILE|URL ["PASSAGE"] evidence (e primary minutes.pdf "was mayor until May") · '
    "t NAME assign · z undo your latest act · Enter or s next · b back · q quit"
)
# After these the claim is done with, and the next one comes.
LEADING_ON = frozenset({*KEYS, "d", "a"})
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
        if _acted(desk, one, key, words.strip()):
            if key in LEADING_ON:
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


def _acted(desk: Desk, one: ClaimReview, key: str, words: str) -> bool:
    """Whether the key's act is in the store; a refusal is told, and the claim stays before the reader."""
    from reviews.errors import ReviewError

    try:
        if key == "a":
            return _awaited(desk, one, words)
        if key == "e":
            return _brought(desk, one, words)
        rule = _rule(desk, one, key, words)
        if rule is None:
            print(HELP)
            return False
        desk.done(desk.store.act(one.claim.id, rule, seen=one.review.version))
    except (ReviewError, OSError) as error:
        say(str(error))
        return False
    return True


def _rule(desk: Desk, one: ClaimReview, key: str, words: str) -> Rule | None:
    """The rule that a key stands for, with the words that follow it."""
    from reviews import rules

    note, policy = words or None, desk.policy
    others: Mapping[str, Rule] = {
        "n": lambda claim, state: rules.note(claim, state, text=words),
        "d": lambda claim, state: rules.drop(claim, state, note=note),
        "t": lambda claim, state: rules.assign(claim, state, to=words),
        "z": lambda claim, state: rules.undo(claim, state, history=one.history, actor=desk.actor),
    }
    if key in KEYS:
        return lambda claim, state: rules.decide(claim, state, finding=KEYS[key], policy=policy, note=note)
    return others.get(key)


def _awaited(desk: Desk, one: ClaimReview, words: str) -> bool:
    """Who was asked, and until when."""
    from reviews.attaching import Document, Said

    who, by, due = words.rpartition(" by ")
    if not (who.strip() and by):
        say("write who was asked and until when: a the clerk by 2026-03-09")
        return False
    return _attached(desk, one, None, Document, Said(source=who.strip(), due=due.strip()))


def _brought(desk: Desk, one: ClaimReview, words: str) -> bool:
    """A document or page with its grade and passage."""
    import shlex
    from functools import partial

    from reviews.attaching import Said, opened
    from sources.session import Session

    try:
        grade, document, *quote = shlex.split(words)
    except ValueError:
        say('write its grade, the file or address and the passage: e primary minutes.pdf "was mayor"')
        return False
    said = Said(grade=grade, quote=" ".join(quote) or None)

    def read() -> Document:
        record = partial(desk.store.record, article=desk.store.article_of(one.claim.id))
        return opened(document, Session(desk.settings.layer, record=record), desk.note)

    return _attached(desk, one, document, read, said)


def _attached(
    desk: Desk, one: ClaimReview, given: str | None, read: Callable[[], Document], said: Said
) -> bool:
    """Whether it is evidence now; the document is read only where what was said of it makes sense."""
    from reviews.attaching import attach, fault

    wrong = fault(said, given)
    if wrong is not None:
        say(f"{wrong[0]}: {wrong[1]}")
        return False
    made = attach(desk.store, desk.settings.evidence, one.claim.id, read(), said)
    desk.done(made.event)
    for note in made.notes:
        desk.note(note)
    return True

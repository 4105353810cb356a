"""What a form's words come to: a rule on the claim as it is shown, or evidence on it."""

from __future__ import annotations

from collections.abc import Callable

from reviews import attaching, rules
from reviews.attaching import Said
from reviews.review import ClaimReview
from reviews.rules import Policy
from reviews.screen.forms import Field, Questions, Words
from reviews.store import Rule

# Made anew from the claim as it is then shown, so that it can be repeated after somebody else's act.
Make = Callable[[ClaimReview], Rule]
GRADES = {grade[0]: grade for grade in attaching.GIVEN}


def said(words: Words) -> Said:
    """What the form says of evidence; a grade may be its first letter."""
    given = {name: words.get(name) or None for name in ("quote", "note", "source", "due")}
    grade = words.get("grade") or None
    return Said(grade=GRADES.get(grade or "", grade), **given)


def _needed(words: Words) -> tuple[str, str] | None:
    return next(((name, "is empty: write it, or Esc") for name, text in words.items() if not text), None)


def _evidence_fault(words: Words) -> tuple[str, str] | None:
    return attaching.fault(said(words), words["document"] or None)


def _awaited_fault(words: Words) -> tuple[str, str] | None:
    wanted = _needed({name: words[name] for name in ("source", "due")})
    return wanted or attaching.fault(said(words), None)


NOTE = Questions("note", "Note", (Field("note", "note"),), _needed)
ASSIGN = Questions("assign", "Assign the claim", (Field("name", "to"),), _needed)
AWAIT = Questions(
    "await",
    "Awaiting a source",
    (
        Field("source", "whom", "who was asked"),
        Field("due", "until", "2026-03-09"),
        Field("note", "what", "what was asked; may be left out"),
    ),
    _awaited_fault,
)
EVIDENCE = Questions(
    "evidence",
    "Attach evidence",
    (
        Field("document", "document", "a page's address or a file; a copy is kept"),
        Field("grade", "grade", "p primary · s secondary · a author's word"),
        Field("quote", "passage", "the words that count"),
        Field("note", "note", "a call, a mail, the author's notes"),
        Field("source", "from", "whom it is from"),
    ),
    _evidence_fault,
)
FILTER = Questions(
    "filter", "Show only", (Field("word", "claims", "a kind, state, finding or assignee; empty: all"),)
)


def deciding(finding: str, part: int | None, policy: Policy) -> Make:
    """The finding, on the claim or on one attendee."""
    return lambda one: (
        lambda claim, state: rules.decide(claim, state, finding=finding, part=part, policy=policy)
    )


def undoing(actor: str) -> Make:
    """The actor's own latest act taken back."""
    return lambda one: lambda claim, state: rules.undo(claim, state, history=one.history, actor=actor)


def dropping() -> Make:
    """The claim left out of the work."""
    return lambda one: lambda claim, state: rules.drop(claim, state)


def noting(words: Words) -> Make:
    """A remark."""
    return lambda one: lambda claim, state: rules.note(claim, state, text=words["note"])


def assigning(words: Words) -> Make:
    """The claim given to somebody."""
    return lambda one: lambda claim, state: rules.assign(claim, state, to=words["name"])

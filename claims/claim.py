"""A claim, the detail of each kind, and the rule that gives a claim its id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import rfc8785

from claims.annotation import Date, Quantity, QuoteForm
from claims.span import Named, Span

Kind = Literal["quote", "date", "attendance", "office", "figure", "superlative", "statement"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class QuoteDetail:
    """Someone said this. ``setting`` is where, as the text has it ("a briefing", "Twitter")."""

    form: QuoteForm
    speaker: Named | None
    speakers: tuple[Named, ...]
    cue: Span | None
    content: tuple[Span, ...]
    said_on: Date | None = None
    setting: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Anniversary:
    """ "The 100th anniversary of its founding": ``implies`` is the year or date of the event (TIMEX3)."""

    years: int
    of: Span | None
    implies: str | None


@dataclass(frozen=True, slots=True)
class DateDetail:
    """This happened, or will, then. ``event`` is the predicate with its arguments."""

    date: Date
    event: Span
    participants: tuple[Named, ...] = ()
    anniversary: Anniversary | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Attendee(Named):
    """One who took part, or did not. ``part`` is its index among the attendees, from 0."""

    part: int = 0
    role: Literal["host", "organizer", "speaker", "head", "participant"] = "participant"
    mode: Literal["in_person", "online"] | None = None
    count: int | None = None
    status: Literal["attended", "expected", "invited", "accepted", "declined", "absent"] = "attended"


@dataclass(frozen=True, slots=True)
class AttendanceDetail:
    """These took part in that: one claim an event."""

    event: Named
    attendees: tuple[Attendee, ...]
    within: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeDetail:
    """This person holds, held or will hold that post. ``as_of`` is an ISO date."""

    person: Named
    office: Named
    organization: Named | None = None
    jurisdiction: Named | None = None
    as_of: str | None = None
    tense: Literal["current", "former", "future"] = "current"
    qualifier: Literal["acting", "interim", "elect", "designate", "ousted"] | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class FigureDetail:
    """This much. ``measure`` is what is counted or measured, ``subject`` whose; ``as_of`` an ISO date."""

    quantity: Quantity
    measure: Span | None = None
    subject: Named | None = None
    as_of: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class SuperlativeDetail:
    """First, only, largest … ``among`` is the class compared, ``scope`` its limits ("ever", "in Europe")."""

    marker: Span
    subject: Named | None = None
    among: Span | None = None
    scope: Span | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """A checkable assertion of no other kind."""

    subject: Named | None
    predicate: Span | None
    object: Span | None
    within: str | None = None


Detail = (
    QuoteDetail
    | DateDetail
    | AttendanceDetail
    | OfficeDetail
    | FigureDetail
    | SuperlativeDetail
    | StatementDetail
)

DETAILS: Mapping[str, type] = {
    "quote": QuoteDetail,
    "date": DateDetail,
    "attendance": AttendanceDetail,
    "office": OfficeDetail,
    "figure": FigureDetail,
    "superlative": SuperlativeDetail,
    "statement": StatementDetail,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a claim kind yields: a span and its detail, before id, statement, question and worth."""

    kind: Kind
    start: int
    end: int
    detail: Detail


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable claim. ``worth`` is its check-worthiness, 0 to 1; ``made_by`` "machine" or a person."""

    id: str
    kind: Kind
    start: int
    end: int
    text: str
    statement: str
    question: str
    worth: float
    made_by: str
    detail: Detail


def focus(claim: Claim) -> str:
    """The words that a claim turns on: two figures of one sentence are told apart by them. "" if none."""
    match claim.detail:
        case QuoteDetail() as detail:
            part: Span | None = detail.speaker
        case DateDetail() as detail:
            part = detail.date
        case AttendanceDetail() as detail:
            part = detail.event
        case OfficeDetail() as detail:
            part = detail.office
        case FigureDetail() as detail:
            part = detail.quantity
        case SuperlativeDetail() as detail:
            part = detail.marker
        case StatementDetail() as detail:
            part = detail.predicate
    return part.text if part is not None else ""


def claim_id(article_id: str, kind: str, text: str, n: int) -> str:
    """SHA-256 (hex) of the canonical JSON of article id, kind, text with white space collapsed, and n.

    ``n`` counts earlier claims of the same kind and text in the article.
    """
    return hashlib.sha256(rfc8785.dumps([article_id, kind, " ".join(text.split()), n])).hexdigest()

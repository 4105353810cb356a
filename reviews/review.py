"""The review of a claim: four separate fields and a correction, all derived from its history.

Pure: no database, no clock. :func:`review` folds events into fields; ``reviews/rules.py`` says who may do
what from which state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, get_args

from claims.claim import Claim
from claims.extraction import Extraction
from reviews.chain import Event, Payload
from reviews.errors import BrokenHistory
from sources.candidate import Candidate

Workflow = Literal[
    "open",
    "in_progress",
    "awaiting_source",
    "needs_second_review",
    "signed_off",
    "recheck",
    "orphan",
    "dropped",
]
# In this order: of an attendance claim's parts the finding that stands first here counts as the worst.
Finding = Literal["incorrect", "misleading", "conflicting", "unverifiable", "not_checkable", "confirmed"]
Resolution = Literal["keep", "corrected", "attributed", "cut", "overruled"]
# In this order: the best of a claim's evidence is its grade.
Grade = Literal["primary", "secondary", "authors_word", "none"]

WORKFLOWS: tuple[Workflow, ...] = get_args(Workflow)
FINDINGS: tuple[Finding, ...] = get_args(Finding)
RESOLUTIONS: tuple[Resolution, ...] = get_args(Resolution)
GRADES: tuple[Grade, ...] = get_args(Grade)

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the article should say at [start, end) instead of ``old``; an empty ``new`` cuts."""

    start: int
    end: int
    old: str
    new: str
    by: str


@dataclass(frozen=True, slots=True)
class PartFinding:
    """The finding on one attendee (by index) of an attendance claim."""

    part: int
    finding: Finding
    by: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """A source that was asked and has not answered. ``due`` is an ISO date, or None."""

    who: str
    due: str | None


@dataclass(frozen=True, slots=True)
class Graded:
    """What counts of one piece of evidence: its grade and its origin."""

    id: str
    grade: Grade
    origin: str


@dataclass(frozen=True, slots=True)
class Review:
    """Where a claim stands. ``version`` is the sequence of its latest event, 0 before the first.

    ``earlier`` is a finding that a new draft or an amendment set aside. ``decided_whole`` is the finding
    given to the claim as a whole, ``parts`` those of its attendees.
    """

    workflow: Workflow = "open"
    decided_whole: Finding | None = None
    decided_by: str | None = None
    parts: tuple[PartFinding, ...] = ()
    resolution: Resolution | None = None
    resolved_by: str | None = None
    evidence: tuple[Graded, ...] = ()
    correction: Correction | None = None
    awaited: Awaited | None = None
    assignee: str | None = None
    signed_off_by: str | None = None
    earlier: Finding | None = None
    version: int = 0

    @property
    def finding(self) -> Finding | None:
        """The checker's finding: the whole's, else the worst of the parts'."""
        if self.decided_whole is not None:
            return self.decided_whole
        return min((part.finding for part in self.parts), key=FINDINGS.index, default=None)

    @property
    def found_by(self) -> tuple[str, ...]:
        """Whose finding it is: one person, or those who decided its parts, sorted."""
        if self.decided_by is not None:
            return (self.decided_by,)
        return tuple(sorted({part.by for part in self.parts}))

    @property
    def grade(self) -> Grade:
        """The best grade among the evidence."""
        return min((item.grade for item in self.evidence), key=GRADES.index, default="none")

    @property
    def origins(self) -> int:
        """How many independent origins the secondary evidence has."""
        return len({item.origin for item in self.evidence if item.grade == "secondary"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a person brought to a claim: a document, a page, a call, a note, or a source that is awaited.

    ``file`` is the document's name as given; ``sha256`` the digest of the kept copy, None where there is
    none; ``type`` its media type, read from its content. ``quote`` is the passage, [``start``, ``end``) its
    place in the copy's text as ``reviews/contents.py`` reads it, None where it does not stand there.
    ``source`` is whom it is from, ``due`` when an awaited answer is due, ``archived`` the address of the
    archive's copy.
    """

    id: str
    claim_id: str
    grade: Grade
    url: str | None
    file: str | None
    sha256: str | None
    type: str | None
    title: str | None
    quote: str | None
    note: str | None
    source: str | None
    due: str | None
    origin: str
    added_at: str
    added_by: str
    start: int | None = None
    end: int | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A claim with all that is known of it; candidates best first, evidence and history oldest first."""

    claim: Claim
    review: Review
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Event, ...]

    @property
    def undone(self) -> frozenset[int]:
        """The sequences of the events that count for nothing: a later one undid them."""
        return undone(self.history)


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """An article's latest draft with the reviews of its claims, orphans last.

    ``extraction`` holds text, paragraphs, annotations, coverage and all present claims; ``history`` is
    every event of the article, oldest first; ``head`` the digest of the last one; ``path`` where the draft
    was read from; ``stored_at`` when the article was first stored (UTC).
    """

    extraction: Extraction
    claims: tuple[ClaimReview, ...]
    history: tuple[Event, ...]
    head: str | None
    path: str | None
    stored_at: str

    @property
    def reprint_of(self) -> str | None:
        """The id of the article whose words these are, where the desk had it first."""
        payloads = (event.payload or {} for event in self.history if event.kind == "extracted")
        pointer: Payload = next((one["reprint"] for one in payloads if "reprint" in one), {})
        return str(pointer["of"]) if "of" in pointer else None


def review(events: Iterable[Event]) -> Review:
    """The review of a claim, from the claim's own events in order; those that were undone count for nothing."""
    history = tuple(events)
    void, state = undone(history), Review()
    for event in history:
        state = replace(state, version=event.sequence) if event.sequence in void else step(state, event)
    return state


def undone(history: Iterable[Event]) -> frozenset[int]:
    """The sequences of the events that a later event undid."""
    named = (e.payload.get("sequence") for e in history if e.kind == "undone" and e.payload)
    return frozenset(number for number in named if isinstance(number, int))


def step(state: Review, event: Event) -> Review:
    """The review after one more event. An erased payload changes nothing but the version.

    Raises BrokenHistory where the payload is not one that this program wrote.
    """
    payload: Payload = event.payload or {}
    apply = _STEPS.get(event.kind)
    try:
        after = apply(state, event, payload) if apply is not None and event.payload is not None else state
        workflow = _one_of(WORKFLOWS, payload.get("workflow", after.workflow))
    except (KeyError, TypeError, ValueError) as error:
        short = event.article[:8]
        raise BrokenHistory(
            f"event {event.sequence} of article {short} ({event.kind} by {event.actor}) is not as it was written: "
            f"see `claims log {short} --verify`, and take the history from a backup"
        ) from error
    return replace(after, workflow=workflow, version=event.sequence)


def _one_of(values: tuple[One, ...], value: One) -> One:
    return values[values.index(value)]


def _decided(state: Review, event: Event, payload: Payload) -> Review:
    part, finding = payload["part"], _one_of(FINDINGS, payload["finding"])
    correction = _correction(payload, event) or state.correction
    if part is None:
        return replace(state, decided_whole=finding, decided_by=event.actor, correction=correction)
    others = tuple(item for item in state.parts if item.part != part)
    parts = tuple(sorted((*others, PartFinding(part, finding, event.actor)), key=lambda item: item.part))
    return replace(state, parts=parts, correction=correction)


def _correction(payload: Payload, event: Event) -> Correction | None:
    values: Mapping[str, Any] | None = payload.get("correction")
    return None if values is None else Correction(**values, by=event.actor)


def _evidence(state: Review, event: Event, payload: Payload) -> Review:
    if payload["awaited"]:
        return replace(state, awaited=Awaited(payload["source"], payload["due"]))
    graded = Graded(payload["id"], _one_of(GRADES, payload["grade"]), payload["origin"])
    return replace(state, evidence=(*state.evidence, graded), awaited=None)


def _resolved(state: Review, event: Event, payload: Payload) -> Review:
    correction = _correction(payload, event) or state.correction
    resolution = _one_of(RESOLUTIONS, payload["resolution"])
    return replace(state, resolution=resolution, resolved_by=event.actor, correction=correction)


def _set_aside(state: Review, event: Event, payload: Payload) -> Review:
    """The words, values or referents are others now: what was decided on the old ones no longer counts."""
    return replace(
        state,
        decided_whole=None,
        decided_by=None,
        parts=(),
        resolution=None,
        resolved_by=None,
        correction=None,
        signed_off_by=None,
        earlier=state.finding or state.earlier,
    )


def _carried(state: Review, event: Event, payload: Payload) -> Review:
    """Same words at another place: a correction of them moves along."""
    if state.correction is None:
        return state
    shift = payload["moved"]
    moved = replace(state.correction, start=state.correction.start + shift, end=state.correction.end + shift)
    return replace(state, correction=moved)


def _assigned(state: Review, event: Event, payload: Payload) -> Review:
    return replace(state, assignee=payload["to"])


def _moved(state: Review, event: Event, payload: Payload) -> Review:
    """Reopening takes the signature off; everything else stands."""
    return replace(state, signed_off_by=None)


def _signed_off(state: Review, event: Event, payload: Payload) -> Review:
    return replace(state, signed_off_by=event.actor)


_STEPS: Mapping[str, Callable[[Review, Event, Payload], Review]] = {
    "decided": _decided,
    "evidence": _evidence,
    "resolved": _resolved,
    "amended": _set_aside,
    "rechecked": _set_aside,
    "carried": _carried,
    "assigned": _assigned,
    "moved": _moved,
    "signed_off": _signed_off,
}

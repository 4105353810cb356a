"""What people said and brought on a claim, as far as it still stands: for the formats people read."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.chain import Event
from reviews.review import ClaimReview, Evidence
from reviews.writers.wording import spoken


def in_force(entry: ClaimReview) -> list[Event]:
    """The claim's events but those that were undone or erased."""
    return [
        event for event in entry.history if event.sequence not in entry.undone and event.payload is not None
    ]


def last(entry: ClaimReview, kind: str) -> Event | None:
    """The latest event of a kind that is in force."""
    return next((event for event in reversed(in_force(entry)) if event.kind == kind), None)


def note_of(event: Event | None) -> str:
    """What the person said who did this; "" for nothing."""
    return ((event.payload or {}).get("note") or "") if event else ""


def notes(entry: ClaimReview) -> Iterator[str]:
    """Every remark with its author and day, oldest first."""
    for event in in_force(entry):
        if note_of(event):
            yield f"{event.actor}, {event.time[:10]}: {note_of(event)}"


def said_of(evidence: Evidence) -> str:
    """A piece of evidence in a line: grade, what it is, its passage, where it lies, who brought it."""
    named = dict.fromkeys((evidence.title, evidence.source, evidence.file, evidence.url))
    parts = [spoken(evidence.grade), *(one for one in named if one)]
    if evidence.quote:
        parts.append(f"“{evidence.quote}”")
    if evidence.note:
        parts.append(evidence.note)
    return f"{'; '.join(parts)} ({evidence.added_by}, {evidence.added_at[:10]})"

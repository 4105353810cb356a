"""How reports say things: the words for states, fields, values and events, for the formats people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal
from urllib.parse import urlsplit

from claims.annotation import Date, Quantity
from claims.claim import AttendanceDetail, Claim
from claims.span import Named, Span
from reviews.report import Fate, State
from reviews.review import ClaimReview

STATE_WORDS: dict[State, str] = {
    "incorrect": "incorrect",
    "misleading": "misleading",
    "conflicting": "sources conflict",
    "contradicted": "a source contradicts, undecided",
    "unverifiable": "unverifiable",
    "recheck": "changed, check again",
    "open": "open",
    "not_checkable": "not checkable",
    "confirmed": "confirmed",
    "dropped": "dropped or gone",
}
# A sign for each state, so that nothing hangs on its colour.
STATE_SIGNS: dict[State, str] = {
    "incorrect": "✕",
    "misleading": "!",
    "conflicting": "≠",
    "contradicted": "?!",
    "unverifiable": "?",
    "recheck": "↻",
    "open": "○",
    "not_checkable": "–",
    "confirmed": "✓",
    "dropped": "×",
}
FATE_WORDS: dict[Fate, str] = {
    "carried": "unchanged",
    "recheck": "to check again",
    "orphan": "gone",
    "new": "new",
}
# Characters that turn or hide the text around them: shown by their number instead.
UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")


def spoken(word: str) -> str:
    """A name of the data model as words."""
    return word.replace("_", " ")


def seen(text: str) -> str:
    """The text with every bidirectional override and control character shown as ⟨U+202E⟩."""
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def moment(iso: str | None) -> str:
    """An ISO date, or moment with its offset, as a person writes it; "" for None, other text as it is."""
    if iso is None:
        return ""
    try:
        read = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = f"{read.day} {read:%B} {read.year}"
    if len(iso) <= len("2021-07-06"):
        return day
    zone = "" if read.utcoffset() is None else f" {read.tzname()}"
    return f"{day}, {read:%H:%M}{zone}"


def link(url: str | None) -> str | None:
    """The address if a reader may follow it: http or https alone, never ``javascript:`` or a local file."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def standing(entry: ClaimReview) -> Iterator[tuple[str, str]]:
    """(field, value) of everything people have said of a claim."""
    review = entry.review
    yield "workflow", spoken(review.workflow)
    if review.finding:
        yield "finding", f"{spoken(review.finding)} ({', '.join(review.found_by)})"
    for part in review.parts:
        yield part_name(entry.claim, part.part), f"{spoken(part.finding)} ({part.by})"
    if review.resolution:
        yield "resolution", f"{review.resolution} ({review.resolved_by})"
    if review.signed_off_by:
        yield "signed off", review.signed_off_by
    if review.evidence:
        origins = f", {review.origins} independent" if review.grade == "secondary" else ""
        yield "evidence", spoken(review.grade) + origins
    if review.awaited:
        yield "awaiting", review.awaited.who + (f" by {review.awaited.due}" if review.awaited.due else "")
    if review.assignee:
        yield "assigned to", review.assignee
    if review.correction:
        yield "correction", f"{review.correction.old} → {review.correction.new or '(cut)'}"


def part_name(claim: Claim, part: int) -> str:
    """An attendee's number with the name that the article gives them."""
    attendees = claim.detail.attendees if isinstance(claim.detail, AttendanceDetail) else ()
    names = [one.text for one in attendees if one.part == part]
    return f"part {part}, {names[0]}" if names else f"part {part}"


def changes(before: str, after: str) -> Iterator[tuple[Literal["kept", "out", "in"], str]]:
    """Two wordings as one run of words: those kept, those that went out, those that came in."""
    old, new = before.split(), after.split()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "kept", " ".join(old[a:b])
            continue
        if old[a:b]:
            yield "out", " ".join(old[a:b])
        if new[c:d]:
            yield "in", " ".join(new[c:d])


def detail(claim: Claim) -> Iterator[tuple[str, str]]:
    """(field, value) of what the machine read in the claim, empty fields left out."""
    for field in fields(claim.detail):
        value = getattr(claim.detail, field.name)
        if field.name == "within" or value is None or value == ():
            continue
        if field.name == "speakers" and len(value) < 2:
            continue
        if isinstance(claim.detail, AttendanceDetail) and field.name == "attendees":
            for attendee in value:
                yield f"part {attendee.part}", _attendee(attendee)
            continue
        yield spoken(field.name), shown(value)


def shown(value: object) -> str:
    """A value of a detail as a reader would have it."""
    if isinstance(value, tuple):
        return " … ".join(shown(item) for item in value)
    if isinstance(value, Date):
        return f"{value.text} = {value.value}"
    if isinstance(value, Quantity):
        number = value.value or " to ".join(end for end in (value.low, value.high) if end)
        about = "" if value.approximation == "exactly" else f"{spoken(value.approximation)} "
        return f"{value.text} = {about}{number} {value.unit or ''}".rstrip()
    if isinstance(value, Named) and value.name and value.name != value.text:
        return f"{value.text} = {value.name}"
    if isinstance(value, Span):
        return value.text
    if hasattr(value, "__dataclass_fields__"):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
        return ", ".join(f"{spoken(name)}: {shown(part)}" for name, part in parts if part is not None)
    return spoken(str(value))


def _attendee(attendee: object) -> str:
    words = [shown(attendee)]
    for name in ("role", "mode", "count", "status"):
        value = getattr(attendee, name)
        if value is not None:
            words.append(spoken(str(value)))
    return ", ".join(words)

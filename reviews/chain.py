"""The history: events that follow one another, each holding the digest of the one before it.

An event's digest is the SHA-256 over the RFC 8785 JSON of the event without payload and digest; the
payload enters it through its own SHA-256. So a payload can be erased (``claims forget``) and the chain
still proves order, time and actor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import rfc8785

from reviews.errors import ReviewError

EventKind = Literal[
    "extracted",
    "updated",
    "forgotten",
    "added",
    "amended",
    "decided",
    "evidence",
    "assigned",
    "noted",
    "moved",
    "dropped",
    "resolved",
    "signed_off",
    "undone",
    "carried",
    "rechecked",
    "orphaned",
]
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did to an article, or to a claim of it. ``sequence`` counts from 1 per article.

    ``actor`` is self-declared; ``os_user`` and, on PostgreSQL, ``database_role`` say who the machine took
    them for. ``payload`` is None where it was erased.
    """

    article: str
    claim: str | None
    sequence: int
    kind: EventKind
    actor: str
    os_user: str
    database_role: str | None
    time: str
    payload: Payload | None
    payload_sha256: str
    previous: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be appended: an event before it has its place in the chain."""

    kind: EventKind
    payload: Payload
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: the self-declared name, and what the machine knows of them."""

    actor: str
    os_user: str
    database_role: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain breaks, and how, as one line."""

    article: str
    sequence: int
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking one article's chain came to. ``forgotten`` counts erased payloads."""

    article: str
    events: int
    forgotten: int
    head: str | None
    faults: tuple[Fault, ...]


def payload_digest(payload: Payload) -> str:
    """SHA-256 (hex) of the payload's RFC 8785 JSON."""
    return hashlib.sha256(rfc8785.dumps(dict(payload))).hexdigest()


def digest(event: Event) -> str:
    """SHA-256 (hex) over the RFC 8785 JSON of the event without payload and digest.

    Of texts, whole numbers and nulls under ASCII keys orjson writes the same bytes as rfc8785, and refuses the
    same: text that is not Unicode, numbers past 53 bits. It takes a tenth of the time.
    """
    import orjson

    return hashlib.sha256(
        orjson.dumps(
            {
                "article": event.article,
                "claim": event.claim,
                "sequence": event.sequence,
                "kind": event.kind,
                "actor": event.actor,
                "os_user": event.os_user,
                "database_role": event.database_role,
                "time": event.time,
                "payload_sha256": event.payload_sha256,
                "previous": event.previous,
            },
            option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER,
        )
    ).hexdigest()


def link(act: Act, article: str, last: Event | None, who: Who, time: str) -> Event:
    """The event that follows ``last`` in the article's chain. ``time`` is ISO 8601 in UTC.

    Raises ReviewError for text that is none: bytes that a terminal passed on without decoding them.
    """
    try:
        return _linked(act, article, last, who, time)
    except (TypeError, ValueError) as error:
        raise ReviewError(
            "text",
            f"{act.kind.replace('_', ' ')} by {who.actor!r}: the name or the words are not text in UTF-8; "
            "type them anew",
        ) from error


def _linked(act: Act, article: str, last: Event | None, who: Who, time: str) -> Event:
    event = Event(
        article=article,
        claim=act.claim,
        sequence=last.sequence + 1 if last else 1,
        kind=act.kind,
        actor=who.actor,
        os_user=who.os_user,
        database_role=who.database_role,
        time=time,
        payload=act.payload,
        payload_sha256=payload_digest(act.payload),
        previous=last.digest if last else None,
        digest="",
    )
    return replace(event, digest=digest(event))


def verify(article: str, events: Iterable[Event]) -> Verification:
    """Check an article's chain from its first event to its head; faults name the events they stand at.

    A payload may be gone only where a later event says that the article was forgotten.
    """
    faults, count, erased, last = list[Fault](), 0, 0, None
    unexplained = list[Event]()
    for event in events:
        count += 1
        faults += (Fault(article, event.sequence, fault) for fault in _faults(event, last))
        if event.kind == "forgotten":
            unexplained.clear()
        if event.payload is None:
            erased += 1
            unexplained.append(event)
        last = event
    if unexplained:
        first = unexplained[0]
        gone = f"{len(unexplained)} payloads are gone, that of event {first.sequence} first"
        faults.append(Fault(article, first.sequence, f"{gone}, and no `forget` says so"))
    return Verification(article, count, erased, last.digest if last else None, tuple(faults))


def _faults(event: Event, last: Event | None) -> Iterable[str]:
    where = f"event {event.sequence}"
    expected = last.sequence + 1 if last else 1
    if event.sequence != expected:
        yield f"{where} stands where event {expected} should: events are missing or doubled"
    if event.previous != (last.digest if last else None):
        yield f"{where} does not follow the event before it: the history before it was changed"
    if not _is(event.digest, digest, event):
        yield f"{where} ({event.kind} by {event.actor}, {event.time}) was changed"
    if event.payload is not None and not _is(event.payload_sha256, payload_digest, event.payload):
        yield f"the payload of {where} ({event.kind} by {event.actor}, {event.time}) was changed"


def _is(written: str, digest_of: Callable[[Any], str], value: Event | Payload) -> bool:
    """Whether this is the value's digest. What has no RFC 8785 JSON was never written by this program."""
    try:
        return written == digest_of(value)
    except (TypeError, ValueError):
        return False

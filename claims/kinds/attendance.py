"""The kind ``attendance``: these took part in that gathering.

One claim a gathering: what an article says in several places of who is at one summit is gathered into one
claim. Its span is the clause that names most of those who take part (the first such, where two name as
many); each attendee has a span of its own, wherever it stands. A gathering is the same where the article's
words go back to it ("the event"), see ``claims.kinds.gatherings``; where that is not clear, it counts as
another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from claims.claim import AttendanceDetail, Attendee, Found
from claims.kinds.attending import attending
from claims.kinds.frames import Attending
from claims.kinds.gatherings import gatherings, named_gathering
from claims.kinds.participants import Participant
from claims.pipeline.names import named
from claims.span import Named


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant with its place in the text and its name."""

    place: Named
    participant: Participant


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield one claim for each gathering of the Doc that somebody takes part in, by place of its clause."""
    known = gatherings(doc)
    groups = defaultdict[int | tuple[int, int], list[Attending]](list)
    for clause in attending(doc, known):
        groups[clause.gathering if clause.gathering is not None else clause.event].append(clause)
    claims = []
    for key in groups:
        event = (
            named_gathering(doc, known, key)
            if isinstance(key, int)
            else named(doc, doc[key[0]].idx, doc[key[1] - 1].idx + len(doc[key[1] - 1]))
        )
        attendees = _attendees(doc, groups[key])
        if attendees:
            main = max(groups[key], key=lambda clause: (len(clause.participants), -clause.start))
            start, end = doc[main.start].idx, doc[main.end - 1].idx + len(doc[main.end - 1])
            claims.append(Found("attendance", start, end, AttendanceDetail(event, attendees)))
    yield from sorted(claims, key=lambda found: (found.start, found.end))


def _attendees(doc: Doc, clauses: Sequence[Attending]) -> tuple[Attendee, ...]:
    """Those who take part, by place, each once; what is said of one name in two places is one attendee."""
    candidates = [
        Candidate(named(doc, doc[p.start].idx, doc[p.end - 1].idx + len(doc[p.end - 1])), p)
        for clause in clauses
        for p in clause.participants
        if not _is_date(doc, p)
    ]
    candidates = _hosts_ahead(candidates)
    kept: dict[tuple[str, object], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.place.start, c.place.end)):
        who: object = candidate.place.name or candidate.place.start
        key = (candidate.participant.status, who)
        if key not in kept or _says_more(candidate.participant, kept[key].participant):
            kept[key] = candidate
    ordered = sorted(kept.values(), key=lambda c: (c.place.start, c.place.end))
    return tuple(_attendee(part, candidate) for part, candidate in enumerate(ordered))


def _is_date(doc: Doc, participant: Participant) -> bool:
    start = doc[participant.start].idx
    return any(date.start <= start < date.end for date in doc._.claims_dates)


def _hosts_ahead(candidates: list[Candidate]) -> list[Candidate]:
    """ "A summit arranged by …" has no tense: while others are only expected, so is who arranges it."""
    others = {c.participant.status for c in candidates if c.participant.role not in ("host", "organizer")}
    if "attended" in others or not others & {"expected", "accepted", "invited"}:
        return candidates
    return [
        replace(c, participant=replace(c.participant, status="expected"))
        if c.participant.status == "attended"
        else c
        for c in candidates
    ]


def _says_more(new: Participant, old: Participant) -> bool:
    return _detail(new) > _detail(old)


def _detail(participant: Participant) -> tuple[bool, bool]:
    return participant.role != "participant", participant.mode is not None


def _attendee(part: int, candidate: Candidate) -> Attendee:
    place, participant = candidate.place, candidate.participant
    return Attendee(
        place.text,
        place.start,
        place.end,
        place.name,
        part=part,
        role=participant.role,
        mode=participant.mode,
        count=participant.count,
        status=participant.status,
    )

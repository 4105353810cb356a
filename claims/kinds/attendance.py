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
from claims.kinds.gatherings import Gatherings, gatherings, named_gathering
from claims.kinds.participants import Participant
from claims.pipeline.names import named
from claims.pipeline.posts import title_start
from claims.span import Named

# A gathering's number, or the tokens of the verb that is the event itself.
Key = int | tuple[int, int]
Group = tuple[Key, list[Attending]]


# A gathering told of twice shares this many people.
SHARED = 2
COMPLEMENTS = frozenset({"of", "in", "from", "at", "for"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant with its place in the text and its name."""

    place: Named
    participant: Participant


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield one claim for each gathering of the Doc that somebody takes part in, by place of its clause."""
    known = gatherings(doc)
    groups = defaultdict[Key, list[Attending]](list)
    for clause in attending(doc, known):
        groups[clause.gathering if clause.gathering is not None else clause.event].append(clause)
    claims = []
    for key in _once_told(doc, known, groups):
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


def _once_told(doc: Doc, known: Gatherings, groups: dict[Key, list[Attending]]) -> list[Key]:
    """The groups' keys, a gathering told twice given once: what the headline and the lead say of the same people
    at talks, or of who met whom. Clauses of the later one move to the earlier."""
    kept = list[Key]()
    for key in groups:
        same = next((k for k in kept if _is_same(doc, known, (k, groups[k]), (key, groups[key]))), None)
        if same is None:
            kept.append(key)
        else:
            groups[same] += groups[key]
    return kept


def _is_same(doc: Doc, known: Gatherings, one: Group, other: Group) -> bool:
    """Whether two groups tell of one gathering: by the same noun, and two or more of the same people."""
    if not _nouns(doc, known, one[0]) & _nouns(doc, known, other[0]):
        return False
    first, second = (
        [_who(doc, p) for clause in clauses for p in clause.participants] for _, clauses in (one, other)
    )
    return sum(any(who & another for another in second) for who in first) >= SHARED


def _nouns(doc: Doc, known: Gatherings, key: Key) -> frozenset[str]:
    """The nouns for a gathering; to meet is to have a meeting."""
    if isinstance(key, int):
        return frozenset(known.nouns[key])
    lemma = doc[key[0]].lemma_.lower()
    return frozenset({"meeting", "talk"}) if lemma == "meet" else frozenset({lemma})


def _who(doc: Doc, participant: Participant) -> frozenset[str]:
    """Words for one who takes part, with the status: the name, the title before it, a phrase without article
    and complement. Those who share any are the same: "the Foreign Secretary", "Foreign Secretary Boris Johnson"."""
    start, end = participant.start, participant.end
    place = named(doc, doc[start].idx, _end(doc, participant))
    title = doc[title_start(doc, start) : start].text
    last = next((i for i in range(start + 1, end) if doc[i].lower_ in COMPLEMENTS), end)
    bare = doc[start + (doc[start].pos_ == "DET") : last].text
    own = place.name or (bare if doc[start].pos_ != "PRON" else "")
    return frozenset(f"{participant.status} {words.lower()}" for words in (own, title) if words)


def _end(doc: Doc, participant: Participant) -> int:
    return doc[participant.end - 1].idx + len(doc[participant.end - 1])


def _attendees(doc: Doc, clauses: Sequence[Attending]) -> tuple[Attendee, ...]:
    """Those who take part, by place, each once; what is said of one name in two places is one attendee."""
    candidates = [
        Candidate(named(doc, doc[p.start].idx, doc[p.end - 1].idx + len(doc[p.end - 1])), p)
        for clause in clauses
        for p in clause.participants
        if not _is_date(doc, p)
    ]
    candidates = _hosts_ahead(candidates)
    kept = list[Candidate]()
    for candidate in sorted(candidates, key=lambda c: (c.place.start, c.place.end)):
        who = _who(doc, candidate.participant)
        same = next((i for i, other in enumerate(kept) if who & _who(doc, other.participant)), None)
        if same is None:
            kept.append(candidate)
        elif _says_more(candidate, kept[same]):
            kept[same] = candidate
    ordered = sorted(kept, key=lambda c: (c.place.start, c.place.end))
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


def _says_more(new: Candidate, old: Candidate) -> bool:
    return _detail(new) > _detail(old)


def _detail(candidate: Candidate) -> tuple[bool, bool, bool]:
    participant = candidate.participant
    return candidate.place.name is not None, participant.role != "participant", participant.mode is not None


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

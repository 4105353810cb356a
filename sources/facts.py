"""From items to candidates: which statements bear on a claim, one function a kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from claims.claim import AttendanceDetail, Claim, DateDetail
from claims.span import Named
from sources.candidate import Candidate, Verdict, candidate
from sources.checks import attendance as attendance_check
from sources.checks import date as date_check
from sources.days import Interval
from sources.entities import Match, looked_up, named_in
from sources.statements import Item

if TYPE_CHECKING:
    from sources.knowledge import Desk

TAKING_PART = (("P710", "participant"), ("P823", "speaker"), ("P664", "organizer"))
TOOK_PART_IN = "P1344"


@dataclass(frozen=True, slots=True)
class View:
    """What the claims' names stand for, and the desk with the items that were read. ``known``: all names."""

    desk: Desk
    matches: Mapping[str, Match]
    known: Collection[str]

    def match(self, named: Named | None) -> Match | None:
        """What a named span stands for; None where it was not looked up."""
        name = looked_up(named, self.known)
        return self.matches.get(name) if name else None

    def item(self, named: Named | None) -> Item | None:
        """The one item that a named span stands for."""
        found = self.match(named)
        return found.item if found else None

    def names_of(self, claim: Claim) -> list[str]:
        """The names of a claim as they were looked up, in order."""
        names = (looked_up(named, self.known) for named, _ in named_in(claim))
        return list(dict.fromkeys(name for name in names if name))

    def candidate(
        self, claim: Claim, item: Item, excerpt: str, verdict: Verdict, part: int | None = None
    ) -> Candidate:
        """A candidate from one item. Where others bear the name too, the reason says why this one."""
        chosen = [match.why for match in map(self.matches.get, self.names_of(claim)) if match and match.why]
        reason = "; ".join([verdict.reason, *chosen])
        verdict = Verdict(verdict.stance, reason, verdict.score)
        return candidate(claim, self.desk.base.passage(item, excerpt), verdict, part=part)


def described(item: Item) -> str:
    """An item with its description, as an excerpt."""
    said = f"{item.label} ({item.id})"
    return f"{said}: {item.description}" if item.description else said


def date(claim: Claim, detail: DateDetail, view: View) -> Iterator[Candidate]:
    """The dates of the one participant that has a date of this kind of event."""
    said = date_check.claimed(detail)
    if said is None:
        return
    event = detail.event.text
    if detail.anniversary is not None:
        event = detail.anniversary.of.text if detail.anniversary.of is not None else ""
    for row in dated_events():
        if not row.words.search(event):
            continue
        items = {item.id: item for item in map(view.item, detail.participants) if item is not None}
        dated = [item for item in items.values() if _has(item, row)]
        if len(dated) == 1:
            yield from (_lasting if "/" in row.property_id else _dated)(claim, dated[0], row, said, view)


def _has(item: Item, row: DatedEvent) -> bool:
    """Whether the item gives a day for this kind of event."""
    return any(s.when for name in row.property_id.split("/") for s in item.best(name))


def _dated(claim: Claim, item: Item, row: DatedEvent, said: Interval, view: View) -> Iterator[Candidate]:
    """One candidate for an item's date; where it gives several, one that fits is enough to support."""
    fact = f"Wikidata {item.id}: {row.label} of {item.label}"
    values = [s.when for s in item.best(row.property_id) if s.when is not None]
    verdicts = [date_check.check(said, when, fact=fact) for when in values]
    order = {"supports": 0, "related": 1, "contradicts": 2}
    best = min(range(len(verdicts)), key=lambda index: order[verdicts[index].stance])
    excerpt = f"{item.label} ({item.id}), {row.label}: {values[best].text}"
    yield view.candidate(claim, item, excerpt, verdicts[best])


def _lasting(claim: Claim, item: Item, row: DatedEvent, said: Interval, view: View) -> Iterator[Candidate]:
    """One candidate for a time that an item began and ended; nothing where it gives several."""
    ends = [[s.when for s in item.best(name) if s.when is not None] for name in row.property_id.split("/")]
    if any(len(values) > 1 for values in ends):
        return
    start, end = (values[0] if values else None for values in ends)
    verdict = date_check.check_period(
        said, start, end, fact=f"Wikidata {item.id}: {row.label} of {item.label}"
    )
    shown = f"{start.text if start else '?'} to {end.text if end else '?'}"
    yield view.candidate(claim, item, f"{item.label} ({item.id}), {row.label}: {shown}", verdict)


def attendance(claim: Claim, detail: AttendanceDetail, view: View) -> Iterator[Candidate]:
    """Who took part by the event's own item, and by each attendee's."""
    event = view.item(detail.event)
    if event is None:
        return
    named = {target: said for prop, said in reversed(TAKING_PART) for target in event.targets(prop)}
    for attendee in detail.attendees:
        item = view.item(attendee)
        if item is None:
            continue
        mine = dict(named)
        if event.id in item.targets(TOOK_PART_IN):
            mine.setdefault(item.id, "participant in")
        fact = f"Wikidata {event.id}: {event.label}"
        verdict = attendance_check.check(attendee, mine, item.id, fact=fact)
        excerpt = f"{event.label} ({event.id}), {mine.get(item.id, 'participant')}: {item.label}"
        if item.id in mine:
            yield view.candidate(claim, event, excerpt, verdict, attendee.part)


class DatedEvent(NamedTuple):
    """Words that name a kind of event or measure, and the property that holds its value.

    A period's is "P580/P582": the property of its start and that of its end.
    """

    words: re.Pattern[str]
    property_id: str
    label: str


@cache
def dated_events() -> tuple[DatedEvent, ...]:
    """The kinds of events that items have dates for."""
    return event_rows("dated_events.tsv")


def event_rows(name: str) -> tuple[DatedEvent, ...]:
    """The rows of a table of words, properties and labels."""
    lines = files("sources").joinpath("data", name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        DatedEvent(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), identifier, label)
        for words, identifier, label in rows
    )

"""From items to candidates: which statements bear on a claim, one function a kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from claims.claim import AttendanceDetail, Claim, DateDetail, FigureDetail, OfficeDetail
from claims.span import Named
from sources.candidate import Candidate, Verdict, candidate
from sources.checks import attendance as attendance_check
from sources.checks import date as date_check
from sources.checks import figure as figure_check
from sources.checks import office as office_check
from sources.checks.office import Term
from sources.days import Interval, from_iso
from sources.entities import Match, looked_up, named_in
from sources.names import key
from sources.statements import DEATH, Item, Statement

if TYPE_CHECKING:
    from sources.knowledge import Desk

HELD, JURISDICTION, HOLDER = "P39", "P1001", "P1308"
# On a country: who holds the post, which post that is, and what the first is called.
SEATS = (("P6", "P1313", "head of government"), ("P35", "P1906", "head of state"))
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
        """A candidate from one item."""
        return candidate(claim, self.desk.base.passage(item, excerpt), verdict, part=part)


def person_name(detail: OfficeDetail, known: Collection[str]) -> str | None:
    """The name under which an office claim's person is looked up."""
    return looked_up(detail.person, known)


def office(claim: Claim, detail: OfficeDetail, view: View) -> Iterator[Candidate]:
    """The person's positions, and the country's or post's own list of holders: views that may disagree."""
    found = view.match(detail.person)
    if found is None:
        return
    listed = _listed_holders(detail, view)
    person = found.item or _of_that_name(detail, listed, view)
    if person is None:
        yield from _unmatched(claim, detail, found, listed, view)
        return
    terms = posts(person, detail, view)
    if terms:
        verdict = office_check.check(detail, terms, died=_died(person))
        if verdict.stance == "contradicts":
            verdict = Verdict("contradicts", verdict.reason + _instead(detail, person, listed), verdict.score)
        yield view.candidate(claim, person, _excerpt(person, terms), verdict)
    yield from _by_holders(claim, detail, person, listed, view)
    if not terms and not listed:
        said = f"Wikidata {person.id}: no position held is called {detail.office.text!r}"
        verdict = Verdict("related", f"{said}; absence from the source proves nothing", 0.2)
        yield view.candidate(claim, person, _described(person), verdict)


def _unmatched(
    claim: Claim, detail: OfficeDetail, found: Match, listed: list[tuple[Item, Term]], view: View
) -> Iterator[Candidate]:
    """What can be shown without knowing who is meant: who held the post then, and who bears the name."""
    day = from_iso(detail.as_of)
    holding = [(o, t) for o, t in listed if day and office_check.held(t.statement, day) == "yes"]
    for owner, term in holding:
        named = detail.person.name or detail.person.text
        reason = f"{term}; the claim names {named}, of whom no item was found: check by hand"
        yield view.candidate(claim, owner, _excerpt(owner, [term]), Verdict("related", reason, 0.5))
    if found.others:
        first = found.others[0]
        verdict = Verdict("related", f"Wikidata: {found.doubt}: check by hand", 0.2)
        yield view.candidate(claim, first, _described(first), verdict)


def _of_that_name(detail: OfficeDetail, listed: list[tuple[Item, Term]], view: View) -> Item | None:
    """The one person of the claimed name whom the list of holders names: of namesakes, that one is meant."""
    wanted = key(detail.person.name or detail.person.text)
    holders = {term.holder: view.desk.item(term.holder) for _, term in listed}
    bearing = [item for item in holders.values() if item and wanted in {key(name) for name in item.names}]
    return bearing[0] if len(bearing) == 1 else None


def posts(person: Item, detail: OfficeDetail, view: View) -> list[Term]:
    """This person's terms in the office that the claim means, as the person's own item lists them."""
    place = view.item(detail.jurisdiction) or view.item(detail.organization)
    terms = []
    for statement in person.current(HELD):
        post = view.desk.item(statement.item) if statement.item else None
        if post is not None and _is_meant(detail, post, place, view):
            fact = f"Wikidata {person.id}: position held = {post.label}"
            terms.append(Term(fact, post.label, person.id, statement))
    return terms


def holders(detail: OfficeDetail, view: View) -> set[str]:
    """The items of those who held the claim's post on its day, or may have, by the lists of holders."""
    day = from_iso(detail.as_of)
    if day is None:
        return set()
    seated = [s for _, _, s in _seats(detail, view) if office_check.held(s, day) != "no"]
    return {statement.item for statement in seated if statement.item}


def _listed_holders(detail: OfficeDetail, view: View) -> list[tuple[Item, Term]]:
    """The terms in which somebody held the post, with the item that lists them."""
    terms = []
    for owner, said, statement in _seats(detail, view):
        if statement.item is None:
            continue
        holder = view.desk.item(statement.item)
        label = holder.label if holder else statement.item
        fact = f"Wikidata {owner.id}: {said} of {owner.label} = {label}"
        identifier = holder.id if holder else statement.item
        terms.append((owner, Term(fact, said, identifier, statement)))
    return terms


def _seats(detail: OfficeDetail, view: View) -> Iterator[tuple[Item, str, Statement]]:
    """The statements that list who held this post: of its country, and of the post itself."""
    place = view.item(detail.jurisdiction)
    if place is None:
        return
    for holder_property, post_property, said in SEATS:
        for identifier in sorted(place.targets(post_property)):
            post = view.desk.item(identifier)
            if post is None or not _is_meant(detail, post, place, view):
                continue
            yield from ((place, said, statement) for statement in place.current(holder_property))
            yield from ((post, "officeholder", statement) for statement in post.current(HOLDER))


def _is_meant(detail: OfficeDetail, post: Item, place: Item | None, view: View) -> bool:
    """Whether a post's item is the office that the claim names."""
    places = [name for named in (detail.jurisdiction, detail.organization) for name in _names(named, view)]
    bears_title = key(detail.office.text) in {key(name) for name in post.names}
    if bears_title and place is not None and place.id in post.targets(JURISDICTION):
        return True
    leads = place is not None and any(post.id in place.targets(seat) for _, seat, _ in SEATS)
    return office_check.same_office(detail.office.text, post.names, places, leads_place=leads)


def _names(named: Named | None, view: View) -> list[str]:
    """All names of a country or body: the article's and its item's."""
    if named is None:
        return []
    item = view.item(named)
    return [*(item.names if item else ()), named.name or named.text]


def _by_holders(
    claim: Claim, detail: OfficeDetail, person: Item, listed: list[tuple[Item, Term]], view: View
) -> Iterator[Candidate]:
    """A candidate for each item that lists the holders, where its list says something."""
    for owner in {item.id: item for item, _ in listed}.values():
        terms = [term for item, term in listed if item.id == owner.id]
        verdict = office_check.check_holders(detail, person.id, terms)
        if verdict is not None:
            shown = [term for term in terms if str(term) in verdict.reason]
            yield view.candidate(claim, owner, _excerpt(owner, shown), verdict)


def _instead(detail: OfficeDetail, person: Item, listed: list[tuple[Item, Term]]) -> str:
    """Who did hold the post on the claim's day, for the reason; empty where nobody is known to have."""
    day = from_iso(detail.as_of)
    if day is None:
        return ""
    holding = [t for _, t in listed if t.holder != person.id and office_check.held(t.statement, day) == "yes"]
    return f"; held then by {holding[0].fact.rsplit(' = ', 1)[-1]}" if holding else ""


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
        dated = [item for item in items.values() if any(s.when for s in item.best(row.property_id))]
        if len(dated) == 1:
            yield from _dated(claim, dated[0], row, said, view)


def _dated(claim: Claim, item: Item, row: DatedEvent, said: Interval, view: View) -> Iterator[Candidate]:
    """One candidate for an item's date; where it gives several, one that fits is enough to support."""
    fact = f"Wikidata {item.id}: {row.label} of {item.label}"
    values = [s.when for s in item.best(row.property_id) if s.when is not None]
    verdicts = [date_check.check(said, when, fact=fact) for when in values]
    order = {"supports": 0, "related": 1, "contradicts": 2}
    best = min(range(len(verdicts)), key=lambda index: order[verdicts[index].stance])
    excerpt = f"{item.label} ({item.id}), {row.label}: {values[best].text}"
    yield view.candidate(claim, item, excerpt, verdicts[best])


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


def figure(claim: Claim, detail: FigureDetail, view: View) -> Iterator[Candidate]:
    """The subject's figure of this measure, of the claim's year where the source has one."""
    item = view.item(detail.subject)
    asked = from_iso(detail.as_of)
    if item is None or detail.measure is None:
        return
    for row in measures():
        statements = [s for s in item.current(row.property_id) if s.quantity is not None]
        if not statements or not row.words.search(detail.measure.text):
            continue
        year = asked.text[:4] if asked else None
        same = [s for s in statements if s.at.when is not None and s.at.when.text[:4] == year]
        chosen = same[-1] if same else max(statements, key=lambda s: s.at.when.last if s.at.when else 0)
        if chosen.quantity is None:
            continue
        fact = f"Wikidata {item.id}: {row.label} of {item.label} ({chosen.period})"
        value = chosen.quantity.amount
        verdict = figure_check.check(detail.quantity, value, fact=fact, same_year=bool(same))
        yield view.candidate(
            claim, item, f"{item.label} ({item.id}), {row.label}: {value:,} ({chosen.period})", verdict
        )


def _died(person: Item) -> Interval | None:
    deaths = [s.when for s in person.best(DEATH) if s.when is not None]
    return deaths[0] if len(deaths) == 1 else None


def _excerpt(item: Item, terms: list[Term]) -> str:
    """The statements that were compared, in words."""
    facts = "; ".join(str(term).split(": ", 1)[-1] for term in terms)
    return f"{item.label} ({item.id}): {facts}"


def _described(item: Item) -> str:
    return (
        f"{item.label} ({item.id}): {item.description}" if item.description else f"{item.label} ({item.id})"
    )


class DatedEvent(NamedTuple):
    """Words that name a kind of event or measure, and the property that holds its value."""

    words: re.Pattern[str]
    property_id: str
    label: str


@cache
def dated_events() -> tuple[DatedEvent, ...]:
    """The kinds of events that items have dates for."""
    return _rows("dated_events.tsv")


@cache
def measures() -> tuple[DatedEvent, ...]:
    """The measures that items have figures for."""
    return _rows("measures.tsv")


def _rows(name: str) -> tuple[DatedEvent, ...]:
    lines = files("sources").joinpath("data", name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        DatedEvent(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), identifier, label)
        for words, identifier, label in rows
    )

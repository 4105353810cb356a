"""Who held which post when: the person's positions, and the lists of holders that places, bodies and posts keep."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from claims.claim import Claim, OfficeDetail
from claims.span import Named
from sources.candidate import Candidate, Verdict
from sources.checks import office as office_check
from sources.checks.office import Term
from sources.checks.titles import forms, same_office
from sources.days import Interval, from_iso
from sources.entities import LONGEST_NAME, Match, bare, looked_up
from sources.facts import View, described
from sources.names import key
from sources.statements import DEATH, Item, Statement

HELD, HOLDER = "P39", "P1308"
# On a post's item, of what it is: jurisdiction, organization directed, country.
OF_WHAT = ("P1001", "P2389", "P17")


class Seat(NamedTuple):
    """How an item says who leads it: ``holder`` and ``post`` are properties, one of them may be missing."""

    holder: str | None
    post: str | None
    said: str
    titles: re.Pattern[str] | None


@cache
def seats() -> tuple[Seat, ...]:
    """The ways in which places and bodies name their heads."""
    lines = files("sources").joinpath("data", "seats.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        Seat(
            None if holder == "-" else holder,
            None if post == "-" else post,
            said,
            None if titles == "-" else re.compile(titles),
        )
        for holder, post, said, titles in rows
    )


def person_name(detail: OfficeDetail, known: Collection[str]) -> str | None:
    """The name under which an office claim's person is looked up."""
    return looked_up(detail.person, known)


def candidates(claim: Claim, detail: OfficeDetail, view: View) -> Iterator[Candidate]:
    """The person's positions, and the place's, body's or post's list of holders: views that may disagree."""
    found = view.match(detail.person)
    if found is None:
        return
    known = listed(detail, view)
    person = found.item or _of_that_name(detail, known, view)
    if person is None:
        yield from _unmatched(claim, detail, found, known, view)
        return
    terms = posts(person, detail, view)
    if terms:
        verdict = _by_person(detail, person, terms, known, view)
        yield view.candidate(claim, person, _excerpt(person, terms), verdict)
    by_lists = list(_by_holders(claim, detail, person, known, view))
    yield from by_lists
    if not terms and not by_lists:
        said = f"Wikidata {person.id}: no position held is called {detail.office.text!r}"
        verdict = Verdict("related", f"{said}; absence from the source proves nothing", 0.2)
        yield view.candidate(claim, person, described(person), verdict)


def _by_person(
    detail: OfficeDetail, person: Item, terms: list[Term], known: list[tuple[Item, Term]], view: View
) -> Verdict:
    """The claim against the person's own positions; not where a list has a term more."""
    verdict = office_check.check(detail, terms)
    if verdict.stance != "contradicts":
        return verdict
    mine = [term for _, term in known if term.holder == person.id]
    if mine and office_check.check(detail, [*terms, *mine]).stance != "contradicts":
        reason = f"{verdict.reason}; but {mine[-1].fact} is listed too: check by hand"
        return Verdict("related", reason, 0.6)
    instead = _instead(detail, person, terms, known, view)
    return Verdict("contradicts", verdict.reason + instead, verdict.score)


def _unmatched(
    claim: Claim, detail: OfficeDetail, found: Match, known: list[tuple[Item, Term]], view: View
) -> Iterator[Candidate]:
    """What can be shown without knowing who is meant: who held the post then, and who bears the name."""
    day = from_iso(detail.as_of)
    for owner, term in known:
        if day and office_check.held(term.statement, day, died=term.died) == "yes":
            named = detail.person.name or detail.person.text
            reason = f"{term}; the claim names {named}, of whom no item was found: check by hand"
            yield view.candidate(claim, owner, _excerpt(owner, [term]), Verdict("related", reason, 0.5))
    if found.others:
        first = found.others[0].item
        verdict = Verdict("related", f"Wikidata: {found.doubt}: check by hand", 0.2)
        yield view.candidate(claim, first, described(first), verdict)


def _of_that_name(detail: OfficeDetail, known: list[tuple[Item, Term]], view: View) -> Item | None:
    """The one person of the claimed name whom the list of holders names: of namesakes, that one is meant."""
    wanted = key(detail.person.name or detail.person.text)
    holders = {term.holder: view.desk.item(term.holder) for _, term in known}
    bearing = [item for item in holders.values() if item and wanted in {key(name) for name in item.names}]
    return bearing[0] if len(bearing) == 1 else None


def posts(person: Item, detail: OfficeDetail, view: View) -> list[Term]:
    """This person's terms in the office that the claim means, as the person's own item lists them."""
    died = _died(person)
    terms = []
    for statement in person.current(HELD):
        post = view.desk.item(statement.item) if statement.item else None
        if post is not None and _is_meant(detail, post, view, of=statement.of):
            fact = f"Wikidata {person.id}: position held = {post.label}"
            terms.append(Term(fact, post.label, person.id, statement, died))
    return terms


def to_read(detail: OfficeDetail, view: View) -> set[str]:
    """The items that say who held the claim's post on its day: those listed, and who came before and after."""
    day = from_iso(detail.as_of)
    if day is None:
        return set()
    seated = [s for _, _, _, s in _lists(detail, view) if office_check.held(s, day) != "no"]
    person = view.item(detail.person)
    terms = posts(person, detail, view) if person else []
    beside = {item for term in terms for item in term.statement.before | term.statement.after}
    return {statement.item for statement in seated if statement.item} | beside


def listed(detail: OfficeDetail, view: View) -> list[tuple[Item, Term]]:
    """The terms in which somebody held the post, with the item that lists them."""
    terms = []
    for owner, said, post, statement in _lists(detail, view):
        if statement.item is None:
            continue
        holder = view.desk.item(statement.item)
        label = holder.label if holder else statement.item
        fact = f"Wikidata {owner.id}: {said} of {owner.label} = {label}"
        identifier = holder.id if holder else statement.item
        terms.append((owner, Term(fact, post, identifier, statement, _died(holder) if holder else None)))
    return terms


def _lists(detail: OfficeDetail, view: View) -> Iterator[tuple[Item, str, str, Statement]]:
    """(item, what it calls the holder, the post's name, statement) of all that list who held this post."""
    seen = set[str]()
    for place in _places(detail, view):
        for seat in seats():
            meant = [post for post in _posts_of(place, seat, view) if _is_meant(detail, post, view)]
            entitled = seat.titles is not None and seat.titles.fullmatch(key(detail.office.text))
            if seat.holder and (meant or entitled):
                name = meant[0].label if meant else seat.said
                yield from ((place, seat.said, name, s) for s in place.current(seat.holder))
            for post in meant:
                if post.id not in seen:
                    seen.add(post.id)
                    yield from ((post, "officeholder", post.label, s) for s in post.current(HOLDER))
    for post in _posts_besides(detail, view):
        if post.id not in seen and _is_meant(detail, post, view):
            seen.add(post.id)
            yield from ((post, "officeholder", post.label, s) for s in post.current(HOLDER))


def _posts_besides(detail: OfficeDetail, view: View) -> Iterator[Item]:
    """Posts that no place names as its head's: those that the person has held, and those found by their name."""
    person = view.item(detail.person)
    for statement in person.current(HELD) if person else ():
        post = view.desk.item(statement.item) if statement.item else None
        if post is not None:
            yield post
    for wanted in phrases(detail):
        yield from view.desk.hits(wanted)


def phrases(detail: OfficeDetail) -> list[str]:
    """The claim's post in full, as items are called ("Minister of Finance of Kenya"); none without a place or body."""
    where = detail.organization or detail.jurisdiction
    if where is None:
        return []
    title, place = detail.office.text, bare(where.name or where.text)
    if key(title).endswith(f" of {key(place)}"):
        return [title] if len(title) <= LONGEST_NAME else []
    ministry = [form for form in sorted(forms(key(title))) if form.startswith("minister of ")]
    full = dict.fromkeys(f"{form} of {place}" for form in (title, *ministry[:1]))
    return [form for form in full if len(form) <= LONGEST_NAME]


def _posts_of(place: Item, seat: Seat, view: View) -> list[Item]:
    identifiers = sorted(place.targets(seat.post)) if seat.post else []
    return [post for identifier in identifiers if (post := view.desk.item(identifier)) is not None]


def _places(detail: OfficeDetail, view: View) -> list[Item]:
    """The body and the place that the claim speaks of, as far as they were found."""
    found = (view.item(detail.organization), view.item(detail.jurisdiction))
    return list({item.id: item for item in found if item is not None}.values())


def _is_meant(detail: OfficeDetail, post: Item, view: View, *, of: frozenset[str] = frozenset()) -> bool:
    """Whether a post's item is the office that the claim names; ``of`` is what a term says it is of."""
    title, places = detail.office.text, _places(detail, view)
    own = frozenset[str]().union(of, *(post.targets(name) for name in OF_WHAT))
    entitled = not forms(key(title)).isdisjoint(map(key, post.names))
    if entitled and not own.isdisjoint(item.id for item in places):
        return True
    leads = any(seat.post and post.id in place.targets(seat.post) for place in places for seat in seats())
    names = [name for named in (detail.jurisdiction, detail.organization) for name in _names(named, view)]
    return same_office(title, post.names, names, leads_place=leads)


def _names(named: Named | None, view: View) -> list[str]:
    """All names of a country or body: the article's and its item's."""
    if named is None:
        return []
    item = view.item(named)
    return [*(item.names if item else ()), named.name or named.text]


def _by_holders(
    claim: Claim, detail: OfficeDetail, person: Item, known: list[tuple[Item, Term]], view: View
) -> Iterator[Candidate]:
    """A candidate for each item that lists the holders, where its list says something."""
    for owner in {item.id: item for item, _ in known}.values():
        terms = [term for item, term in known if item.id == owner.id]
        verdict = office_check.check_holders(detail, person.id, terms)
        if verdict is not None:
            shown = [term for term in terms if str(term) in verdict.reason]
            yield view.candidate(claim, owner, _excerpt(owner, shown), verdict)


def _instead(
    detail: OfficeDetail, person: Item, terms: list[Term], known: list[tuple[Item, Term]], view: View
) -> str:
    """Who did hold the post on the claim's day, for the reason; empty where nobody is known to have."""
    day = from_iso(detail.as_of)
    if day is None:
        return ""
    beside = sorted({item for term in terms for item in term.statement.before | term.statement.after})
    others = [item for identifier in beside if (item := view.desk.item(identifier)) is not None]
    theirs = [(other.label, term) for other in others for term in posts(other, detail, view)]
    theirs += [(term.fact.rsplit(" = ", 1)[-1], term) for _, term in known]
    for name, term in theirs:
        if term.holder != person.id and office_check.held(term.statement, day, died=term.died) == "yes":
            return f"; held then by {name}"
    return ""


def _died(person: Item) -> Interval | None:
    deaths = [s.when for s in person.best(DEATH) if s.when is not None]
    return deaths[0] if len(deaths) == 1 else None


def _excerpt(item: Item, terms: list[Term]) -> str:
    """The statements that were compared, in words."""
    facts = "; ".join(str(term).split(": ", 1)[-1] for term in terms)
    return f"{item.label} ({item.id}): {facts}"

"""Claims' details and sources' values, made short for tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claims.claim import OfficeDetail
from claims.span import Named, Span
from sources.checks.office import Term
from sources.days import from_iso, from_wikibase
from sources.statements import Bound, Statement

GREGORIAN = "http://www.wikidata.org/entity/Q1985727"
JULIAN = "http://www.wikidata.org/entity/Q1985786"
UNKNOWN, NONE = Bound("unknown"), Bound("none")


def named(text: str, name: str | None = None) -> Named:
    return Named(text, 0, len(text), name or text)


def span(text: str) -> Span:
    return Span(text, 0, len(text))


def office(
    person: str = "Imran Khan",
    title: str = "Prime Minister",
    place: str | None = "Pakistan",
    day: str | None = "2021-07-06",
    **more: Any,
) -> OfficeDetail:
    where = named(place) if place else None
    return OfficeDetail(named(person), named(title), jurisdiction=where, as_of=day, **more)


def time(digits: str, precision: int, calendar: str = GREGORIAN) -> dict[str, Any]:
    """A Wikibase time value."""
    return {"time": f"{digits}T00:00:00Z", "precision": precision, "calendarmodel": calendar}


def bound(text: str | Bound) -> Bound:
    """A bound from an ISO date, from Wikibase digits with "@precision" ("J" behind for Julian), or as it is."""
    if isinstance(text, Bound):
        return text
    if "@" not in text:
        return Bound("value", from_iso(text))
    digits, precision = text.split("@")
    calendar = JULIAN if precision.endswith("J") else GREGORIAN
    when = from_wikibase(time(digits, int(precision.rstrip("J")), calendar))
    return Bound("value", when) if when else UNKNOWN


def term(start: str | Bound, end: str | Bound, holder: str = "Q1", **more: Any) -> Term:
    """A term as prime minister of Pakistan; ``more`` are fields of the statement."""
    statement = Statement("s", "P39", "normal", item="Q9", start=bound(start), end=bound(end))
    fact = f"Wikidata {holder}: position held = prime minister of Pakistan"
    return Term(fact, "prime minister of Pakistan", holder, replace(statement, **more))

"""From items to candidates, where numbers are compared: figures of a year, and superlatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from claims.claim import Claim, FigureDetail, SuperlativeDetail
from sources.candidate import Candidate
from sources.checks import figure as figure_check
from sources.checks import superlative as superlative_check
from sources.checks.figure import Figure, unit_code
from sources.checks.superlative import Comparison, Peer
from sources.days import from_iso
from sources.facts import DatedEvent, View, event_rows
from sources.statements import INSTANCE_OF, Item, Quantity, Statement

ORDER = {"supports": 0, "related": 1, "contradicts": 2}


def figure(claim: Claim, detail: FigureDetail, view: View) -> Iterator[Candidate]:
    """The subject's figure of this measure, of the claim's year where the source has one."""
    item = view.item(detail.subject)
    if item is None or detail.measure is None or changes().search(claim.text):
        return
    for row in measures():
        statements = [s for s in item.current(row.property_id) if s.quantity is not None and not s.partial]
        if statements and row.words.search(detail.measure.text):
            yield _compared(claim, detail, item, row, statements, view)


def _compared(
    claim: Claim, detail: FigureDetail, item: Item, row: DatedEvent, statements: list[Statement], view: View
) -> Candidate:
    """One candidate: of several figures of the year, one that fits is enough to support."""
    asked = from_iso(detail.as_of)
    year = asked.text[:4] if asked else None
    same = [s for s in statements if s.at.when is not None and s.at.when.text[:4] == year]
    latest = max(statements, key=lambda s: s.at.when.last if s.at.when else 0)
    found = []
    for statement in same or [latest]:
        value = _figure(statement.quantity)
        fact = f"Wikidata {item.id}: {row.label} of {item.label} ({_at(statement)})"
        verdict = figure_check.check(detail.quantity, value, fact=fact, same_year=bool(same))
        found.append((verdict, f"{item.label} ({item.id}), {row.label}: {value} ({_at(statement)})"))
    verdict, excerpt = min(found, key=lambda one: ORDER[one[0].stance])
    return view.candidate(claim, item, excerpt, verdict)


def _figure(quantity: Quantity | None) -> Figure:
    if quantity is None:
        raise ValueError("a statement without a quantity has no figure")
    return Figure(quantity.amount, quantity.low, quantity.high, unit_code(quantity.unit))


def _at(statement: Statement) -> str:
    return statement.at.when.text if statement.at.when else statement.period


def superlative(claim: Claim, detail: SuperlativeDetail, view: View) -> Iterator[Candidate]:
    """The subject's value beside those of its like that were read; never a stance."""
    item = view.item(detail.subject)
    if item is None:
        return
    for row in superlative_check.comparison(detail):
        subject = _peer(item, row)
        if subject is None:
            continue
        like = (other for other in view.desk.known() if other.id != item.id and _alike(item, other))
        peers = [peer for other in like if (peer := _peer(other, row)) is not None]
        fact = f"Wikidata {item.id}: {row.label} of {item.label}"
        verdict = superlative_check.check(subject, peers, row, fact=fact, said=detail.marker.text)
        yield view.candidate(claim, item, f"{item.label} ({item.id}), {row.label}: {subject.shown}", verdict)
        return


def _alike(item: Item, other: Item) -> bool:
    return not item.targets(INSTANCE_OF).isdisjoint(other.targets(INSTANCE_OF))


def _peer(item: Item, row: Comparison) -> Peer | None:
    """An item's latest value of what a superlative compares; of a measure, in its base unit."""
    statements = item.best(row.property_id)
    days = [s.when for s in statements if s.when is not None]
    if days:
        return Peer(item.label, Decimal(days[0].first), days[0].text)
    given = [s for s in statements if s.quantity is not None and not s.partial]
    if not given:
        return None
    value = _figure(max(given, key=lambda s: s.at.when.last if s.at.when else 0).quantity)
    unit = figure_check.units().get(value.unit or "")
    return Peer(item.label, value.value * (unit.factor if unit else 1), str(value))


@cache
def measures() -> tuple[DatedEvent, ...]:
    """The measures that items have figures for."""
    return event_rows("measures.tsv")


@cache
def changes() -> re.Pattern[str]:
    """Words by which a figure is a change and not a level."""
    lines = files("sources").joinpath("data", "changes.txt").read_text("utf-8").splitlines()
    words = "|".join(re.escape(line) for line in lines if line and not line.startswith("#"))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

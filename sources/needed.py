"""What the checks read of an item: a snapshot keeps these properties and qualifiers and no others."""

from __future__ import annotations

from functools import cache

from sources import facts, measures, offices
from sources.checks import superlative
from sources.entities import BORN, DIED
from sources.statements import AT, END, INSTANCE_OF, NATURE, OF, PART, REPLACED_BY, REPLACES, START

QUALIFIERS = frozenset({START, END, AT, REPLACES, REPLACED_BY, PART, *OF, *NATURE})


@cache
def properties() -> frozenset[str]:
    """All properties that matching and the checks read, by the tables that they read them by."""
    taking_part = {name for name, _ in facts.TAKING_PART}
    seats = {name for seat in offices.seats() for name in (seat.holder, seat.post) if name}
    dated = {name for row in facts.dated_events() for name in row.property_id.split("/")}
    measured = {row.property_id for row in measures.measures()}
    compared = {row.property_id for row in superlative.comparisons()}
    of_offices = {offices.HELD, offices.HOLDER, *offices.OF_WHAT}
    others = {INSTANCE_OF, BORN, DIED, facts.TOOK_PART_IN}
    return frozenset(taking_part | seats | dated | measured | compared | of_offices | others)

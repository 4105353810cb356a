"""A typed view of Wikidata's entities: labels, statements, and the time in which a statement holds.

The JSON is Wikibase's own (docs/topics/json.md of the Wikibase extension), the same in API answers and in
dumps; what is malformed in it is left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from sources.days import Interval, from_wikibase
from sources.shapes import mapping, mappings, number, words

LANGUAGES = ("en", "mul")
# An item's id.
ITEM = re.compile(r"Q[1-9][0-9]{0,9}")

INSTANCE_OF = "P31"
START, END, AT = "P580", "P582", "P585"
REPLACES, REPLACED_BY = "P1365", "P1366"
# Of what a post is, where its own item does not say: of, applies to jurisdiction, country, body directed.
OF = ("P642", "P1001", "P17", "P2389")
# In what nature somebody holds a post: nature of statement, object has role, subject has role.
NATURE = ("P5102", "P3831", "P2868")
ACTING = "Q4676846"
RANKS = ("preferred", "normal", "deprecated")
# Applies to part.
PART = "P518"
DEATH = "P570"


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a statement's time.

    ``kind``: "value" with ``when``; "unknown" (Wikibase's somevalue, or a date that cannot be read: there is
    such a day, nobody says which); "none" (novalue: there is no such day); "absent" (nothing is said).
    """

    kind: Literal["value", "unknown", "none", "absent"]
    when: Interval | None = None


ABSENT = Bound("absent")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with its unit's item id, None where it is a bare number, and its margins where it has any."""

    amount: Decimal
    unit: str | None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. One of ``item``, ``when``, ``quantity`` at most is set: none for somevalue, novalue.

    Of a position held: ``of`` are the places and bodies that its qualifiers name, ``before`` and ``after`` the
    items of the persons it names as predecessor and successor. ``replaced`` says that there is a successor,
    ``partial`` that it speaks of a part of the item alone.
    """

    id: str
    property_id: str
    rank: Literal["preferred", "normal", "deprecated"]
    item: str | None = None
    when: Interval | None = None
    quantity: Quantity | None = None
    start: Bound = ABSENT
    end: Bound = ABSENT
    at: Bound = ABSENT
    replaced: bool = False
    of: frozenset[str] = frozenset()
    acting: bool = False
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    partial: bool = False

    @property
    def period(self) -> str:
        """The statement's time for a person: "2018-08-18 to 2022-04-10", or what is missing of it."""
        if self.start.kind == "absent" and self.end.kind == "absent":
            return f"at {_said(self.at, '')}" if self.at.when else "undated"
        return f"{_said(self.start, 'no start given')} to {_said(self.end, 'no end given')}"


@dataclass(frozen=True, slots=True)
class Item:
    """An entity. ``id`` is the redirect's target where one was followed; ``revision`` pins what was read."""

    id: str
    label: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    revision: int | None = None
    modified: str | None = None
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Label and aliases, the label first."""
        return (self.label, *self.aliases)

    def current(self, property_id: str) -> tuple[Statement, ...]:
        """All statements of a property that are not deprecated.

        Not the best rank alone: on offices, preferred marks who holds them today, and the claim asks about
        the article's day.
        """
        return tuple(s for s in self.statements.get(property_id, ()) if s.rank != "deprecated")

    def best(self, property_id: str) -> tuple[Statement, ...]:
        """The statements of best rank: the preferred ones if there are any, else the normal ones."""
        kept = self.current(property_id)
        return tuple(s for s in kept if s.rank == "preferred") or kept

    def targets(self, property_id: str) -> frozenset[str]:
        """The items that a property names, deprecated statements left out."""
        return frozenset(s.item for s in self.current(property_id) if s.item)


def item_from(entity: Mapping[str, Any]) -> Item | None:
    """An entity of an API answer or a dump line as an Item; None where it is missing or no item."""
    identifier = entity.get("id")
    if "missing" in entity or not isinstance(identifier, str) or not identifier.startswith("Q"):
        return None
    return Item(
        id=identifier,
        label=next(_terms(entity, "labels"), identifier),
        description=next(_terms(entity, "descriptions"), ""),
        aliases=tuple(dict.fromkeys(_terms(entity, "aliases"))),
        revision=number(entity.get("lastrevid")),
        modified=words(entity.get("modified")),
        statements={
            key: tuple(_statements(key, group)) for key, group in mapping(entity.get("claims")).items()
        },
    )


def _terms(entity: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Labels, descriptions or aliases, English first; a language may hold one term or a list of them."""
    by_language = mapping(entity.get(kind))
    for language in dict.fromkeys((*LANGUAGES, *by_language)):
        terms = by_language.get(language, [])
        for term in [terms] if isinstance(terms, Mapping) else mappings(terms):
            if isinstance(term.get("value"), str):
                yield term["value"]


def _statements(property_id: str, group: Any) -> Iterator[Statement]:
    for raw in mappings(group):
        snak = mapping(raw.get("mainsnak"))
        qualifiers = mapping(raw.get("qualifiers"))
        yield Statement(
            id=str(raw.get("id", "")),
            property_id=property_id,
            rank=raw["rank"] if raw.get("rank") in RANKS else "normal",
            start=_bound(qualifiers.get(START)),
            end=_bound(qualifiers.get(END)),
            at=_bound(qualifiers.get(AT)),
            replaced=any(s.get("snaktype") == "value" for s in mappings(qualifiers.get(REPLACED_BY))),
            of=_named(qualifiers, *OF),
            acting=ACTING in _named(qualifiers, *NATURE),
            before=_named(qualifiers, REPLACES),
            after=_named(qualifiers, REPLACED_BY),
            partial=bool(qualifiers.get(PART)),
            **_value(snak),
        )


def _named(qualifiers: Mapping[str, Any], *properties: str) -> frozenset[str]:
    """The items that these qualifiers name."""
    snaks = [snak for key in properties for snak in mappings(qualifiers.get(key))]
    return frozenset(str(item) for snak in snaks if (item := _value(snak).get("item")))


def _value(snak: Mapping[str, Any]) -> dict[str, Any]:
    """The field of Statement that holds this snak's value, by the value's type."""
    data = mapping(snak.get("datavalue"))
    value = data.get("value")
    if snak.get("snaktype") != "value" or not isinstance(value, Mapping):
        return {}
    if data.get("type") == "wikibase-entityid":
        return {"item": str(value.get("id") or f"Q{value.get('numeric-id')}")}
    if data.get("type") == "time":
        return {"when": from_wikibase(value)}
    if data.get("type") == "quantity":
        return {"quantity": _quantity(value)}
    return {}


def _quantity(value: Mapping[str, Any]) -> Quantity | None:
    amount = _decimal(value.get("amount"))
    if amount is None:
        return None
    unit = str(value.get("unit", "1"))
    margins = (_decimal(value.get(name)) for name in ("lowerBound", "upperBound"))
    return Quantity(amount, None if unit == "1" else unit.rsplit("/", 1)[-1], *margins)


def _decimal(text: Any) -> Decimal | None:
    """A finite number out of Wikibase's signed string."""
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _bound(snaks: Any) -> Bound:
    """One end of a statement's time. Several dates for it become the interval that holds them all."""
    if not isinstance(snaks, list) or not snaks:
        return ABSENT
    if all(mapping(snak).get("snaktype") == "novalue" for snak in snaks):
        return Bound("none")
    whens = [from_wikibase(mapping(mapping(mapping(snak).get("datavalue")).get("value"))) for snak in snaks]
    known = [when for when in whens if when is not None]
    if len(known) < len(snaks):
        return Bound("unknown")
    if len(known) == 1:
        return Bound("value", known[0])
    text = " or ".join(when.text for when in known)
    return Bound("value", Interval(min(w.first for w in known), max(w.last for w in known), text))


def _said(bound: Bound, missing: str) -> str:
    if bound.when is not None:
        return bound.when.text
    return {"unknown": "a day unknown", "none": "no end", "absent": missing}[bound.kind]

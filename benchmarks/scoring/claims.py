"""Scoring of claims against a gold list: the kind agrees, the spans share half, the key values agree.

An item is what one check is made of: a claim, but of an attendance claim each attendee. A figure's value and unit, a
date's value and an attendee's status must be equal; an office's person and post and a superlative's marker must share
half with the gold's, at any of the places that it allows; a quotation's speaker, as in PolNeAR's measures, one
character. Half is half of the longer of the two. Each gold item matches once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from claims.claim import (
    AttendanceDetail,
    Claim,
    DateDetail,
    FigureDetail,
    OfficeDetail,
    QuoteDetail,
    SuperlativeDetail,
)
from claims.span import Span

SHARE = 0.5
# Less than the share of one character: spans that touch at all.
EPSILON = 1e-9
DECIMAL = re.compile(r"\d+\.\d+")
# The normal quantile of a two-sided 95 % interval.
QUANTILE = 1.96
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """``places`` are the claim's own; ``keys`` are what it turns on, each with the places that will do."""

    kind: str
    places: tuple[Place, ...]
    keys: tuple[tuple[Place, ...], ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of matches, of what the system gives and of what the gold has."""

    right: int = 0
    given: int = 0
    there: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.given + other.given, self.there + other.there)

    @property
    def precision(self) -> float:
        """Between 0 and 1; 0 where nothing is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Between 0 and 1; 0 where there is nothing to find."""
        return self.right / self.there if self.there else 0.0


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, JASA 1927), between 0 and 1; everything where ``of`` is 0."""
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, QUANTILE**2 / of
    middle = (share + square / 2) / (1 + square)
    reach = QUANTILE * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def items(claims: Iterable[Claim]) -> Iterator[Item]:
    """The claims as the scorer compares them."""
    for claim in claims:
        own = ((claim.start, claim.end),)
        match claim.detail:
            case AttendanceDetail() as detail:
                for who in detail.attendees:
                    yield Item(claim.kind, (_place(who),), (), (who.status,))
            case OfficeDetail() as detail:
                yield Item(claim.kind, own, _keys(detail.person, detail.office))
            case FigureDetail() as detail:
                amount = detail.quantity
                value = (
                    amount.value if amount.value is not None else f"{amount.low or ''}-{amount.high or ''}"
                )
                yield Item(claim.kind, own, (), (value, amount.unit or ""))
            case DateDetail() as detail:
                yield Item(claim.kind, own, (), (detail.date.value,))
            case SuperlativeDetail() as detail:
                yield Item(claim.kind, own, _keys(detail.marker))
            case QuoteDetail() as detail:
                content = tuple(_place(part) for part in detail.content)
                speaker = () if detail.speaker is None else _keys(detail.speaker)
                yield Item(claim.kind, content, speaker)
            case _:
                yield Item(claim.kind, own)


def _place(span: Span) -> Place:
    return span.start, span.end


def _keys(*spans: Span) -> tuple[tuple[Place, ...], ...]:
    return tuple((_place(span),) for span in spans)


def agrees(gold: Item, found: Item) -> bool:
    """Whether an item of the system is the gold's; ``gold.places`` of an attendee are its mentions."""
    if gold.kind != found.kind or len(gold.keys) != len(found.keys):
        return False
    if [plain(value) for value in gold.values] != [plain(value) for value in found.values]:
        return False
    if gold.kind == "attendance":
        return any(share((place,), found.places) >= SHARE for place in gold.places)
    least = EPSILON if gold.kind == "quote" else SHARE
    keys = zip(gold.keys, found.keys, strict=True)
    alike = all(any(share((place,), own) >= least for place in allowed) for allowed, own in keys)
    return alike and share(gold.places, found.places) >= SHARE


def plain(value: str) -> str:
    """A value as it is compared: a plain decimal without zeros that say nothing ("4.0" is "4")."""
    return value.rstrip("0").rstrip(".") if DECIMAL.fullmatch(value) else value


def share(one: Sequence[Place], other: Sequence[Place]) -> float:
    """How much of the longer of two lists of places both have."""
    first, second = _characters(one), _characters(other)
    return len(first & second) / max(len(first), len(second), 1)


def _characters(places: Iterable[Place]) -> set[int]:
    return {i for start, end in places for i in range(start, end)}


def matched(gold: Sequence[Item], found: Sequence[Item]) -> tuple[list[Item], list[Item], list[Item]]:
    """(right, wrong, missed): the system's items that match, those that do not, and the gold left over."""
    left, right, wrong = list(gold), list[Item](), list[Item]()
    for item in found:
        fits = [g for g in left if agrees(g, item)]
        if fits:
            left.remove(max(fits, key=lambda g: share(g.places, item.places)))
            right.append(item)
        else:
            wrong.append(item)
    return right, wrong, left


def score(gold: Sequence[Item], found: Sequence[Item], kind: str) -> Score:
    """The counts of one kind in one article."""
    there = [item for item in gold if item.kind == kind]
    given = [item for item in found if item.kind == kind]
    return Score(len(matched(there, given)[0]), len(given), len(there))

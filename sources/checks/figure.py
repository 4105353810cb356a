"""Is it this much? The claim's quantity against the source's, with the tolerance that its wording implies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from claims.annotation import Quantity
from sources.candidate import Verdict

# How far a source's figure may lie from the claim's, as a share of the claim's, where the wording is rough.
ABOUT = Decimal("0.1")
# Figures of different sources for one year differ by their methods; only beyond this do they contradict.
METHODS = Decimal("0.05")
# "More than 4 million" is said of 4.3 million, not of 9: true, but nobody who knew 9 would put it so.
FAR = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A source's figure. ``low`` and ``high`` are its own margins; ``unit`` is a code of ``data/units.tsv``,
    a Wikidata item that the table lacks, or None for a bare count."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None

    def __str__(self) -> str:
        return f"{self.value:,}{f' {self.unit}' if self.unit else ''}"


class Unit(NamedTuple):
    """A unit: Wikidata's item, the unit that it is compared in, and how many of those it is."""

    item: str
    base: str
    factor: Decimal


class Bounds(NamedTuple):
    """The least and most that the claim's words allow, None where they set no bound; ``strict``: beyond them."""

    low: Decimal | None
    high: Decimal | None
    strict: bool = False

    def hold(self, value: Decimal) -> bool:
        """Whether the value is what the words say."""
        if self.strict and value in (self.low, self.high):
            return False
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


def check(quantity: Quantity, figure: Figure, *, fact: str, same_year: bool) -> Verdict:
    """The claim's quantity against the source's. Only figures of the same year can contradict or support."""
    said = _bounds(quantity)
    reason = f"{fact} = {figure}; the claim says {quantity.text}"
    if said is None:
        return Verdict("related", f"{reason}: check by hand", 0.5)
    scale = _scale(quantity.unit, figure.unit)
    if scale is None:
        return Verdict("related", f"{reason}; the units differ: check by hand", 0.4)
    if not same_year:
        return Verdict("related", f"{reason}; the source's figure is of another year: check by hand", 0.4)
    value = figure.value * scale
    if said.hold(value):
        return _held(said, value, reason)
    least, most = ((figure.value if bound is None else bound) * scale for bound in (figure.low, figure.high))
    slack = abs(value) * METHODS
    if (said.low is not None and most < said.low - slack) or (
        said.high is not None and least > said.high + slack
    ):
        return Verdict("contradicts", reason, 0.7)
    return Verdict("related", f"{reason}; the difference is within that of methods: check by hand", 0.6)


def _held(said: Bounds, value: Decimal, reason: str) -> Verdict:
    """The claim's words hold; one-sided ones may still be far off the mark."""
    if said.high is None and said.low is not None and value > said.low * FAR > 0:
        return Verdict("related", f"{reason}; true, but the source has far more: check by hand", 0.6)
    if said.low is None and said.high is not None and 0 <= value < said.high / FAR:
        return Verdict("related", f"{reason}; true, but the source has far less: check by hand", 0.6)
    return Verdict("supports", reason, 0.8)


def _bounds(quantity: Quantity) -> Bounds | None:
    """Lowest and highest value that the claim's words allow; None where they cannot be read."""
    try:
        if quantity.value is None:
            if quantity.low is None or quantity.high is None:
                return None
            return Bounds(Decimal(quantity.low), Decimal(quantity.high))
        value = Decimal(quantity.value)
    except InvalidOperation:
        return None
    if quantity.approximation in ("more_than", "at_least"):
        return Bounds(value, None, quantity.approximation == "more_than")
    if quantity.approximation in ("less_than", "at_most"):
        return Bounds(None, value, quantity.approximation == "less_than")
    slack = abs(value) * ABOUT if quantity.approximation == "about" else _half_unit(value)
    return Bounds(value - slack, value + slack)


def _half_unit(value: Decimal) -> Decimal:
    """Half of the last digit that is given: 4,200,000 was rounded to 100,000, 4.2 to 0.1; 213 was counted."""
    exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(0) if exponent == 0 else Decimal(1).scaleb(exponent) / 2


def _scale(said: str | None, given: str | None) -> Decimal | None:
    """How many of the claim's units one of the source's is; None where the two do not compare.

    A unit that is no measure ("people") counts, as a source's bare number does.
    """
    mine, theirs = units().get(said or ""), units().get(given or "")
    if mine is None and given is None:
        return Decimal(1) if said != "pp" else None
    if mine is None or theirs is None or mine.base != theirs.base:
        return None
    return theirs.factor / mine.factor


def unit_code(item: str | None) -> str | None:
    """The code of a Wikidata unit; the item itself where the table lacks it."""
    codes = {unit.item: code for code, unit in units().items()}
    return codes.get(item, item) if item else None


@cache
def units() -> Mapping[str, Unit]:
    """Units by the code that claims use."""
    lines = files("sources").joinpath("data", "units.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: Unit(item, base, Decimal(factor)) for code, item, base, factor in rows}

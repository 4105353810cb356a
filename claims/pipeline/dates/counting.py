"""Readers of lengths, of what comes round, and of points counted in units: "two weeks ago", "every year"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.pipeline import numbers
from claims.pipeline.dates.grammar import Parts, look_up, words
from claims.pipeline.dates.reading import Counted, Fixed, Named, Period, Reading, Stretch

LONGEST_YEARS = 1000


def turn_of(word: str) -> tuple[int, bool]:
    """Which one of a series a word picks, and whether counting from the date last told of."""
    return int(look_up("turn", word)), word in words()["narrative"]


def count_of(parts: Parts) -> Decimal | None:
    """How many units: a number with its half, "a couple" as 2, one for an article; None where unknown."""
    if vague := parts.get("vague"):
        value = str(look_up("vague", vague))
        return None if value == "X" else Decimal(value)
    written = parts.get("number")
    count = numbers.number(written) if written else Decimal(1)
    return None if count is None else count + (Decimal("0.5") if parts.get("half") else 0)


def unit_of(parts: Parts) -> str:
    """The unit's letters."""
    return str(look_up("unit", parts["unit"]))


def period(unit: str, count: Decimal | None) -> str:
    """A TIMEX3 period: P3W, PT10H, PXY, P2Y6M, P40Y for four decades."""
    known = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "W2": (2, "W")}
    if unit in known and count is not None and count == int(count) and not (unit in "ECL" and count == 1):
        count, unit = count * known[unit][0], known[unit][1]
    letter = {"MO": "M", "W2": "W"}.get(unit, unit)
    head = "PT" if unit in ("S", "M", "H") else "P"
    if count is None:
        return f"{head}X{letter}"
    halves = {"Y": "6M", "H": "30M", "M": "30S"}.get(unit)
    if count % 1 == Decimal("0.5") and halves and count >= 1:
        return f"{head}{int(count)}{letter}{halves}"
    return f"{head}{numbers.plain(count)}{letter}"


def counted(parts: Parts) -> Reading:
    """So many units ago, earlier, later, hence."""
    toward = parts["toward"]
    sign = -1 if toward in ("ago", "earlier") else 1
    unit, count = unit_of(parts), count_of(parts)
    if count is None and toward == "later":
        return Reading("DURATION", Fixed(period(unit, None)))
    if count is None:
        return Reading("DATE", Fixed("PAST_REF" if sign < 0 else "FUTURE_REF"))
    told = toward in ("earlier", "later")
    if unit in ("S", "M", "H") or count > LONGEST_YEARS:
        return Reading("DURATION", Fixed(period(unit, count)))
    if unit == "W2":
        unit, count = "W", count * 2
    if count % 1 and unit == "Y":
        unit, count = "MO", count * 12
    return Reading("DATE", Counted(unit, sign * int(count), told))


def vague_ago(parts: Parts) -> Reading:
    """Years ago, weeks later."""
    if parts["toward"] == "later":
        return vague_duration(parts)
    return Reading("DATE", Fixed("PAST_REF"))


def stretch(parts: Parts) -> Reading:
    """The past three years, the next few days, the first nine months."""
    count = count_of(parts)
    toward = {"past": -1, "last": -1, "previous": -1, "latest": -1, "recent": -1, "next": 1, "coming": 1}
    if seasons := parts.get("seasons"):
        return Reading("SET", Fixed(f"XXXX-{look_up('seasons', seasons)}"))
    unit = unit_of(parts)
    value, way = period(unit, count), toward.get(parts["stretch"], 0)
    if count is None or not way or unit in ("S", "M", "H") or count % 1:
        return Reading("DURATION", Fixed(value))
    return Reading("DURATION", Stretch(value, unit, int(count), way))


def turn_unit(parts: Parts) -> Reading | None:
    """Last week, this year, the following month, that season."""
    word = parts["turn"].split()[-1]
    turn = {"that": 0}.get(word)
    count = int(look_up("turn", word)) if turn is None else turn
    told = word == "that" or word in words()["narrative"]
    if letters := parts.get("season"):
        return Reading("DATE", Named("season", str(look_up("season", letters)), turn=count, told=told))
    unit = unit_of(parts)
    if unit in ("S", "M", "H"):
        return None
    if word == "past":
        return Reading("DURATION", Stretch(period(unit, Decimal(1)), unit, 1, -1))
    if word == "latest" and unit == "Q":
        return Reading("DATE", Period("quarter", years=0))
    if word == "latest" and unit in ("Y", "MO"):
        return Reading("DATE", Counted(unit, -1))
    return Reading("DATE", Counted(unit, count, told))


def told_unit(parts: Parts) -> Reading | None:
    """The next day, that year: counted from the date told of."""
    reading = turn_unit(parts)
    if reading is None or not isinstance(reading.point, Counted):
        return reading
    return replace(reading, point=replace(reading.point, told=True))


def recurring(parts: Parts) -> Reading:
    """Every two years, twice a week."""
    per = Decimal(2) if parts.get("every") == "other" else Decimal(1)
    if parts.get("number") and "times" not in parts:
        per = numbers.number(parts["number"]) or per
    return Reading("SET", Fixed(period(unit_of(parts), per)))


def often(parts: Parts) -> Reading:
    """Daily, weekly, annually."""
    return Reading("SET", Fixed(str(look_up("often", parts["often"]))))


def anniversary(parts: Parts) -> Reading | None:
    """The hundredth anniversary: as many years."""
    years = numbers.ordinal(parts["ordinal"])
    return Reading("DURATION", Fixed(f"P{years}Y")) if years else None


def half_unit(parts: Parts) -> Reading | None:
    """Half an hour."""
    half = {"H": "PT30M", "Y": "P6M", "M": "PT30S", "E": "P5Y", "C": "P50Y", "D": "PT12H"}
    value = half.get(unit_of(parts))
    return Reading("DURATION", Fixed(value)) if value else None


def quarter_unit(parts: Parts) -> Reading:
    """A quarter of an hour, a quarter century."""
    return Reading("DURATION", Fixed("PT15M" if parts["unit"] == "hour" else "P25Y"))


def duration(parts: Parts) -> Reading:
    """Two hours, nearly forty years, 8-month-old."""
    return Reading("DURATION", Fixed(period(unit_of(parts), count_of(parts))))


def span_or_rate(parts: Parts) -> Reading:
    """A week, nearly an hour: a duration (``veto.is_rate`` says where it is a rate)."""
    return duration(parts)


def latest_period(parts: Parts) -> Reading:
    """The period whose figures are out."""
    return Reading("DATE", Period("period", years=0))


def unit_or_two(parts: Parts) -> Reading:
    """A year or two."""
    return Reading("DURATION", Fixed(period(unit_of(parts), None)))


def vague_duration(parts: Parts) -> Reading:
    """Weeks, decades-long."""
    return Reading("DURATION", Fixed(period(str(look_up("vagueunit", parts["vagueunit"])), None)))


def vague_stretch(parts: Parts) -> Reading:
    """Recent years, the coming months."""
    return Reading("DATE", Fixed("PAST_REF" if turn_of(parts["turn"])[0] < 0 else "FUTURE_REF"))


def the_unit(parts: Parts) -> Reading:
    """The quarter, the weekend, later in the year: the one told of, or of publication."""
    unit = unit_of(parts)
    return Reading("DATE", Period("quarter", years=0) if unit == "Q" else Counted(unit, 0))

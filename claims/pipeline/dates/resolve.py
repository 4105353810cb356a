"""From what a time says to its value: an anchor, a direction and the calendar.

The anchor is the publication day, or the date last told of where the words hang on it ("the next day").
Without a known anchor the value keeps its X and has no bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from claims.annotation import Date, TimexType
from claims.pipeline.dates import timex
from claims.pipeline.dates.holidays import holiday
from claims.pipeline.dates.reading import Counted, Fixed, Named, Period, Reading, Stretch
from claims.span import Span

# "before": certainly not after publication; "either": the nearest, before or after.
Tense = Literal["before", "past", "present", "future", "either"] | None
PAST = ("before", "past")
HALF_YEAR = 182
# Days within which "Nov. 10" is the one at hand whatever the tense: "set Nov. 10 as the deadline".
NEWS = 75
WEDNESDAY = 3
# Which periods told of a "period", "quarter" or "month" may be.
UNITS_OF_PERIODS = {"quarter": ("Q",), "month": ("MO",), "period": ("Q", "H", "MO"), "": ("Q", "H")}
SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Told:
    """A date told of: where it stands, its value and its first day."""

    span: Span
    value: str
    day: date


@dataclass(frozen=True, slots=True)
class Context:
    """What a time may hang on: the publication day, the date, the single day and the accounting period last
    told of, and the tense of its verb."""

    published: date | None
    told: Told | None
    day: Told | None
    period: Told | None
    tense: Tense


@dataclass(frozen=True, slots=True)
class Value:
    """A resolved time: its TIMEX3 value, the days it bounds, what it hangs on, and its type where that is
    not the reading's."""

    value: str
    bounds: timex.Interval | None = None
    anchor: Span | Literal["published"] | None = None
    type: TimexType | None = None


def resolved(reading: Reading, context: Context, span: Span) -> Date:
    """The annotation for a reading at a place."""
    found = _value(reading, context)
    first, last = found.bounds or (None, None)
    return Date(
        span.text,
        span.start,
        span.end,
        type=found.type or reading.type,
        value=found.value + reading.time,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        anchor=found.anchor,
    )


def _value(reading: Reading, context: Context) -> Value:
    match reading.point:
        case Fixed(value):
            return Value(value, timex.interval(value))
        case Named() as point:
            return _named(point, context)
        case Counted() as point:
            return _counted(point, context)
        case Period() as point:
            return _period(point, context)
        case Stretch() as point:
            return _stretch(point, context)


def _anchor(
    context: Context, *, told: bool, unit: str = ""
) -> tuple[date | None, Span | Literal["published"] | None]:
    anchor = context.day if unit == "D" else context.told
    if told and anchor is not None:
        return anchor.day, anchor.span
    return context.published, "published" if context.published else None


def _at(value: str, anchor: Span | Literal["published"] | None) -> Value:
    return Value(value, timex.interval(value), anchor)


def _counted(point: Counted, context: Context) -> Value:
    base, anchor = _anchor(context, told=point.told, unit=point.unit)
    if base is None:
        return Value(_unknown(point))
    count = point.count
    if point.unit == "WE" and count == 0 and base.isoweekday() <= WEDNESDAY:
        count = -1  # early in the week "the weekend" is the one just past
    if point.unit == "W" and count == -1 and anchor == "published" and base.isoweekday() == SUNDAY:
        count = 0  # on a Sunday "last week" is the one that ends
    day = timex.moved(base, point.unit, count)
    if day is None:
        return Value("PAST_REF" if point.count < 0 else "FUTURE_REF")
    if point.named is None:
        return _at(timex.value_of(day, point.unit), anchor)
    return _at(_inside(point, day), anchor)


def _inside(point: Counted, day: date) -> str:
    """The weekday, month, quarter or half (named below 0 by how many make a year) in the period of the day."""
    index, inner = point.named or (0, 0)
    if point.unit == "W":
        return (day - timedelta(days=day.isoweekday() - inner)).isoformat()
    if inner < 0:
        return f"{day.year:04d}-{'Q' if inner == -4 else 'H'}{index}"
    return f"{day.year:04d}-{index:02d}" + (f"-{inner:02d}" if inner else "")


def _unknown(point: Counted) -> str:
    index, inner = point.named or (0, 0)
    if not index and not inner:
        return timex.UNKNOWN[point.unit]
    if point.unit == "W":
        return f"XXXX-WXX-{inner}"
    if inner < 0:
        return f"XXXX-{'Q' if inner == -4 else 'H'}{index}"
    return f"XXXX-{index:02d}" + (f"-{inner:02d}" if inner else "")


def _named(point: Named, context: Context) -> Value:
    if point.year is not None:
        return _at(_in_year(point, point.year) or f"{point.year:04d}", None)
    base, anchor = _anchor(context, told=point.told)
    if base is None:
        return Value(_nameless_year(point))
    if point.of_year:
        year = base.year + (point.turn or 0)
        return _at(_in_year(point, year) or f"{year:04d}", anchor)
    if point.series == "weekday":
        return _at(_weekday(point, base, context.tense).isoformat(), anchor)
    year = _year(point, base, context.tense)
    value = _in_year(point, year)
    return _at(value, anchor) if value else Value("XXXX")


def _nameless_year(point: Named) -> str:
    if point.series == "weekday":
        return f"XXXX-WXX-{point.index}"
    return "XXXX" + (_in_year(point, 2000) or "XXXX")[4:] if point.series != "holiday" else "XXXX-XX-XX"


def _in_year(point: Named, year: int) -> str | None:
    """The value of the series' member in a year; None where it does not exist there."""
    match point.series:
        case "month":
            return f"{year:04d}-{int(point.index):02d}"
        case "day":
            value = f"{year:04d}-{int(point.index):02d}-{point.day:02d}"
            return value if timex.interval(value) else None
        case "season":
            return f"{year:04d}-{point.index}"
        case "holiday":
            days = holiday(str(point.index), year)
            return "/".join(day.isoformat() for day in dict.fromkeys(days)) if days else None
        case _:
            return f"{year:04d}-{'Q' if point.series == 'quarter' else 'H'}{point.index}"


def _weekday(point: Named, base: date, tense: Tense) -> date:
    """The weekday before, in or after the anchor's week; by tense where no word says which."""
    ahead = (int(point.index) - base.isoweekday()) % 7
    if point.turn == -1:
        return base - timedelta(days=7 - ahead)
    if point.turn == 1:
        return base + timedelta(days=(ahead or 7) + point.day)
    if point.turn == 0:
        return base + timedelta(days=int(point.index) - base.isoweekday())
    forward = tense in ("future", "present") or (tense == "either" and ahead < 4) or not ahead
    return base + timedelta(days=ahead if forward else ahead - 7)


def _year(point: Named, base: date, tense: Tense) -> int:
    """The year whose member of the series the words mean."""
    value = _in_year(point, base.year)
    bounds = timex.interval(value) if value else None
    if bounds is None:
        return base.year
    first, last = bounds
    if point.turn == 0:
        return base.year
    if point.turn == -1:
        return base.year - (last >= base)
    if point.turn == 1:
        return base.year + (first <= base)
    if point.weekday:
        return _year_of_weekday(point, base)
    if point.series in ("day", "holiday"):
        return _nearest_by_tense(first, base, tense)
    if first > base and (tense == "future" or tense in PAST or point.series == "quarter"):
        return base.year - (tense != "future")
    if last < base and tense == "future":
        return _nearest(first, base) if point.series == "quarter" else base.year + 1
    return base.year if tense in PAST or point.series == "quarter" else _nearest(first, base)


def _year_of_weekday(point: Named, base: date) -> int:
    """The nearest year whose day of that name falls on the weekday that is said."""
    years = sorted(range(base.year - 3, base.year + 4), key=lambda year: abs(year - base.year))
    for year in years:
        bounds = timex.interval(_in_year(point, year) or "")
        if bounds and bounds[0].isoweekday() == point.weekday:
            return year
    return base.year


def _nearest_by_tense(first: date, base: date, tense: Tense) -> int:
    """The nearest year, unless the tense says another and the day is too far off for the news at hand."""
    distance = (first - base).days
    if tense in PAST:
        return base.year - (distance > (0 if tense == "before" else NEWS))
    if tense == "future":
        return base.year + (distance < -NEWS)
    return _nearest(first, base)


def _nearest(first: date, base: date) -> int:
    """The year that brings the day closest to the anchor."""
    distance = (first - base).days
    return base.year + (distance < -HALF_YEAR) - (distance > HALF_YEAR)


def _period(point: Period, context: Context) -> Value:
    """The period told of, as it was in the year that is meant: of a quarter's figures "a year earlier" is that
    quarter a year back, of those for nine months it is the year."""
    period, published = context.period, context.published
    unit = timex.unit_of(period.value) if period else None
    if period and unit and unit in UNITS_OF_PERIODS[point.named]:
        return _of_year(point, period.day, unit, period.span)
    if period and unit is None and point.named == "period" and point.year is None:
        return Value(period.value, None, period.span, "DURATION")
    if point.year is not None:
        return _at(f"{point.year:04d}", None)
    if published is None:
        return Value("XXXX")
    if point.named == "quarter" or not point.years:
        published = timex.moved(published, "Q", -1) or published
    long = not point.named or (point.years and point.named == "period")
    return _of_year(point, published, "Y" if long else "MO" if point.named == "month" else "Q", "published")


def _of_year(point: Period, day: date, unit: str, anchor: Span | Literal["published"]) -> Value:
    years = point.years if point.year is None else point.year - day.year
    moved = timex.moved(day, "Y", years)
    return _at(timex.value_of(moved, unit), anchor) if moved else Value("XXXX")


def _stretch(point: Stretch, context: Context) -> Value:
    base = context.published
    other = timex.moved(base, point.unit, point.toward * point.count) if base else None
    if base is None or other is None:
        return Value(point.value)
    return Value(point.value, (min(base, other), max(base, other)), "published")

"""Dates as intervals of days, so that precision is never overstated.

A day is its number in the proleptic Gregorian calendar (``date.toordinal``, carried on below year 1 and
above 9999, where Python's own dates end). What is known to the year only is the interval of its days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sources.shapes import number

# Wikibase time precisions, docs/topics/json.md: 6 millennium, 7 century, 8 decade, 9 year, 10 month, 11 day.
MILLENNIUM, CENTURY, DECADE, YEAR, MONTH, DAY = 6, 7, 8, 9, 10, 11
JULIAN = "http://www.wikidata.org/entity/Q1985786"
WIKIBASE_TIME = re.compile(r"([+-])(\d{1,16})-(\d\d)-(\d\d)T\d\d:\d\d:\d\dZ")
ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


Calendar = Literal["gregorian", "julian"]


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from ``first`` to ``last``, both included; ``text`` says it to a person, no more exactly.

    ``calendar`` is the one that the day was given in; the numbers are Gregorian always.
    """

    first: int
    last: int
    text: str
    calendar: Calendar = "gregorian"

    def within(self, other: Interval) -> bool:
        """Whether every day of this one is a day of the other."""
        return other.first <= self.first and self.last <= other.last

    def apart(self, other: Interval) -> bool:
        """Whether the two share no day."""
        return self.last < other.first or other.last < self.first


def from_iso(text: str | None, calendar: Calendar = "gregorian") -> Interval | None:
    """The interval of YYYY, YYYY-MM or YYYY-MM-DD; None for anything else and for days that never were.

    ``calendar`` is how the text counts its days.
    """
    match = ISO_DATE.fullmatch(text or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return _interval(year, month, day, DAY if day else MONTH if month else YEAR, calendar)


def from_wikibase(value: Mapping[str, Any]) -> Interval | None:
    """The interval of a Wikibase ``time`` value; None where it names no time that can be compared.

    The precision decides, not the digits: ``+2022-01-01`` at precision 9 is all of 2022. Months and days of
    00 lower it further. There is no year 0 in this JSON, and 31 February is no day: both give None, as does
    anything coarser than a millennium.
    """
    match = WIKIBASE_TIME.fullmatch(str(value.get("time", "")))
    if match is None or int(match[2]) == 0:
        return None
    # The JSON counts 1 BCE as -0001; the arithmetic below counts it as year 0.
    year = int(match[2]) if match[1] == "+" else 1 - int(match[2])
    calendar: Calendar = "julian" if value.get("calendarmodel") == JULIAN else "gregorian"
    return _interval(year, int(match[3]), int(match[4]), number(value.get("precision")) or 0, calendar)


def _interval(
    year: int, month: int, day: int, precision: int, calendar: Calendar = "gregorian"
) -> Interval | None:
    if precision < MILLENNIUM:
        return None
    if precision <= DECADE:
        return _years(*_span_of_years(year, precision), precision, calendar)
    if precision == YEAR or month == 0:
        return _years(year, year, YEAR, calendar)
    if not 1 <= month <= 12:
        return None
    length = _length(year, month, calendar)
    if precision == MONTH or day == 0:
        text = f"{_year_text(year)}-{month:02d}"
        first, last = (_number(year, month, each, calendar) for each in (1, length))
        return Interval(first, last, text, calendar)
    if day > length:
        return None
    number = _number(year, month, day, calendar)
    return Interval(number, number, day_text(number), calendar)


def _span_of_years(year: int, precision: int) -> tuple[int, int]:
    """First and last year of a decade, century or millennium.

    Wikidata holds both 2000 and 2001 for the first year of a century; the interval takes in both readings.
    """
    size = {DECADE: 10, CENTURY: 100, MILLENNIUM: 1000}[precision]
    floor = year // size * size
    if precision == DECADE:
        return floor, floor + 9
    counted = (year - 1) // size * size + 1
    return min(floor, counted), max(floor + size - 1, counted + size - 1)


def _years(first: int, last: int, precision: int, calendar: Calendar) -> Interval:
    said = {YEAR: f"{_year_text(first)}", DECADE: f"the {_year_text(first)}s"}
    text = said.get(precision, f"between {_year_text(first)} and {_year_text(last)}")
    return Interval(_number(first, 1, 1, calendar), _number(last, 12, 31, calendar), text, calendar)


def _length(year: int, month: int, calendar: Calendar) -> int:
    if month != 2:
        return LENGTHS[month - 1]
    leap = year % 4 == 0 and (calendar == "julian" or year % 100 != 0 or year % 400 == 0)
    return 29 if leap else 28


def _number(year: int, month: int, day: int, calendar: Calendar) -> int:
    """The day's number; years count astronomically, so that 1 BCE is 0.

    Both calendars from the year that begins on 1 March (E. G. Richards, Mapping Time, 1998, chapter 24).
    """
    shifted = year - (month <= 2)
    days = 365 * shifted + shifted // 4 + (153 * ((month - 3) % 12) + 2) // 5 + day
    if calendar == "gregorian":
        return days - shifted // 100 + shifted // 400 - 306
    return days - 308


def day_text(number: int) -> str:
    """YYYY-MM-DD in the Gregorian calendar, the inverse of :func:`_number`."""
    days = number + 305
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return f"{_year_text(year + era * 400 + (month <= 2))}-{month:02d}-{day:02d}"


def _year_text(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"{1 - year} BCE"

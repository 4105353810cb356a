"""TIMEX3 values of calendar periods, and the interval that a value bounds."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

# Northern seasons, meteorological beginning to astronomical end: (first month, day), (last month, day).
SEASONS = {
    "SP": ((3, 1), (6, 21)),
    "SU": ((6, 1), (9, 23)),
    "FA": ((9, 1), (12, 21)),
    "WI": ((12, 1), (3, 21)),
}
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "W2": "XXXX-WXX", "WE": "XXXX-WXX-WE", "MO": "XXXX-XX",
    "Q": "XXXX-QX", "Y": "XXXX", "H": "XXXX-HX", "E": "XXX", "C": "XX", "L": "X",
}  # fmt: skip
VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
)

# The parts of a value from the finest on, and their units ("S" is a season here).
PARTS = (
    ("day", "D"), ("month", "MO"), ("weekend", "WE"), ("week", "W"), ("quarter", "Q"), ("half", "H"), ("season", "S"),
)  # fmt: skip
Interval = tuple[date, date]


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the period of this unit that holds the day."""
    if unit in ("W", "W2", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "H":
        return f"{day.year:04d}-H{1 if day.month <= 6 else 2}"
    length = {"D": 10, "MO": 7, "Y": 4, "E": 3, "C": 2, "L": 1}[unit]
    return day.isoformat()[:length]


def moved(day: date, unit: str, count: int) -> date | None:
    """The day moved by so many units, at a month's end to its last day; None outside years 1 to 9999."""
    months = {"MO": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}.get(unit)
    try:
        if months is None:
            return day + timedelta(days=count * {"W": 7, "W2": 14, "WE": 7}.get(unit, 1))
        year, month = divmod(day.year * 12 + day.month - 1 + count * months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def interval(value: str) -> Interval | None:
    """First and last day of a value or of two with a stroke between them, as ISO 8601 writes intervals.

    None where it is not on the calendar (PAST_REF, P3Y, XXXX).
    """
    if "/" in value:
        opening, closing = (interval(end) for end in value.split("/", 1))
        return (opening[0], closing[1]) if opening and closing else None
    if re.fullmatch(r"\d{2,3}", value):
        length = 10 ** (4 - len(value))
        first = int(value) * length
        return (date(first, 1, 1), date(first + length - 1, 12, 31)) if 0 < first <= 10000 - length else None
    match = VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _interval(match)
    except ValueError:
        return None


def _interval(match: re.Match[str]) -> Interval:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday + timedelta(days=5 if match["weekend"] else 0), monday + timedelta(days=6)
    if match["season"]:
        (month, day), (last_month, last_day) = SEASONS[match["season"]]
        return date(year, month, day), date(year + (last_month < month), last_month, last_day)
    if match["day"]:
        day_itself = date(year, int(match["month"]), int(match["day"]))
        return day_itself, day_itself
    first, months = 1, 12
    if match["month"]:
        first, months = int(match["month"]), 1
    elif match["quarter"]:
        first, months = 3 * int(match["quarter"]) - 2, 3
    elif match["half"]:
        first, months = 6 * int(match["half"]) - 5, 6
    last = first + months - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def unit_of(value: str) -> str | None:
    """The unit that a calendar value is as fine as, None for other values."""
    match = VALUE.fullmatch(value)
    if match is None:
        return None
    return next((unit for name, unit in PARTS if match[name]), "Y")

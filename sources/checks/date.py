"""Did this happen then? The claim's interval against the source's, neither made more exact than it is."""

from __future__ import annotations

import datetime

from claims.claim import DateDetail
from sources.candidate import Verdict
from sources.days import Interval, day_text, from_iso

# The first day of the Gregorian calendar: days before it are told in the Julian one.
REFORM = datetime.date(1582, 10, 15).toordinal()


def claimed(detail: DateDetail) -> Interval | None:
    """The days that the claim speaks of: of an anniversary, those of the event it remembers."""
    if detail.anniversary is not None:
        return _remembered(detail)
    first, last = from_iso(detail.date.earliest), from_iso(detail.date.latest)
    if first is None or last is None:
        return None
    exact = from_iso(detail.date.value)
    shown = exact.text if exact else f"{first.text} to {last.text}"
    return Interval(first.first, last.last, shown)


def _remembered(detail: DateDetail) -> Interval | None:
    """The year that an anniversary implies.

    ``implies`` counts back from publication; where the anniversary itself is dated to a neighbouring year
    ("next July marks the 100th anniversary"), that date decides.
    """
    if detail.anniversary is None:
        return None
    implied, years = from_iso(detail.anniversary.implies), detail.anniversary.years
    feast = from_iso(detail.date.earliest)
    year = int(feast.text[:4]) - years if feast is not None and feast.text[:4].isdigit() else 0
    near = implied is None or abs(year - int(implied.text[:4])) <= 1
    return from_iso(f"{year:04d}") if year > 0 and near else implied


def check(said: Interval, value: Interval, *, fact: str) -> Verdict:
    """The claim's days against the source's; ``fact`` says what the source's value is of.

    A source's Julian day is compared with the claim read in the Julian calendar, as such days are told, and
    after the reform with the claim as it stands too: Washington's birthday goes by both.
    """
    shown = f"{value.text} (a day of the Julian calendar, converted)" if _is_julian_day(value) else value.text
    reason = f"{fact} = {shown}; the claim says {said.text}"
    readings = _readings(said, value)
    if any(value.within(reading) for reading in readings):
        return Verdict("supports", reason, 0.9)
    if all(value.apart(reading) for reading in readings):
        return Verdict("contradicts", reason, 0.9)
    return Verdict("related", f"{reason}; the source is less exact: check by hand", 0.6)


def check_period(said: Interval, start: Interval | None, end: Interval | None, *, fact: str) -> Verdict:
    """The claim's days against something that went on from ``start`` to ``end``: was any of them among its days?"""
    reason = (
        f"{fact} = {start.text if start else '?'} to {end.text if end else '?'}; the claim says {said.text}"
    )
    if (start and said.last < start.first) or (end and end.last < said.first):
        return Verdict("contradicts", reason, 0.85)
    if start and end and start.last <= said.last and said.first <= end.first:
        return Verdict("supports", reason, 0.85)
    return Verdict("related", f"{reason}; the source is less exact: check by hand", 0.6)


def _is_julian_day(value: Interval) -> bool:
    return value.calendar == "julian" and value.first == value.last


def _readings(said: Interval, value: Interval) -> list[Interval]:
    if value.calendar != "julian":
        return [said]
    first, last = (from_iso(day_text(day), "julian") for day in (said.first, said.last))
    if first is None or last is None:
        return [said]
    julian = Interval(first.first, last.last, said.text, "julian")
    return [julian] if said.last < REFORM else [said, julian]

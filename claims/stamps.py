"""Publishing stamps: "July 6, 2021 | 4:34am EDT" to 2021-07-06T04:34:00-04:00. Never the clock's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

from claims.wordlists import table

DateOrder = Literal["mdy", "dmy"]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)\b"
FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}", re.IGNORECASE)
    for form in (
        rf"{MONTH}\s+{DAY}(?:\s*,\s*|\s+){YEAR}",
        rf"{DAY}(?:\s+of)?[\s-]+{MONTH},?[\s-]+{YEAR}",
        r"(?P<year>(?:19|20)\d\d)(?P<cut>[-/.])(?P<month>[01]\d)(?P=cut)(?P<day>[0-3]\d)(?!\d)",
    )
)
NUMERIC = re.compile(
    r"(?<![\w/.-])(?P<first>[0-3]?\d)(?P<cut>[/.-])(?P<second>[0-3]?\d)(?P=cut)(?P<year>(?:19|20)\d\d)(?![\w/-])"
)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE
)
CLOCK = re.compile(
    r"(?:T|[\s,|•·–—@(-]|\bat\b){0,8}?"
    r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?(?::(?P<second>[0-5]\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s*\(?(?P<zone>Z\b|[+-]\d\d:?\d\d|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
SIGNED = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in [start, end) of a text, with its time where an offset from UTC is known: ISO 8601."""

    start: int
    end: int
    value: str


def find(text: str, *, order: DateOrder | None = None) -> Stamp | None:
    """The first full date in ``text``; 06/07/2021 counts only where ``order`` or a day above 12 decides."""
    matches = [m for form in FORMS if (m := form.search(text))]
    if numeric := NUMERIC.search(text):
        matches.append(numeric)
    for match in sorted(matches, key=re.Match.start):
        day = _day(match, order)
        if day is not None:
            end, moment = _clock(text, match.end(), day)
            return Stamp(match.start(), end, moment or day.isoformat())
    return None


def iso(text: str, *, order: DateOrder | None = None) -> str | None:
    """The stamp that ``text`` consists of, as YYYY-MM-DD or ISO 8601 with offset; None where it is none."""
    found = find(text, order=order)
    rest = text[: found.start] + text[found.end :] if found else text
    left = re.sub(r"\W", "", WEEKDAY.sub("", rest))
    return found.value if found and not left.strip("aApPmMtTzZ:0123456789") else None


def usage(text: str) -> DateOrder | None:
    """How this text writes 06/07/2021, where a day above 12 shows it and nothing speaks against it."""
    mdy = dmy = False
    for match in NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        dmy = dmy or (12 < first <= 31 and second <= 12)
        mdy = mdy or (12 < second <= 31 and first <= 12)
    if mdy == dmy:
        return None
    return "mdy" if mdy else "dmy"


def _day(match: re.Match[str], order: DateOrder | None) -> date | None:
    groups = match.groupdict()
    if "first" in groups:
        first, second = int(groups["first"]), int(groups["second"])
        order = "dmy" if first > 12 else "mdy" if second > 12 else order
        if order is None:
            return None
        month, day = (second, first) if order == "dmy" else (first, second)
    else:
        name, day = groups["month"], int(groups["day"])
        month = int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1
    try:
        return date(int(groups["year"]), month, day)
    except ValueError:
        return None


def _clock(text: str, start: int, day: date) -> tuple[int, str | None]:
    """Where the stamp ends, and its moment where time and zone are both known."""
    match = CLOCK.match(text, start)
    if match is None or not (match["minute"] or match["half"]):
        return start, None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return start, None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23:
        return start, None
    moment = datetime.combine(day, time(hour, int(match["minute"] or 0), int(match["second"] or 0)))
    zone = _zone(match["zone"])
    if zone is None:
        named = match["zone"] is not None and match["zone"].isupper()
        return match.end() if named else match.end("half" if match["half"] else "minute"), None
    return match.end(), moment.replace(tzinfo=zone).isoformat()


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    offset = table("reading/time_zones.tsv").get(name.upper(), name)
    if signed := SIGNED.match(offset):
        delta = timedelta(hours=int(signed["hours"]), minutes=int(signed["minutes"] or 0))
        return timezone(-delta if signed["sign"] == "-" else delta) if delta <= timedelta(hours=14) else None
    if "/" not in offset:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(offset)
    except ZoneInfoNotFoundError:  # a system without a time zone database: the day alone is known
        return None

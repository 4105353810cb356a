"""Readers: from the parts that a rule matched to what they say. None where they say no time after all."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping

from claims.pipeline import numbers
from claims.pipeline.dates import counting
from claims.pipeline.dates.counting import turn_of
from claims.pipeline.dates.grammar import Match, Parts, look_up, words
from claims.pipeline.dates.reading import Counted, Fixed, Named, Period, Reading

CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[:.]?(\d\d))?(?:[:.]\d\d)?(?![\d,])\s*([ap])?")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:t(\d\d:\d\d))?")


def read(match: Match, order: str | None) -> Reading | None:
    """What the match says. ``order`` is "mdy", "dmy" or None: how this article writes 06/07/2021."""
    if match.rule.read == "slashed":
        return slashed(match.parts, order)
    return READERS[match.rule.read](match.parts)


def year_of(parts: Parts) -> int | None:
    """The year that the parts name, two figures after an apostrophe taken as of this or the last century."""
    if short := parts.get("abbreviated"):
        figures = int(short[1:])
        return figures + (2000 if figures < 40 else 1900)
    if short := parts.get("fiscalyear"):
        figures = int(short[2:])
        return figures if figures > 99 else figures + (2000 if figures < 40 else 1900)
    written = parts.get("anyyear") or parts.get("year4") or parts.get("said")
    return numbers.year(written) if written else None


def time_of(parts: Parts) -> str:
    """The time of day: "T16:34", "TMO", or ""."""
    written = parts.get("time") or parts.get("loosetime") or parts.get("clock24")
    if written:
        return clock_value(written)
    part = parts.get("part") or parts.get("later")
    return f"T{look_up('part', part)}" if part else ""


def clock_value(written: str) -> str:
    """A time of day as TIMEX3 has it, on the 24-hour clock; "" where the hour is out of range."""
    for word, value in words()["clock"].items():
        if re.search(rf"\b{word}\b", written):
            return f"T{value}"
    if match := CLOCK.search(written):
        hour, minute, half = int(match[1]), match[2] or "00", match[3]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
    else:
        spelled = numbers.spelled([written.split()[0]])
        if spelled is None:
            return ""
        hour, minute = int(spelled), "00"
    if re.search(r"\b(afternoon|evening|night)\b", written) and hour < 12:
        hour += 12
    return f"T{hour:02d}:{minute}" if hour <= 24 and int(minute) < 60 else ""


def timed(parts: Parts, point: Fixed | Named | Counted) -> Reading:
    """A date, or a time where the parts name one."""
    time = time_of(parts)
    return Reading("TIME" if time else "DATE", point, time)


def calendar(parts: Parts) -> Reading | None:
    """A month, a day of a month, with or without its year."""
    month, year = int(look_up("month", parts["month"])), year_of(parts)
    day = day_of(parts)
    if day is None:
        return Reading("DATE", Fixed(f"{year:04d}-{month:02d}")) if year else None
    if not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    if year:
        return timed(parts, Fixed(f"{year:04d}-{month:02d}-{day:02d}"))
    weekday = int(look_up("weekday", parts["weekday"])) if parts.get("weekday") else None
    return timed(parts, Named("day", month, day, weekday=weekday))


def day_of(parts: Parts) -> int | None:
    """The day of the month that the parts name."""
    if written := parts.get("day"):
        return int(re.sub(r"\D", "", written))
    return numbers.ordinal(parts["dayordinal"]) if parts.get("dayordinal") else None


def iso(parts: Parts) -> Reading | None:
    """An ISO 8601 date."""
    match = ISO.match(parts["iso"])
    if match is None:
        return None
    year, month, day = (int(match[part]) for part in (1, 2, 3))
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    point = Fixed(f"{match[1]}-{match[2]}-{match[3]}")
    return Reading("TIME", point, f"T{match[4]}") if match[4] else Reading("DATE", point)


def slashed(parts: Parts, order: str | None) -> Reading | None:
    """A date in figures: read only where its order is beyond doubt."""
    first, second, year = (int(figure) for figure in re.split(r"[/.-]", parts["slashed"]))
    if order is None:
        order = "dmy" if first > 12 else "mdy" if second > 12 or first == second else None
    if order is None:
        return None
    month, day = (first, second) if order == "mdy" else (second, first)
    if year < 100:
        year += 2000 if year < 40 else 1900
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Reading("DATE", Fixed(f"{year:04d}-{month:02d}-{day:02d}"))


def month_of_year(parts: Parts) -> Reading:
    """A month, or a day in it, of this year or another counted from it."""
    month = int(look_up("month", parts["month"]))
    turn, told = turn_of(parts["turn"])
    return Reading("DATE", Counted("Y", turn, told, (month, day_of(parts) or 0)))


def season(parts: Parts) -> Reading:
    """A season of a year."""
    letters = str(look_up("season", parts["season"]))
    if year := year_of(parts):
        return Reading("DATE", Fixed(f"{year:04d}-{letters}"))
    turn, told = turn_of(parts["turn"]) if parts.get("turn") else (None, False)
    return Reading("DATE", Named("season", letters, turn=turn, told=told))


def quarter(parts: Parts) -> Reading | None:
    """A quarter or half of a year."""
    if name := parts.get("qname"):
        letter, index = str(look_up("qname", name))[0], int(re.sub(r"\D", "", name))
    else:
        span = parts.get("span") or parts.get("halfyear") or "quarter"
        letter, index = ("H" if span == "half" else "Q"), numbers.ordinal(parts["ordinal"]) or 0
    if not 1 <= index <= (2 if letter == "H" else 4):
        return None
    if year := year_of(parts):
        return Reading("DATE", Fixed(f"{year:04d}-{letter}{index}"))
    series = "half" if letter == "H" else "quarter"
    if parts.get("turn"):
        turn, _ = turn_of(parts["turn"])
        return Reading("DATE", Counted("Y", turn, named=(index, -4 if letter == "Q" else -2)))
    return Reading("DATE", Named(series, index))  # type: ignore[arg-type]


def first_half(parts: Parts) -> Reading:
    """The first two quarters of a year."""
    return Reading("DATE", Fixed(f"{year_of(parts):04d}-H1"))


def year_before(parts: Parts) -> Reading:
    """The same period a year back; an ordinal quarter names it."""
    if parts.get("ordinal") and parts.get("period") == "quarter":
        index = numbers.ordinal(parts["ordinal"]) or 0
        return Reading("DATE", Counted("Y", -1, named=(index, -4)))
    return Reading("DATE", Period(parts.get("period", "")))


def period_of_year(parts: Parts) -> Reading:
    """The 1988 period: the one told of, as it was in that year."""
    return Reading("DATE", Period("period", year=year_of(parts)))


def year(parts: Parts) -> Reading | None:
    """A year, or two written as one ("1998-99": the first)."""
    if span := parts.get("yearspan"):
        return Reading("DATE", Fixed(span[:4])) if int(span[5:]) == (int(span[2:4]) + 1) % 100 else None
    value = year_of(parts)
    return Reading("DATE", Fixed(f"{value:04d}")) if value else None


def year_end(parts: Parts) -> Reading:
    """The end of a year: "year-end", the day of the accounts, is its last."""
    said = year_of(parts)
    if parts.get("day"):
        return Reading("DATE", Named("day", 12, 31, year=said))
    return Reading("DATE", Fixed(f"{said:04d}") if said else Counted("Y", 0))


def decade(parts: Parts) -> Reading:
    """Ten years: "199" for the nineties."""
    if written := parts.get("decadefour"):
        return Reading("DATE", Fixed(written[:2] if written[2] == "0" and written < "19" else written[:3]))
    if written := parts.get("decadetwo"):
        tens = int(written.lstrip("'’")[0])
    else:
        tens = int(look_up("decadeword", parts["decadeword"]))
    return Reading("DATE", Fixed(f"{20 if tens < 3 else 19}{tens}"))


def century(parts: Parts) -> Reading | None:
    """A hundred years: "18" for the 19th century, none before our era."""
    count = numbers.ordinal(parts["ordinal"])
    if count is None or not 1 <= count <= 30 or parts.get("era", "").startswith("b"):
        return None
    return Reading("DATE", Fixed(f"{count - 1:02d}"))


def day_word(parts: Parts) -> Reading:
    """Today, tomorrow, yesterday and their like."""
    day = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    count = day.get(parts["dayword"], 0)
    if parts["dayword"] == "tonight":
        return Reading(
            "TIME", Counted("D", 0), time_of({k: v for k, v in parts.items() if k != "part"}) or "TNI"
        )
    return timed(parts, Counted("D", count))


def each(parts: Parts) -> Reading:
    """A weekday, month, season or part of the day that comes round."""
    weekday = parts.get("weekday") or (parts.get("weekdays") or "")[:-1]
    if weekday:
        part = parts.get("part") or (parts.get("plural") or "")
        tail = f"T{look_up('part', part)}" if part else ""
        return Reading("SET", Fixed(f"XXXX-WXX-{look_up('weekday', weekday)}{tail}"))
    if month := parts.get("month"):
        return Reading("SET", Fixed(f"XXXX-{int(look_up('month', month)):02d}"))
    if parts.get("season"):
        return Reading("SET", Fixed(f"XXXX-{look_up('season', parts['season'])}"))
    return Reading("SET", Fixed(f"XXXX-XX-XXT{look_up('part', parts['daily'])}"))


def weekends(_: Parts) -> Reading:
    """On weekends."""
    return Reading("SET", Fixed("XXXX-WXX-WE"))


def part_of_day(parts: Parts) -> Reading:
    """This morning, last night, that evening."""
    turn = parts["turn"].split()[-1]
    count = {"last": -1, "previous": -1, "following": 1, "next": 1}.get(turn, 0)
    return Reading(
        "TIME", Counted("D", count, told=turn in ("that", "previous", "following", "next")), time_of(parts)
    )


def part_told(parts: Parts) -> Reading:
    """In the morning: of the day told of."""
    return Reading("TIME", Counted("D", 0, told=True), time_of(parts))


def overnight(parts: Parts) -> Reading:
    """The night before publication."""
    return Reading("TIME", Counted("D", -1), time_of(parts))


def named(parts: Parts) -> Reading:
    """A weekday or month, perhaps with last, this or next, perhaps with a time."""
    turn, told = turn_of(parts["turn"]) if parts.get("turn") else (None, False)
    if month := parts.get("month"):
        return Reading("DATE", Named("month", look_up("month", month), turn=turn, told=told))
    return timed(parts, Named("weekday", look_up("weekday", parts["weekday"]), turn=turn, told=told))


def weekday_of_week(parts: Parts) -> Reading:
    """Thursday of last week."""
    turn, told = turn_of(parts["turn"])
    return Reading("DATE", Counted("W", turn, told, (0, int(look_up("weekday", parts["weekday"])))))


def week_from(parts: Parts) -> Reading:
    """A week after the coming weekday."""
    return Reading("DATE", Named("weekday", look_up("weekday", parts["weekday"]), day=7, turn=1))


def clock(parts: Parts) -> Reading | None:
    """A time of day without a day: the day told of, or of publication."""
    time = time_of(parts)
    return Reading("TIME", Counted("D", 0, told=True), time) if time else None


def festive(parts: Parts) -> Reading:
    """A holiday: of the year that is said, else the one that tense and calendar point to."""
    key = str(look_up("holiday", parts.get("holiday") or parts["feast"]))
    if year := year_of(parts):
        return Reading("DATE", Named("holiday", key, year=year))
    if word := parts.get("turn") or parts.get("which"):
        turn, told = turn_of(word)
        return Reading("DATE", Named("holiday", key, turn=turn, told=told, of_year=bool(parts.get("which"))))
    return Reading("DATE", Named("holiday", key))


def reference(parts: Parts) -> Reading:
    """Now, recently, the future."""
    return Reading("DATE", Fixed(str(look_up("reference", parts["reference"]))))


READERS: Mapping[str, Callable[[Parts], Reading | None]] = {
    function.__name__: function
    for function in (
        calendar, iso, month_of_year, season, quarter, first_half, year_before, period_of_year, year, year_end, decade,
        century, day_word, each, part_of_day, part_told, overnight, named, weekday_of_week, weekends, week_from,
        clock, festive, reference, counting.counted, counting.vague_ago, counting.stretch,
        counting.turn_unit, counting.told_unit, counting.recurring, counting.often, counting.anniversary,
        counting.half_unit, counting.quarter_unit, counting.duration, counting.span_or_rate,
        counting.latest_period, counting.unit_or_two, counting.vague_duration, counting.vague_stretch,
        counting.the_unit,
    )
} | {"bare_year": year}  # fmt: skip

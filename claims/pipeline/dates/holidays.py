"""Days with a name, by the ``holidays`` library, which is imported where such a name is met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import takewhile

# What the library adds to days that hang on the sight of the moon.
ESTIMATED = re.compile(r" \(estimated\)$")
ENGLISH = ("en_US", "en_GB", "en")
# Years in which a holiday that a country keeps is looked for.
SAMPLE = (2020, 2024)


@cache
def holiday(key: str, year: int) -> tuple[date, date] | None:
    """First and last day of a holiday in a year, None where it is not kept then.

    "US/Thanksgiving Day" is its first day alone. "IL/Hanukkah.." lasts as long as the calendar names it day
    by day, "AF/First Day of Ramadan..AF/Eid al-Fitr" until the day before the second.
    """
    opening, lasting, closing = key.partition("..")
    days = _kept(opening, year)
    if not days:
        return None
    if not lasting:
        return days[0], days[0]
    if not closing:
        run = takewhile(lambda pair: (pair[1] - days[0]).days == pair[0], enumerate(days))
        return days[0], max(day for _, day in run)
    after = [day for y in (year, year + 1) for day in _kept(closing, y) if day > days[0]]
    return (days[0], after[0] - timedelta(days=1)) if after else None


def _kept(key: str, year: int) -> list[date]:
    country, name = key.split("/", 1)
    return [day for day, names in _calendar(country, year) if name in names] if name else []


@cache
def of_country(key: str, place: str) -> str | None:
    """The same holiday as another country keeps it ("UA/Independence Day"), None where it does not."""
    from holidays.registry import COUNTRIES

    entry = COUNTRIES.get(place.lower().replace(" ", "_"))
    if entry is None:
        return key
    own = f"{entry[1]}/{key.split('/', 1)[1]}"
    return own if any(holiday(own, year) for year in SAMPLE) else None


@cache
def _calendar(country: str, year: int) -> tuple[tuple[date, tuple[str, ...]], ...]:
    return tuple(_days(country, year))


def _days(country: str, year: int) -> Iterator[tuple[date, tuple[str, ...]]]:
    import holidays

    plain = holidays.country_holidays(country)
    language = next((tongue for tongue in ENGLISH if tongue in plain.supported_languages), None)
    calendar = holidays.country_holidays(
        country, years=year, observed=False, language=language, categories=plain.supported_categories
    )
    for day in sorted(calendar):
        if day.year == year:
            names = (ESTIMATED.sub("", name.strip()) for name in calendar[day].split(";"))
            yield day, tuple(name.replace("’", "'") for name in names)

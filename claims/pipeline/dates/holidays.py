"""Days with a name, by the ``holidays`` library, which is imported where such a name is met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache


@cache
def holiday(key: str, year: int) -> date | None:
    """The first day of a holiday ("US/Thanksgiving Day") in a year, None where it is not kept then."""
    country, name = key.split("/", 1)
    return next((day for day, names in _calendar(country, year) if name in names), None)


@cache
def _calendar(country: str, year: int) -> tuple[tuple[date, tuple[str, ...]], ...]:
    return tuple(_days(country, year))


def _days(country: str, year: int) -> Iterator[tuple[date, tuple[str, ...]]]:
    import holidays

    categories = holidays.country_holidays(country).supported_categories
    calendar = holidays.country_holidays(
        country, years=year, observed=False, language="en_US", categories=categories
    )
    for day in sorted(calendar):
        if day.year == year:
            yield day, tuple(name.strip() for name in calendar[day].split(";"))

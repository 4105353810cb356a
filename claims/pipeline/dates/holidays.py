"""Days with a name, by the ``holidays`` library, which is imported where such a name is met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

ENGLISH = ("en_US", "en_GB", "en")
# Years in which a holiday that a country keeps is looked for.
SAMPLE = (2020, 2024)


@cache
def holiday(key: str, year: int) -> date | None:
    """The first day of a holiday ("US/Thanksgiving Day") in a year, None where it is not kept then."""
    country, name = key.split("/", 1)
    if not name:
        return None
    return next((day for day, names in _calendar(country, year) if name in names), None)


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
            yield day, tuple(name.strip().replace("’", "'") for name in calendar[day].split(";"))

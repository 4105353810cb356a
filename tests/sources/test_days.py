from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.days import Interval, from_iso, from_wikibase

JULIAN = "http://www.wikidata.org/entity/Q1985786"
GREGORIAN = "http://www.wikidata.org/entity/Q1985727"


def wikibase(digits: str, precision: int, calendar: str = GREGORIAN) -> Interval | None:
    return from_wikibase(
        {"time": f"{digits}T00:00:00Z", "precision": precision, "calendarmodel": calendar, "before": 0}
    )


@pytest.mark.parametrize(
    ("digits", "precision", "calendar", "text"),
    [
        ("+2022-04-10", 11, GREGORIAN, "2022-04-10"),
        ("+2022-04-10", 14, GREGORIAN, "2022-04-10"),
        ("+2022-04-00", 10, GREGORIAN, "2022-04"),
        ("+2022-04-01", 10, GREGORIAN, "2022-04"),
        ("+2022-00-00", 9, GREGORIAN, "2022"),
        ("+2022-01-01", 9, GREGORIAN, "2022"),
        ("+2022-04-10", 9, GREGORIAN, "2022"),
        ("+2022-00-00", 11, GREGORIAN, "2022"),
        ("+2022-04-00", 11, GREGORIAN, "2022-04"),
        ("+1990-00-00", 8, GREGORIAN, "the 1990s"),
        ("+2000-00-00", 7, GREGORIAN, "between 1901 and 2099"),
        ("+2022-02-31", 11, GREGORIAN, None),
        ("+2021-02-29", 11, GREGORIAN, None),
        ("+2022-13-01", 11, GREGORIAN, None),
        ("+0000-01-01", 11, GREGORIAN, None),
        ("+0000-00-00", 9, GREGORIAN, None),
        ("-0044-03-15", 11, JULIAN, "44 BCE-03-13"),
        ("-0500-00-00", 9, GREGORIAN, "500 BCE"),
        ("+12024-00-00", 9, GREGORIAN, "12024"),
        ("+00000001994-01-01", 9, GREGORIAN, "1994"),
        ("-13800000000-00-00", 3, GREGORIAN, None),
        ("+1582-10-04", 11, JULIAN, "1582-10-14"),
        ("+1731-02-11", 11, JULIAN, "1731-02-22"),
        ("+1900-02-29", 11, JULIAN, "1900-03-13"),
        ("+1900-02-29", 11, GREGORIAN, None),
        ("1994-01-01", 9, GREGORIAN, None),
    ],
)
def test_wikibase_times(digits: str, precision: int, calendar: str, text: str | None) -> None:
    when = wikibase(digits, precision, calendar)
    assert (when.text if when else None) == text


@pytest.mark.parametrize(
    ("digits", "precision", "first", "last"),
    [
        ("+2022-04-10", 11, "2022-04-10", "2022-04-10"),
        ("+2022-01-01", 9, "2022-01-01", "2022-12-31"),
        ("+2024-02-00", 10, "2024-02-01", "2024-02-29"),
        ("+1995-06-15", 8, "1990-01-01", "1999-12-31"),
    ],
)
def test_precision_bounds_the_days(digits: str, precision: int, first: str, last: str) -> None:
    when = wikibase(digits, precision)
    assert when is not None
    expected = (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
    assert (when.first, when.last) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-07-06", "2021-07-06", "2021-07-06"),
        ("2021-07", "2021-07-01", "2021-07-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-07-06T10:00:00Z", "2021-07-06", "2021-07-06"),
    ],
)
def test_iso_dates(text: str, first: str, last: str) -> None:
    when = from_iso(text)
    assert when is not None
    assert when.first == date.fromisoformat(first).toordinal()
    assert when.last == date.fromisoformat(last).toordinal()


@pytest.mark.parametrize("text", [None, "", "XXXX-07-06", "2021-W27", "PAST_REF", "2021-02-30", "P100Y"])
def test_what_is_no_iso_date(text: str | None) -> None:
    assert from_iso(text) is None


@given(st.dates())
def test_days_count_as_python_counts_them(day: date) -> None:
    when = wikibase(f"+{day.isoformat()}", 11)
    assert when is not None
    assert (when.first, when.text) == (day.toordinal(), day.isoformat())


@given(st.integers(-20_000, 20_000).filter(bool), st.integers(6, 9))
def test_an_interval_holds_its_own_year(year: int, precision: int) -> None:
    coarse, fine = (wikibase(f"{year:+05d}-00-00", p) for p in (precision, 9))
    assert coarse is not None
    assert fine is not None
    assert fine.within(coarse)

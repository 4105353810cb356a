import pytest
from making import JULIAN, named, span, time

from claims.annotation import Date
from claims.claim import Anniversary, DateDetail
from sources.checks.date import check, check_period, claimed
from sources.days import from_iso, from_wikibase


def said_on(value: str, earliest: str | None, latest: str | None, **more: Anniversary) -> DateDetail:
    when = Date(value, 0, len(value), "DATE", value, earliest, latest)
    return DateDetail(when, span("founded"), (named("the port"),), **more)


@pytest.mark.parametrize(
    ("said", "digits", "precision", "stance"),
    [
        ("1921-07-01", "+1921-07-01", 11, "supports"),
        ("1921-07-01", "+1921-07-02", 11, "contradicts"),
        ("1921-07-01", "+1921-06-30", 11, "contradicts"),
        ("1921-07-01", "+1921-07-00", 10, "related"),
        ("1921-07-01", "+1921-07-01", 10, "related"),
        ("1921-07-01", "+1921-08-00", 10, "contradicts"),
        ("1921-07-01", "+1921-00-00", 9, "related"),
        ("1921-01-01", "+1921-01-01", 9, "related"),
        ("1921-07-01", "+1922-00-00", 9, "contradicts"),
        ("1921-07-01", "+1921-07-01", 14, "supports"),
        ("1921-07", "+1921-07-23", 11, "supports"),
        ("1921-07", "+1921-07-00", 11, "supports"),
        ("1921-07", "+1921-08-01", 11, "contradicts"),
        ("1921-07", "+1921-00-00", 9, "related"),
        ("1921", "+1921-07-00", 10, "supports"),
        ("1921", "+1921-01-01", 9, "supports"),
        ("1921", "+00000001921-01-01", 9, "supports"),
        ("1921", "+1920-00-00", 8, "related"),
        ("1921", "+1910-00-00", 8, "contradicts"),
        ("1921", "+1922-00-00", 9, "contradicts"),
        ("1921", "+2000-00-00", 7, "related"),
        ("1900", "+1901-00-00", 7, "related"),
        ("1921", "+1900-00-00", 7, "related"),
        ("1921", "+2000-00-00", 6, "related"),
        ("1921", "+3000-00-00", 6, "contradicts"),
        ("1921", "-0044-03-15", 11, "contradicts"),
        ("2000-02-29", "+2000-02-29", 11, "supports"),
    ],
)
def test_the_source_is_never_read_more_exactly_than_it_speaks(
    said: str, digits: str, precision: int, stance: str
) -> None:
    mine, value = from_iso(said), from_wikibase(time(digits, precision))
    assert mine is not None
    assert value is not None
    verdict = check(mine, value, fact="Wikidata Q1: inception of it")
    assert verdict.stance == stance
    assert said in verdict.reason
    assert value.text in verdict.reason


@pytest.mark.parametrize(
    ("said", "digits", "precision", "stance"),
    [
        ("1564-04-26", "+1564-04-26", 11, "supports"),
        ("1564-05-06", "+1564-04-26", 11, "contradicts"),
        ("1732-02-11", "+1732-02-11", 11, "supports"),
        ("1732-02-22", "+1732-02-11", 11, "supports"),
        ("1732-02-12", "+1732-02-11", 11, "contradicts"),
        ("1917-10-25", "+1917-10-25", 11, "supports"),
        ("1917-11-07", "+1917-10-25", 11, "supports"),
        ("1917-11-08", "+1917-10-25", 11, "contradicts"),
        ("1917-10", "+1917-10-25", 11, "supports"),
        ("1917-11", "+1917-10-25", 11, "supports"),
        ("1917-12", "+1917-10-25", 11, "contradicts"),
        ("1917", "+1917-00-00", 9, "supports"),
        ("1066-10-14", "+1066-10-14", 11, "supports"),
        ("1900-02-28", "+1900-02-29", 11, "contradicts"),
    ],
)
def test_a_julian_day_is_told_in_either_calendar(said: str, digits: str, precision: int, stance: str) -> None:
    mine, value = from_iso(said), from_wikibase(time(digits, precision, JULIAN))
    assert mine is not None
    assert value is not None
    verdict = check(mine, value, fact="Wikidata Q1: date of birth")
    assert verdict.stance == stance
    assert ("Julian" in verdict.reason) is (precision == 11)


@pytest.mark.parametrize(
    ("implies", "feast", "remembered"),
    [
        ("1921", "2021-07-01", "1921"),
        ("1921", "2022-07-01", "1922"),
        ("1921", "2020-07-01", "1920"),
        ("1921", "2035-07-01", "1921"),
        ("1921", None, "1921"),
        (None, "2021-07-01", "1921"),
        (None, None, None),
    ],
)
def test_an_anniversary_speaks_of_what_it_remembers(
    implies: str | None, feast: str | None, remembered: str | None
) -> None:
    detail = said_on("x", feast, feast, anniversary=Anniversary(100, None, implies))
    said = claimed(detail)
    assert (said.text if said else None) == remembered


@pytest.mark.parametrize(
    ("digits", "precision", "stance"),
    [
        ("+1921-07-23", 11, "supports"),
        ("+1921-00-00", 9, "supports"),
        ("+1920-12-31", 11, "contradicts"),
        ("+1922-01-01", 11, "contradicts"),
        ("+1920-00-00", 8, "related"),
    ],
)
def test_a_hundredth_anniversary_against_the_founding(digits: str, precision: int, stance: str) -> None:
    detail = said_on("2021-07-01", "2021-07-01", "2021-07-01", anniversary=Anniversary(100, None, "1921"))
    said, value = claimed(detail), from_wikibase(time(digits, precision))
    assert said is not None
    assert value is not None
    assert check(said, value, fact="Wikidata Q1: inception").stance == stance


@pytest.mark.parametrize(
    "bounds", [(None, None), ("2021-07-01", None), (None, "2021-07-01"), ("soon", "2021-07-01")]
)
def test_a_date_without_bounds_is_not_compared(bounds: tuple[str | None, str | None]) -> None:
    assert claimed(said_on("XXXX-07-01", *bounds)) is None


def test_a_season_is_shown_by_its_bounds() -> None:
    said = claimed(said_on("2021-SU", "2021-06-01", "2021-08-31"))
    assert said is not None
    assert said.text == "2021-06-01 to 2021-08-31"


@pytest.mark.parametrize(
    ("said", "start", "end", "stance"),
    [
        ("1914-07-28", "1914-07-28", "1918-11-11", "supports"),
        ("1918-11-11", "1914-07-28", "1918-11-11", "supports"),
        ("1916", "1914-07-28", "1918-11-11", "supports"),
        ("1914", "1914-07-28", "1918-11-11", "supports"),
        ("1914-07-27", "1914-07-28", "1918-11-11", "contradicts"),
        ("1918-11-12", "1914-07-28", "1918-11-11", "contradicts"),
        ("1919", "1914-07-28", "1918-11-11", "contradicts"),
        ("1914-08-01", "1914", "1918", "related"),
        ("1913", "1914", None, "contradicts"),
        ("1916", "1914", None, "related"),
        ("1919", None, "1918", "contradicts"),
        ("1916", None, "1918", "related"),
        ("1916", None, None, "related"),
    ],
)
def test_something_that_went_on(said: str, start: str | None, end: str | None, stance: str) -> None:
    mine = from_iso(said)
    assert mine is not None
    verdict = check_period(mine, from_iso(start), from_iso(end), fact="Wikidata Q361: period of the war")
    assert verdict.stance == stance

from decimal import Decimal

import pytest
from wikibase_double import named

from claims.annotation import Date, Quantity
from claims.claim import Anniversary, Attendee, DateDetail
from claims.span import Span
from sources.checks import attendance, date, figure
from sources.days import from_iso, from_wikibase


def said_on(value: str, earliest: str | None, latest: str | None) -> DateDetail:
    return DateDetail(Date(value, 0, len(value), "DATE", value, earliest, latest), Span("founded", 0, 7))


@pytest.mark.parametrize(
    ("claimed", "digits", "precision", "stance"),
    [
        ("1921-07-01", "+1921-07-01", 11, "supports"),
        ("1921-07-01", "+1921-07-02", 11, "contradicts"),
        ("1921-07-01", "+1921-07-00", 10, "related"),
        ("1921-07-01", "+1921-00-00", 9, "related"),
        ("1921-07-01", "+1922-00-00", 9, "contradicts"),
        ("1921-07", "+1921-07-23", 11, "supports"),
        ("1921", "+1921-07-00", 10, "supports"),
        ("1921", "+1921-01-01", 9, "supports"),
        ("1921", "+1920-00-00", 8, "related"),
        ("1921", "+1910-00-00", 8, "contradicts"),
    ],
)
def test_dates(claimed: str, digits: str, precision: int, stance: str) -> None:
    said = from_iso(claimed)
    value = from_wikibase({"time": f"{digits}T00:00:00Z", "precision": precision})
    assert said is not None
    assert value is not None
    verdict = date.check(said, value, fact="Wikidata Q1: inception of it")
    assert verdict.stance == stance
    assert claimed in verdict.reason
    assert value.text in verdict.reason


def test_an_anniversary_speaks_of_the_event_it_remembers() -> None:
    detail = said_on("2021-07-01", "2021-07-01", "2021-07-01")
    anniversary = DateDetail(detail.date, detail.event, (), Anniversary(100, None, "1921"))
    said = date.claimed(anniversary)
    assert said is not None
    assert said.text == "1921"


@pytest.mark.parametrize("bounds", [(None, None), ("2021-07-01", None)])
def test_a_date_without_bounds_is_not_compared(bounds: tuple[str | None, str | None]) -> None:
    assert date.claimed(said_on("XXXX-07-01", *bounds)) is None


def quantity(text: str, value: str | None, wording: str = "exactly", **more: str) -> Quantity:
    return Quantity(text, 0, len(text), value, more.get("low"), more.get("high"), None, wording)


@pytest.mark.parametrize(
    ("said", "value", "same_year", "stance"),
    [
        (quantity("4.2 million", "4200000"), "4213544", True, "supports"),
        (quantity("4.2 million", "4200000"), "4300000", True, "related"),
        (quantity("4.2 million", "4200000"), "5200000", True, "contradicts"),
        (quantity("4.2 million", "4200000"), "5200000", False, "related"),
        (quantity("about 4 million", "4000000", "about"), "4300000", True, "supports"),
        (quantity("more than 4 million", "4000000", "more_than"), "9000000", True, "supports"),
        (quantity("more than 4 million", "4000000", "more_than"), "3000000", True, "contradicts"),
        (quantity("less than 10", "10", "less_than"), "9", True, "supports"),
        (quantity("10 to 20", None, low="10", high="20"), "15", True, "supports"),
        (quantity("10 to 20", None, low="10", high="20"), "40", True, "contradicts"),
        (quantity("scores", None), "40", True, "related"),
        (quantity("17", "17"), "17", True, "supports"),
        (quantity("17", "17"), "18", True, "contradicts"),
    ],
)
def test_figures(said: Quantity, value: str, same_year: bool, stance: str) -> None:
    verdict = figure.check(said, Decimal(value), fact="Wikidata Q1: population", same_year=same_year)
    assert verdict.stance == stance


@pytest.mark.parametrize(
    ("status", "is_named", "stance"),
    [
        ("attended", True, "supports"),
        ("expected", True, "supports"),
        ("accepted", True, "supports"),
        ("absent", True, "contradicts"),
        ("declined", True, "related"),
        ("invited", True, "related"),
        ("attended", False, "related"),
        ("absent", False, "related"),
    ],
)
def test_attendance(status: str, is_named: bool, stance: str) -> None:
    attendee = Attendee(**{**_fields(named("Kaja Kallas")), "status": status})
    listed = {"Q1": "participant"} if is_named else {}
    verdict = attendance.check(attendee, listed, "Q1", fact="Wikidata Q2: the forum")
    assert verdict.stance == stance
    assert ("proves nothing" in verdict.reason) is (not is_named)


def _fields(span: object) -> dict[str, object]:
    return {key: getattr(span, key) for key in ("text", "start", "end", "name")}

from decimal import Decimal

import pytest

from claims.annotation import Quantity
from sources.checks.figure import Figure, check, unit_code, units


def said(
    text: str, value: str | None, wording: str = "exactly", unit: str | None = None, **more: str
) -> Quantity:
    return Quantity(text, 0, len(text), value, more.get("low"), more.get("high"), unit, wording)


@pytest.mark.parametrize(
    ("quantity", "value", "stance"),
    [
        (said("4.2 million", "4200000"), "4213544", "supports"),
        (said("4.2 million", "4200000"), "4249999", "supports"),
        (said("4.2 million", "4200000"), "4300000", "related"),
        (said("4.2 million", "4200000"), "5200000", "contradicts"),
        (said("4.2 million", "4200000"), "3000000", "contradicts"),
        (said("4,213,544", "4213544"), "4213544", "supports"),
        (said("4,213,544", "4213544"), "4213545", "related"),
        (said("about 4 million", "4000000", "about"), "4300000", "supports"),
        (said("about 4 million", "4000000", "about"), "4500000", "related"),
        (said("about 4 million", "4000000", "about"), "5000000", "contradicts"),
        (said("more than 4 million", "4000000", "more_than"), "4000001", "supports"),
        (said("more than 4 million", "4000000", "more_than"), "4000000", "related"),
        (said("more than 4 million", "4000000", "more_than"), "9000000", "related"),
        (said("more than 4 million", "4000000", "more_than"), "3000000", "contradicts"),
        (said("at least 12", "12", "at_least"), "12", "supports"),
        (said("at least 12", "12", "at_least"), "11", "contradicts"),
        (said("less than 10", "10", "less_than"), "9", "supports"),
        (said("less than 10", "10", "less_than"), "10", "related"),
        (said("less than 10", "10", "less_than"), "12", "contradicts"),
        (said("at most 10", "10", "at_most"), "10", "supports"),
        (said("at most 10", "10", "at_most"), "2", "related"),
        (said("10 to 20", None, low="10", high="20"), "15", "supports"),
        (said("10 to 20", None, low="10", high="20"), "20", "supports"),
        (said("10 to 20", None, low="10", high="20"), "40", "contradicts"),
        (said("scores", None), "40", "related"),
        (said("a few", "some"), "3", "related"),
        (said("17", "17"), "17", "supports"),
        (said("17", "17"), "18", "contradicts"),
        (said("none", "0"), "0", "supports"),
        (said("4.2", "4.2"), "4.24", "supports"),
        (said("-3", "-3"), "3", "contradicts"),
    ],
)
def test_the_wording_sets_the_tolerance(quantity: Quantity, value: str, stance: str) -> None:
    verdict = check(quantity, Figure(Decimal(value)), fact="Wikidata Q1: population", same_year=True)
    assert verdict.stance == stance
    assert quantity.text in verdict.reason
    assert f"{Decimal(value):,}" in verdict.reason


@pytest.mark.parametrize("value", ["4200000", "5200000", "9", "0"])
def test_a_figure_of_another_year_takes_no_stance(value: str) -> None:
    figure = Figure(Decimal(value))
    assert check(said("4.2 million", "4200000"), figure, fact="x", same_year=False).stance == "related"


@pytest.mark.parametrize(
    ("low", "high", "stance"),
    [
        (None, None, "contradicts"),
        ("10", "14", "contradicts"),
        ("10", "17", "related"),
        ("0", "13", "contradicts"),
    ],
)
def test_the_sources_own_margins(low: str | None, high: str | None, stance: str) -> None:
    margins = [Decimal(each) if each else None for each in (low, high)]
    assert check(said("17", "17"), Figure(Decimal(12), *margins), fact="x", same_year=True).stance == stance


@pytest.mark.parametrize(
    ("mine", "value", "theirs", "stance"),
    [
        ("km", "100000", "m", "supports"),
        ("m", "0.1", "km", "supports"),
        ("[mi_i]", "160934.4", "m", "supports"),
        ("km", "200000", "m", "contradicts"),
        ("km2", "100", "m", "related"),
        ("km", "100", None, "related"),
        ("person", "100", None, "supports"),
        (None, "100", None, "supports"),
        ("person", "100", "km", "related"),
        ("USD", "100", "USD", "supports"),
        ("USD", "100", "EUR", "related"),
        ("USD", "900", "EUR", "related"),
        ("USD", "100", "Q99999", "related"),
        ("%", "100", "%", "supports"),
        ("pp", "100", "%", "related"),
        ("pp", "100", None, "related"),
    ],
)
def test_units_are_converted_or_not_compared(
    mine: str | None, value: str, theirs: str | None, stance: str
) -> None:
    figure = Figure(Decimal(value), unit=theirs)
    assert check(said("100", "100", unit=mine), figure, fact="x", same_year=True).stance == stance


@pytest.mark.parametrize(
    ("item", "code"), [("Q11573", "m"), ("Q4917", "USD"), ("Q99999", "Q99999"), (None, None)]
)
def test_the_code_of_a_unit(item: str | None, code: str | None) -> None:
    assert unit_code(item) == code


def test_every_unit_has_its_base_in_the_table() -> None:
    assert {unit.base for unit in units().values()} <= set(units())
    assert all(units()[unit.base].factor == 1 for unit in units().values())

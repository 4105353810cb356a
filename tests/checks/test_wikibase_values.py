"""The odd values that a Wikibase writes, read from its JSON and compared: a case a row.

The shapes are those of docs/topics/json.md in Wikibase: ranks, snaks without a value, times that no calendar
library reads, quantities as signed strings, empty objects written as lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from making import JULIAN, office, time

from claims.annotation import Quantity
from sources.checks import date as date_check
from sources.checks import figure as figure_check
from sources.checks.figure import Figure, unit_code
from sources.checks.office import Term, check
from sources.days import from_iso
from sources.statements import Item, item_from

Raw = Mapping[str, Any]
SOMEVALUE: Raw = {"snaktype": "somevalue"}
NOVALUE: Raw = {"snaktype": "novalue"}
POST: Raw = {
    "snaktype": "value",
    "datavalue": {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": "Q9"}},
}


def moment(digits: str, precision: int, **more: Any) -> Raw:
    return {"snaktype": "value", "datavalue": {"type": "time", "value": {**time(digits, precision), **more}}}


def statement(main: Raw = POST, rank: str | None = "normal", **qualifiers: Raw | list[Raw]) -> Raw:
    """A statement as it is written; without qualifiers the key is missing, as Wikibase leaves it out."""
    said = {key: value if isinstance(value, list) else [value] for key, value in qualifiers.items()}
    return {
        "id": "Q1$1",
        "type": "statement",
        "mainsnak": main,
        **({"rank": rank} if rank else {}),
        **({"qualifiers": said} if said else {}),
    }


def item(claims: Any) -> Item:
    found = item_from({"id": "Q1", "labels": [], "descriptions": [], "aliases": [], "claims": claims})
    assert found is not None
    return found


BEGAN, ENDED = moment("+2018-08-18", 11), moment("+2022-04-10", 11)
OTHER = statement(P580=moment("+1990-11-06", 11), P582=moment("+1993-04-18", 11))


@pytest.mark.parametrize(
    ("statements", "day", "stance"),
    [
        ([statement(P580=BEGAN, P582=ENDED)], "2021-07-06", "supports"),
        # Ranks: the deprecated never count; the preferred marks today's holder, not the article's day's.
        ([statement(P580=BEGAN, P582=ENDED, rank="deprecated"), OTHER], "2021-07-06", "contradicts"),
        ([statement(P580=BEGAN, P582=ENDED, rank="preferred"), OTHER], "1992-01-01", "supports"),
        ([statement(P580=BEGAN, P582=ENDED), {**OTHER, "rank": "preferred"}], "2021-07-06", "supports"),
        ([statement(P580=BEGAN, P582=ENDED, rank=None)], "2021-07-06", "supports"),
        # Ends: none means still in office, unknown means over on a day unknown, missing means perhaps unclosed.
        ([statement(P580=BEGAN, P582=NOVALUE)], "2040-01-01", "supports"),
        ([statement(P580=BEGAN, P582=SOMEVALUE)], "2021-07-06", "related"),
        ([statement(P580=BEGAN, P582=SOMEVALUE)], "2018-08-17", "contradicts"),
        ([statement(P580=SOMEVALUE, P582=ENDED)], "2021-07-06", "related"),
        ([statement(P580=SOMEVALUE, P582=ENDED)], "2022-04-11", "contradicts"),
        ([statement(P580=NOVALUE, P582=ENDED)], "2021-07-06", "related"),
        ([statement(P580=BEGAN)], "2021-07-06", "supports"),
        ([statement()], "2021-07-06", "related"),
        ([statement(P580=[])], "2021-07-06", "related"),
        # A qualifier twice is the interval of both.
        ([statement(P580=[BEGAN, moment("+2018-08-20", 11)], P582=ENDED)], "2018-08-19", "related"),
        ([statement(P580=[BEGAN, moment("+2018-08-20", 11)], P582=ENDED)], "2018-08-21", "supports"),
        ([statement(P580=[BEGAN, SOMEVALUE], P582=ENDED)], "2021-07-06", "related"),
        # Times: what the precision says counts, not the digits.
        ([statement(P580=moment("+2018-00-00", 9), P582=ENDED)], "2018-03-03", "related"),
        ([statement(P580=moment("+2018-01-01", 9), P582=ENDED)], "2018-03-03", "related"),
        ([statement(P580=moment("+2018-01-01", 9), P582=ENDED)], "2019-01-01", "supports"),
        ([statement(P580=moment("+2018-08-00", 10), P582=ENDED)], "2018-08-20", "related"),
        ([statement(P580=moment("+2018-08-00", 11), P582=ENDED)], "2018-08-20", "related"),
        ([statement(P580=BEGAN, P582=moment("+2022-02-31", 11))], "2021-07-06", "related"),
        ([statement(P580=moment("+0000-00-00", 9), P582=ENDED)], "2021-07-06", "related"),
        ([statement(P580=moment("-0044-03-15", 11), P582=moment("-0043-03-15", 11))], "2021-07-06", "contradicts"),
        ([statement(P580=moment("+00000002018-08-18", 11), P582=ENDED)], "2021-07-06", "supports"),
        ([statement(P580=moment("+2018-08-18", 14), P582=ENDED)], "2018-08-18", "supports"),
        ([statement(P580=moment("+2010-00-00", 8), P582=ENDED)], "2021-07-06", "supports"),
        ([statement(P580=moment("+2010-00-00", 8), P582=ENDED)], "2015-07-06", "related"),
        ([statement(P580=moment("+2100-00-00", 7), P582=NOVALUE)], "2021-07-06", "related"),
        ([statement(P580=moment("+3000-00-00", 6), P582=NOVALUE)], "2021-07-06", "related"),
        # ``before`` and ``after`` are no lengths of time.
        ([statement(P580=moment("+2018-08-18", 11, before=9, after=999), P582=ENDED)], "2018-08-19", "supports"),
        ([statement(P580=moment("+2021-06-23", 11, calendarmodel=JULIAN), P582=ENDED)], "2021-07-06", "supports"),
        ([statement(P580=moment("+2021-06-24", 11, calendarmodel=JULIAN), P582=ENDED)], "2021-07-06", "contradicts"),
    ],
)  # fmt: skip
def test_terms_of_office(statements: list[Raw], day: str, stance: str) -> None:
    found = [one for one in item({"P39": statements}).current("P39") if one.item == "Q9"]
    terms = [Term("Wikidata Q1: position held", "prime minister of Pakistan", "Q1", one) for one in found]
    assert check(office(day=day), terms).stance == stance


@pytest.mark.parametrize(
    "main", [SOMEVALUE, NOVALUE, {}, {"snaktype": "value"}, {"snaktype": "value", "datavalue": []}]
)
def test_a_post_without_a_value_is_no_post(main: Raw) -> None:
    held = item({"P39": [statement(main, P580=BEGAN, P582=ENDED)]}).current("P39")
    assert [one.item for one in held] == [None]


@pytest.mark.parametrize("claims", [[], {}, {"P39": []}, {"P39": {}}, {"P39": None}])
def test_no_statements(claims: Any) -> None:
    assert item(claims).current("P39") == ()


@pytest.mark.parametrize(
    ("statements", "said", "stances"),
    [
        ([statement(moment("+1921-07-23", 11))], "1921-07-23", ["supports"]),
        ([statement(moment("+1921-07-23", 11), rank="deprecated")], "1921-07-23", []),
        ([statement(moment("+1732-02-11", 11, calendarmodel=JULIAN))], "1732-02-22", ["supports"]),
        ([statement(moment("+1921-01-01", 9))], "1921-01-01", ["related"]),
        ([statement(SOMEVALUE)], "1921-07-23", []),
        ([statement(NOVALUE)], "1921-07-23", []),
        ([statement(moment("+1921-02-30", 11))], "1921-02-28", []),
        ([statement(moment("+1921-07-01", 11)), statement(moment("+1921-07-23", 11))], "1921-07-23",
         ["contradicts", "supports"]),
    ],
)  # fmt: skip
def test_dates(statements: list[Raw], said: str, stances: list[str]) -> None:
    mine = from_iso(said)
    assert mine is not None
    whens = [one.when for one in item({"P571": statements}).current("P571")]
    found = [
        date_check.check(mine, when, fact="Wikidata Q1: inception") for when in whens if when is not None
    ]
    assert [verdict.stance for verdict in found] == stances


@pytest.mark.parametrize(
    ("amount", "more", "value", "unit", "stance"),
    [
        ("+12", {}, "12", None, "supports"),
        ("+12", {"unit": "1"}, "12", None, "supports"),
        ("+12.50", {"unit": "1"}, "12.5", None, "supports"),
        ("-12", {}, "-12", None, "supports"),
        ("-12", {}, "12", None, "contradicts"),
        ("+223773700", {}, "223773700", None, "supports"),
        ("+12", {"unit": "http://www.wikidata.org/entity/Q11573"}, "12", "m", "supports"),
        ("+12", {"unit": "http://www.wikidata.org/entity/Q11573"}, "12", "USD", "related"),
        ("+17", {"lowerBound": "+10", "upperBound": "+24"}, "12", None, "related"),
        ("+17", {"lowerBound": "+16", "upperBound": "+18"}, "12", None, "contradicts"),
        ("+17", {"lowerBound": "x", "upperBound": "+18"}, "12", None, "contradicts"),
    ],
)
def test_quantities(amount: str, more: Mapping[str, str], value: str, unit: str | None, stance: str) -> None:
    data = {"type": "quantity", "value": {"amount": amount, "unit": "1", **more}}
    (found,) = item({"P1082": [statement({"snaktype": "value", "datavalue": data})]}).current("P1082")
    assert found.quantity is not None
    theirs = Figure(
        found.quantity.amount, found.quantity.low, found.quantity.high, unit_code(found.quantity.unit)
    )
    said = Quantity(value, 0, len(value), value, unit=unit)
    assert figure_check.check(said, theirs, fact="x", same_year=True).stance == stance


@pytest.mark.parametrize("amount", ["", "NaN", "+Infinity", "twelve", None])
def test_an_amount_that_is_none(amount: str | None) -> None:
    data = {"type": "quantity", "value": {"amount": amount, "unit": "1"}}
    (found,) = item({"P1082": [statement({"snaktype": "value", "datavalue": data})]}).current("P1082")
    assert found.quantity is None


def test_decimals_are_exact() -> None:
    data = {"type": "quantity", "value": {"amount": "+0.1", "unit": "1"}}
    (found,) = item({"P1082": [statement({"snaktype": "value", "datavalue": data})]}).current("P1082")
    assert found.quantity is not None
    assert found.quantity.amount * 3 == Decimal("0.3")

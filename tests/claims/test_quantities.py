"""Numbers with what they count: value, range, unit, approximation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import language
from claims.article import Article, Paragraph
from claims.pipeline.amounts import amounts
from claims.pipeline.numbers import number, ordinal, plain, year


@pytest.fixture(scope="module")
def nlp():
    if not (language.MODEL / "meta.json").exists():
        pytest.skip("claims/model is not built: run make model")
    return language.load()


def quantities(nlp, text):
    article = Article(
        "a", 1, None, None, "2021-07-06", None, "en", "s", "s", text, (Paragraph(0, len(text), "body"),)
    )
    return language.analyse(nlp, article)._.claims_quantities


@pytest.mark.parametrize(
    ("text", "extent", "value", "unit", "approximation"),
    [
        ("Sales rose by 3 % to 4.2 million.", "3 %", "3", "%", "exactly"),
        ("Sales rose by 3 % to 4.2 million.", "4.2 million", "4200000", None, "exactly"),
        ("The $3.5bn deal was signed.", "$3.5bn", "3500000000", "USD", "exactly"),
        ("He paid more than 1,200 euros.", "more than 1,200 euros", "1200", "EUR", "more_than"),
        ("It cost C$20.", "C$20", "20", "CAD", "exactly"),
        ("Turnout fell 2.5 percentage points.", "2.5 percentage points", "2.5", "pp", "exactly"),
        ("About two hundred and five men died.", "About two hundred and five", "205", "man", "about"),
        ("Nearly one in five voters stayed away.", "Nearly one in five", "0.2", "1", "about"),
        ("About 300 Main Street shops closed.", "About 300", "300", "shop", "about"),
        ("Two thirds voted for it.", "Two thirds", "0.6667", "1", "exactly"),
        ("She is a 37-year-old lawyer.", "37-year-old", "37", "a", "exactly"),
        ("She ran 26 miles.", "26 miles", "26", "[mi_i]", "exactly"),
        ("A third of the voters stayed away.", "A third", "0.3333", "1", "exactly"),
        ("Half the voters stayed away.", "Half", "0.5", "1", "exactly"),
        ("Ports paid 3 million pounds.", "3 million", "3000000", "GBP", "exactly"),
        ("Turnout rose from 91 to 94 percent.", "91", "91", "%", "exactly"),
        ("The NZ $ 26 million vote was held.", "NZ $ 26 million", "26000000", "NZD", "exactly"),
        ("At least 12 people drowned.", "At least 12", "12", "people", "at_least"),
        ("Up to 40 ships sank.", "Up to 40", "40", "ship", "at_most"),
        ("Fewer than 30 ships sank.", "Fewer than 30", "30", "ship", "less_than"),
    ],
)
def test_quantity(nlp, text, extent, value, unit, approximation):
    found = [(q.text, q.value, q.unit, q.approximation) for q in quantities(nlp, text)]
    assert (extent, value, unit, approximation) in found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Between 3 and 4 million people fled.", "3000000", "4000000"),
        ("Some 10-15 people were hurt.", "10", "15"),
        ("Scores of countries took part.", "40", None),
    ],
)
def test_range(nlp, text, low, high):
    (found,) = quantities(nlp, text)
    assert (found.value, found.low, found.high) == (None, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Flight 370 vanished.",
        "Article 5 applies.",
        "They won 3-2 at home.",
        "Call 555-1234 now.",
        "Call 910-432-3383 now.",
        "It closed on May 5, 2020.",
        "The third man left at 7:30 p.m.",
        "One of them left.",
        "Call (801) 524-5933 now.",
        "Shells hit posts 542 and 543.",
        "They met at 217 East Center Street.",
        "The file is 051214-281961.",
        "It opened before the Expo ’98 fair.",
    ],
)
def test_no_quantity(nlp, text):
    assert quantities(nlp, text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and five", "205"),
        ("a dozen", "12"),
        ("2 1/2", "2.5"),
        ("1,200", "1200"),
        ("two three", None),
    ],
)
def test_number(text, value):
    read = number(text)
    assert (plain(read) if read is not None else None) == value


@pytest.mark.parametrize(
    ("text", "value"), [("3rd", 3), ("twenty-first", 21), ("hundredth", 100), ("three", None)]
)
def test_ordinal(text, value):
    assert ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nineteen ninety-six", 1996),
        ("two thousand and five", 2005),
        ("twenty-two", None),
        ("twenty twenty-one", 2021),
    ],
)
def test_year(text, value):
    assert year(text) == value


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_plain_is_the_same_number_without_exponent(value):
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text


@given(st.text(max_size=200))
def test_amounts_have_exact_places(text):
    for amount in amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.low <= amount.high

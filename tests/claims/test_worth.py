"""Check-worthiness: what ranks above what, its bounds, and its reasons."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claims import language
from claims.claim import Found, StatementDetail
from claims.worth import TOLD, WEIGHTS, reasons, worth


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def whole(text: str) -> Found:
    return Found("statement", 0, len(text), StatementDetail(None, None, None))


def score(nlp: Language, text: str) -> float:
    return worth(nlp(text), whole(text))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Unemployment rose to 8 percent in 2009.", "It was a pleasure to be here."),
        ("The senator voted against the bill 4 times.", "The senator thanked the crowd."),
        ("Spending grew by 3 billion dollars under the governor.", "Thank you very much."),
    ],
)
def test_ranks(nlp: Language, more: str, less: str) -> None:
    assert score(nlp, more) > score(nlp, less) + 0.2


def test_scores_the_claim_and_not_its_neighbours(nlp: Language) -> None:
    text = "Thank you all, and exports fell by 12 percent last year."
    doc = nlp(text)
    detail = StatementDetail(None, None, None)
    claim = Found("statement", text.index("exports"), len(text) - 1, detail)
    assert worth(doc, claim) > worth(doc, Found("statement", 0, 13, detail))


def test_reasons_name_what_speaks_for_checking(nlp: Language) -> None:
    text = "Unemployment rose to 8 percent in 2009."
    told = reasons(nlp(text), whole(text))
    assert 1 <= len(told) <= TOLD
    assert {"numbers", "money or per cent", "“percent”", "“unemployment”"} & set(told)


def test_no_reasons_for_an_empty_claim(nlp: Language) -> None:
    doc = nlp("Yes.")
    assert 0 <= worth(doc, Found("statement", 4, 4, StatementDetail(None, None, None))) <= 1


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_always_a_probability(nlp: Language, text: str) -> None:
    doc = nlp(text)
    found = whole(text)
    assert 0 <= worth(doc, found) <= 1
    assert worth(doc, found) == worth(doc, found)


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 300_000

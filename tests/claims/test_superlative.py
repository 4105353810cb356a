"""The kind ``superlative``: markers, what is no marker, and what is compared with what."""

from __future__ import annotations

import pytest
from spacy.language import Language

from claims import language
from claims.claim import SuperlativeDetail
from claims.kinds.superlative import find


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def details(nlp: Language, text: str) -> list[SuperlativeDetail]:
    return [item.detail for item in find(nlp(text), ())]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("India is the most populous country in the world.", ["most populous"]),
        ("Norway's second-largest bank opened a branch in Bergen.", ["second-largest"]),
        ("She became the first woman to win the prize.", ["first"]),
        ("Prices rose for the first time since 2008.", ["first"]),
        ("The only survivor of the crash left hospital on Monday.", ["only"]),
        ("He is the last living veteran of the war.", ["last"]),
        ("The runner set a world record in Lima.", ["record"]),
        ("The team won a record 45 medals.", ["record"]),
        ("The unprecedented vote surprised the chamber.", ["unprecedented"]),
        ("The party described it as the highest-level and largest meeting it has ever hosted.",
         ["highest-level", "largest"]),
        ("The virus was first detected in a market.", ["first"]),
        ("Ana Roque, the youngest-ever mayor, won the most votes.", ["youngest-ever", "most"]),
        ("Profits were at an all-time high, and gold fell to a six-year low.", ["all-time high", "six-year low"]),
        ("Jobless claims hit a three-decade low last month.", ["three-decade low"]),
    ],
)  # fmt: skip
def test_markers(nlp: Language, text: str, markers: list[str]) -> None:
    assert [detail.marker.text for detail in details(nlp, text)] == markers


@pytest.mark.parametrize(
    "text",
    [
        "At least 20 people were hurt.",
        "Most voters stayed at home last year.",
        "At first the crowd was calm.",
        "It is a low-cost, high-risk plan.",
        "Prices rose in the last 33 months.",
        "When was the prize first awarded?",
        "She spoke at the inaugural ball.",
        "The last thing they need is another strike.",
        "She sent her deepest sympathy.",
        "He sat in the last Congress.",
        "The first lady opened a school last week.",
        "First, the council met the builders.",
        "His first name was missing from the list.",
        "The club gave at most 40 tickets away.",
        "Only three members came.",
        "She most recently worked in Oslo.",
        "The author is best known for a novel about whales.",
        "The record company closed its office.",
        "The police record the number of thefts.",
        "He spoke to First Minister Ana Lopes about it.",
    ],
)
def test_no_claim_of_rank(nlp: Language, text: str) -> None:
    assert details(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "subject", "among", "scope"),
    [
        ("India is the most populous country in the world.", "India", "country", "in the world"),
        ("DNB, Norway's largest bank, opened a branch.", "DNB", "bank", "Norway"),
        ("Prices rose for the first time since 2008.", "Prices", None, "since 2008"),
        ("She became the first woman to win the prize.", "She", "woman to win the prize", None),
        ("It was the hottest July on record.", "It", "July", "on record"),
        ("The party described it as the largest meeting of unions it has ever hosted.",
         "it", "meeting of unions", "it has ever hosted"),
    ],
)  # fmt: skip
def test_what_is_compared(
    nlp: Language, text: str, subject: str, among: str | None, scope: str | None
) -> None:
    (detail,) = details(nlp, text)
    assert detail.subject is not None
    assert detail.subject.text == subject
    assert (detail.among and detail.among.text) == among
    assert (detail.scope and detail.scope.text) == scope


def test_an_apposition_is_its_own_clause(nlp: Language) -> None:
    text = "Mila Duran, the youngest mayor of the region, resigned on Friday."
    (item,) = find(nlp(text), ())
    assert text[item.start : item.end] == "Mila Duran, the youngest mayor of the region"

"""Acronyms, and which names are one: pure rules over names alone."""

from __future__ import annotations

import pytest

from claims.annotation import NameType
from claims.pipeline.acronyms import definitions
from claims.pipeline.clusters import cluster
from claims.pipeline.mentions import Mention, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She runs the World Harbour Council (WHC).", [("WHC", "World Harbour Council")]),
        ("The Chinese Communist Party (CCP) met.", [("CCP", "Chinese Communist Party")]),
        (
            "The ILO (International Labour Organization) agreed.",
            [("ILO", "International Labour Organization")],
        ),
        ("They used polymerase chain reaction (PCR) tests.", [("PCR", "polymerase chain reaction")]),
        ("The office of the Ombudsman (see above) closed.", []),
        ("Sales rose in Peru (2019).", []),
        ("A row of tall trees (WHO) was cut.", []),
        ("She said (on Monday) that it was late.", []),
        ("((((", []),
    ],
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(definitions(text)) == expected


def mention(form: str, kind: NameType, honorific: str = "") -> Mention:
    return Mention(0, 1, kind, words_of(form), form, honorific)


def clusters(*names: tuple[str, NameType] | tuple[str, NameType, str], **defined: str) -> tuple[int, ...]:
    return cluster([mention(*name) for name in names], list(defined.items())).of


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("Ana Duarte", "PERSON"), ("Duarte", "PERSON"), ("Ana", "PERSON")], (0, 0, 0)),
        ([("Guo Yezhou", "PERSON"), ("Guo", "PERSON")], (0, 0)),
        ([("Duarte", "PERSON"), ("Ana Duarte", "PERSON")], (0, 0)),
        ([("Ana Duarte", "PERSON"), ("Rui Duarte", "PERSON")], (0, 1)),
        ([("Ana Duarte", "PERSON"), ("Rui Duarte", "PERSON"), ("Duarte", "PERSON")], (0, 1, 2)),
        ([("Ana Duarte", "PERSON"), ("Rui Duarte", "PERSON"), ("Duarte", "PERSON", "mr")], (0, 1, 1)),
        ([("John Smith", "PERSON"), ("J. Smith", "PERSON"), ("Ann Smith", "PERSON")], (0, 0, 1)),
        ([("Ursula von der Leyen", "PERSON"), ("von der Leyen", "PERSON")], (0, 0)),
        ([("Bank of China", "ORG"), ("China", "PLACE")], (0, 1)),
        ([("Bank of China", "ORG"), ("China", "ORG"), ("Bank", "ORG")], (0, 1, 2)),
        ([("Acme Motor Corp.", "ORG"), ("Acme Motor", "ORG"), ("Acme", "ORG")], (0, 0, 0)),
        ([("Acme Research", "ORG"), ("Acme", "ORG")], (0, 1)),
        ([("Communist Party of China", "ORG"), ("Chinese Communist Party", "ORG")], (0, 0)),
        ([("Workers' Party of Peru", "ORG"), ("Workers' Party of Chile", "ORG"), ("Workers' Party", "ORG")],
         (0, 1, 2)),
        ([("Peruvian Senate", "ORG"), ("Senate", "ORG")], (0, 0)),
        ([("Peruvian Senate", "ORG"), ("Chilean Senate", "ORG"), ("Senate", "ORG")], (0, 1, 2)),
        ([("Ministry of Health", "ORG"), ("Health Ministry", "ORG")], (0, 0)),
        ([("World Health Organization", "ORG"), ("WHO", "ORG")], (0, 0)),
        ([("the United States", "PLACE"), ("U.S.", "PLACE"), ("America", "PLACE")], (0, 0, 0)),
        ([("Muslims", "NORP"), ("Muslim", "NORP")], (0, 0)),
        ([("Jordan", "PERSON"), ("Jordan", "PLACE")], (0, 1)),
    ],
)  # fmt: skip
def test_clusters(names: list[tuple[str, NameType]], expected: tuple[int, ...]) -> None:
    assert clusters(*names) == expected


def test_an_acronym_joins_the_name_that_the_text_gives_it() -> None:
    names: list[tuple[str, NameType]] = [("Harbour Workers' Congress", "ORG"), ("HWX", "ORG")]
    assert clusters(*names) == (0, 1)
    assert clusters(*names, HWX="Harbour Workers' Congress") == (0, 0)


def test_a_surname_that_fits_two_is_marked() -> None:
    found = cluster([mention(n, "PERSON") for n in ("Ana Duarte", "Rui Duarte", "Duarte")], ())
    assert found.ambiguous == {found.of[2]}

"""The kind ``attendance``: who takes part in what, and how far it has come. Names are given by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims import language
from claims.claim import AttendanceDetail
from claims.kinds.attendance import find
from claims.pipeline.names import annotate

ANA, RUI, UNION = ("Ana Duarte", "PERSON"), ("Rui Alves", "PERSON"), ("Harbour Union", "ORG")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def read(nlp: Language, text: str, names: Sequence[tuple[str, str]]) -> Doc:
    doc = nlp(text)
    spans = [doc.char_span(text.find(n), text.find(n) + len(n), label=label) for n, label in names]
    doc.ents = [span for span in spans if span is not None]
    doc.user_data.pop("claims_register", None)
    return annotate(doc)


def claims(nlp: Language, text: str, *names: tuple[str, str]) -> list[AttendanceDetail]:
    return [item.detail for item in find(read(nlp, text, names), ())]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Duarte attended the summit.", [("Ana Duarte", "participant", "attended")]),
        ("Ana Duarte and Rui Alves attended the summit.",
         [("Ana Duarte", "participant", "attended"), ("Rui Alves", "participant", "attended")]),
        ("Ana Duarte will take part in the summit.", [("Ana Duarte", "participant", "expected")]),
        ("Ana Duarte is expected to attend the summit.", [("Ana Duarte", "participant", "expected")]),
        ("Ana Duarte was invited to the summit.", [("Ana Duarte", "participant", "invited")]),
        ("Ana Duarte missed the summit.", [("Ana Duarte", "participant", "absent")]),
        ("Ana Duarte did not attend the summit.", [("Ana Duarte", "participant", "absent")]),
        ("Ana Duarte declined to attend the summit.", [("Ana Duarte", "participant", "declined")]),
        ("Ana Duarte hosted the summit.", [("Ana Duarte", "host", "attended")]),
        ("Ana Duarte gave a speech at the summit.", [("Ana Duarte", "speaker", "attended")]),
        ("The summit was organized by the Harbour Union.", [("Harbour Union", "organizer", "attended")]),
        ("Ana Duarte was absent from the summit.", [("Ana Duarte", "participant", "absent")]),
        ("Ana Duarte was among the guests at the summit.", [("Ana Duarte", "participant", "attended")]),
        ("Ana Duarte was a guest at the summit.", [("Ana Duarte", "participant", "attended")]),
        ("Ana Duarte made the following remarks at the opening.", [("Ana Duarte", "speaker", "attended")]),
        ("Ana Duarte joined Rui Alves at the summit.",
         [("Ana Duarte", "participant", "attended"), ("Rui Alves", "participant", "attended")]),
        ("Ana Duarte met Rui Alves.",
         [("Ana Duarte", "participant", "attended"), ("Rui Alves", "participant", "attended")]),
        ("Neither Ana Duarte nor Rui Alves attended the summit.",
         [("Ana Duarte", "participant", "absent"), ("Rui Alves", "participant", "absent")]),
        ("Ana Duarte is due to arrive in Lima for a summit with Rui Alves.",
         [("Ana Duarte", "participant", "expected"), ("Rui Alves", "participant", "expected")]),
        ("Ana Duarte received Rui Alves in Lima.",
         [("Ana Duarte", "host", "attended"), ("Rui Alves", "participant", "attended")]),
    ],
)  # fmt: skip
def test_who_and_how(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    [detail] = claims(nlp, text, ANA, RUI, UNION)
    assert [(a.name, a.role, a.status) for a in detail.attendees] == expected
    assert [a.part for a in detail.attendees] == list(range(len(expected)))


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte attended school.",
        "The bank will meet the needs of Ana Duarte.",
        "Did Ana Duarte attend the summit?",
        "No minister attended the summit.",
        "It would be the first time that Ana Duarte holds a meeting with Rui Alves.",
        "The summit was long. Success may not come with speed.",
        "Workers gathered data in the villages.",
        "Protesters rallied in support of Ana Duarte.",
        "The summit ended on Monday.",
    ],
)
def test_nobody_takes_part(nlp: Language, text: str) -> None:
    assert claims(nlp, text, ANA) == []


def test_a_list_with_brackets_counts_and_heads(nlp: Language) -> None:
    text = (
        "A summit opens on Monday. Groups that have announced plans to do so include the Harbour Union "
        "(a delegation headed by chair Ana Duarte will take part in person), and two unions from Peru "
        "– the northern and southern unions. Rui Alves will take part online."
    )
    text = text.replace("A summit opens", "Unions will take part in a summit that opens")
    [detail] = claims(nlp, text, ANA, RUI, UNION)
    found = [(a.text, a.role, a.mode) for a in detail.attendees]
    assert found[1:] == [
        ("Harbour Union", "participant", "in_person"),
        ("Ana Duarte", "head", "in_person"),
        ("northern", "participant", None),
        ("southern", "participant", None),
        ("Rui Alves", "participant", "online"),
    ]
    assert {a.status for a in detail.attendees} == {"expected"}


@pytest.mark.parametrize(
    ("text", "crowd"),
    [
        ("About 4,000 people marched through Lima on Saturday.", "About 4,000 people"),
        ("Hundreds of thousands of people crowded onto the square.", "Hundreds of thousands of people"),
        ("Farmers protested outside parliament.", "Farmers"),
        ("A crowd of 300 gathered outside the court.", "A crowd of 300"),
    ],
)
def test_a_crowd_is_its_own_gathering(nlp: Language, text: str, crowd: str) -> None:
    [detail] = claims(nlp, text)
    assert [(a.text, a.status) for a in detail.attendees] == [(crowd, "attended")]


def test_the_keynote_speech_is_at_the_gathering_spoken_of(nlp: Language) -> None:
    [detail] = claims(nlp, "The summit is on Monday. Ana Duarte is to give the keynote speech.", ANA)
    assert [(a.name, a.role, a.status) for a in detail.attendees] == [("Ana Duarte", "speaker", "expected")]
    assert detail.event.text == "The summit"


def test_those_at_a_gathering_are_listed(nlp: Language) -> None:
    [detail] = claims(nlp, "Among those at the ceremony were Ana Duarte and Rui Alves.", ANA, RUI)
    assert [a.name for a in detail.attendees] == ["Ana Duarte", "Rui Alves"]


def test_one_claim_a_gathering(nlp: Language) -> None:
    text = "Ana Duarte attended a summit in Lima. Rui Alves missed the summit."
    [detail] = claims(nlp, text, ANA, RUI)
    assert detail.event.text == "a summit"
    assert [(a.name, a.status) for a in detail.attendees] == [
        ("Ana Duarte", "attended"),
        ("Rui Alves", "absent"),
    ]


def test_two_gatherings_are_two_claims(nlp: Language) -> None:
    text = "Ana Duarte attended a summit in Lima. Rui Alves attended a conference in Quito."
    assert [d.event.text for d in claims(nlp, text, ANA, RUI)] == ["a summit", "a conference"]

"""The kind ``office``: who holds what post, of what, when and how. Names are given by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims import language
from claims.article import Article, Paragraph
from claims.claim import OfficeDetail
from claims.kinds.office import find
from claims.pipeline.names import annotate
from claims.pipeline.posts import split_post

DAY = "2021-07-06"
ANA, UNION = ("Ana Duarte", "PERSON"), ("Harbour Union", "ORG")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def article(text: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    whole = (Paragraph(0, len(text), "body"),)
    return Article(digest, 1, None, None, DAY, None, "en", digest, digest, text, whole)


def read(nlp: Language, text: str, names: Sequence[tuple[str, str]]) -> Doc:
    """The text analysed as an article, with each (name, label) as its only entities."""
    doc = language.analyse(nlp, article(text))
    starts = [(text.find(name), name, label) for name, label in names]
    spans = [doc.char_span(start, start + len(name), label=label) for start, name, label in starts]
    doc.ents = [span for span in spans if span is not None]
    doc.user_data.clear()
    doc._.claims_article = article(text)
    return annotate(doc)


def offices(nlp: Language, text: str, *names: tuple[str, str]) -> list[OfficeDetail]:
    return [item.detail for item in find(read(nlp, text, names), ())]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "names", "office", "of"),
    [
        ("President Ana Duarte spoke.", [ANA], "President", None),
        ("Peruvian Prime Minister Ana Duarte spoke.", [ANA, ("Peruvian", "NORP")], "Prime Minister", "Peru"),
        ("Harbour Union chair Ana Duarte spoke.", [ANA, UNION], "chair", "Harbour Union"),
        ("The Harbour Union's deputy head, Ana Duarte, spoke.", [ANA, UNION], "deputy head", "Harbour Union"),
        ("Ana Duarte, editor-in-chief of the Harbour Times, spoke.", [ANA, ("Harbour Times", "ORG")],
         "editor-in-chief", "Harbour Times"),
        ("Ana Duarte is the mayor of Lima.", [ANA, ("Lima", "PLACE")], "mayor", "Lima"),
        ("Ana Duarte was elected president of Peru.", [ANA, ("Peru", "PLACE")], "president", "Peru"),
        ("Ana Duarte, who has led the Harbour Union since 2019, spoke.", [ANA, UNION], "led", "Harbour Union"),
        ("Ana Duarte, 42, a spokeswoman for the Harbour Union, spoke.", [ANA, UNION], "spokeswoman", "Harbour Union"),
        ("Peru's foreign minister Dr Ana Duarte spoke.", [ANA, ("Peru", "PLACE")], "foreign minister", "Peru"),
        ("Sen. Ana Duarte spoke.", [("Ana Duarte", "ORG")], "Sen.", None),
    ],
)  # fmt: skip
def test_offices(nlp: Language, text: str, names: list[tuple[str, str]], office: str, of: str | None) -> None:
    [detail] = offices(nlp, text, *names)
    place = detail.organization or detail.jurisdiction
    assert (detail.person.name, detail.office.text) == ("Ana Duarte", office)
    assert (place.name if place is not None else None) == of
    assert detail.as_of == DAY


@pytest.mark.parametrize(
    ("text", "tense", "qualifier"),
    [
        ("Former President Ana Duarte spoke.", "former", None),
        ("Ex-President Ana Duarte spoke.", "former", None),
        ("Acting President Ana Duarte spoke.", "current", "acting"),
        ("Interim President Ana Duarte spoke.", "current", "interim"),
        ("President-elect Ana Duarte spoke.", "future", "elect"),
        ("Ana Duarte, then the president of Peru, spoke.", "former", None),
        ("Ousted President Ana Duarte spoke.", "former", "ousted"),
        ("Ana Duarte resigned as president.", "former", None),
        ("Ana Duarte will become president.", "future", None),
        ("Ana Duarte became president.", "current", None),
    ],
)
def test_tense_and_qualifier(nlp: Language, text: str, tense: str, qualifier: str | None) -> None:
    [detail] = offices(nlp, text, ANA)
    assert (detail.tense, detail.qualifier) == (tense, qualifier)
    assert detail.office.text.lower() in ("president", "president-elect")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte is not the president of the club.",
        "Is Ana Duarte the president of the club?",
        "The president spoke to Ana Duarte.",
        "Ana Duarte thanked the mayor.",
        "Ana Duarte will then head over to the school.",
        "Ana Duarte led the service.",
        "According to Ana Duarte, a detective for the sheriff's office was given material.",
    ],
)
def test_no_office(nlp: Language, text: str) -> None:
    assert offices(nlp, text, ANA) == []


def test_a_title_in_the_plural_is_held_by_each(nlp: Language) -> None:
    found = offices(nlp, "Senators Ana Duarte and Rui Alves spoke.", ANA, ("Rui Alves", "PERSON"))
    assert [(detail.person.text, detail.office.text) for detail in found] == [
        ("Ana Duarte", "Senators"),
        ("Rui Alves", "Senators"),
    ]


def test_a_row_of_names_goes_on_over_brackets_and_wrong_labels(nlp: Language) -> None:
    text = "Sens. Ana Duarte (R-Ga.), Eva Moss and Rui Alves spoke."
    found = offices(nlp, text, ANA, ("Eva Moss", "ORG"), ("Rui Alves", "PLACE"))
    assert [detail.person.text for detail in found] == ["Ana Duarte", "Eva Moss", "Rui Alves"]


def test_a_headline_in_capitals_names_whom_the_text_names(nlp: Language) -> None:
    text = "SEN. DUARTE OPENS BRIDGE\n\nAna Duarte spoke."
    [detail] = offices(nlp, text, ANA)
    assert (detail.person.text, detail.person.name) == ("DUARTE", "Ana Duarte")


def test_two_posts_have_one_holder(nlp: Language) -> None:
    found = offices(nlp, "The bank's founder and chairman, Ana Duarte, spoke.", ANA)
    assert [(d.office.text, d.person.name) for d in found] == [
        ("founder", "Ana Duarte"),
        ("chairman", "Ana Duarte"),
    ]


def test_a_post_may_be_the_subject(nlp: Language) -> None:
    [detail] = offices(nlp, "The fund, whose director is Ana Duarte, grew.", ANA)
    assert (detail.person.text, detail.office.text) == ("Ana Duarte", "director")


def test_a_repeated_title_is_one_claim(nlp: Language) -> None:
    text = "President Ana Duarte spoke. President Duarte then left. Later President Duarte came back."
    assert len(offices(nlp, text, ANA)) == 1


def test_a_repeated_title_with_its_country_is_one_claim(nlp: Language) -> None:
    text = "US President Ana Duarte spoke. Then President Duarte left. US President Ana Duarte came back."
    assert len(offices(nlp, text, ANA, ("US", "PLACE"))) == 1


def test_a_noun_with_its_article_is_no_title(nlp: Language) -> None:
    text = "Ana Duarte is the first senator Georgia has elected."
    assert [d.person.text for d in offices(nlp, text, ANA, ("Georgia", "PLACE"))] == ["Ana Duarte"]


def test_a_body_before_the_bracket_is_whose_post_it_is(nlp: Language) -> None:
    [detail] = offices(nlp, "The Harbour Union (general secretary Ana Duarte will come) agreed.", ANA, UNION)
    assert detail.organization is not None
    assert detail.organization.name == "Harbour Union"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister", ((), "prime minister")),
        ("former Deputy Prime Minister", (("former", "deputy"), "prime minister")),
        ("ex-president", (("ex",), "president")),
        ("president-elect", (("elect",), "president")),
        ("director-general", ((), "director-general")),
        ("happy president", None),
        ("table", None),
        ("", None),
    ],
)
def test_split_post(text: str, expected: tuple[tuple[str, ...], str] | None) -> None:
    assert split_post(text) == expected

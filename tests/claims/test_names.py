"""``claims_names`` and ``named``: entity spans given by hand, on the bundled pipeline's parse."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claims import article, language
from claims.pipeline.names import annotate, country, named


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def read(nlp: Language, text: str, names: Sequence[tuple[str, str]]) -> Doc:
    """The text parsed, with every occurrence of each (name, label) as its only entities."""
    with nlp.select_pipes(disable=["claims_names"]):
        doc = nlp(text)
    spans = []
    for name, label in names:
        start = text.find(name)
        while start >= 0:
            spans.append(doc.char_span(start, start + len(name), label=label))
            start = text.find(name, start + 1)
    doc.ents = [span for span in spans if span is not None]
    doc.user_data.pop("claims_register", None)
    return annotate(doc)


def test_a_post_with_its_article_names_nobody(nlp: Language) -> None:
    text = "The Secretary spoke. Ann Bishop left; Bishop's car stayed. Jeff [Drake] stayed."
    marked = [
        ("Secretary", "PERSON"),
        ("Ann Bishop", "PERSON"),
        ("Bishop's", "PERSON"),
        ("Jeff [Drake]", "PERSON"),
    ]
    assert [n.text for n in read(nlp, text, marked)._.claims_names] == ["Ann Bishop", "Bishop", "Jeff"]


def test_a_shop_link_names_nothing_more_fully(nlp: Language) -> None:
    told = "The mayor spoke to Harbor Post on Monday about the bridge and what it will cost the city."
    copy = article.read(f"{told}\n\nHarbor Post Store\n".encode(), name="copy.txt", published="2021-07-06")
    doc = language.analyse(nlp, copy)
    spans = [
        doc.char_span(copy.text.find(n), copy.text.find(n) + len(n), "ORG")
        for n in ("Harbor Post", "Harbor Post Store")
    ]
    doc.ents = [span for span in spans if span is not None]
    doc.user_data.pop("claims_register", None)
    assert copy.paragraphs[-1].role == "boilerplate"
    assert {name.name for name in annotate(doc)._.claims_names} == {"Harbor Post"}


def test_spans_are_trimmed_and_clustered(nlp: Language) -> None:
    text = "President Ana Duarte met Mr. Rui Alves. Duarte left; Alves's plane waited in the Azores."
    names = [
        ("President Ana Duarte", "PERSON"), ("Mr. Rui Alves", "PERSON"), ("Duarte left", "ORG"),
        ("Alves's", "PERSON"), ("the Azores", "GPE"),
    ]  # fmt: skip
    found = [(n.text, n.type, n.name) for n in read(nlp, text, names)._.claims_names]
    assert found == [
        ("Ana Duarte", "PERSON", "Ana Duarte"),
        ("Rui Alves", "PERSON", "Rui Alves"),
        ("Duarte left", "ORG", "Duarte left"),
        ("Alves", "PERSON", "Rui Alves"),
        ("Azores", "PLACE", "Azores"),
    ]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("The Peruvian Workers Party won.", [("Peruvian", "NORP"), ("Workers Party", "ORG")],
         ["Peruvian Workers Party"]),
        ("The Peruvian Foreign Ministry spoke.", [("Peruvian", "NORP")], ["Peruvian Foreign Ministry"]),
        ("The Lima Evening Herald said so.", [("Lima", "GPE")], ["Lima Evening Herald"]),
        ("The Peruvian carmaker Alto won.", [("Peruvian", "NORP"), ("Alto", "ORG")], ["Peruvian", "Alto"]),
        ("In Lima Alto Motors won.", [("Lima", "GPE"), ("Alto Motors", "ORG")], ["Lima", "Alto Motors"]),
    ],
)  # fmt: skip
def test_a_people_or_place_before_a_body_is_part_of_its_name(
    nlp: Language, text: str, names: list[tuple[str, str]], expected: list[str]
) -> None:
    assert [n.text for n in read(nlp, text, names)._.claims_names] == expected


def test_the_same_body_of_two_countries_is_two(nlp: Language) -> None:
    text = "The Social Party of Chile met the Peruvian Social Party. The Chilean Social Party left."
    names = [("Social Party of Chile", "ORG"), ("Peruvian", "NORP"), ("Chilean", "NORP")]
    found = [(n.text, n.name) for n in read(nlp, text, names)._.claims_names]
    assert found == [
        ("Social Party of Chile", "Social Party of Chile"),
        ("Peruvian Social Party", "Peruvian Social Party"),
        ("Chilean Social Party", "Social Party of Chile"),
    ]


def test_every_name_stands_where_it_says(nlp: Language) -> None:
    doc = read(nlp, "“The Tagus Times” asked Ana Duarte’s party.", [("“The Tagus Times”", "WORK_OF_ART")])
    assert [doc.text[n.start : n.end] == n.text for n in doc._.claims_names] == [True]


def of(nlp: Language, text: str, phrase: str, *names: tuple[str, str]) -> str | None:
    """What ``phrase`` stands for at its last place in the text."""
    doc = read(nlp, text, names)
    start = text.rindex(phrase)
    return named(doc, start, start + len(phrase)).name


ANA, RUI, PARTY = ("Ana Duarte", "PERSON"), ("Rui Alves", "PERSON"), ("Workers' Party of Peru", "ORG")


@pytest.mark.parametrize(
    ("text", "phrase", "names", "expected"),
    [
        ("President Ana Duarte spoke.", "President Ana Duarte", [ANA], "Ana Duarte"),
        ("Ana Duarte spoke. She left.", "She", [ANA], "Ana Duarte"),
        ("Ana Duarte spoke. He left.", "He", [ANA], None),
        ("Ana Duarte praised Rui Alves. He thanked her.", "He", [ANA, RUI], "Rui Alves"),
        ("Ana Duarte met Maria Alves. She left.", "She", [ANA, ("Maria Alves", "PERSON")], "Ana Duarte"),
        ("A woman met Ana Duarte. She left.", "She", [ANA], None),
        ("The Workers' Party of Peru won. The party had lost in 2010.", "The party", [PARTY],
         "Workers' Party of Peru"),
        ("The Workers' Party of Peru and the Green Party of Peru won. The party had lost before.", "The party",
         [PARTY, ("Green Party of Peru", "ORG")], None),
        ("The Workers' Party of Peru won. It said the vote was fair.", "It", [PARTY], "Workers' Party of Peru"),
        ("The Workers' Party of Peru won. It is clear that the vote was fair.", "It", [PARTY], None),
        ("The head of the union, Ana Duarte, spoke.", "The head of the union, Ana Duarte", [ANA], "Ana Duarte"),
        ("Ana Duarte and Rui Alves spoke.", "Ana Duarte and Rui Alves", [ANA, RUI], None),
        ("Ana Duarte's spokesman spoke.", "Ana Duarte's spokesman", [ANA], None),
        ("Ana Duarte, who leads the union, spoke.", "who", [ANA], "Ana Duarte"),
        ("The dog barked.", "The dog", [], None),
        ("A Peruvian court ruled.", "Peruvian", [("Peruvian", "NORP")], "Peru"),
    ],
)  # fmt: skip
def test_named(
    nlp: Language, text: str, phrase: str, names: list[tuple[str, str]], expected: str | None
) -> None:
    assert of(nlp, text, phrase, *names) == expected


def test_a_complement_belongs_to_the_fullest_form(nlp: Language) -> None:
    text = "The Ports Department of the Harbour Council met. The Ports Department said it was late."
    names = [("Ports Department", "ORG"), ("Harbour Council", "ORG")]
    assert of(nlp, text, "The Ports Department", *names) == "Ports Department of the Harbour Council"


def test_a_headline_in_capitals_lends_no_capitals(nlp: Language) -> None:
    text = "DUARTE LEAVES NATO\n\nThe senator, Duarte, left the Nato."
    names = [("DUARTE", "PERSON"), ("NATO", "ORG"), ("Duarte", "PERSON"), ("Nato", "ORG")]
    assert [n.name for n in read(nlp, text, names)._.claims_names] == ["Duarte", "NATO", "Duarte", "NATO"]


def test_countries() -> None:
    assert country("Pakistani") == "Pakistan"
    assert country("purple") is None


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aa É.’“”\"'()-–\n\u200b\u202e字🙂"), max_size=40))
def test_any_text_gives_exact_offsets(text: str) -> None:
    nlp = language.load()
    doc = nlp(text)
    for name in doc._.claims_names:
        assert doc.text[name.start : name.end] == name.text
    for start in range(0, len(text), 5):
        place = named(doc, start, len(text))
        assert place.text == text[start:]

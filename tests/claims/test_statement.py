"""``statement`` and ``question``: self-contained, and grammatical English."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims import language
from claims.annotation import Date
from claims.article import Article, Paragraph
from claims.claim import Found, QuoteDetail, StatementDetail
from claims.filling import filled, is_relative
from claims.kinds import attendance, office
from claims.kinds.quote import find as find_quotes
from claims.phrasing import indefinite, listed
from claims.pipeline.names import annotate
from claims.span import Named, Span, span
from claims.statement import question, statement

NAMES = {
    "Ana Duarte": "PERSON", "Rui Alves": "PERSON", "Duarte": "PERSON", "Peruvian": "NORP",
    "Harbour Union": "ORG", "Lima": "PLACE", "Peru": "PLACE",
}  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def make_article(text: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = tuple(Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    return Article(digest, 1, None, None, "2021-07-06", None, "en", digest, digest, text, blocks)


def read(nlp: Language, text: str, *dates: tuple[str, str]) -> Doc:
    """The text as an article of 2021-07-06, names and dates given by hand."""
    article = make_article(text)
    doc = language.analyse(nlp, article)
    spans, taken = [], set[int]()
    for name, label in NAMES.items():
        start = text.find(name)
        while start >= 0:
            found = doc.char_span(start, start + len(name), label=label)
            if found is not None and start not in taken and not taken & set(range(start, start + len(name))):
                spans.append(found)
                taken |= set(range(start, start + len(name)))
            start = text.find(name, start + 1)
    doc.ents = spans
    doc.user_data.clear()
    doc._.claims_article = article
    doc._.claims_dates = tuple(
        Date(words, text.find(words), text.find(words) + len(words), "DATE", value, value, value)
        for words, value in dates
    )
    return annotate(doc)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Ana Duarte spoke. She left at noon.", "She left at noon", "[Ana Duarte] left at noon"),
        ("Ana Duarte spoke. Duarte left.", "Duarte left", "[Ana Duarte] left"),
        ("Ana Duarte spoke. Her plane was late.", "Her plane was late", "[Ana Duarte’s] plane was late"),
        ("Ana Duarte said she would come.", "Ana Duarte said she would come", None),
        ("But the ship sank.", "But the ship sank", "the ship sank"),
        ("The ship sank on Monday.", "The ship sank on Monday", "The ship sank on Monday [2021-07-05]"),
    ],
)
def test_filled(nlp: Language, text: str, part: str, expected: str | None) -> None:
    doc = read(nlp, text, ("Monday", "2021-07-05"))
    start = text.rindex(part)
    assert filled(doc, start, start + len(part)) == (expected or part)


@pytest.mark.parametrize(
    ("words", "value", "relative"),
    [
        ("Tuesday", "2021-07-06", True),
        ("last month", "2021-06", True),
        ("July 6, 2021", "2021-07-06", False),
        ("recently", "PAST_REF", False),
        ("Tuesday", "XXXX-WXX-2", False),
    ],
)
def test_relative_dates(words: str, value: str, relative: bool) -> None:
    assert is_relative(Date(words, 0, len(words), "DATE", value)) == relative


@pytest.mark.parametrize(
    ("text", "said", "asked"),
    [
        ("Peruvian Prime Minister Ana Duarte spoke.", "Ana Duarte [is the] Peruvian Prime Minister",
         "Was Ana Duarte prime minister of Peru on 2021-07-06?"),
        ("The Harbour Union's chair, Ana Duarte, spoke.", "Ana Duarte [is] the Harbour Union's chair",
         "Was Ana Duarte chair of the Harbour Union on 2021-07-06?"),
        ("Former President Ana Duarte spoke.", "Ana Duarte [is] Former President",
         "Was Ana Duarte a former president on 2021-07-06?"),
        ("Ana Duarte is the mayor of Lima.", "Ana Duarte is the mayor of Lima",
         "Was Ana Duarte mayor of Lima on 2021-07-06?"),
        ("Sen. Ana Duarte spoke.", "Ana Duarte [is] Sen.", "Was Ana Duarte a senator on 2021-07-06?"),
    ],
)  # fmt: skip
def test_offices(nlp: Language, text: str, said: str, asked: str) -> None:
    doc = read(nlp, text)
    [found] = office.find(doc, ())
    assert statement(doc, found) == said
    assert question(doc, found) == asked


def test_a_shared_title_is_told_without_the_others(nlp: Language) -> None:
    doc = nlp("Senators Ana Duarte and Rui Alves spoke.")
    claimed = list(office.find(doc, ()))
    assert [statement(doc, found) for found in claimed] == [
        "Ana Duarte [is one of the] Senators",
        "Rui Alves [is one of the] Senators",
    ]


def test_attendance_names_the_gathering_its_place_and_its_day(nlp: Language) -> None:
    doc = read(nlp, "Ana Duarte will attend a summit in Lima. Rui Alves missed the summit.")
    [found] = attendance.find(doc, ())
    assert question(doc, found) == (
        "Did Ana Duarte take part in the summit in Lima, and did Rui Alves stay away?"
    )


def quote(text: str, form: str, content: str) -> Found:
    who = Named("Ana Duarte", 0, 10, "Ana Duarte")
    start = text.index(content)
    part = span(text, start, start + len(content))
    detail = QuoteDetail(form, who, (who,), None, (part,))  # type: ignore[arg-type]
    return Found("quote", 0, len(text), detail)


@pytest.mark.parametrize(
    ("text", "form", "content", "asked"),
    [
        ("Ana Duarte said: “We won.”", "direct", "We won.", "Did Ana Duarte say “We won.”?"),
        ("Ana Duarte said that the ship sank.", "indirect", "that the ship sank",
         "Did Ana Duarte say that the ship sank?"),
        ("Ana Duarte said the ship sank.", "indirect", "the ship sank",
         "Did Ana Duarte say that the ship sank?"),
        ("Ana Duarte called for a vote.", "indirect", "a vote", "Did Ana Duarte say this: “a vote”?"),
    ],
)  # fmt: skip
def test_quotes(nlp: Language, text: str, form: str, content: str, asked: str) -> None:
    assert question(read(nlp, text), quote(text, form, content)) == asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Lima will win,” said Rui Alves.", ["“Lima will win,” said Rui Alves"]),
        ("Rui Alves spoke. ``Our team won today,'' he said.", ["``Our team won today,'' [Rui Alves] said"]),
        ("“But Lima lost,” Rui Alves said.", ["“But Lima lost,” Rui Alves said"]),
        (
            "“Lima lost,” said Rui Alves. The crowd left.\n\n“The match was far too long for all of us.”",
            ["“Lima lost,” said Rui Alves", "[Rui Alves:] “The match was far too long for all of us.”"],
        ),
    ],
)
def test_quotes_keep_their_marks_and_their_days(nlp: Language, text: str, expected: list[str]) -> None:
    article = make_article(text)
    doc = language.analyse(nlp, article)
    assert [statement(doc, found) for found in find_quotes(doc, [])] == expected


def test_a_quote_of_two_names_both_and_of_none_anyone(nlp: Language) -> None:
    text = "Ana Duarte said that the ship sank."
    found = quote(text, "indirect", "that the ship sank")
    doc, detail = read(nlp, text), found.detail
    assert isinstance(detail, QuoteDetail)
    two = replace(detail, speakers=(Named("A", 0, 1, "A"), Named("B", 0, 1, "B")))
    none = replace(detail, speaker=None, speakers=())
    assert question(doc, replace(found, detail=two)) == "Did A and B say that the ship sank?"
    assert question(doc, replace(found, detail=none)) == "Did anyone say that the ship sank?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The ship sank.", "Is it true that the ship sank?"),
        ("A long night.", "Is this right: “A long night.”?"),
    ],
)
def test_statements(nlp: Language, text: str, asked: str) -> None:
    detail = StatementDetail(None, Span("", 0, 0), None)
    assert question(read(nlp, text), Found("statement", 0, len(text), detail)) == asked


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("senator", "a senator"), ("adviser", "an adviser"), ("MP", "an MP"), ("CEO", "a CEO"),
     ("union chief", "a union chief")],
)  # fmt: skip
def test_indefinite(noun: str, expected: str) -> None:
    assert indefinite(noun) == expected


def test_listed() -> None:
    assert listed(["X", "Y", "Z"]) == "X, Y and Z"
    assert listed(["X"]) == "X"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LIMA (Harbour News) – The ship sank.", "The ship sank."),
        ("Lima, Peru — The ship sank.", "The ship sank."),
        ("Ana Duarte – who sailed – spoke.", "Ana Duarte – who sailed – spoke."),
    ],
)
def test_a_dateline_is_left_out(nlp: Language, text: str, expected: str) -> None:
    assert filled(read(nlp, text), 0, len(text)) == expected

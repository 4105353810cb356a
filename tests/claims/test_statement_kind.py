"""The kind ``statement``: what asserts something checkable, and what does not."""

from __future__ import annotations

import pytest
from spacy.language import Language

from claims import language
from claims.annotation import Quote
from claims.claim import Found, QuoteDetail, StatementDetail, SuperlativeDetail
from claims.kinds.statement import find
from claims.span import Named, Span


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def texts(nlp: Language, text: str) -> list[str]:
    return [text[item.start : item.end] for item in find(nlp(text), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council closed the bridge.", ["The council closed the bridge"]),
        ("The council closed the bridge, and the police blocked the road.",
         ["The council closed the bridge", "the police blocked the road"]),
        ("Maria Roque, who studied law in Porto, joined the court.",
         ["who studied law in Porto", "Maria Roque, who studied law in Porto, joined the court"]),
        ("The harbour is owned by the city.", ["The harbour is owned by the city"]),
        ("The minister has not visited the island.", ["The minister has not visited the island"]),
    ],
)  # fmt: skip
def test_assertions(nlp: Language, text: str, expected: list[str]) -> None:
    assert texts(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plan is wonderful.",
        "The council will close the bridge.",
        "The council should close the bridge.",
        "Did the council close the bridge?",
        "Close the bridge now.",
        "We hope the bridge opens again.",
        "A year of pain and fear.",
        "They might close the bridge.",
        "The council is expected to close the bridge.",
        "The mayor called the bridge a disgrace.",
        "The bridge is too narrow.",
        "The bridge closes if the council votes for it.",
    ],
)
def test_no_checkable_assertion(nlp: Language, text: str) -> None:
    whole = [found for found in texts(nlp, text) if found.startswith(text.split()[0])]
    assert whole == []


def test_detail(nlp: Language) -> None:
    (item,) = find(nlp("The city council has not closed the old bridge."), ())
    detail = item.detail
    assert isinstance(detail, StatementDetail)
    assert detail.subject is not None
    assert detail.subject.text == "The city council"
    assert detail.predicate is not None
    assert detail.predicate.text == "has not closed"
    assert detail.object is not None
    assert detail.object.text == "the old bridge"


def test_the_cue_of_a_quote_is_no_statement_but_what_is_said_is(nlp: Language) -> None:
    text = "The mayor said the council closed the bridge."
    doc = nlp(text)
    cue = Span("said", 10, 14)
    content = (Span(text[15:-1], 15, len(text) - 1),)
    speaker = Named("The mayor", 0, 9)
    quote = Quote("indirect", content, speaker, (speaker,), cue)
    detail = QuoteDetail(quote.form, speaker, (speaker,), cue, content)
    before = [Found("quote", quote.start, quote.end, detail)]
    assert [text[i.start : i.end] for i in find(doc, before)] == ["the council closed the bridge"]


def test_what_another_kind_covers_is_no_statement(nlp: Language) -> None:
    text = "The council closed the longest bridge."
    marker = Span("longest", 23, 30)
    before = [Found("superlative", 0, len(text) - 1, SuperlativeDetail(marker))]
    assert list(find(nlp(text), before)) == []

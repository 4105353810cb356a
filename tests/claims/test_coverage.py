"""Coverage: nothing in the article falls through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claims import article, language
from claims.claim import Found, StatementDetail
from claims.coverage import coverage, merged, overlaps
from claims.extract import extract
from claims.extraction import Coverage
from claims.pipeline import text_of

TEXT = (
    "Bridge Closed in Varna\n\nThe council closed the bridge on Monday. It cost 4 million euros. "
    "Will it open again? The plan is wonderful. “It was old,” said Ana Lopes.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def of(nlp: Language, text: str, *claims: str) -> Coverage:
    doc = nlp(text)
    detail = StatementDetail(None, None, None)
    found = [Found("statement", text.index(c), text.index(c) + len(c), detail) for c in claims]
    return coverage(doc, found)


def test_counts_sentences_and_lists_the_others(nlp: Language) -> None:
    result = of(nlp, "The council closed the bridge. Will it open again?", "The council closed the bridge")
    assert (result.sentences, result.covered) == (2, 1)
    assert [(h.text, h.what, h.why) for h in result.uncovered] == [
        ("Will it open again?", "sentence", "question")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Will the bridge open again?", "question"),
        ("The plan is wonderful.", "opinion"),
        ("The bridge will open again.", "prediction"),
        ("A year of pain and fear.", "no_assertion"),
    ],
)
def test_reasons(nlp: Language, text: str, why: str) -> None:
    (hole,) = [h for h in of(nlp, text).uncovered if h.what == "sentence"]
    assert hole.why == why


def test_a_number_outside_every_claim_is_listed(nlp: Language) -> None:
    result = of(nlp, "The bridge opened and 40 men worked there.", "The bridge opened")
    assert ("40", "number") in [(h.text[:2], h.what) for h in result.uncovered]
    assert result.covered == 1


def test_without_a_parse_every_paragraph_is_unparsed() -> None:
    import spacy

    doc = spacy.blank("en")("The council closed the bridge.")
    result = coverage(doc, ())
    assert [h.why for h in result.uncovered if h.what == "sentence"] == ["unparsed"]


def test_boilerplate_and_bylines_say_so_and_do_not_count(nlp: Language) -> None:
    source = article.read(f"Bridge Closed\n\nBy Ana Lopes\n\n{TEXT}".encode(), name="a.txt", force=True)
    extraction = extract(source, nlp=nlp)
    for hole in extraction.coverage.uncovered:
        role = source.role_at(hole.start)
        assert (hole.why == "boilerplate") == (role == "boilerplate")
        assert (hole.why == "filtered") == (role in {"byline", "dateline"})


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=8), st.integers(0, 60))
def test_merged_places_hold_the_same_characters(pairs: list[tuple[int, int]], at: int) -> None:
    places = [(start, start + length) for start, length in pairs]
    assert overlaps(merged(places), at, at + 1) == any(start <= at < end for start, end in places)


PIECES = st.sampled_from(
    [
        *TEXT.split(),
        "\n\n",
        "“",
        "”",
        '"',
        "'",
        "12",
        "3.5%",
        "2019",
        "Varna",
        "?",
        "!",
        "\u200f",
        "🙂",
        "é",
        "—",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_nothing_falls_through(nlp: Language, pieces: list[str]) -> None:
    source = article.read((" ".join(pieces) + " .").encode(), name="a.txt", force=True)
    extraction = extract(source, nlp=nlp)
    claimed = merged((claim.start, claim.end) for claim in extraction.claims)
    listed = {(hole.start, hole.end) for hole in extraction.coverage.uncovered}
    every = merged([*claimed, *listed])
    layers = extraction.annotations
    items = [*layers.names, *layers.dates, *layers.quantities]
    items += [part for quote in layers.quotes for part in quote.content]
    for item in items:
        assert overlaps(every, item.start, item.end)
    for start, end in _sentences(nlp, source):
        assert overlaps(every, start, end)


def _sentences(nlp: Language, source: article.Article) -> list[tuple[int, int]]:
    """The stretches of sentences in paragraphs that hold a letter or digit."""
    doc = language.analyse(nlp, source)
    assert text_of(doc) == source.text
    return [
        (sent.start_char, sent.end_char)
        for sent in doc.sents
        if any(token.is_alpha and source.role_at(token.idx) is not None for token in sent)
    ]

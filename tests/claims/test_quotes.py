"""Quotations: what is reported, in what form, by whom."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claims import language
from claims.annotation import Quote
from claims.article import Article, Paragraph
from claims.claim import QuoteDetail
from claims.kinds.quote import find


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def analysed(nlp: Language, text: str) -> Doc:
    blocks = tuple(Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    return language.analyse(nlp, Article("", 1, None, None, "2024-05-10", None, "en", "", "", text, blocks))


def quotes(nlp: Language, text: str) -> tuple[Quote, ...]:
    found: tuple[Quote, ...] = analysed(nlp, text)._.claims_quotes
    for quote in found:
        for part in quote.parts:
            assert text[part.start : part.end] == part.text
    return found


def told(nlp: Language, text: str) -> list[tuple[str, list[str], str | None]]:
    """(form, content, speaker) of each quote."""
    return [
        (q.form, [part.text for part in q.content], q.speaker.text if q.speaker else None)
        for q in quotes(nlp, text)
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("“The bridge will open in June,” the mayor said.", ["The bridge will open in June,"], "the mayor"),
        ('"The bridge will open in June," said Anna Berg.', ["The bridge will open in June,"], "Anna Berg"),
        ("''The bridge will open in June,'' Berg told reporters.", ["The bridge will open in June,"], "Berg"),
        ("“Is it safe?” asked Anna Berg.", ["Is it safe?"], "Anna Berg"),
        ('The mayor said: "The bridge will open in June."', ["The bridge will open in June."], "The mayor"),
        ('The mayor said, "The bridge will open."', ["The bridge will open."], "The mayor"),
        # A stop where a comma was due, and a blank before the mark.
        (
            "“The bridge is old. It will close.” Anna Berg said.",
            ["The bridge is old. It will close."],
            "Anna Berg",
        ),
        ('"The bridge will close. " Anna Berg said Friday.', ["The bridge will close."], "Anna Berg"),
        (
            "“The bridge,” Berg said, “will open in June.”",
            ["The bridge,", "will open in June."],
            "Berg",
        ),
        (
            "“The bridge is safe,” Berg said. “It will open in June.”",
            ["The bridge is safe,", "It will open in June."],
            "Berg",
        ),
        (
            "“The bridge is old,” said Anna Berg, an engineer who lives in Oslo.",
            ["The bridge is old,"],
            "Anna Berg, an engineer who lives in Oslo",
        ),
    ],
)
def test_direct(nlp: Language, text: str, content: list[str], speaker: str) -> None:
    assert told(nlp, text) == [("direct", content, speaker)]


def test_what_is_estimated_makes_no_estimate(nlp: Language) -> None:
    assert told(nlp, "Estimates of the global market exceed two trillion dollars.") == []


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Berg said the bridge was “safe for lorries.”",
            ["the bridge was “safe for lorries.”"],
            "Berg",
        ),
        (
            "The ministry said that the cables were “tested twice” and that nobody was hurt.",
            ["that the cables were “tested twice” and that nobody was hurt"],
            "The ministry",
        ),
        ('The union called the plan a "disaster."', ['the plan a "disaster."'], "The union"),
    ],
)
def test_of_a_mixed_one_the_whole_clause(nlp: Language, text: str, content: list[str], speaker: str) -> None:
    assert told(nlp, text) == [("mixed", content, speaker)]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("The mayor said the bridge would open in June.", ["the bridge would open in June"], "The mayor"),
        ("The mayor said that the bridge was safe.", ["that the bridge was safe"], "The mayor"),
        ("The bridge will open in June, the mayor said.", ["The bridge will open in June"], "the mayor"),
        (
            "According to the ministry, the bridge will open in June.",
            ["the bridge will open in June"],
            "the ministry",
        ),
        (
            "According to the survey, nurses and teachers earn less.",
            ["nurses and teachers earn less"],
            "the survey",
        ),
        (
            "The bridge will open in June, according to the ministry.",
            ["The bridge will open in June"],
            "the ministry",
        ),
        ("Berg told reporters that the bridge was safe.", ["that the bridge was safe"], "Berg"),
        ("Berg denied that the bridge was unsafe.", ["that the bridge was unsafe"], "Berg"),
        ("The minister refused to resign.", ["to resign"], "The minister"),
        ("The unions want to stop the sale.", ["to stop the sale"], "The unions"),
    ],
)
def test_indirect(nlp: Language, text: str, content: list[str], speaker: str) -> None:
    assert told(nlp, text) == [("indirect", content, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “safe mode” failed twice.",
        "Her novel “The Long Bridge” sold well.",
        "John “Jack” Brown lives in Oslo.",
        'The pipe is 12" wide.',
        "The phrase “safe for lorries” was painted on the wall.",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_no_quotations(nlp: Language, text: str) -> None:
    assert quotes(nlp, text) == ()


def test_paragraphs_without_a_cue_go_on_with_the_last_speaker(nlp: Language) -> None:
    text = "“The bridge is safe,” said Anna Berg.\n\n“We tested every cable.”\n\n“It will open in June.”"
    assert told(nlp, text) == [
        ("direct", ["The bridge is safe,"], "Anna Berg"),
        ("direct", ["We tested every cable."], "Anna Berg"),
        ("direct", ["It will open in June."], "Anna Berg"),
    ]


def test_a_quotation_left_open_is_one_with_its_next_paragraph(nlp: Language) -> None:
    text = "Anna Berg said: “The bridge is safe.\n\n“It will open in June.”"
    assert told(nlp, text) == [("direct", ["The bridge is safe.", "It will open in June."], "Anna Berg")]


def test_a_colon_announces_the_next_paragraph(nlp: Language) -> None:
    text = "The mayor said:\n\n“The bridge will open in June.”"
    assert told(nlp, text) == [("direct", ["The bridge will open in June."], "The mayor")]


def test_a_dash_signs_a_quotation(nlp: Language) -> None:
    text = "“The bridge is the best in town.” — Anna Berg"
    assert told(nlp, text) == [("direct", ["The bridge is the best in town."], "Anna Berg")]


def test_what_is_reported_in_a_report_belongs_to_the_outer_one(nlp: Language) -> None:
    text = "The mayor said she hopes the bridge will open in June."
    assert told(nlp, text) == [("indirect", ["she hopes the bridge will open in June"], "The mayor")]


def test_coordinated_speakers_are_one_span_and_its_members(nlp: Language) -> None:
    (quote,) = quotes(nlp, "Anna Berg and Tom Holt said that the bridge was safe.")
    assert quote.speaker is not None
    assert (quote.speaker.text, quote.speaker.name) == ("Anna Berg and Tom Holt", None)
    assert [member.text for member in quote.speakers] == ["Anna Berg", "Tom Holt"]


def detail(nlp: Language, text: str) -> QuoteDetail:
    (claim,) = find(analysed(nlp, text), ())
    assert isinstance(claim.detail, QuoteDetail)
    return claim.detail


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("“The bridge is safe,” Berg said in a statement.", "a statement"),
        ("The mayor told a briefing that the bridge was safe.", "a briefing"),
        ("“The bridge is safe,” Berg tweeted.", "Twitter"),
        ("“The bridge is safe,” Berg said.", None),
    ],
)
def test_setting(nlp: Language, text: str, setting: str | None) -> None:
    assert detail(nlp, text).setting == setting


def test_said_on_is_the_day_that_the_reporting_clause_names(nlp: Language) -> None:
    said_on = detail(nlp, "“The bridge is safe,” Berg said on Monday.").said_on
    assert said_on is not None
    assert said_on.value == "2024-05-06"


def test_wants_and_dislikes_are_annotated_but_no_claims(nlp: Language) -> None:
    doc = analysed(nlp, "The unions want to stop the sale.")
    assert doc._.claims_quotes
    assert list(find(doc, ())) == []


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="ab .,:—\n\"'“”‘’said", max_size=80))
def test_mangled_text_keeps_its_offsets(text: str) -> None:
    assert quotes(language.load(), text) is not None


def test_a_text_without_stops_is_read_too(nlp: Language) -> None:
    assert quotes(nlp, "the mayor said the bridge was safe and " * 200)


def test_the_same_text_gives_the_same_quotes(nlp: Language) -> None:
    text = "“The bridge is safe,” Berg said. “It will open,” she added.\n\nThe mayor said it was “late.”"
    assert told(nlp, text) == told(nlp, text)

"""Pairing of quotation marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.article import Paragraph
from claims.pipeline.marks import Marked, pair


def paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]


def marked(text: str) -> list[Marked]:
    return pair(text, paragraphs(text))


def outer(text: str) -> list[str]:
    return [text[m.inner_start : m.inner_end] for m in marked(text) if m.depth == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The mayor said, "It\'s open," and left. "No," he said.', ["It's open,", "No,"]),
        ("“It is ‘safe’ now,” she said, “for lorries.”", ["It is ‘safe’ now,", "for lorries."]),
        ("''Come in,'' he said. ``Sit down.''", ["Come in,", "Sit down."]),
        ("„Guten Tag“, she began.", ["Guten Tag"]),
        ("»Hello« and «goodbye»", ["Hello", "goodbye"]),
        ("'The parties' interests are safe,' he said.", ["The parties' interests are safe,"]),
        ("Port ‘Will Reopen’ After Storm", ["Will Reopen"]),
        ('He is 6\'2" and says "I am 6\'2" tall" to all.', ["I am 6'2\" tall"]),
        ('It cost"too much" he said', ["too much"]),
        ("“He told me “go home” twice,” she said.", ["He told me “go home” twice,"]),
        ("\"'Tis late,' she said,\" he recalled.", ["'Tis late,' she said,"]),
    ],
)
def test_pairs_marks_of_any_style(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The owners' club of the '90s rocked 'n' rolled.",
        "It’s the workers’ council’s view.",
        "A 12\" pipe of 6' length, 5'11\" at most",
        "",
        "’",
    ],
)
def test_apostrophes_feet_and_inches_are_no_quotations(text: str) -> None:
    assert outer(text) == []


def test_nested_marks_are_deeper() -> None:
    text = "“She said ‘never’ to me,” he wrote."
    assert [(text[m.start : m.end], m.depth) for m in marked(text)] == [
        ("“She said ‘never’ to me,”", 0),
        ("‘never’", 1),
    ]


@pytest.mark.parametrize(
    "text", ["“One.\n\n“Two,” he said.", '"One.\n\n"Two," he said.', '"One.\n\nTwo," he said.']
)
def test_a_quotation_goes_on_in_the_next_paragraph(text: str) -> None:
    first, second = marked(text)
    assert not first.closed
    assert second.continues
    assert [text[m.inner_start : m.inner_end] for m in (first, second)] == ["One.", "Two,"]


def test_a_mark_that_nothing_closes_ends_with_its_sentence() -> None:
    text = 'She called it a "sad day and left. Then it rained.\n\nMore rain fell.'
    assert outer(text) == ["sad day and left."]


def test_an_unclosed_quotation_ends_where_the_next_begins() -> None:
    assert outer("“We are ready. “We are many,” he said.") == ["We are ready.", "We are many,"]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`5s", max_size=60))
def test_every_text_can_be_paired(text: str) -> None:
    ends = {p.start: p.end for p in paragraphs(text)}
    previous = -1
    for item in marked(text):
        assert item.start <= item.inner_start <= item.inner_end <= item.end
        assert previous <= item.start
        assert any(start <= item.start and item.end <= end for start, end in ends.items())
        previous = item.start


def test_nothing_but_marks_is_paired_too() -> None:
    for mark in "\"“‘'”’":
        assert marked(mark * 20_000) is not None

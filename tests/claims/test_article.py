"""Bytes in, an article out: text, metadata, paragraphs, roles, refusals."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.article import Article, read
from claims.errors import ArticleError, EmptyArticle, NotEnglish, TooLarge, UnreadableFormat

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "summit-in-lisbon.txt"
SUMMIT = ROOT.parent / "shared" / "examples" / "summit.txt"
SENTENCE = (
    "The mayor said on Tuesday that the bridge would be open by June, but that is not what was planned. "
)
FRENCH = "Le ministre a annoncé hier que le gouvernement allait présenter un projet de loi au Parlement. " * 3


def pairs(article: Article) -> list[tuple[str, str]]:
    """(role, start of the text) of each paragraph."""
    return [(p.role, article.text[p.start : p.end][:20]) for p in article.paragraphs]


def test_the_example() -> None:
    data = EXAMPLE.read_bytes()
    article = read(data, name=EXAMPLE.name)
    assert article.title == "Lisbon Gathers Europe’s Leaders to Talk Ports, on a Bridge’s Birthday"
    assert (article.byline, article.published, article.language) == (
        "Ana Ferraz",
        "2023-03-28T18:40:00+01:00",
        "en",
    )
    roles = [role for role, _ in pairs(article)]
    assert roles == ["headline", "byline", "caption", "boilerplate", *["body"] * 11, *["boilerplate"] * 3]
    assert article.id == article.sha256 == sha256(article.text.encode()).hexdigest()
    assert article.source_sha256 == sha256(data).hexdigest()


@pytest.mark.skipif(not SUMMIT.exists(), reason="the shared example is not beside this checkout")
def test_a_wire_story_as_pasted() -> None:
    article = read(SUMMIT.read_bytes(), name=SUMMIT.name)
    assert (article.byline, article.published) == ("Patrick Goodenough", "2021-07-06T04:34:00-04:00")
    roles = [role for role, _ in pairs(article)]
    assert roles[:5] == ["headline", "byline", "caption", "boilerplate", "body"]
    assert roles[-3:] == ["boilerplate"] * 3
    assert set(roles[4:-3]) == {"body"}


@pytest.mark.parametrize(
    ("data", "start"),
    [
        ("\ufeffOne.\r\nTwo.\rThree.".encode(), "One.\nTwo.\nThree."),
        ("The mayor’s café".encode("cp1252"), "The mayor’s café"),
        ("The mayor’s café".encode("utf-16"), "The mayor’s café"),
        ("The mayor’s café is open now".encode("utf-16-le"), "The mayor’s café is open now"),
        (b"The mayor \xff\xfe said", "The mayor \ufffd\ufffd said"),
        ("“Yes,” she said — and “no”".encode() + b"\xe2\x80", "“Yes,” she said — and “no”\ufffd"),
        ("\u200fRight 😀 left".encode(), "\u200fRight 😀 left"),
        (b"1,234 77%", "1,234 77%"),
        ("“ ” “ ”".encode(), "“ ” “ ”"),
    ],
)
def test_text_is_what_was_written(data: bytes, start: str) -> None:
    assert read(data).text == start


def test_what_cannot_be_decoded_is_said() -> None:
    assert read(b"The mayor \xff\xfe said").warnings == (
        "the input: 2 places could not be decoded and became U+FFFD",
    )
    assert read("naïve café".encode("cp1252"), name="a.txt").warnings == (
        "a.txt is not UTF-8: read as cp1252",
    )
    assert read(SENTENCE.encode()).warnings == ()


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyArticle, "holds no text"),
        (" \n\u200b\t".encode(), EmptyArticle, "holds no text"),
        (b"a\0b " * 3, UnreadableFormat, "NUL"),
        (b"%PDF-1.7", UnreadableFormat, "Word"),
        (rb"{\rtf1 x}", UnreadableFormat, "RTF"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), UnreadableFormat, "save it as .docx"),
        (b"PK\x03\x04 not a zip", UnreadableFormat, "damaged"),
        (b"\x89PNG\r\n\x1a\n", UnreadableFormat, "image"),
        (bytes(range(1, 8)) * 40, UnreadableFormat, "binary"),
        (FRENCH.encode(), NotEnglish, "French"),
        (b"x" * 2001, TooLarge, "max_size"),
    ],
)
def test_refusals(data: bytes, error: type[ArticleError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read(data, name="input.bin", max_size=2000)
    assert "\n" not in str(caught.value)
    assert "input.bin" in str(caught.value)


def test_force_goes_on_in_another_language() -> None:
    assert read(FRENCH.encode(), force=True).language == "fr"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "en"),
        ("Council Backs New Harbor", None),
        (
            "Smith, Jones, Ferraz, Moura, Kowalski, Garcia, Novak, Weber, Rossi, Silva, Larsen, Berg, Kim",
            None,
        ),
    ],
)
def test_language_is_decided_only_where_it_can_be(text: str, language: str | None) -> None:
    assert read(text.encode()).language == language


def test_what_the_caller_says_stands_above_the_article() -> None:
    article = read(EXAMPLE.read_bytes(), published="2 April 2023", title="T", byline="B")
    assert (article.published, article.title, article.byline) == ("2023-04-02", "T", "B")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ArticleError, match="next week"):
        read(SENTENCE.encode(), published="next week")


def test_an_undated_article_stays_undated() -> None:
    article = read(SENTENCE.encode())
    assert article.published is None
    assert article.day is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("On 13/07/2021 it rained.", "dmy"),
        ("On 07/13/2021 it rained.", "mdy"),
        ("On 06/07/2021 it rained.", None),
    ],
)
def test_numeric_dates_are_read_as_the_article_writes_them(text: str, order: str | None) -> None:
    assert read(text.encode()).date_order == order


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .\n\t\u200b\u2028“”By#-|A1:é😀\r"), max_size=120))
def test_paragraphs_hold_every_visible_character_once(text: str) -> None:
    for name in ("a.txt", "a.md"):
        try:
            article = read(text.encode(), name=name, force=True)
        except EmptyArticle:
            continue
        position = 0
        for paragraph in article.paragraphs:
            assert not article.text[position : paragraph.start].strip()
            inside = article.text[paragraph.start : paragraph.end]
            assert inside
            assert inside == inside.strip()
            position = paragraph.end
        assert not article.text[position:].strip()

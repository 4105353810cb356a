"""The kinds date and figure: what is claimed, and what is not."""

from __future__ import annotations

import pytest

from claims import language
from claims.article import Article, Paragraph
from claims.kinds.date import find as find_dates
from claims.kinds.figure import find as find_figures


@pytest.fixture(scope="module")
def nlp():
    if not (language.MODEL / "meta.json").exists():
        pytest.skip("claims/model is not built: run make model")
    return language.load()


def analysed(nlp, text):
    article = Article(
        "a", 1, None, None, "2021-07-06", None, "en", "s", "s", text, (Paragraph(0, len(text), "body"),)
    )
    return language.analyse(nlp, article)


@pytest.mark.parametrize(
    ("text", "claim", "event", "value"),
    [
        ("The bridge opened in 1932.", "The bridge opened in 1932", "The bridge opened", "1932"),
        ("On Monday the mayor left.", "On Monday the mayor left", "the mayor left", "2021-07-05"),
    ],
)  # fmt: skip
def test_date(nlp, text, claim, event, value):
    (found,) = find_dates(analysed(nlp, text), ())
    assert text[found.start : found.end] == claim
    assert (found.detail.event.text, found.detail.date.value) == (event, value)


def test_anniversary(nlp):
    (found,) = find_dates(analysed(nlp, "The party celebrates the 100th anniversary of its founding."), ())
    anniversary = found.detail.anniversary
    assert (anniversary.years, anniversary.of.text, anniversary.implies) == (100, "its founding", "1921")


@pytest.mark.parametrize(
    "text", ["The bridge is now closed.", "The bridge was closed for years.", "Did it open in 1932?"]
)
def test_no_date(nlp, text):
    assert list(find_dates(analysed(nlp, text), ())) == []


def test_a_change_gives_two_figures(nlp):
    text = "The number of jobs rose by 3 % to 4.2 million."
    found = list(find_figures(analysed(nlp, text), ()))
    assert [f.detail.quantity.value for f in found] == ["3", "4200000"]
    assert {f.detail.as_of for f in found} == {"2021-07-06"}


@pytest.mark.parametrize(
    ("text", "measure", "subject", "as_of"),
    [
        ("In 2019 the plant employed 300 workers.", "300 workers", "the plant", "2019-12-31"),
        ("Turnout was 61 %.", "Turnout", "Turnout", "2021-07-06"),
    ],
)
def test_figure(nlp, text, measure, subject, as_of):
    (found,) = find_figures(analysed(nlp, text), ())
    detail = found.detail
    assert (detail.measure.text, detail.subject.text, detail.as_of) == (measure, subject, as_of)

"""Reports: the same snapshot gives the same bytes, every claim is in it, and hostile text stays inert."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from harbour import extraction_of

from claims.annotation import Annotations, Date
from claims.article import Article, Paragraph
from claims.claim import Claim, StatementDetail, claim_id
from claims.extraction import Coverage, Extraction, MadeBy, Uncovered
from claims.span import Named, Span
from reviews import rules
from reviews.errors import ReportError
from reviews.report import Write, build, snapshot, state
from reviews.review import ArticleReview, ClaimReview, Evidence, Review
from reviews.store import Store
from reviews.writers import as_html, as_json, as_markdown, writer
from sources.candidate import Candidate

HEAD = "Mayor <script>alert(1)</script> opens bridge"
BODY = "The bridge is 40 meters long. [It](javascript:alert(2)) opened \u202ein May. Nobody spoke."
TEXT = f"{HEAD}\n\n{BODY}"


def claim(start: int, end: int) -> Claim:
    text = TEXT[start:end]
    detail = StatementDetail(Named(text[:3], start, start + 3, "The bridge"), Span(text, start, end), None)
    return Claim(
        claim_id("a", "statement", text, 0),
        "statement",
        start,
        end,
        text,
        text,
        f"Is it true that {text}?",
        0.61,
        "machine",
        detail,
    )


def candidate(of: Claim, stance: str) -> Candidate:
    return Candidate(
        "c" * 64, of.id, None, "wikidata", "<b>Bridge</b>", "javascript:alert(3)", "https://example.org/q1",
        "40 m <img src=x>", None, "2024-05-02T00:00:00Z", "d" * 64, stance, "length 40", 0.9, "wikidata",  # type: ignore[arg-type]
    )  # fmt: skip


def review() -> ArticleReview:
    start = len(HEAD) + 2
    sentences = [(start, start + 29), (start + 10, start + 29), (start + 30, start + 72)]
    claims = [claim(a, min(b, len(TEXT))) for a, b in sentences]
    article = Article(
        "a" * 64, 1, HEAD, "Jo Doe", "2024-05-01", None, "en", "b" * 64, "b" * 64, TEXT,
        (Paragraph(0, len(HEAD), "headline"), Paragraph(start, len(TEXT), "body")),
    )  # fmt: skip
    hole = Uncovered(len(TEXT) - 13, len(TEXT), TEXT[-13:], "sentence", "no_assertion")
    evidence = Evidence(
        "e" * 64, claims[1].id, "primary", "javascript:alert(4)", None, None, None, "A <i>plan</i>",
        "40 meters", None, None, None, "town hall", "2024-05-02T09:00:00Z", "Ann",
    )  # fmt: skip
    entries = (
        ClaimReview(claims[0], Review(), (candidate(claims[0], "contradicts"),), (), ()),
        ClaimReview(claims[1], Review("needs_second_review", "confirmed", "Ann"), (), (evidence,), ()),
        ClaimReview(claims[2], Review("orphan"), (), (), ()),
    )
    extraction = Extraction(MadeBy("0", "en"), article, tuple(claims), Annotations(), Coverage(4, 3, (hole,)))
    return ArticleReview(extraction, entries, (), "f" * 64, "bridge.txt", "2024-05-01T12:00:00Z")


WRITERS = [as_html.write, as_markdown.write, as_json.write]


def written(write: object) -> str:
    stream = io.BytesIO()
    write(snapshot([review()]), stream)  # type: ignore[operator]
    return stream.getvalue().decode()


class Page(HTMLParser):
    """Everything in a page that could act: elements, addresses and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_report_gives_the_same_bytes(write: object) -> None:
    assert written(write) == written(write)


@pytest.mark.parametrize("write", WRITERS)
def test_every_claim_finding_and_hole_is_in_it(write: object) -> None:
    page = written(write)
    for entry in review().claims:
        assert entry.claim.id[:8] in page
    assert "confirmed" in page
    assert "Nobody spoke." in page


@pytest.mark.parametrize("write", [as_html.write, as_markdown.write, as_json.write])
def test_a_report_says_where_the_article_disagrees_with_itself(write: object) -> None:
    made = review()
    day = Date("Monday, 6 July 2021", 0, 19, "DATE", "2021-07-06", "2021-07-06", "2021-07-06")
    extraction = replace(made.extraction, annotations=Annotations(dates=(day,)))
    stream = io.BytesIO()
    write(snapshot([replace(made, extraction=extraction)]), stream)  # type: ignore[operator]
    assert "2021-07-06 was a Tuesday, not a Monday" in stream.getvalue().decode()


def test_a_hostile_article_stays_inert_in_html() -> None:
    page = Page()
    page.feed(written(as_html.write))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert "i" not in [tag for tag, attributes in page.elements if not attributes]
    addresses = [
        value or ""
        for _, attributes in page.elements
        for name, value in attributes.items()
        if name in ("href", "src")
    ]
    assert all(address.startswith(("#", "https://example.org/")) for address in addresses)
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_hostile_article_stays_inert_in_markdown() -> None:
    page = written(as_markdown.write)
    assert "<script" not in page.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\]\(javascript", page)
    assert "\u202e" not in page


def test_json_holds_the_extraction_document() -> None:
    document = json.loads(written(as_json.write))
    assert document["schema"] == "claimdesk/report/1"
    assert document["articles"][0]["extraction"]["article"]["text"] == TEXT
    assert [item["state"] for item in document["articles"][0]["claims"]] == [
        "contradicted",
        "confirmed",
        "dropped",
    ]


def test_what_needs_somebody_comes_first() -> None:
    section = snapshot([review()]).sections[0]
    assert [item.number for item in section.first] == [1]
    assert section.by_state == (("contradicted", 1), ("confirmed", 1), ("dropped", 1))


@pytest.mark.parametrize(
    ("standing", "stance", "shown"),
    [
        (Review(), "contradicts", "contradicted"),
        (Review(), "supports", "open"),
        (Review("in_progress", "confirmed", "Ann"), "contradicts", "confirmed"),
        (Review("in_progress", "incorrect", "Ann"), "supports", "incorrect"),
        (Review("recheck"), "contradicts", "recheck"),
        (Review("dropped", "incorrect", "Ann"), "supports", "dropped"),
    ],
)
def test_a_person_finding_beats_a_machine_stance(standing: Review, stance: str, shown: str) -> None:
    entry = review().claims[0]
    assert state(replace(entry, review=standing, candidates=(candidate(entry.claim, stance),))) == shown


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReportError, match="html, json, md"):
        writer("pdf")


def second_draft() -> Extraction:
    """The hand-made article with another month, in which the machine finds no office any more."""
    first = extraction_of()
    attendance, _, fees = first.claims
    words = "The fees doubled in Jun"
    text = first.article.text.replace(fees.text, words)
    article = replace(first.article, text=text, sha256=sha256(text.encode()).hexdigest())
    return replace(first, article=article, claims=(attendance, replace(fees, text=words, statement=words)))


def test_a_report_holds_what_the_last_draft_changed(stocked: Store) -> None:
    article = stocked.article_id("last")
    stocked.update(article, second_draft(), source=b"second", path="/news/second.txt")
    section = build(stocked, [article]).sections[0]
    assert section.source == b"second"
    assert section.change is not None
    assert (section.change.draft, section.change.actor) == (2, "ana")
    assert section.by_fate == (("carried", 1), ("recheck", 1), ("orphan", 1))
    changed = next(item for item in section.items if item.fate == "recheck")
    assert changed.before is not None
    assert (changed.before.text, changed.entry.claim.text) == (
        "The fees doubled in May",
        "The fees doubled in Jun",
    )


def test_a_first_draft_has_changed_nothing(stocked: Store) -> None:
    section = build(stocked, [stocked.article_id("last")]).sections[0]
    assert section.change is None
    assert section.by_fate == ()
    assert {item.since for item in section.items} == {section.review.history[0].time}


def test_a_report_says_what_a_finding_rests_on(stocked: Store) -> None:
    claim = stocked.claims(kind="office")[0].id
    found = replace(candidate(stocked.claim_review(claim).claim, "supports"), url="https://lidby.example/m")
    stocked.keep([found])
    kept = Evidence(
        "e" * 64, claim, "primary", found.url, None, None, None, None, "Falk, mayor", None, None, None,
        "lidby", "2026-03-03T09:00:00Z", "ana",
    )  # fmt: skip
    stocked.add_evidence(claim, kept, lambda one, review: rules.add_evidence(one, review, kept))
    stocked.act(
        claim,
        lambda one, review: rules.decide(
            one, review, finding="confirmed", policy=rules.Policy(), evidence=[kept.id]
        ),
    )
    items = build(stocked, [stocked.article_id("last")]).sections[0].items
    item = next(item for item in items if item.entry.claim.id == claim)
    assert item.cited_evidence == (kept,)
    assert item.cited_candidates == (found,)
    history = stocked.claim_review(claim).history
    stocked.act(claim, lambda one, review: rules.undo(one, review, history=history, actor="ana"))
    items = build(stocked, [stocked.article_id("last")]).sections[0].items
    assert next(item.cited for item in items if item.entry.claim.id == claim) == ()


@pytest.mark.parametrize("write", WRITERS)
def test_a_note_that_was_undone_says_so(stocked: Store, write: Write) -> None:
    article = extraction_of().article.id
    claim = extraction_of().claims[1].id
    stocked.act(claim, lambda one, review: rules.note(one, review, text="kept words"))
    stocked.act(claim, lambda one, review: rules.note(one, review, text="withdrawn words"))
    history = stocked.claim_review(claim).history
    stocked.act(claim, lambda one, review: rules.undo(one, review, history=history, actor="ana"))
    stream = io.BytesIO()
    write(build(stocked, [article]), stream)
    page = stream.getvalue().decode()
    if write is as_json.write:
        (one,) = (one for one in json.loads(page)["articles"][0]["claims"] if one["claim"]["id"] == claim)
        assert one["undone"] == [one["history"][1]["sequence"]]
        return
    assert "withdrawn words (undone)" in page
    assert "kept words" in page
    assert "kept words (undone)" not in page

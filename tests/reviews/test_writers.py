"""What holds for every writer, one that a third party registers too: one contract, over the entry points."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from harbour import at_odds, extraction_of, long_extraction
from lxml import etree

from claims import plugins
from claims.annotation import Annotations
from claims.extraction import Coverage
from reviews.chain import Event
from reviews.errors import ReportError
from reviews.report import Change, Choice, Framing, Publisher, Report, build, snapshot
from reviews.review import ArticleReview, ClaimReview, Evidence, Review
from reviews.store import Store
from reviews.writers import GROUP, writer

NAMES = tuple(plugins.registered(GROUP))
PUBLISHER = Publisher("Lidby Post", "https://post.example/", "https://www.post.example/checks/{claim}")
FRAMING = Framing((("second review", "yes"),), PUBLISHER)
HOSTILE = '=cmd|"/c calc"!A1 </script><script>alert(1)</script> \u202e ]]> &x; [a](javascript:alert(2)) \x1b'
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "report.json"


def signed(extraction: Any) -> ArticleReview:
    """A review of an extraction whose claims are all signed off as incorrect."""
    standing = Review(
        "signed_off", "incorrect", "ana", resolution="keep", resolved_by="ed", signed_off_by="ed"
    )
    entries = tuple(ClaimReview(claim, standing, (), (), ()) for claim in extraction.claims)
    return ArticleReview(extraction, entries, (), "f" * 64, "harbour.txt", "2026-03-03T09:00:00Z")


def empty() -> ArticleReview:
    made = extraction_of()
    return signed(replace(made, claims=(), annotations=Annotations(), coverage=Coverage(0, 0, ())))


def hostile() -> ArticleReview:
    made = extraction_of(f"Harbour fees\n\n{HOSTILE}\n\n" + extraction_of().article.text)
    claims = tuple(replace(one, statement=HOSTILE, question=HOSTILE) for one in made.claims)
    article = replace(made.article, title=HOSTILE, byline=HOSTILE, url="javascript:alert(3)")
    return signed(replace(made, article=article, claims=claims))


def written(name: str, report: Report) -> bytes:
    stream = io.BytesIO()
    writer(name)(report, stream)
    return stream.getvalue()


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What a file holds does not hang on the database."""
    return sqlite_url


@pytest.mark.parametrize("name", NAMES)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert written(name, snapshot([hostile()], FRAMING)) == written(name, snapshot([hostile()], FRAMING))


@pytest.mark.parametrize("name", NAMES)
def test_a_writer_never_touches_the_store(name: str, stocked: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    report = build(stocked, [stocked.article_id("last")], FRAMING)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a writer opened the database")

    monkeypatch.setattr("sqlalchemy.engine.Engine.connect", refuse)
    monkeypatch.setattr("sqlalchemy.engine.Engine.begin", refuse)
    assert written(name, report)


@pytest.mark.parametrize("name", NAMES)
def test_an_article_without_claims_and_a_report_without_articles(name: str) -> None:
    assert written(name, snapshot([empty()], FRAMING))
    assert written(name, snapshot([], FRAMING))


def checked() -> Report:
    """A second draft that is at odds with itself, its first claim changed, found incorrect on evidence, and why."""
    made = signed(at_odds())
    first = made.claims[0]
    quote = Evidence(
        "e" * 64, first.claim.id, "primary", "https://lidby.example/m", None, "d" * 64, None, "Council minutes",
        "Tull was in Oslo", None, None, None, "lidby", "2026-03-03T09:00:00Z", "ana",
    )  # fmt: skip
    why = {"part": None, "finding": "incorrect", "evidence": ["e" * 64], "note": "He was away."}
    decided = Event(
        "a" * 64, first.claim.id, 2, "decided", "ana", "ana", None, "2026-03-03T10:00:00Z", why, "d" * 64, None,
        "e" * 64,
    )  # fmt: skip
    entry = replace(first, evidence=(quote,), history=(decided,))
    report = snapshot([replace(made, claims=(entry, *made.claims[1:]))], FRAMING)
    section = report.sections[0]
    before = replace(first.claim, statement="Falk met Tull in Lidby harbour")
    items = (replace(section.items[0], fate="recheck", before=before), *section.items[1:])
    change = Change(2, "bo", "2026-03-04T08:00:00Z")
    return replace(report, sections=(replace(section, items=items, change=change),))


def readable(name: str, data: bytes) -> str:
    """What a person reads of a file."""
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            roots = [
                etree.fromstring(archive.read(part)) for part in ("word/document.xml", "word/comments.xml")
            ]
        return "".join(text for root in roots for text in root.itertext())
    if name == "html":
        return re.sub("<[^>]+>", "", html.unescape(data.decode()))
    return data.decode().replace("\\", "")


# What a checker left to the next reader; a comment shows the words of what changed, a page the difference.
LEFT = (
    "one name spelled two ways?", "He was away.", "Tull was in Oslo", "Council minutes", "incorrect",
    "Is this so: Mayor Ines Falk met Omar Tull", "ana",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted({*NAMES} - {"claimreview"}))
def test_each_reader_has_what_the_checker_left(name: str) -> None:
    said = readable(name, written(name, checked()))
    assert [words for words in LEFT if words not in said] == []
    assert {"html": "harbour", "docx": "Before"}.get(name, "Falk met Tull in Lidby harbour") in said
    if name != "csv":
        assert [words for words in (version("claimdesk"), "econd review", "yes") if words not in said] == []


def in_html(data: bytes) -> int:
    return data.decode().count("Is this so: Berth number")


def in_word(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/comments.xml").count(b"Is this so: Berth number")


def in_text(data: bytes) -> int:
    return data.decode().count("Is this so: Berth number")


def in_claimreview(data: bytes) -> int:
    return len(json.loads(data)["@graph"])


COUNTS: dict[str, Callable[[bytes], int]] = {
    "html": in_html, "docx": in_word, "md": in_text, "csv": in_text, "json": in_text,
    "claimreview": in_claimreview,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_five_hundred_claims_are_all_in_it(name: str) -> None:
    assert COUNTS[name](written(name, snapshot([signed(long_extraction(500))], FRAMING))) >= 500


def inert_html(data: bytes) -> None:
    page = HTMLParser()
    tags = list[tuple[str, dict[str, str | None]]]()
    page.handle_starttag = lambda tag, attrs: tags.append((tag, dict(attrs)))  # type: ignore[method-assign]
    page.feed(data.decode())
    assert [tag for tag, _ in tags].count("script") == 1
    assert not [a for _, a in tags if (a.get("href") or "").startswith("javascript")]


def inert_word(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(member))
                assert "External" not in root.xpath("//@TargetMode")
                assert not root.xpath("//*[local-name()='instrText' or local-name()='fldSimple']")


def inert_markdown(data: bytes) -> None:
    page = data.decode()
    assert "<script" not in page.replace("\\<script", "")
    assert "&x;" not in page.replace("\\&x;", "")
    assert "\u202e" not in page


def inert_csv(data: bytes) -> None:
    for row in csv.reader(io.StringIO(data.decode(), newline="")):
        assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r\n"))]


def inert_json(data: bytes) -> None:
    assert HOSTILE in json.loads(data)["articles"][0]["extraction"]["article"]["text"]


def inert_claimreview(data: bytes) -> None:
    assert b"<" not in data
    assert b"javascript:alert(3)" not in data
    assert "\u202e" not in json.loads(data)["@graph"][0]["claimReviewed"]


INERT: dict[str, Callable[[bytes], None]] = {
    "html": inert_html, "docx": inert_word, "md": inert_markdown, "csv": inert_csv, "json": inert_json,
    "claimreview": inert_claimreview,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_stays_inert(name: str) -> None:
    INERT[name](written(name, snapshot([hostile()], FRAMING)))


REQUIRED = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "claimReviewed", "reviewRating", "url", "author", "itemReviewed"],
                "properties": {
                    "@type": {"const": "ClaimReview"},
                    "claimReviewed": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": "^https://www.post.example/checks/[0-9a-f]{64}$"},
                    "author": {"required": ["@type", "name", "url"]},
                    "reviewRating": {
                        "required": ["@type", "alternateName"],
                        "properties": {"ratingValue": {"minimum": 1, "maximum": 5}},
                        "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
                    },
                    "itemReviewed": {
                        "required": ["@type", "author", "datePublished", "appearance"],
                        "properties": {"@type": {"const": "Claim"}, "appearance": {"minItems": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    ("finding", "value"),
    [
        ("incorrect", 1), ("misleading", 2), ("conflicting", 3), ("confirmed", 5), ("unverifiable", None),
        ("not_checkable", None),
    ],
)  # fmt: skip
def test_a_claimreview_has_what_is_required(finding: Any, value: int | None) -> None:
    made = signed(extraction_of())
    entries = tuple(replace(e, review=replace(e.review, decided_whole=finding)) for e in made.claims)
    document = json.loads(written("claimreview", snapshot([replace(made, claims=entries)], FRAMING)))
    jsonschema.validate(document, REQUIRED)
    assert len(document["@graph"]) == 3
    rating = document["@graph"][0]["reviewRating"]
    assert (rating.get("ratingValue"), rating["alternateName"]) == (
        value, finding.replace("_", " ").capitalize()
    )  # fmt: skip
    assert document["@graph"][0]["itemReviewed"]["author"]["name"] == "Lena Ost"


@pytest.mark.parametrize(
    "standing",
    [
        Review("needs_second_review", "incorrect", "ana"),
        Review("signed_off"),
        Review("signed_off", "incorrect", "ana", resolution="overruled"),
    ],
)
def test_only_what_is_signed_off_and_not_overruled_is_published(standing: Review) -> None:
    made = signed(extraction_of())
    entries = tuple(replace(entry, review=standing) for entry in made.claims)
    document = json.loads(written("claimreview", snapshot([replace(made, claims=entries)], FRAMING)))
    assert document["@graph"] == []


@pytest.mark.parametrize(
    ("publisher", "said"),
    [
        (None, "none is set"),
        (Publisher("Post", "https://post.example"), "where each check is published"),
        (Publisher("Post", "https://post.example", "https://other.example/{claim}"), "own domain"),
    ],
)
def test_a_claimreview_without_its_publisher_is_refused(publisher: Publisher | None, said: str) -> None:
    with pytest.raises(ReportError, match=said):
        written("claimreview", snapshot([empty()], Framing(publisher=publisher)))


@pytest.mark.parametrize("choices", [(), ("averitec",), ("timeline",), ("averitec", "timeline")])
def test_json_is_what_its_schema_says(stocked: Store, choices: tuple[Choice, ...]) -> None:
    framing = replace(FRAMING, choices=frozenset(choices))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kept = build(stocked, [stocked.article_id("last")], framing)
    for report in (
        kept,
        snapshot([signed(extraction_of())], framing),
        snapshot([empty(), hostile()], framing),
    ):
        document = json.loads(written("json", report))
        faults = jsonschema.Draft202012Validator(schema).iter_errors(document)
        assert [error.message for error in faults] == []
    lines = json.loads(written("json", kept))["articles"][0]
    assert ("timeline" in lines) == ("timeline" in choices)
    assert all(("averitec" in claim) == ("averitec" in choices) for claim in lines["claims"])


def test_the_schema_refuses_a_claim_without_its_state() -> None:
    document = json.loads(written("json", snapshot([signed(extraction_of())], FRAMING)))
    del document["articles"][0]["claims"][0]["state"]
    with pytest.raises(jsonschema.ValidationError, match="state"):
        jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_findings_have_labels_and_the_history_words(stocked: Store) -> None:
    framing = replace(FRAMING, choices=frozenset[Choice](["averitec", "timeline"]))
    labels = json.loads(written("json", snapshot([signed(extraction_of())], framing)))["articles"][0][
        "claims"
    ]
    assert [claim["averitec"] for claim in labels] == ["Refuted"] * 3
    kept = json.loads(written("json", build(stocked, [stocked.article_id("last")], framing)))
    line = kept["articles"][0]["timeline"][0]
    assert (line["actor"], line["number"], line["what"]) == ("ana", None, "extracted")

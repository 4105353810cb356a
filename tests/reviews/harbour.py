"""A small extraction made by hand, so that most tests need no language model: harbour fees in Lidby."""

from __future__ import annotations

import hashlib
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy import text as sql

from claims.annotation import Annotations, Date, Name
from claims.article import Article, Paragraph
from claims.claim import (
    AttendanceDetail,
    Attendee,
    Claim,
    Detail,
    OfficeDetail,
    StatementDetail,
    claim_id,
)
from claims.extraction import Coverage, Extraction, MadeBy, Uncovered
from claims.span import Named

# Marks of tests that are about one database alone.
ON_SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
TEXT = (
    "Harbour fees to double\n\n"
    "Mayor Ines Falk met Omar Tull and Ruta Berg at the quay. Falk is mayor of Lidby. "
    "The fees doubled in May."
)


def named(text: str, words: str, *, nth: int = 0) -> Named:
    """The nth place of these words, as a named span."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Named(words, start, start + len(words), words)


def claim_at(text: str, article: str, kind: str, words: str, detail: Detail) -> Claim:
    """A claim on these words of the text."""
    start = text.index(words)
    return Claim(
        id=claim_id(article, kind, words, 0),
        kind=kind,  # type: ignore[arg-type]
        start=start,
        end=start + len(words),
        text=words,
        statement=words,
        question=f"Is this so: {words}?",
        worth=0.8 if kind == "office" else 0.6,
        made_by="machine",
        detail=detail,
    )


def extraction_of(text: str = TEXT) -> Extraction:
    """Three claims (attendance, office, statement) on a text that holds the sentences of TEXT."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    body = text.index("\n\n") + 2
    article = Article(
        id=digest,
        draft=1,
        title="Harbour fees to double",
        byline="Lena Ost",
        published="2026-03-02",
        url=None,
        language="en",
        sha256=digest,
        source_sha256=digest,
        text=text,
        paragraphs=(Paragraph(0, body - 2, "headline"), Paragraph(body, len(text), "body")),
    )
    people = [named(text, "Ines Falk"), named(text, "Omar Tull"), named(text, "Ruta Berg")]
    attendees = tuple(Attendee(p.text, p.start, p.end, p.name, part=i) for i, p in enumerate(people))
    met = f"{'Mayor '}Ines Falk met Omar Tull and Ruta Berg at the quay"
    claims = (
        claim_at(text, digest, "attendance", met, AttendanceDetail(named(text, "the quay"), attendees)),
        claim_at(
            text,
            digest,
            "office",
            "Falk is mayor of Lidby",
            OfficeDetail(named(text, "Falk", nth=1), named(text, "mayor")),
        ),
        claim_at(text, digest, "statement", "The fees doubled in May", StatementDetail(None, None, None)),
    )
    start = text.index("May.")
    return Extraction(
        made_by=MadeBy("0.1.0", "hand-made"),
        article=article,
        claims=claims,
        annotations=Annotations(
            names=(Name("Ines Falk", people[0].start, people[0].end, "Ines Falk", "PERSON", 0),)
        ),
        coverage=Coverage(4, 3, (Uncovered(start, start + 3, "May", "date", "no_assertion"),)),
    )


def at_odds() -> Extraction:
    """The article with a name of its first claim spelled two ways, and a weekday in no claim that is wrong."""
    made = extraction_of(f"{TEXT} Ruta Bergh left. It rained on Tuesday, 2 March 2026.")
    text, day = made.article.text, "Tuesday, 2 March 2026"
    at = text.index(day)
    spelled = [(words, text.index(words)) for words in ("Ruta Berg", "Ruta Bergh")]
    names = tuple(Name(w, start, start + len(w), w, "PERSON", n) for n, (w, start) in enumerate(spelled))
    said = Date(day, at, at + len(day), "DATE", "2026-03-02", "2026-03-02", "2026-03-02")
    return replace(made, annotations=Annotations(names=names, dates=(said,)))


def long_extraction(count: int) -> Extraction:
    """An article of so many sentences, each a claim of its own."""
    sentences = [f"Berth number {number} was rented out in May." for number in range(count)]
    text = "\n\n".join(sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = extraction_of()
    article = replace(
        made.article, id=digest, sha256=digest, text=text, paragraphs=(Paragraph(0, len(text), "body"),)
    )
    claims = tuple(
        claim_at(text, digest, "statement", words.rstrip("."), StatementDetail(None, None, None))
        for words in sentences
    )
    return replace(
        made, article=article, claims=claims, annotations=Annotations(), coverage=Coverage(count, count, ())
    )


def fake_extract(article: Article, **_: object) -> Extraction:
    """What the machine would find: the hand-made claims, as far as the article says their words."""
    made = extraction_of()
    claims = tuple(
        replace(claim, id=claim_id(article.id, claim.kind, claim.text, 0))
        for claim in made.claims
        if article.text[claim.start : claim.end] == claim.text
    )
    return replace(
        made, article=article, claims=claims, annotations=Annotations(), coverage=Coverage(0, 0, ())
    )


def fake_machine(article: Article, pipeline: str | None) -> Extraction:
    """The same for a batch. A text that says KILL ends its process; each text is noted in $WORKED_ON, if set."""
    if log := os.environ.get("WORKED_ON"):
        with open(log, "a") as stream:
            print(article.id, file=stream)
    if "KILL" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return fake_extract(article)


def unguard(db: Connection) -> None:
    """Take the history's guards away, as somebody would who means to change it."""
    if db.dialect.name == "sqlite":
        db.execute(sql("DROP TRIGGER events_no_update"))
    else:
        db.execute(sql("ALTER TABLE events DISABLE TRIGGER ALL"))


class Ticking:
    """A clock that is one second later each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

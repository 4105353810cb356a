"""Rows to nouns and back. The only place that knows how each noun lies in its table."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from claims.annotation import Annotations
from claims.article import Article
from claims.claim import DETAILS, Claim
from claims.extraction import ARTICLE_KEYS, Coverage, Extraction, MadeBy
from reviews import documents, tables
from reviews.chain import Event, Payload
from reviews.review import Evidence, Review
from sources.candidate import Candidate

# An event's columns in the order of its fields: reading them by name takes twice the time.
EVENT = tuple(tables.events.c[name] for name in Event.__slots__)
PAYLOAD = Event.__slots__.index("payload")


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list: ``claims`` counts the present ones, ``open`` those not signed off or dropped."""

    id: str
    draft: int
    title: str | None
    byline: str | None
    published: str | None
    path: str | None
    stored_at: str
    claims: int
    open: int


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list, with where its review stands."""

    id: str
    article: str
    kind: str
    worth: float
    statement: str
    workflow: str
    finding: str | None
    resolution: str | None
    grade: str
    assignee: str | None


def draft_row(found: Extraction, *, source: bytes, path: str | None, time: str) -> dict[str, Any]:
    """The draft's row: everything of an extraction but its claims."""
    article = found.article
    return {
        "article_id": article.id,
        **{key: getattr(article, key) for key in ARTICLE_KEYS if key != "id"},
        "date_order": article.date_order,
        "path": path,
        "source": source,
        "made_by": documents.dump(found.made_by),
        "paragraphs": documents.dump(article.paragraphs),
        "annotations": documents.dump(found.annotations),
        "coverage": documents.dump(found.coverage),
        "stored_at": time,
    }


def article(row: Any) -> Article:
    """The article of a draft's row."""
    return Article(
        id=row.article_id,
        **{key: getattr(row, key) for key in ARTICLE_KEYS if key != "id"},
        paragraphs=documents.paragraphs(row.paragraphs),
        date_order=row.date_order,
    )


def extraction(row: Any, claims: tuple[Claim, ...]) -> Extraction:
    """The extraction of a draft's row and its claims."""
    return Extraction(
        made_by=documents.load(MadeBy, row.made_by),
        article=article(row),
        claims=claims,
        annotations=documents.load(Annotations, row.annotations),
        coverage=documents.load(Coverage, row.coverage),
    )


def claim_row(value: Claim) -> dict[str, Any]:
    """The claim's own columns, without its article, draft and review."""
    row = {field.name: getattr(value, field.name) for field in fields(Claim)}
    return {**row, "detail": documents.dump(value.detail)}


def claim(row: Any) -> Claim:
    """The claim of a row."""
    values = {field.name: getattr(row, field.name) for field in fields(Claim)}
    return Claim(**{**values, "detail": documents.load(DETAILS[row.kind], row.detail)})


def review_row(state: Review) -> dict[str, Any]:
    """The columns that are derived from the claim's events."""
    return {
        "workflow": state.workflow,
        "finding": state.finding,
        "resolution": state.resolution,
        "grade": state.grade,
        "assignee": state.assignee,
        "version": state.version,
    }


def event_row(event: Event) -> dict[str, Any]:
    """The event's row; the payload is its JSON text."""
    row = {name: getattr(event, name) for name in Event.__slots__}
    return {**row, "payload": json.dumps(event.payload, ensure_ascii=False, sort_keys=True)}


def event(row: Any) -> Event:
    """The event of a row of ``EVENT``."""
    values = list(row)
    values[PAYLOAD] = _payload(values[PAYLOAD])
    return Event(*values)


def _payload(stored: Any) -> Payload | None:
    """The payload of its JSON. Whatever else somebody put there is kept as it is, for `--verify` to name."""
    import orjson

    try:
        found = None if stored is None else orjson.loads(stored)
    except (TypeError, ValueError):
        found = stored
    return found if found is None or isinstance(found, dict) else {"unreadable": found}


def candidate(row: Any) -> Candidate:
    """The candidate of a row."""
    return Candidate(**{field.name: getattr(row, field.name) for field in fields(Candidate)})


def evidence(row: Any) -> Evidence:
    """The evidence of a row."""
    return Evidence(**{field.name: getattr(row, field.name) for field in fields(Evidence)})


def columns(value: Candidate | Evidence) -> dict[str, Any]:
    """A candidate's or a piece of evidence's columns: its fields, one for one."""
    return {field.name: getattr(value, field.name) for field in fields(value)}

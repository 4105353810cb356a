"""Questions to the database, asked on an open connection. ``reviews/store.py`` opens and closes it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from claims.claim import Claim, claim_id
from reviews import forgetting, rows, tables
from reviews.chain import Event
from reviews.drafts import Alignment
from reviews.errors import UnknownId
from reviews.review import ClaimReview, review


def article_ids() -> Any:
    return select(tables.articles.c.id).order_by(tables.articles.c.number)


def latest(db: Connection, article: str) -> Any:
    query = (
        select(tables.drafts)
        .where(tables.drafts.c.article_id == article)
        .order_by(tables.drafts.c.draft.desc())
        .limit(1)
    )
    forgetting.refuse_forgotten(db, article)
    row = db.execute(query).first()
    if row is None:
        raise UnknownId(f"no article {article[:12]}: `claims list --articles` shows those that are stored")
    return row


def holding(db: Connection, sha256: str) -> str | None:
    """The article that has a draft with a text of this digest."""
    query = select(tables.drafts.c.article_id).where(
        tables.drafts.c.sha256 == sha256, tables.drafts.c.text != ""
    )
    found = db.execute(query.limit(1)).scalar()
    return None if found is None else str(found)


def claim_row(db: Connection, claim: str) -> Any:
    row = db.execute(select(tables.claims).where(tables.claims.c.id == claim)).first()
    if row is None:
        raise UnknownId(f"no claim {claim[:12]}: `claims list` shows those that are stored")
    return row


def claims_of(db: Connection, article: str) -> list[Any]:
    query = (
        select(tables.claims)
        .where(tables.claims.c.article_id == article)
        .order_by(tables.claims.c.start, tables.claims.c.end, tables.claims.c.kind, tables.claims.c.id)
    )
    return list(db.execute(query))


def events(db: Connection, article: str | None = None, claim: str | None = None) -> tuple[Event, ...]:
    query = select(tables.events).join(tables.articles, tables.articles.c.id == tables.events.c.article)
    if article is not None:
        query = query.where(tables.events.c.article == article)
    if claim is not None:
        query = query.where(tables.events.c.claim == claim)
    query = query.order_by(tables.articles.c.number, tables.events.c.sequence)
    return tuple(rows.event(row) for row in db.execute(query))


def reviewed(db: Connection, found: Sequence[Any]) -> tuple[ClaimReview, ...]:
    """The claims of these rows with all that is known of them, in three queries however many they are."""
    ids = [row.id for row in found]
    candidates = _by_claim(
        db, tables.candidates, ids, tables.candidates.c.score.desc(), tables.candidates.c.id
    )
    evidence = _by_claim(db, tables.evidence, ids, tables.evidence.c.added_at, tables.evidence.c.id)
    events = _by_claim(db, tables.events, ids, tables.events.c.sequence)
    reviewed = []
    for row in found:
        history = tuple(rows.event(item) for item in events.get(row.id, ()))
        reviewed.append(
            ClaimReview(
                claim=rows.claim(row),
                review=review(history),
                candidates=tuple(rows.candidate(item) for item in candidates.get(row.id, ())),
                evidence=tuple(rows.evidence(item) for item in evidence.get(row.id, ())),
                history=history,
            )
        )
    return tuple(reviewed)


def lasting_ids(db: Connection, article: str, alignment: Alignment, found: Sequence[Claim]) -> dict[str, str]:
    """The machine's ids in a new draft to those that last: an old claim's own, or one never used before."""
    became = {(o.after.kind, o.after.start, o.after.end): o.before.id for o in alignment.outcomes if o.after}
    used = set(db.execute(select(tables.claims.c.id).where(tables.claims.c.article_id == article)).scalars())
    ids = dict[str, str]()
    for claim in found:
        ids[claim.id] = became.get((claim.kind, claim.start, claim.end), "") or _unused(article, claim, used)
        used.add(ids[claim.id])
    return ids


def _unused(article: str, claim: Claim, used: set[str]) -> str:
    numbers = itertools.count()
    return next(made for n in numbers if (made := claim_id(article, claim.kind, claim.text, n)) not in used)


def beside(db: Connection, found: Sequence[Any]) -> list[tuple[Any, ClaimReview]]:
    """Each row with its review as the history has it."""
    return list(zip(found, reviewed(db, found), strict=True))


def _by_claim(db: Connection, table: Any, ids: Sequence[str], *order: Any) -> dict[str, list[Any]]:
    key = table.c.claim if table is tables.events else table.c.claim_id
    found: dict[str, list[Any]] = {}
    for some in _batches(ids):
        query = select(table).where(key.in_(some)).order_by(key, *order)
        for owner, group in itertools.groupby(db.execute(query), key=lambda row: row._mapping[key.name]):
            found[owner] = list(group)
    return found


def _batches(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Bound parameters are limited; an article may have thousands of claims."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def identified(db: Connection, article: str, claim: Claim) -> Claim:
    used = set(db.execute(select(tables.claims.c.id).where(tables.claims.c.article_id == article)).scalars())
    return replace(claim, id=_unused(article, claim, used))


def article_line(row: Any) -> rows.ArticleLine:
    return rows.ArticleLine(
        id=row.article_id,
        draft=row.draft,
        title=row.title,
        byline=row.byline,
        published=row.published,
        path=row.path,
        stored_at=row.stored_at,
        claims=row.claims or 0,
        open=row.open or 0,
    )


def claim_line(row: Any) -> rows.ClaimLine:
    return rows.ClaimLine(
        id=row.id,
        article=row.article_id,
        kind=row.kind,
        worth=row.worth,
        statement=row.statement,
        workflow=row.workflow,
        finding=row.finding,
        resolution=row.resolution,
        grade=row.grade,
        assignee=row.assignee,
    )

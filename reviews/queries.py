"""Questions to the database, asked on an open connection. ``reviews/store.py`` opens and closes it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, literal, select, tuple_

from claims.claim import Claim, claim_id
from claims.extraction import plain
from reviews import archive, fulltext, rows, tables
from reviews.archive import Earlier
from reviews.chain import Event
from reviews.drafts import Alignment
from reviews.errors import BrokenHistory, UnknownId
from reviews.review import ClaimReview, Evidence, review, undone
from sources.origins import joined

# What a line of each list shows, and no more: a draft's row holds its whole text.
LINE = ("title", "byline", "published", "path")
CLAIM_LINE = (
    *("id", "article_id", "kind", "worth", "statement"),
    *("workflow", "finding", "resolution", "grade", "assignee"),
)
DECIDED = tuple(tables.claims.c[name] for name in (*CLAIM_LINE, "detail"))


def article_ids() -> Any:
    return select(tables.articles.c.id).order_by(tables.articles.c.number)


def refuse_forgotten(db: Connection, article: str) -> None:
    """Raise UnknownId where nothing but the history is left of an article."""
    query = select(tables.articles.c.forgotten_at).where(tables.articles.c.id == article)
    time = db.execute(query).scalar()
    if time is not None:
        raise UnknownId(
            f"article {article[:8]} was forgotten at {time}: only its history is left (claims log)"
        )


def latest(db: Connection, article: str) -> Any:
    query = (
        select(tables.drafts)
        .where(tables.drafts.c.article_id == article)
        .order_by(tables.drafts.c.draft.desc())
        .limit(1)
    )
    refuse_forgotten(db, article)
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
    query = select(*rows.EVENT).join(tables.articles, tables.articles.c.id == tables.events.c.article)
    if article is not None:
        query = query.where(tables.events.c.article == article)
    if claim is not None:
        query = query.where(tables.events.c.claim == claim)
    query = query.order_by(tables.articles.c.number, tables.events.c.sequence)
    return tuple(rows.event(row) for row in db.execute(query))


def last_event(db: Connection, article: str) -> Event | None:
    """The head of an article's chain."""
    ordered = select(*rows.EVENT).where(tables.events.c.article == article)
    row = db.execute(ordered.order_by(tables.events.c.sequence.desc()).limit(1)).first()
    return rows.event(row) if row else None


def histories(db: Connection, claims: Sequence[str]) -> dict[str, tuple[Event, ...]]:
    """The events of these claims, oldest first; a claim without any is left out."""
    found = _by_claim(db, tables.events, claims, tables.events.c.sequence)
    return {claim: tuple(rows.event(row) for row in events) for claim, events in found.items()}


def reviewed(db: Connection, found: Sequence[Any]) -> tuple[ClaimReview, ...]:
    """The claims of these rows with all that is known of them, in three queries however many they are."""
    ids = [row.id for row in found]
    candidates = _by_claim(
        db, tables.candidates, ids, tables.candidates.c.score.desc(), tables.candidates.c.id
    )
    evidence = _by_claim(db, tables.evidence, ids, tables.evidence.c.added_at, tables.evidence.c.id)
    events = histories(db, ids)
    reviewed = []
    for row in found:
        history = events.get(row.id, ())
        reviewed.append(
            ClaimReview(
                claim=rows.claim(row),
                review=review(history),
                candidates=joined([rows.candidate(item) for item in candidates.get(row.id, ())]),
                evidence=tuple(rows.evidence(item) for item in evidence.get(row.id, ())),
                history=history,
            )
        )
    return tuple(reviewed)


def earlier(db: Connection, words: str, claim: Claim | None, *, limit: int) -> tuple[Earlier, ...]:
    """The decided claims most like these words and, if it is given, this claim's values."""
    near = fulltext.near(db, words)
    if claim is not None:
        near.pop(claim.id, None)
    close = {found: likeness for likeness, found in archive.closest(words, near)}
    mine = archive.values(plain(claim.detail)) if claim is not None else {}
    ranked = []
    for row in db.execute(select(*DECIDED).where(tables.claims.c.id.in_(list(close)))):
        agreement, differing = archive.compare(mine, archive.values(json.loads(row.detail)))
        ranked.append((archive.score(close[row.id], agreement), row, differing if mine else ()))
    ranked = [item for item in ranked if item[0] >= archive.ALIKE]
    ranked.sort(key=lambda item: (-item[0], item[1].id))
    return _earlier(db, ranked[:limit])


def _earlier(db: Connection, ranked: Sequence[tuple[float, Any, tuple[str, ...]]]) -> tuple[Earlier, ...]:
    """What was decided on these claims, by whom, when and on what evidence."""
    ids = [row.id for _, row, _ in ranked]
    past, drafts = histories(db, ids), tables.drafts.c
    found = _by_claim(db, tables.evidence, ids, tables.evidence.c.added_at, tables.evidence.c.id)
    of = select(drafts.article_id, drafts.title, drafts.published).order_by(drafts.draft)
    of = of.where(drafts.article_id.in_({row.article_id for _, row, _ in ranked}))
    articles = {row.article_id: row for row in db.execute(of)}
    made = []
    for score, row, differing in ranked:
        events = past.get(row.id, ())
        void = undone(events)
        decided = [event.time for event in events if event.kind == "decided" and event.sequence not in void]
        made.append(
            Earlier(
                score=score,
                claim=claim_line(row),
                found_by=review(events).found_by,
                decided_at=decided[-1] if decided else None,
                evidence=tuple(_evidence_line(rows.evidence(item)) for item in found.get(row.id, ())),
                differs=differing,
                title=articles[row.article_id].title,
                published=articles[row.article_id].published,
                pinned=events[-1].digest if events else None,
            )
        )
    return tuple(made)


def _evidence_line(one: Evidence) -> str:
    what = one.title or one.file or one.url or one.source or one.note or "no document"
    return f"{one.grade.replace('_', ' ')}: {what}"


def lasting_ids(db: Connection, article: str, alignment: Alignment, found: Sequence[Claim]) -> dict[str, str]:
    """The machine's ids in a new draft to those that last: an old claim's own, or one never used before."""
    used = set(db.execute(select(tables.claims.c.id).where(tables.claims.c.article_id == article)).scalars())
    ids = dict[str, str]()
    for claim in found:
        ids[claim.id] = alignment.became.get(claim.id) or _unused(article, claim, used)
        used.add(ids[claim.id])
    return ids


def _unused(article: str, claim: Claim, used: set[str]) -> str:
    numbers = itertools.count()
    return next(made for n in numbers if (made := claim_id(article, claim.kind, claim.text, n)) not in used)


def stray(db: Connection, article: str) -> list[str]:
    """The claims of an article whose rows do not say what their histories say."""
    found = claims_of(db, article)
    events = histories(db, [row.id for row in found])
    number = db.execute(select(tables.articles.c.number).where(tables.articles.c.id == article)).scalar_one()
    said = ((row, derived(events.get(row.id, ()))) for row in found)
    return [
        row.id
        for row, values in said
        if values is None or {"article_number": number, **values}.items() - row._mapping.items()
    ]


def derived(history: Sequence[Event]) -> dict[str, Any] | None:
    """What a claim's row should say by its history; None where the history is broken."""
    try:
        return rows.review_row(review(history))
    except BrokenHistory:
        return None


def _by_claim(db: Connection, table: Any, ids: Sequence[str], *order: Any) -> dict[str, list[Any]]:
    past = table is tables.events
    key, columns = (table.c.claim, rows.EVENT) if past else (table.c.claim_id, table.c)
    found: dict[str, list[Any]] = {}
    for some in fulltext.batches(ids):
        query = select(*columns).where(key.in_(some)).order_by(key, *order)
        for owner, group in itertools.groupby(db.execute(query), key=lambda row: row._mapping[key.name]):
            found[owner] = list(group)
    return found


def identified(db: Connection, article: str, claim: Claim) -> Claim:
    used = set(db.execute(select(tables.claims.c.id).where(tables.claims.c.article_id == article)).scalars())
    return replace(claim, id=_unused(article, claim, used))


def article_lines(db: Connection) -> tuple[rows.ArticleLine, ...]:
    """All articles but the forgotten ones, latest stored first."""
    articles, claims, drafts = tables.articles, tables.claims, tables.drafts
    done = claims.c.workflow.in_(("signed_off", "dropped", "orphan"))
    counted = (
        select(
            claims.c.article_id,
            claims.c.draft,
            func.count().label("claims"),
            func.count().filter(~done).label("open"),
        )
        .group_by(claims.c.article_id, claims.c.draft)
        .subquery()
    )
    shown = [drafts.c[name] for name in ("article_id", "draft", *LINE)]
    query = (
        select(*shown, drafts.c.stored_at, counted.c.claims, counted.c.open)
        .join(articles, (articles.c.id == drafts.c.article_id) & (articles.c.draft == drafts.c.draft))
        .outerjoin(counted, (counted.c.article_id == articles.c.id) & (counted.c.draft == articles.c.draft))
        .where(articles.c.forgotten_at.is_(None))
        .order_by(articles.c.number.desc())
    )
    return tuple(article_line(row) for row in db.execute(query))


def claim_lines(
    db: Connection, *, article: str | None, limit: int | None, after: str | None, filters: Mapping[str, Any]
) -> tuple[rows.ClaimLine, ...]:
    """A page of the queue. Its order is an index's own: article number, start, then what breaks ties."""
    claims = tables.claims
    order = [claims.c[name] for name in ("article_number", "start", "end", "kind", "id")]
    query = select(*(claims.c[name] for name in CLAIM_LINE)).order_by(*order)
    if article is not None:
        query = query.where(claims.c.article_id == article)
    for column, value in filters.items():
        if value is not None:
            query = query.where(claims.c[column].is_(None) if value == "none" else claims.c[column] == value)
    if after is not None:
        last = claim_row(db, after)
        query = query.where(tuple_(*order) > tuple_(*(literal(last._mapping[c.name]) for c in order)))
    return tuple(claim_line(row) for row in db.execute(query.limit(limit)))


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

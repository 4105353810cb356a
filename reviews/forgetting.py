"""`claims forget` in the database: words erased; digests, times and actors kept."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from reviews import tables
from reviews.errors import UnknownId


def erase(db: Connection, article: str, *, time: str) -> list[str]:
    """Erase an article's text, claims, candidates, evidence, payloads and ledger words.

    The digests of kept documents that nothing else refers to any more are returned: their files go too.
    """
    mine = select(tables.claims.c.id).where(tables.claims.c.article_id == article)
    documents = _documents_of(db, article)
    db.execute(delete(tables.candidates).where(tables.candidates.c.claim_id.in_(mine)))
    db.execute(delete(tables.evidence).where(tables.evidence.c.claim_id.in_(mine)))
    db.execute(delete(tables.claims).where(tables.claims.c.article_id == article))
    words = dict.fromkeys(("path", "title", "byline", "url"), None)
    empty = {"text": "", "source": b"", "paragraphs": "[]", "annotations": "{}", "coverage": "{}"}
    drafts = update(tables.drafts).where(tables.drafts.c.article_id == article)
    db.execute(drafts.values({**words, **empty}))
    db.execute(update(tables.events).where(tables.events.c.article == article).values(payload=None))
    db.execute(update(tables.ledger).where(tables.ledger.c.article_id == article).values(words=None))
    db.execute(update(tables.articles).where(tables.articles.c.id == article).values(forgotten_at=time))
    shared = select(tables.evidence.c.sha256).where(tables.evidence.c.sha256.in_(documents))
    return sorted(documents - set(db.execute(shared).scalars()))


def make_room(db: Connection, article: str) -> bool:
    """Whether this article was forgotten before; its blank drafts are then removed, so it can come back."""
    known = select(tables.articles.c.id).where(tables.articles.c.id == article)
    if db.execute(known).first() is None:
        return False
    db.execute(delete(tables.drafts).where(tables.drafts.c.article_id == article))
    return True


def refuse_forgotten(db: Connection, article: str) -> None:
    """Raise UnknownId where nothing but the history is left of an article."""
    query = select(tables.articles.c.forgotten_at).where(tables.articles.c.id == article)
    time = db.execute(query).scalar()
    if time is not None:
        raise UnknownId(
            f"article {article[:8]} was forgotten at {time}: only its history is left (claims log)"
        )


def _documents_of(db: Connection, article: str) -> set[str]:
    query = (
        select(tables.evidence.c.sha256)
        .join(tables.claims, tables.claims.c.id == tables.evidence.c.claim_id)
        .where(tables.claims.c.article_id == article, tables.evidence.c.sha256.is_not(None))
    )
    return set(db.execute(query).scalars())

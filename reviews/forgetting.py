"""`claims forget` in the database: words erased; digests, times and actors kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update

from reviews import archive, fulltext, tables


def erase(db: Connection, article: str, *, time: str) -> list[str]:
    """Erase an article's text, claims, candidates, evidence, payloads and ledger words.

    The digests of kept documents that nothing else refers to any more are returned: their files go too.
    """
    mine = select(tables.claims.c.id).where(tables.claims.c.article_id == article)
    documents = _documents_of(db, article)
    _withdraw(db, mine)
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


def _withdraw(db: Connection, mine: Any) -> None:
    """Take the claims out of the archive, and what was shown of them beside claims of other articles."""
    db.execute(delete(tables.archive).where(tables.archive.c.claim_id.in_(mine)))
    fulltext.scrub(db)
    addresses = [archive.address(claim) for claim in db.execute(mine).scalars()]
    for some in fulltext.batches(addresses):
        shown = (tables.candidates.c.source == archive.NAME) & tables.candidates.c.url.in_(some)
        db.execute(delete(tables.candidates).where(shown))


def make_room(db: Connection, article: str) -> bool:
    """Whether this article was forgotten before; its blank drafts are then removed, so it can come back."""
    known = select(tables.articles.c.id).where(tables.articles.c.id == article)
    if db.execute(known).first() is None:
        return False
    db.execute(delete(tables.drafts).where(tables.drafts.c.article_id == article))
    return True


def _documents_of(db: Connection, article: str) -> set[str]:
    query = (
        select(tables.evidence.c.sha256)
        .join(tables.claims, tables.claims.c.id == tables.evidence.c.claim_id)
        .where(tables.claims.c.article_id == article, tables.evidence.c.sha256.is_not(None))
    )
    return set(db.execute(query).scalars())

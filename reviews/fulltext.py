"""Full-text search of the decided claims: FTS5 on SQLite, tsvector on PostgreSQL, on an open connection.

The table ``archive`` holds the words of each claim that has a finding; it is derived from the claims, and
:func:`rebuild` makes it anew. Ranking is not the database's: it would read every claim that shares a common
word. :func:`near` asks by the rarest words instead, and ``reviews/archive.py`` ranks the few that come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from reviews import tables

# A word in this many decided claims is common: it tells too little to be asked for alone.
COMMON = 300
# Terms of a query, and claims that are read to be ranked, at most.
TERMS, POOL = 24, 900
TOKEN = re.compile(r"\w+")


def batches(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Bound parameters are limited; an article may have thousands of claims."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def put(db: Connection, claims: Sequence[str]) -> None:
    """Bring the archive in step with these claims: with a finding they are in it, with their words of now."""
    archive = tables.archive
    for some in batches(claims):
        db.execute(delete(archive).where(archive.c.claim_id.in_(some)))
        decided = _decided().where(tables.claims.c.id.in_(some))
        db.execute(insert(archive).from_select(["claim_id", "words"], decided))


def rebuild(db: Connection) -> None:
    """Make the archive anew from the claims, and its index from the archive."""
    db.execute(delete(tables.archive))
    db.execute(insert(tables.archive).from_select(["claim_id", "words"], _decided()))
    scrub(db)


def scrub(db: Connection) -> None:
    """Make SQLite's index anew: what was deleted from it stays in its segments until then."""
    if db.dialect.name == "sqlite":
        db.execute(text("INSERT INTO archive_words (archive_words) VALUES ('rebuild')"))


def stray(db: Connection) -> tuple[str, ...]:
    """The claims that the archive should hold and does not, or holds with other words, or should not hold."""
    archive, decided = tables.archive, _decided().subquery()
    joined = select(decided.c.id).outerjoin(archive, archive.c.claim_id == decided.c.id)
    lacking = joined.where(archive.c.words.is_distinct_from(decided.c.statement))
    undecided = select(tables.claims.c.id).where(tables.claims.c.finding.is_(None))
    surplus = select(archive.c.claim_id).where(archive.c.claim_id.in_(undecided))
    return tuple(sorted({*db.execute(lacking).scalars(), *db.execute(surplus).scalars()}))


def near(db: Connection, words: str) -> list[str]:
    """Decided claims (ids) that share the telling words of these, at most ``POOL``, in no order of likeness.

    All claims with a rare word, then, where every word is common, the latest with all or all but one of them.
    """
    terms = _terms(db, words)
    counts = {term: len(_having(db, [term], limit=COMMON)) for term in terms}
    rare = sorted((n, term) for term, n in counts.items() if 0 < n < COMMON)
    found = dict[int, None]()
    for _, term in rare:
        if len(found) >= POOL:
            break
        found.update(dict.fromkeys(_having(db, [term], limit=COMMON)))
    common = [term for term in terms if counts[term] >= COMMON]
    for some in (common, *combinations(common, len(common) - 1)) if len(common) > 1 else (common,):
        if some and len(found) < POOL:
            found.update(dict.fromkeys(_having(db, some, limit=COMMON)))
    query = select(tables.archive.c.claim_id).where(tables.archive.c.number.in_(list(found)[:POOL]))
    return list(db.execute(query).scalars())


def _decided() -> Any:
    claims = tables.claims
    return select(claims.c.id, claims.c.statement).where(claims.c.finding.is_not(None)).order_by(claims.c.id)


def _terms(db: Connection, words: str) -> list[str]:
    """The search terms of a text as the database's own language has them, each once."""
    if db.dialect.name == "sqlite":
        found: Sequence[str] = [f'"{token}"' for token in TOKEN.findall(words.casefold())]
    else:
        lexemes = text("SELECT unnest(tsvector_to_array(to_tsvector('english', :words)))")
        found = [_quoted(lexeme) for lexeme in db.execute(lexemes, {"words": words}).scalars()]
    return list(dict.fromkeys(found))[:TERMS]


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _having(db: Connection, terms: Sequence[str], *, limit: int) -> list[int]:
    """The archive's numbers that have all these terms, latest first."""
    if db.dialect.name == "sqlite":
        query = "SELECT rowid FROM archive_words WHERE archive_words MATCH :terms ORDER BY rowid DESC"
        joined = " AND ".join(terms)
    else:
        query = "SELECT number FROM archive WHERE lexemes @@ CAST(:terms AS tsquery) ORDER BY number DESC"
        joined = " & ".join(terms)
    return list(db.execute(text(f"{query} LIMIT {limit}"), {"terms": joined}).scalars())

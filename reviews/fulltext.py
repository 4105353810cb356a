"""Full-text search of the decided claims: FTS5 on SQLite, tsvector on PostgreSQL, on an open connection.

The table ``archive`` holds the words of each claim that has a finding; it is derived from the claims, and
:func:`rebuild` makes it anew. Ranking is not the database's: it would read every claim that shares a common
word. :func:`near` asks by the rarest words instead, and ``reviews/archive.py`` ranks the few that come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, text

from reviews import tables

# A word in this many decided claims is common: it tells too little to be asked for alone.
COMMON = 300
# Terms of a query, and claims that are read to be ranked, at most.
TERMS, POOL = 24, 900
FUNCTION_WORDS = Path(__file__).parent / "data" / "function_words.txt"
TOKEN = re.compile(r"\w+")

One = TypeVar("One")


def batches(ids: Sequence[One], size: int = 500) -> Iterator[Sequence[One]]:
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


def near(db: Connection, words: str) -> dict[str, str]:
    """Decided claims that share the telling words of these, with their own words; at most ``POOL``, unranked.

    All claims with a rare word, then, where every word is common, the latest with all or all but one of them.
    """
    having = {term: _having(db, [term]) for term in _terms(db, words)}
    found = dict[int, None]()
    for numbers in sorted(having.values(), key=len):
        if len(numbers) < COMMON and len(found) < POOL:
            found.update(dict.fromkeys(sorted(numbers, reverse=True)))
    common = [term for term, numbers in having.items() if len(numbers) >= COMMON]
    for some in (common, *combinations(common, len(common) - 1)) if len(common) > 1 else (common,):
        if some and len(found) < POOL:
            found.update(dict.fromkeys(_having(db, some, latest=True)))
    return _words_of(db, list(found)[:POOL])


def _words_of(db: Connection, numbers: Sequence[int]) -> dict[str, str]:
    """The claims with these numbers in the archive, and their words.

    The numbers stand in the statement itself: to bind hundreds of them takes longer than to read the rows.
    """
    if not numbers:
        return {}
    query = f"SELECT claim_id, words FROM archive WHERE number IN ({', '.join(map(str, numbers))})"
    return {str(claim): str(words) for claim, words in db.exec_driver_sql(query).all()}


def _decided() -> Any:
    claims = tables.claims
    return select(claims.c.id, claims.c.statement).where(claims.c.finding.is_not(None)).order_by(claims.c.id)


def _terms(db: Connection, words: str) -> list[str]:
    """The search terms of a text as the database's own language has them, each once."""
    if db.dialect.name == "sqlite":
        tokens = TOKEN.findall(words.casefold())
        telling = [token for token in tokens if token not in _function_words()] or tokens
        found: Sequence[str] = [f'"{token}"' for token in telling]
    else:
        lexemes = text("SELECT unnest(tsvector_to_array(to_tsvector('english', :words)))")
        found = [_quoted(lexeme) for lexeme in db.execute(lexemes, {"words": words}).scalars()]
    return list(dict.fromkeys(found))[:TERMS]


@cache
def _function_words() -> frozenset[str]:
    """What PostgreSQL's dictionary leaves out by itself."""
    lines = FUNCTION_WORDS.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _having(db: Connection, terms: Sequence[str], *, latest: bool = False) -> list[int]:
    """The archive's numbers that have all these terms, at most ``COMMON``: whichever, or the latest.

    In order the database would rather walk back from the latest, and far where a term is neither rare nor
    common: so which terms are rare is found without.
    """
    if db.dialect.name == "sqlite":
        query, number = "SELECT rowid FROM archive_words WHERE archive_words MATCH :terms", "rowid"
        joined = " AND ".join(terms)
    else:
        query, number = "SELECT number FROM archive WHERE lexemes @@ CAST(:terms AS tsquery)", "number"
        joined = " & ".join(terms)
    order = f" ORDER BY {number} DESC" if latest else ""
    return list(db.execute(text(f"{query}{order} LIMIT {COMMON}"), {"terms": joined}).scalars().all())

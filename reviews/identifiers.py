"""What an id, a prefix, a path or "last" means: all four nouns that have ids share one name space."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, Table, select

from reviews import tables
from reviews.errors import AmbiguousId, UnknownId

SHORTEST = 6
DIGITS = re.compile(r"[0-9a-f]+")
NAME_SPACE: Mapping[str, Table] = {
    "article": tables.articles,
    "claim": tables.claims,
    "candidate": tables.candidates,
    "evidence": tables.evidence,
}


def article(db: Connection, reference: str) -> str:
    """The article that a path, "last", an id or a prefix of one means; a claim's id is refused."""
    kind, found = anything(db, reference)
    if kind != "article":
        raise UnknownId(f"{reference} is a {kind}, not an article: `claims list --articles` shows those")
    return found


def claim(db: Connection, reference: str) -> str:
    """The claim that an id or a prefix of one means; an article's id is refused."""
    kind, found = anything(db, reference)
    if kind != "claim":
        raise UnknownId(f"{reference} is an {kind}, not a claim: `claims list` shows the claims")
    return found


def anything(db: Connection, reference: str) -> tuple[str, str]:
    """(kind, id) of what the reference means. Raises UnknownId or AmbiguousId."""
    if reference == "last":
        return "article", _last(db)
    known = at_path(db, path_of(reference))
    if known is not None:
        return "article", known
    matches = _matches(db, reference.lower())
    if len(matches) == 1:
        return matches[0]
    if matches:
        shown = ", ".join(f"{kind} {found[:12]}" for kind, found in matches[:5])
        raise AmbiguousId(f"{reference} means {len(matches)} things ({shown}): give more of the id")
    raise UnknownId(
        f"nothing stored answers to {reference!r}: give an id, at least {SHORTEST} characters of one, "
        "the path an article came from, or `last` (see `claims list --articles`)"
    )


def path_of(reference: str) -> str:
    """How a path is stored: absolute, links resolved; a URL as it is."""
    return reference if "://" in reference else str(Path(reference).resolve())


def at_path(db: Connection, path: str) -> str | None:
    """The article stored last from this path."""
    query = (
        select(tables.drafts.c.article_id)
        .join(tables.articles, tables.articles.c.id == tables.drafts.c.article_id)
        .where(tables.drafts.c.path == path)
        .order_by(tables.articles.c.number.desc())
        .limit(1)
    )
    found = db.execute(query).scalar()
    return None if found is None else str(found)


def _last(db: Connection) -> str:
    query = select(tables.articles.c.id).order_by(tables.articles.c.number.desc()).limit(1)
    found = db.execute(query).scalar()
    if found is None:
        raise UnknownId("no article is stored yet: `claims extract PATH` stores one")
    return str(found)


def _matches(db: Connection, prefix: str) -> list[tuple[str, str]]:
    """Ids are lower-case hexadecimal: all with a prefix lie between it and itself followed by g."""
    if len(prefix) < SHORTEST or not DIGITS.fullmatch(prefix):
        return []
    return [
        (kind, row.id)
        for kind, table in NAME_SPACE.items()
        for row in db.execute(
            select(table.c.id)
            .where(table.c.id >= prefix, table.c.id < prefix + "g")
            .order_by(table.c.id)
            .limit(6)
        )
    ]

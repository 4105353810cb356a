"""A quick look at the database before anything is printed, without the weight of SQLModel.

Storing a first article must not wait for half of spaCy's import again, and nothing may go to standard
output that cannot be stored afterwards.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from reviews.errors import NewerDatabase, StoreError
from reviews.migrations import SCHEMA

SQLITE = "sqlite:///"
PATIENCE = 10.0


def checker(url: str) -> Callable[[str], bool] | None:
    """A function that tells whether a text of this digest is stored; None where only the store can tell.

    Raises StoreError where the database is locked, read-only, newer or no database at all.
    """
    if not url.startswith(SQLITE):
        return None
    path = Path(url.removeprefix(SQLITE))
    if not path.exists():
        return lambda digest: False
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreError(f"database {path}: it is read-only: make it writable, or name another with --db")
    _try_writing(path)
    return lambda digest: _holds(path, digest)


def _try_writing(path: Path) -> None:
    try:
        with _opened(path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            known = connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
            ).fetchone()
            found = (
                connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
            )
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise StoreError(f"database {path}: {error}; {_mend(str(error))}") from error
    if found is not None and found[0] > SCHEMA:
        raise NewerDatabase(
            f"database {path} has schema {found[0]}, newer than {SCHEMA}, which this claimdesk knows: "
            "install a newer claimdesk, or name another database with --db"
        )


def _holds(path: Path, digest: str) -> bool:
    """Whether a draft with this text is stored; a database without a schema holds nothing."""
    try:
        with _opened(path) as connection:
            return (
                connection.execute(
                    "SELECT 1 FROM drafts WHERE sha256 = ? AND text != ''", (digest,)
                ).fetchone()
                is not None
            )
    except sqlite3.OperationalError:
        return False


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)


def _mend(cause: str) -> str:
    if "locked" in cause:
        return "another program holds it: wait for that, or end it, and try again"
    if "readonly" in cause or "read-only" in cause:
        return "it is read-only: make it writable, or name another with --db"
    return "the file is something else: name another with --db"

"""A consistent copy of the database in one SQLite file, made while others write.

A copy of a PostgreSQL database is a SQLite file too: it opens with --db, and its chains verify, without a
server. PostgreSQL's own pg_dump is the way to a copy that goes back into a server.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from reviews import database, tables

# Rows that are held in memory at once.
BATCH = 500


def backup(engine: Engine, path: Path) -> None:
    """Copy the database to ``path``, whole or not at all. The copy is 0600. Raises StoreError."""
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        database.make_file(beside)
        if engine.dialect.name == "sqlite":
            _copy_file(engine, beside)
        else:
            _copy_rows(engine, beside)
        beside.replace(path)
    finally:
        for left in beside.parent.glob(f"{beside.name}*"):
            left.unlink()


def _copy_file(engine: Engine, path: Path) -> None:
    with database.faults(engine), engine.connect() as connection:
        source: Any = connection.connection.driver_connection
        copy = sqlite3.connect(path)
        try:
            source.backup(copy)
        finally:
            copy.close()


def _copy_rows(engine: Engine, path: Path) -> None:
    """All tables as they are at one moment: everything is read in one snapshot of the server."""
    copy = database.connect(f"sqlite:///{path}")
    try:
        database.ready(copy)
        with database.faults(engine), engine.connect() as raw:
            source = raw.execution_options(isolation_level="REPEATABLE READ")
            with source.begin(), database.writing(copy) as target:
                for table in tables.articles.metadata.sorted_tables:
                    _copy_table(source, target, table)
        database.settle(copy)
    finally:
        copy.dispose()


def _copy_table(source: Connection, target: Connection, table: Any) -> None:
    ordered = select(table).order_by(*table.primary_key.columns)
    found = source.execution_options(yield_per=BATCH).execute(ordered)
    for some in found.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in some])

"""The way to the database: made if missing, brought to the schema, its faults as one-line errors.

SQLite by default: the file is 0600 and its folder 0700 from the first byte, write-ahead logged, and every
writing transaction starts with BEGIN IMMEDIATE, so that two writers wait for each other instead of
losing a write. PostgreSQL by URL; there the article's row is what writers hold.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from reviews.errors import NewerDatabase, StoreError
from reviews.migrations import SCHEMA

# How long a writer waits for another one before the database counts as locked, in seconds.
PATIENCE = 10.0
# libpq's own, unless the URL says otherwise: a server that is gone is told within so long, not after hours.
LIFELINE = {"connect_timeout": 10, "keepalives_idle": 30, "tcp_user_timeout": 15_000}
# PostgreSQL's advisory locks: one program at a time makes the schema. Any number that nobody else takes.
UPGRADING = 0x636C61696D


def connect(url: str) -> Engine:
    """An engine for this URL; a SQLite file and its folder are made if missing. Raises StoreError."""
    try:
        parsed = make_url(url)
    except SQLAlchemyError as error:
        raise StoreError(
            f"{url!r} is no database URL: write sqlite:////path/to/file or postgresql://…"
        ) from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, PATIENCE)
    if parsed.get_backend_name() != "postgresql":
        raise StoreError(f"no database of the kind {parsed.drivername!r}: use sqlite or postgresql")
    return _postgresql(parsed, PATIENCE)


def place(engine: Engine) -> str:
    """The database in words, without its password."""
    name = engine.url.database
    return (
        name if engine.dialect.name == "sqlite" and name else engine.url.render_as_string(hide_password=True)
    )


def _sqlite(url: sqlalchemy.URL, patience: float) -> Engine:
    if url.database and url.database != ":memory:":
        make_file(Path(url.database))
    engine = sqlalchemy.create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # What REPLACE removes fires the delete trigger too.
        connection.execute("PRAGMA recursive_triggers = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: sqlalchemy.URL, patience: float) -> Engine:
    given = {key: value for key, value in LIFELINE.items() if key not in url.query}
    try:
        engine = sqlalchemy.create_engine(url, connect_args=given)
    except (SQLAlchemyError, ImportError) as error:
        raise StoreError(f"no driver {url.drivername!r}: write postgresql+psycopg://…") from error

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {round(1000 * patience)}")
        connection.commit()

    return engine


def make_file(path: Path) -> None:
    """Folders 0700 and the file 0600 before SQLite opens it: its -wal and -shm files take the same mode."""
    try:
        for folder in reversed([path.parent, *path.parent.parents]):
            if not folder.exists():
                folder.mkdir(mode=0o700)
        # Only ever a new file: closing a file that SQLite has open would drop SQLite's own locks on it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except PermissionError:
        if not path.is_file():
            raise StoreError(
                f"cannot make the database {path}: the folder is read-only; name another with --db"
            ) from None
    except OSError as error:
        raise StoreError(
            f"cannot open the database {path}: {error.strerror}; name another with --db"
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one state of the database."""
    with faults(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it or nothing. Writers take turns."""
    with faults(engine), engine.connect() as raw:
        connection = raw.execution_options(writes=True)
        with connection.begin():
            yield connection


@contextmanager
def faults(engine: Engine) -> Iterator[None]:
    """The database's own errors as one-line StoreErrors."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_said(engine, str(error.orig))) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        # What is done on the driver's own connection raises the driver's own errors.
        raise StoreError(_said(engine, str(error))) from error


def _said(engine: Engine, cause: str) -> str:
    where = place(engine)
    line = " ".join(cause.split())[:200]
    mends = {
        "locked": "another program holds it: wait for that, or end it, and try again",
        "lock timeout": "another program holds it: wait for that, or end it, and try again",
        "readonly": "it is read-only: make it writable, or name another with --db",
        "read-only": "it is read-only: make it writable, or name another with --db",
        "unable to open": "check that the path exists and may be written, or name another with --db",
        "not a database": "the file is something else: name another with --db",
        "malformed": "the file is damaged: restore it from a backup (made by `claims db backup`)",
        "disk is full": "free some space and try again",
        "disk I/O error": "the disk is full, read-only or broken: see to it and try again",
        "connection": "check that the server runs and that the URL is right",
    }
    mend = next((mend for sign, mend in mends.items() if sign in line), "see `claims doctor`")
    return f"database {where}: {line}; {mend}"


def version(connection: Connection) -> str | None:
    """The schema's version in this database, None where there is no schema yet."""
    if not sqlalchemy.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def ready(engine: Engine) -> None:
    """Make the schema in an empty database; refuse one of another version. Raises StoreError."""
    with reading(engine) as connection:
        found = version(connection)
        if found is None and sqlalchemy.inspect(connection).has_table("articles"):
            raise StoreError(
                f"database {place(engine)} holds tables of another program: name another with --db"
            )
    if found is None:
        upgrade(engine)
    elif found > SCHEMA:
        raise NewerDatabase(newer(place(engine), found))
    elif found < SCHEMA:
        raise StoreError(f"database {place(engine)} has the older schema {found}: run `claims db upgrade`")


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema, in one transaction.

    Whatever the steps did to the history's guards, they stand at the end.
    """
    from reviews.migrations import newest
    from reviews.migrations.guards import guard_events

    if engine.dialect.name == "sqlite":
        with faults(engine), engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADING})"))
        if engine.dialect.name == "sqlite" and version(connection) is None:
            newest.create(connection)
        else:
            migrate(connection)
        guard_events(connection)


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Run Alembic's steps up to a version on an open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "reviews:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def refuse_newer(engine: Engine) -> None:
    """Raise NewerDatabase where the schema is newer than this claimdesk knows."""
    with reading(engine) as connection:
        found = version(connection)
    if found is not None and found > SCHEMA:
        raise NewerDatabase(newer(place(engine), found))


def newer(where: str, found: str) -> str:
    """What is said of a database of a newer version."""
    return (
        f"database {where} has schema {found}, newer than {SCHEMA}, which this claimdesk knows: "
        "install a newer claimdesk, or name another database with --db"
    )


def settle(engine: Engine) -> None:
    """Give back the space of what was erased, so that it is in no file of the database any more.

    SQLite's log is written into the file and emptied; PostgreSQL writes the tables anew, for which it waits
    until nobody reads them. Its own write-ahead log and its backups are the server's.
    """
    with faults(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            source: Any = connection.connection.driver_connection
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in ("drafts", "claims", "candidates", "evidence", "archive", "events", "ledger"):
            alone.execute(text(f"VACUUM (FULL) {table}"))


def integrity(engine: Engine) -> list[str]:
    """What is wrong with the file, with SQLite's full-text index, and which guards of the history are gone.

    PostgreSQL keeps checksums of its own.
    """
    from reviews.migrations.guards import missing_guards

    with reading(engine) as connection:
        gone = [f"the history's guard {name} is gone" for name in missing_guards(connection)]
        if engine.dialect.name != "sqlite":
            return gone
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        found += [
            f"row of {row[0]} points nowhere"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
    return gone + [line for line in found if line != "ok"] + _index_faults(engine)


def _index_faults(engine: Engine) -> list[str]:
    """SQLite compares the full-text index with the table that it indexes; asking counts as writing."""
    try:
        with writing(engine) as connection:
            check = "INSERT INTO archive_words (archive_words, rank) VALUES ('integrity-check', 1)"
            connection.execute(text(check))
    except StoreError:
        return ["the archive's full-text index is not what the archive says"]
    return []

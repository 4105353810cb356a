"""The history cannot be rewritten, by whatever statement, and no migration leaves it unguarded."""

from __future__ import annotations

import pytest
from harbour import ON_POSTGRESQL, ON_SQLITE, Ticking, extraction_of, unguard
from sqlalchemy import Connection
from sqlalchemy import text as sql

from claims.extraction import Extraction
from reviews import database, rules
from reviews.database import reading, writing
from reviews.errors import StoreError
from reviews.migrations.guards import guard_events, missing_guards
from reviews.rules import Policy
from reviews.store import Store

BOTH = [
    "UPDATE events SET actor = 'bo'",
    "UPDATE events SET payload = '{}' WHERE sequence = 1",
    "UPDATE events SET payload = NULL, actor = 'bo'",
    "UPDATE events SET sequence = sequence + 10",
    "DELETE FROM events",
    "DELETE FROM events WHERE sequence = 2",
    "INSERT INTO events SELECT * FROM events WHERE true"
    " ON CONFLICT (article, sequence) DO UPDATE SET actor = 'bo'",
    "INSERT INTO events SELECT * FROM events WHERE true ON CONFLICT (article, sequence) DO NOTHING",
    "INSERT INTO events SELECT * FROM events WHERE true ON CONFLICT DO NOTHING",
    "INSERT INTO events SELECT * FROM events",
]
COLUMNS = "article, sequence, claim, kind, actor, os_user, time, payload, payload_sha256, previous, digest"
SQLITE = [
    "UPDATE OR REPLACE events SET sequence = 9",
    "UPDATE OR IGNORE events SET sequence = 9",
    "INSERT OR REPLACE INTO events SELECT * FROM events",
    "INSERT OR IGNORE INTO events SELECT * FROM events",
    "REPLACE INTO events SELECT * FROM events",
    # Another key in the place of the first row: what REPLACE removes is found by its hidden rowid.
    f"INSERT OR REPLACE INTO events (rowid, {COLUMNS})"
    f" SELECT 1, {COLUMNS.replace('sequence', '99')} FROM events LIMIT 1",
]
POSTGRESQL = [
    "TRUNCATE events",
    "TRUNCATE articles CASCADE",
    "MERGE INTO events USING (SELECT 1 AS one) AS other ON true WHEN MATCHED THEN DELETE",
    "SET LOCAL session_replication_role = replica; DELETE FROM events",
]


@pytest.fixture
def decided(stocked: Store, extraction: Extraction) -> Store:
    """A store with two events in its history."""
    finding = lambda claim, state: rules.decide(claim, state, finding="confirmed", policy=Policy())  # noqa: E731
    stocked.act(extraction.claims[0].id, finding)
    return stocked


def refuses(store: Store, statement: str, *, recursive_triggers: bool = True) -> None:
    """The statement raises, and nothing is changed."""
    before = store.history()
    assert len(before) == 2
    with store.engine.connect() as raw:
        if not recursive_triggers:
            raw.connection.driver_connection.execute("PRAGMA recursive_triggers = OFF")  # type: ignore[union-attr]
        with pytest.raises(StoreError, match="append-only"):
            tried(raw, statement)
    assert store.history() == before


def tried(raw: Connection, statement: str) -> None:
    """The statement, run and committed."""
    with database.faults(raw.engine), raw.begin():
        raw.execute(sql(statement))


@pytest.mark.parametrize("statement", BOTH)
def test_no_statement_rewrites_the_history(decided: Store, statement: str) -> None:
    refuses(decided, statement)


@ON_SQLITE
@pytest.mark.parametrize("recursive_triggers", [True, False])
@pytest.mark.parametrize("statement", SQLITE)
def test_no_statement_of_sqlite_s_own_does(decided: Store, statement: str, recursive_triggers: bool) -> None:
    refuses(decided, statement, recursive_triggers=recursive_triggers)


@ON_POSTGRESQL
@pytest.mark.parametrize("statement", POSTGRESQL)
def test_no_statement_of_postgresql_s_own_does(decided: Store, statement: str) -> None:
    refuses(decided, statement)


def test_a_payload_alone_may_be_erased(decided: Store) -> None:
    with writing(decided.engine) as db:
        db.execute(sql("UPDATE events SET payload = NULL"))
    assert [event.payload for event in decided.history()] == [None, None]
    assert "no `forget` says so" in decided.verify()[0].faults[0].message


def test_missing_guards_are_named_and_put_back(decided: Store) -> None:
    with reading(decided.engine) as db:
        assert missing_guards(db) == []
    with writing(decided.engine) as db:
        unguard(db)
        assert missing_guards(db)
    database.upgrade(decided.engine)
    with reading(decided.engine) as db:
        assert missing_guards(db) == []
    refuses(decided, "DELETE FROM events")


def test_another_event_may_follow(decided: Store, extraction: Extraction) -> None:
    other = Store(decided.engine, actor="bo", clock=Ticking())
    other.act(extraction_of().claims[1].id, lambda claim, state: rules.note(claim, state, text="well"))
    assert decided.verify()[0].faults == ()


def test_making_the_guards_anew_changes_nothing(decided: Store) -> None:
    with writing(decided.engine) as db:
        guard_events(db)
        guard_events(db)
    refuses(decided, "UPDATE events SET actor = 'bo'")

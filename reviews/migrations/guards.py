"""The triggers that keep the history append-only. Alembic's batch mode drops SQLite's: re-run after it.

The one change allowed is the erasing of a payload (``claims forget``); ``claims log --verify`` says so.
On SQLite an insert over an existing event raises before REPLACE can delete it unseen.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

KEPT = (
    "article",
    "sequence",
    "claim",
    "kind",
    "actor",
    "os_user",
    "database_role",
    "time",
    "payload_sha256",
    "previous",
    "digest",
)
REFUSED = "the history is append-only"


def guard_events(connection: Connection) -> None:
    """Create the guards of the ``events`` table on SQLite or PostgreSQL; what is there already stays."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


def _sqlite() -> list[str]:
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
    return [
        f"""CREATE TRIGGER IF NOT EXISTS events_no_update BEFORE UPDATE ON events
        WHEN NOT (NEW.payload IS NULL AND {same})
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
        f"""CREATE TRIGGER IF NOT EXISTS events_no_delete BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
        f"""CREATE TRIGGER IF NOT EXISTS events_no_replace BEFORE INSERT ON events
        WHEN EXISTS (SELECT 1 FROM events WHERE article = NEW.article AND sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    ]


def _postgresql() -> list[str]:
    same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in KEPT)
    return [
        f"""CREATE OR REPLACE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND {same} THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{REFUSED}';
        END $$""",
        """CREATE OR REPLACE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION events_refuse()""",
        """CREATE OR REPLACE TRIGGER events_no_truncate BEFORE TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()""",
    ]

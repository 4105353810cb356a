"""The triggers that keep the history append-only. They raise; a rule or IGNORE would swallow the write.

The one change allowed is the erasing of a payload (``claims forget``); ``claims log --verify`` says so.
On SQLite an insert over an existing event raises before REPLACE can delete it unseen, by its key or by its
hidden rowid. Alembic's batch mode drops a table's triggers, so every upgrade ends with :func:`guard_events`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

KEPT = (
    *("article", "sequence", "claim", "kind", "actor", "os_user", "database_role", "time"),
    *("payload_sha256", "previous", "digest"),
)
REFUSED = "the history is append-only"
SAME = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
SQLITE: Mapping[str, str] = {
    "events_no_update": f"""CREATE TRIGGER events_no_update BEFORE UPDATE ON events
    WHEN NOT (NEW.payload IS NULL AND {SAME})
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    "events_no_delete": f"""CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    "events_no_replace": f"""CREATE TRIGGER events_no_replace BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE article = NEW.article AND sequence = NEW.sequence)
    OR EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
}
REFUSE = f"""CREATE OR REPLACE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND {SAME.replace(" IS ", " IS NOT DISTINCT FROM ")}
        THEN RETURN NEW; END IF;
        IF TG_OP = 'INSERT' AND NOT EXISTS
            (SELECT 1 FROM events WHERE article = NEW.article AND sequence = NEW.sequence)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{REFUSED}';
    END $$"""
POSTGRESQL: Mapping[str, str] = {
    "events_no_change": """CREATE TRIGGER events_no_change BEFORE INSERT OR UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_refuse()""",
    "events_no_truncate": """CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()""",
}


def guard_events(connection: Connection) -> None:
    """Create the guards of the ``events`` table, or make them anew, on SQLite or PostgreSQL."""
    if connection.dialect.name == "sqlite":
        for name, statement in SQLITE.items():
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.execute(text(statement))
        return
    connection.execute(text(REFUSE))
    for name, statement in POSTGRESQL.items():
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON events"))
        connection.execute(text(statement))
        # Fires for a replica's session too, where ordinary triggers sleep.
        connection.execute(text(f"ALTER TABLE events ENABLE ALWAYS TRIGGER {name}"))


def missing_guards(connection: Connection) -> list[str]:
    """The guards that are not there, or are not what they should be."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"
        found = {row.name: row.sql for row in connection.execute(text(query))}
        return [name for name, statement in SQLITE.items() if found.get(name) != statement]
    query = (
        "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE tgrelid = 'events'::regclass AND tgenabled = 'A' AND proname = 'events_refuse'"
    )
    awake = set(connection.execute(text(query)).scalars())
    return [name for name in POSTGRESQL if name not in awake]

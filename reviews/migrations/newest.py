"""The newest schema as one script, so that a new SQLite file needs no migration, nor Alembic's import.

``newest.sql`` is made by ``python -m reviews.migrations.newest`` whenever a version is added; a test fails where
it is not what the migrations make. The history's guards are no part of it: every upgrade ends with them.
"""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection, text

SCRIPT = "newest.sql"
# FTS5 makes the tables that lie beneath its own.
MADE = (
    "SELECT sql FROM sqlite_master AS made WHERE sql IS NOT NULL AND NOT (type = 'trigger' AND tbl_name = 'events')"
    " AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
    " AND made.name LIKE name || '\\_%' ESCAPE '\\') ORDER BY rowid"
)
BETWEEN = ";\n\n"


def create(connection: Connection) -> None:
    """Make the newest schema in an empty SQLite database, on an open transaction."""
    for statement in read().split(BETWEEN):
        connection.exec_driver_sql(statement)


def read() -> str:
    """The script as it ships."""
    return files("reviews.migrations").joinpath(SCRIPT).read_text(encoding="utf-8").removesuffix(";\n")


def describe(connection: Connection) -> str:
    """The script that makes what is in this SQLite database, its version with it."""
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    made = connection.execute(text(MADE)).scalars()
    return BETWEEN.join([*made, f"INSERT INTO alembic_version VALUES ('{version}')"])


def main() -> None:
    """Write the script anew from the migrations."""
    from pathlib import Path

    from reviews import database

    engine = database.connect("sqlite:///:memory:")
    with database.writing(engine) as connection:
        database.migrate(connection)
        (Path(__file__).parent / SCRIPT).write_text(describe(connection) + ";\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Each released schema, with a desk's work in it, comes up to the newest: nothing lost, nothing unguarded."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from harbour import extraction_of
from postgres import Server
from sqlalchemy import Engine, Table, insert, select
from sqlalchemy import text as sql
from sqlalchemy.schema import MetaData
from sqlmodel import SQLModel
from typer.testing import Result

from reviews import database, tables
from reviews.database import reading, writing
from reviews.errors import StoreError
from reviews.migrations import SCHEMA, newest
from reviews.migrations.guards import missing_guards
from reviews.store import Store

# What the first release left in its tables: two drafts, decisions, evidence, a forgotten article.
RECORDED = json.loads((Path(__file__).parent / "data" / "schema-0001.json").read_text("utf-8"))
ARTICLE = extraction_of().article.id
SCRIPTS = Config()
SCRIPTS.set_main_option("script_location", "reviews:migrations")
VERSIONS = [step.revision for step in reversed(list(ScriptDirectory.from_config(SCRIPTS).walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.db'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.create()
    yield url
    server.drop(url)


def value(stored: Any) -> Any:
    """A recorded value; bytes are recorded as base64."""
    return base64.b64decode(stored["base64"]) if isinstance(stored, dict) else stored


def recorded(url: str, version: str) -> Engine:
    """A database of this version with the first release's work in it, step by step up from the first."""
    engine = database.connect(url)
    with writing(engine) as db:
        database.migrate(db, to="0001")
        old = MetaData()
        old.reflect(db)
        for name, rows in RECORDED.items():
            db.execute(insert(old.tables[name]), [{k: value(v) for k, v in row.items()} for row in rows])
            numbered = db.dialect.name == "postgresql" and "number" in old.tables[name].c
            if numbered:
                last = f"(SELECT max(number) FROM {name})"
                db.execute(sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'number'), {last})"))
        database.migrate(db, to=version)
    return engine


def rows_of(engine: Engine, table: Table, columns: list[str]) -> list[dict[str, Any]]:
    """These columns of all rows, in the order of the key."""
    query = select(*(table.c[name] for name in columns)).order_by(*table.primary_key.columns)
    with reading(engine) as db:
        return [dict(row) for row in db.execute(query).mappings()]


def test_versions_are_numbered_up_to_the_one_that_is_known() -> None:
    assert sorted(VERSIONS) == VERSIONS
    assert VERSIONS[-1] == SCHEMA


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_is_there_after_the_upgrade(bare_url: str, version: str) -> None:
    engine = recorded(bare_url, version)
    database.upgrade(engine)
    for name, rows in RECORDED.items():
        wanted = [{k: value(v) for k, v in row.items()} for row in rows]
        assert rows_of(engine, getattr(tables, name), list(rows[0])) == wanted
    store = Store.open(bare_url, actor="bo")
    assert [found.faults for found in store.verify()] == [(), ()]
    assert (store.stray(), store.misfiled(), database.integrity(engine)) == ((), (), [])
    (line,) = store.alike("Falk is mayor of Lidby")
    assert (line.claim.finding, line.found_by, line.evidence) == (
        "incorrect",
        ("ana",),
        ("primary: Register",),
    )
    assert [one.review.workflow for one in store.review_of(ARTICLE).claims] == [
        *("needs_second_review", "needs_second_review", "orphan")
    ]
    assert store.save(extraction_of("Now: " + extraction_of().article.text), source=b"").new
    engine.dispose()


@pytest.mark.parametrize("version", VERSIONS)
def test_no_step_leaves_the_history_unguarded(bare_url: str, version: str) -> None:
    engine = recorded(bare_url, version)
    for statement in ("UPDATE events SET actor = 'bo'", "DELETE FROM events WHERE sequence = 2"):
        with pytest.raises(StoreError, match="append-only"), writing(engine) as db:
            db.execute(sql(statement))
    database.upgrade(engine)
    with reading(engine) as db:
        assert missing_guards(db) == []
    engine.dispose()


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_an_older_database_is_refused_until_it_is_upgraded(
    bare_url: str, version: str, claims: Callable[..., Result]
) -> None:
    recorded(bare_url, version).dispose()
    refused = claims("list", "--db", bare_url)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "claims db upgrade" in refused.stderr
    assert claims("db", "upgrade", "--db", bare_url).exit_code == 0
    assert claims("db", "check", "--db", bare_url).exit_code == 0
    assert claims("list", "--db", bare_url).stdout.count("\n") == 3


def test_a_step_that_fails_changes_nothing(bare_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = recorded(bare_url, "0001")

    def fails(_: object) -> None:
        raise StoreError("the power went")

    monkeypatch.setattr("reviews.migrations.guards.guard_events", fails)
    with pytest.raises(StoreError, match="the power went"):
        database.upgrade(engine)
    with reading(engine) as db:
        assert database.version(db) == "0001"
    names = list(RECORDED["claims"][0])
    assert rows_of(engine, tables.claims, names) == RECORDED["claims"]
    engine.dispose()


def test_the_tables_are_those_that_the_migrations_make(bare_url: str) -> None:
    engine = database.connect(bare_url)
    database.upgrade(engine)

    def ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        """The full-text index is each database's own."""
        return not (name or "").startswith(("archive_words", "archive_lexemes", "lexemes", "alembic"))

    with reading(engine) as db:
        context = MigrationContext.configure(db, opts={"include_object": ours, "compare_type": False})
        found = compare_metadata(context, SQLModel.metadata)
    assert [change for change in found if change[0] != "modify_nullable"] == []
    engine.dispose()


def test_a_new_file_holds_what_the_migrations_make() -> None:
    engine = database.connect("sqlite:///:memory:")
    with writing(engine) as db:
        database.migrate(db)
        assert newest.read() == newest.describe(db), "run `python -m reviews.migrations.newest`"
    engine.dispose()


def test_a_new_file_is_of_the_newest_version(sqlite_url: str) -> None:
    engine = database.connect(sqlite_url)
    with reading(engine) as db:
        assert database.version(db) == SCHEMA
        assert (newest.describe(db), missing_guards(db)) == (newest.read(), [])
    engine.dispose()

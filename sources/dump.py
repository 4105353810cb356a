"""Wikidata's own JSON dump read entity by entity (www.wikidata.org/wiki/Wikidata:Database_download).

The dump is one array with an entity a line. A folder of entity files, as Special:EntityData gives them,
works too.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sources.errors import SnapshotError
from sources.names import key
from sources.statements import LANGUAGES, item_from

FORMAT = 1
TABLES = """
CREATE TABLE about (format INTEGER NOT NULL);
CREATE TABLE items (id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (key TEXT NOT NULL, id TEXT NOT NULL, label INTEGER NOT NULL,
                    PRIMARY KEY (key, id)) WITHOUT ROWID;
"""
# The properties that matching and checks read; all other statements are left out.
PROPERTIES = frozenset(
    {"P6", "P17", "P31", "P35", "P39", "P569", "P570", "P571", "P576", "P577", "P664", "P710", "P823"}
    | {"P1001", "P1082", "P1128", "P1132", "P1308", "P1313", "P1344", "P1619", "P1906"}
)
QUALIFIERS = frozenset({"P580", "P582", "P585", "P1366"})
COMMIT_EVERY = 5_000


def import_dump(dump: Path, out: Path, *, progress: Callable[[int], None] | None = None) -> int:
    """Writes a snapshot of a dump to ``out`` and returns how many items it holds.

    The file appears under its name only when it is whole. ``progress`` gets the number of items so far.
    Raises SnapshotError for a dump that cannot be read.
    """
    partial = out.with_name(out.name + ".partial")
    partial.unlink(missing_ok=True)
    count = 0
    try:
        with closing(sqlite3.connect(partial)) as database:
            database.executescript(TABLES)
            database.execute("INSERT INTO about VALUES (?)", (FORMAT,))
            for count, entity in enumerate(_items(dump), start=1):
                _store(database, entity)
                if count % COMMIT_EVERY == 0:
                    database.commit()
                    if progress is not None:
                        progress(count)
            database.commit()
        if count == 0:
            raise SnapshotError(f"{dump}: holds no item; give Wikidata's JSON dump or a folder of entities")
        partial.replace(out)
    except (sqlite3.Error, OSError) as error:
        raise SnapshotError(f"{out}: the snapshot cannot be written ({error}); check the folder") from error
    finally:
        partial.unlink(missing_ok=True)
    return count


def _items(dump: Path) -> Iterator[dict[str, Any]]:
    for entity in entities(dump):
        if str(entity.get("id", "")).startswith("Q") and "missing" not in entity:
            yield entity


def entities(dump: Path) -> Iterator[dict[str, Any]]:
    """The entities of a dump file (``.json``, ``.json.gz``) or of a folder's files, one after another."""
    if dump.is_dir():
        for path in sorted(dump.glob("*.json")):
            yield from _whole(path)
        return
    opened = gzip.open if dump.suffix == ".gz" else open
    try:
        with opened(dump, "rt", encoding="utf-8") as lines:
            yield from _lines(dump, lines)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise SnapshotError(f"{dump}: cannot be read ({error}); download it again") from error


def _lines(dump: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        text = line.strip().removesuffix(",")
        if text in ("", "[", "]"):
            continue
        yield from _parsed(text, f"{dump}, line {number}")


def _whole(path: Path) -> Iterator[dict[str, Any]]:
    """The entities of one file: a single one, or an answer that holds them under ``entities``."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"{path}: cannot be read ({error})") from error
    for body in _parsed(text, str(path)):
        held = body.get("entities")
        yield from held.values() if isinstance(held, dict) else [body]


def _parsed(text: str, where: str) -> Iterator[dict[str, Any]]:
    try:
        entity = json.loads(text)
    except ValueError as error:
        raise SnapshotError(f"{where}: not JSON ({error}); the dump may be cut short") from error
    if not isinstance(entity, dict):
        raise SnapshotError(f"{where}: not an entity; give Wikidata's JSON dump, an entity a line")
    yield entity


def _store(database: sqlite3.Connection, entity: dict[str, Any]) -> None:
    reduced = _reduced(entity)
    item = item_from(reduced)
    if item is None:
        return
    database.execute("INSERT OR REPLACE INTO items VALUES (?, ?)", (item.id, json.dumps(reduced)))
    keys = dict.fromkeys(key(name) for name in item.names)
    label = key(item.label)
    rows = [(name, item.id, int(name == label)) for name in keys if name]
    database.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", rows)


def _reduced(entity: dict[str, Any]) -> dict[str, Any]:
    """The entity with our languages, properties and qualifiers alone."""
    kept: dict[str, Any] = {name: entity[name] for name in ("id", "lastrevid", "modified") if name in entity}
    for kind in ("labels", "descriptions", "aliases"):
        terms = entity.get(kind) or {}
        kept[kind] = {language: terms[language] for language in LANGUAGES if language in terms}
    claims = entity.get("claims") or {}
    kept["claims"] = {
        name: [_slim(raw) for raw in claims[name]] for name in sorted(PROPERTIES.intersection(claims))
    }
    return kept


def _slim(statement: dict[str, Any]) -> dict[str, Any]:
    slim: dict[str, Any] = {name: statement[name] for name in ("id", "rank", "mainsnak") if name in statement}
    qualifiers = statement.get("qualifiers") or {}
    slim["qualifiers"] = {name: qualifiers[name] for name in sorted(QUALIFIERS.intersection(qualifiers))}
    return slim

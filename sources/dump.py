"""Wikidata's own JSON dump made into one SQLite file (www.wikidata.org/wiki/Wikidata:Database_download).

The dump is one array with an entity a line. A folder of entity files, as Special:EntityData gives them,
works too. What is needed of an entity is found in one pass, so that memory stays flat and the time is mostly
that of parsing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sources.errors import SnapshotError
from sources.lines import located
from sources.names import key
from sources.needed import QUALIFIERS, properties
from sources.shapes import mapping, mappings
from sources.statements import ITEM, LANGUAGES

FORMAT = 2
TABLES = """
CREATE TABLE about (format INTEGER NOT NULL, dump TEXT NOT NULL, languages TEXT NOT NULL, done INTEGER NOT NULL);
CREATE TABLE items (id INTEGER PRIMARY KEY, entity BLOB NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, id INTEGER NOT NULL, label INTEGER NOT NULL);
"""
# Made when all names are in: an index that grows with them costs far more.
INDEXES = """
CREATE INDEX names_by_key ON names (key, label DESC, id);
CREATE VIRTUAL TABLE words USING fts5 (key, content='names', content_rowid='rowid', detail='none',
                                       tokenize='unicode61 remove_diacritics 0');
INSERT INTO words (words) VALUES ('rebuild');
"""
COMMIT_EVERY = 5_000
Progress = Callable[[int, float], None]


def import_dump(
    dump: Path, out: Path, *, languages: Iterable[str] = LANGUAGES, progress: Progress | None = None
) -> int:
    """Writes a snapshot of a dump to ``out`` and returns how many items it holds.

    Labels, aliases and descriptions are kept in English and ``languages``. The file appears under its name
    only when it is whole; what an interrupted import left is taken up again where it stopped, if the dump is
    the same. ``progress`` gets the number of entities so far, and which share of the dump was read. Raises
    SnapshotError for a dump that cannot be read.
    """
    kept = tuple(dict.fromkeys((*LANGUAGES, *languages)))
    partial = out.with_name(out.name + ".partial")
    try:
        with closing(_begun(partial, _identity(dump), " ".join(kept))) as database:
            _fill(database, dump, kept, progress)
            (count,) = database.execute("SELECT count(*) FROM items").fetchone()
            if count == 0:
                raise SnapshotError(
                    f"{dump}: holds no item; give Wikidata's JSON dump or a folder of entities"
                )
            database.executescript(INDEXES)
            database.execute("PRAGMA journal_mode = DELETE")
        partial.replace(out)
    except SnapshotError:
        _remove(partial)
        raise
    except (sqlite3.Error, OSError) as error:
        raise SnapshotError(f"{out}: the snapshot cannot be written ({error}); check the folder") from error
    return int(count)


def _identity(dump: Path) -> str:
    """What tells whether a dump is still the one that an import began with."""
    try:
        state = dump.stat()
    except OSError as error:
        raise SnapshotError(f"{dump}: cannot be read ({error}); check the path") from error
    return f"{dump.resolve()} {state.st_size} {state.st_mtime_ns}"


def _begun(partial: Path, identity: str, languages: str) -> sqlite3.Connection:
    """The file to go on with: the one that is there, if it was begun on this dump; else a new one."""
    if partial.exists() and _about(partial) != (FORMAT, identity, languages):
        _remove(partial)
    database = sqlite3.connect(partial, isolation_level=None)
    # Killed, the process loses what it had not committed and no more.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")
    if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        database.executescript(f"BEGIN; {TABLES} COMMIT;")
        database.execute("INSERT INTO about VALUES (?, ?, ?, 0)", (FORMAT, identity, languages))
    return database


def _about(partial: Path) -> tuple[int, str, str] | None:
    try:
        with closing(sqlite3.connect(partial)) as database:
            found = database.execute("SELECT format, dump, languages FROM about").fetchone()
    except sqlite3.Error:
        return None
    return tuple(found) if found else None


def _remove(partial: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        partial.with_name(partial.name + ending).unlink(missing_ok=True)


def _fill(
    database: sqlite3.Connection, dump: Path, languages: Sequence[str], progress: Progress | None
) -> None:
    """Stores the entities after those that an earlier import had stored, a transaction for each few thousand."""
    (done,) = database.execute("SELECT done FROM about").fetchone()
    database.execute("DROP INDEX IF EXISTS names_by_key")
    database.execute("DROP TABLE IF EXISTS words")
    items: list[tuple[int, bytes]] = []
    names: list[tuple[str, int, int]] = []
    count = done
    for count, (entity, share) in enumerate(_entities(dump, done), start=done + 1):
        _read(entity, languages, items, names)
        if count % COMMIT_EVERY == 0:
            _commit(database, items, names, count)
            if progress is not None:
                progress(count, share)
    _commit(database, items, names, count)


def _commit(
    database: sqlite3.Connection, items: list[tuple[int, bytes]], names: list[tuple[str, int, int]], done: int
) -> None:
    database.execute("BEGIN")
    database.executemany("INSERT OR REPLACE INTO items VALUES (?, ?)", items)
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    database.execute("UPDATE about SET done = ?", (done,))
    database.execute("COMMIT")
    items.clear()
    names.clear()


def _entities(dump: Path, skip: int) -> Iterator[tuple[dict[str, Any], float]]:
    """The entities of a dump but the first ``skip``, with the share of the dump read so far."""
    import orjson

    for where, line, share in located(dump, skip):
        try:
            entity = orjson.loads(line)
        except ValueError as error:
            raise SnapshotError(f"{where}: not JSON ({error}); the dump may be cut short") from error
        if not isinstance(entity, dict):
            raise SnapshotError(f"{where}: not an entity; give Wikidata's JSON dump, an entity a line")
        held = entity.get("entities")
        if isinstance(held, dict):
            # A file of a folder may hold several, as the API answers.
            yield {"several": mappings(list(held.values()))}, share
        else:
            yield entity, share


def _read(
    entity: Mapping[str, Any],
    languages: Sequence[str],
    items: list[tuple[int, bytes]],
    names: list[tuple[str, int, int]],
) -> None:
    """Adds an entity's row and the rows of its names, if it is an item."""
    import orjson

    for one in mappings(entity.get("several")):
        _read(one, languages, items, names)
    identifier = entity.get("id")
    if not isinstance(identifier, str) or ITEM.fullmatch(identifier) is None:
        return
    if "missing" in entity:
        return
    number = int(identifier[1:])
    reduced = _reduced(entity, languages)
    items.append((number, orjson.dumps(reduced)))
    labels = _values(reduced["labels"].values())
    aliases = _values(term for terms in reduced["aliases"].values() for term in mappings(terms))
    first = key(labels[0]) if labels else ""
    for name in dict.fromkeys(map(key, (*labels, *aliases))):
        if name:
            names.append((name, number, int(name == first)))


def _reduced(entity: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    """The entity with these languages, and the properties and qualifiers that are needed, alone."""
    kept: dict[str, Any] = {name: entity[name] for name in ("id", "lastrevid", "modified") if name in entity}
    for kind in ("labels", "descriptions", "aliases"):
        terms = mapping(entity.get(kind))
        kept[kind] = {language: terms[language] for language in languages if language in terms}
    claims = mapping(entity.get("claims"))
    wanted = properties()
    kept["claims"] = {
        name: [_slim(raw) for raw in mappings(claims[name])] for name in claims if name in wanted
    }
    return kept


def _values(terms: Iterable[Any]) -> list[str]:
    values = (mapping(term).get("value") for term in terms)
    return [value for value in values if isinstance(value, str)]


def _slim(statement: Mapping[str, Any]) -> dict[str, Any]:
    slim: dict[str, Any] = {name: statement[name] for name in ("id", "rank", "mainsnak") if name in statement}
    qualifiers = mapping(statement.get("qualifiers"))
    if qualifiers:
        slim["qualifiers"] = {name: qualifiers[name] for name in qualifiers if name in QUALIFIERS}
    return slim

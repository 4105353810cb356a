"""Wikidata on the desk: the same questions as to the live service, answered from one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim
from sources import knowledge
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage
from sources.dump import FORMAT
from sources.errors import SnapshotError, SourceUnusable
from sources.names import key
from sources.session import Session
from sources.settings import Settings
from sources.statements import Item, item_from
from sources.wikidata import origin, page

HITS = 20
# Of so many names that have the words looked up, the shortest are taken.
MOST_NAMES = 200
MAKE_ONE = "make one with `claims sources import-wikidata DUMP --out FILE` and set `[sources.snapshot] file`"


class Snapshot:
    """The source "snapshot": a file that :func:`sources.dump.import_dump` made. It opens no connection."""

    name = "snapshot"
    kinds = knowledge.KINDS
    description = Description(
        answers="what wikidata answers, as of the day of its dump",
        sends="nothing",
        needs="a snapshot file",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self._file = settings.of(self.name).file

    @property
    def configured(self) -> bool:
        """Whether a file is set; without one this source is not asked."""
        return self._file is not None

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """What the snapshot has on these claims."""
        return knowledge.ask(self, claims, article, names)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """Nothing: the file lies here."""
        return iter(())

    def reachable(self) -> str | None:
        """None where the file can be read."""
        try:
            self._database.execute("SELECT 1 FROM names LIMIT 1")
        except (SourceUnusable, sqlite3.Error) as error:
            return str(error)
        return None

    def search(self, name: str) -> list[str]:
        """Ids of the items whose label or alias is this name, labels first, older items before younger."""
        query = "SELECT id FROM names WHERE key = ? ORDER BY label DESC, id LIMIT ?"
        return _ids(self._database.execute(query, (key(name), HITS)))

    def by_words(self, name: str) -> list[str]:
        """Of the first names that have these words the shortest; the last word may go on."""
        words = key(name)
        if not words:
            return []
        terms = " AND ".join(f'"{word}"' for word in words.split()) + "*"
        query = (
            "SELECT id FROM (SELECT key, id FROM names WHERE rowid IN"
            " (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?))"
            " ORDER BY length(key), id LIMIT ?"
        )
        return _ids(self._database.execute(query, (terms, MOST_NAMES, HITS)))

    def items(self, ids: Collection[str]) -> Mapping[str, Item]:
        """The items by id; those that the snapshot lacks are left out."""
        found: dict[str, Item] = {}
        for identifier in sorted(ids):
            number = int(identifier[1:]) if identifier[1:].isdecimal() else -1
            row = self._database.execute("SELECT entity FROM items WHERE id = ?", (number,)).fetchone()
            item = item_from(json.loads(row[0])) if row else None
            if item is not None:
                found[identifier] = item
        return found

    def passage(self, item: Item, excerpt: str) -> Passage:
        """An excerpt of an item; the permalink pins its revision where the dump names it."""
        pinned = f"https://www.wikidata.org/w/index.php?oldid={item.revision}" if item.revision else None
        return Passage(
            source=self.name,
            title=item.label,
            url=page(item.id),
            permalink=pinned,
            excerpt=excerpt,
            published=item.modified,
            retrieved_at=self._session.now(),
            origin=origin(item.id),
        )

    @cached_property
    def _database(self) -> sqlite3.Connection:
        if self._file is None:
            raise SourceUnusable(f"{self.name}: no snapshot is set; {MAKE_ONE}")
        try:
            return opened(self._file)
        except SnapshotError as error:
            raise SourceUnusable(f"{self.name}: {error}") from error


def _ids(found: Iterable[tuple[int]]) -> list[str]:
    return [f"Q{number}" for number in dict.fromkeys(number for (number,) in found)]


def opened(path: Path) -> sqlite3.Connection:
    """A snapshot file, opened for reading. Raises SnapshotError."""
    if not path.is_file():
        raise SnapshotError(f"{path}: no such file; {MAKE_ONE}")
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        (version,) = database.execute("SELECT format FROM about").fetchone()
    except (sqlite3.Error, TypeError) as error:
        database.close()
        raise SnapshotError(f"{path}: not a snapshot; {MAKE_ONE}") from error
    if version != FORMAT:
        database.close()
        raise SnapshotError(f"{path}: a snapshot of format {version}, not {FORMAT}; {MAKE_ONE}")
    return database

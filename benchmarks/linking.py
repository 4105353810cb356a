"""From a name in a text to its item, on annotated texts: `python -m benchmarks --only linking`.

A snapshot is made of what the files need: an item for each annotated entity, with its name as label, its type
as class, and every form that any of the texts calls it by as alias, so that what several entities are called
is ambiguous here as it is in the texts. Names come from the shipped pipeline. An annotated mention counts
where the pipeline has the very span as a person, place or body. The files have no descriptions and no
statements: the score rests on label, alias, type and the article's fullest form of a name alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Figure
from claims import language
from claims.annotation import Name
from claims.article import read
from claims.extract import extract
from sources.dump import import_dump
from sources.entities import Mention, bare, match, types_of
from sources.names import key
from sources.session import Session
from sources.settings import Settings, SourceSettings
from sources.snapshot import Snapshot

# The files' types (Wikidata classes), as classes that people, places and bodies have.
PERSON, PLACE, BODY = "Q215627", "Q27096213", "Q43229"
CLASSES = {PERSON: "Q5", PLACE: "Q515", BODY: "Q43229"}
TYPES = frozenset({"PERSON", "PLACE", "ORG"})


@dataclass(slots=True)
class Counts:
    """Mentions that the pipeline has, those linked, those linked right, and wrong links of what no item is of."""

    mentions: int = 0
    linked: int = 0
    right: int = 0
    unknown: int = 0
    unknown_linked: int = 0


def documents(data: Path) -> Iterator[dict[str, Any]]:
    """The annotated texts of all files, each text once."""
    seen: set[str] = set()
    for path in sorted((data / "linking").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            document = json.loads(line)
            if document["text"] not in seen:
                seen.add(document["text"])
                yield document


def _classes(label: dict[str, Any]) -> list[str]:
    """The classes of an entity; one of several types (a country is a place and a body) has them all."""
    return [CLASSES[kind] for kind in str(label.get("type")).split("|") if kind in CLASSES]


def write_dump(found: list[dict[str, Any]], dump: Path) -> None:
    """An item for each annotated entity."""
    names: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, set[str]] = defaultdict(set)
    for document in found:
        for label in document["labels"]:
            item = str(label["entity_id"])
            if item.startswith("Q"):
                names.setdefault(item, label["name"] or "")
                start, end = label["span"]
                forms[item].add(document["text"][start:end])
                classes[item].update(_classes(label))
    with dump.open("w", encoding="utf-8") as file:
        for item in sorted(names):
            entity = {
                "id": item,
                "labels": {"en": {"language": "en", "value": names[item]}},
                "aliases": {"en": [{"language": "en", "value": form} for form in sorted(forms[item])]},
                "claims": {"P31": [_instance(kind) for kind in sorted(classes[item])]},
            }
            file.write(json.dumps(entity) + ",\n")


def _instance(kind: str) -> dict[str, Any]:
    value = {"value": {"entity-type": "item", "id": kind}, "type": "wikibase-entityid"}
    return {"rank": "normal", "mainsnak": {"snaktype": "value", "property": "P31", "datavalue": value}}


def measure(data: Path, *, limit: int | None = None) -> Counts:
    """What becomes of the annotated mentions."""
    found = list(documents(data))[:limit]
    counts = Counts()
    with TemporaryDirectory() as folder:
        dump, out = Path(folder, "dump.json"), Path(folder, "snapshot.sqlite")
        write_dump(found, dump)
        import_dump(dump, out)
        settings = Settings(offline=True, sources={"snapshot": SourceSettings(file=out)})
        source = Snapshot(Session(settings, clock=lambda: datetime(2024, 1, 1, tzinfo=UTC)), settings)
        nlp = language.load()
        for document in found:
            article = read(document["text"].encode(), force=True)
            names = extract(article, nlp=nlp).annotations.names if article.text == document["text"] else ()
            _count(document, names, source, counts)
    return counts


def _count(document: dict[str, Any], names: tuple[Name, ...], source: Snapshot, counts: Counts) -> None:
    types, others = types_of(names), frozenset(key(name.name or name.text) for name in names)
    at = {(name.start, name.end): name for name in names if name.type in TYPES}
    for label in document["labels"]:
        name = at.get(tuple(label["span"]))
        if name is None or not _classes(label):
            continue
        wanted = bare(name.name or name.text)
        mention = Mention(wanted, types.get(wanted), frozenset(), others)
        item = match(mention, source.items(source.search(wanted)).values()).item
        if str(label["entity_id"]).startswith("Q"):
            counts.mentions += 1
            counts.linked += item is not None
            counts.right += item is not None and item.id == label["entity_id"]
        else:
            counts.unknown += 1
            counts.unknown_linked += item is not None


def figures(data: Path) -> Iterator[Figure]:
    """How many of the links are right, and how many mentions are left without one."""
    counts = measure(data)
    yield Figure("linking", "links that are right, of 1", round(counts.right / counts.linked, 3))
    abstained = 1 - counts.linked / counts.mentions
    yield Figure("linking", "mentions without a link, of 1", round(abstained, 3), kept=False)
    known = round(counts.unknown_linked / counts.unknown, 3) if counts.unknown else 0.0
    yield Figure("linking", "links of what the base lacks, of 1", known, kept=False)
    yield Figure("linking", "mentions compared", counts.mentions, kept=False)

"""Making and asking a snapshot: `python -m benchmarks --only snapshot`.

The import is timed against `orjson.loads` alone over the same unpacked lines, in turns, on real entities
written many times under new ids. The search is timed in a snapshot of a million generated items with two
names each: a name's hits and what is stored of them, as a look-up reads them.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from benchmarks.figures import Figure
from sources.dump import import_dump
from sources.session import Session
from sources.settings import Settings, SourceSettings
from sources.snapshot import Snapshot

LINES, ROUNDS = 3_000, 3
ENTITIES, SEARCHES, SEED = 1_000_000, 2_000, 11
SHARE, MILLISECONDS = 0.5, 10.0
SYLLABLES = "bar del for gal hem jor kel lum mor nar ost pel ran sel tor ulm ver wes zan"


def real_entities(data: Path) -> list[dict[str, Any]]:
    """The items in the recorded answers, by id."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((data / "wikidata-json").rglob("*.json")):
        try:
            answer = orjson.loads(path.read_bytes())
        except ValueError:
            continue
        held = answer.get("entities") if isinstance(answer, dict) else None
        for entity in held.values() if isinstance(held, dict) else ():
            if str(entity.get("id", "")).startswith("Q") and entity.get("claims"):
                found[entity["id"]] = entity
    return [found[identifier] for identifier in sorted(found)]


def import_share(data: Path, count: int = LINES) -> float:
    """The import's speed as a share of that of parsing alone, the best of a few rounds."""
    entities = real_entities(data)
    with TemporaryDirectory() as folder:
        dump = Path(folder, "dump.json.gz")
        with gzip.open(dump, "wb", compresslevel=1) as file:
            file.write(b"[\n")
            for number in range(count):
                entity = {**entities[number % len(entities)], "id": f"Q{number + 1}"}
                file.write(orjson.dumps(entity) + b",\n")
            file.write(b"]\n")
        alone, whole = [], []
        for round_ in range(ROUNDS):
            alone.append(_parsing(dump))
            start = time.perf_counter()
            import_dump(dump, Path(folder, f"snapshot{round_}.sqlite"))
            whole.append(time.perf_counter() - start)
    return min(alone) / min(whole)


def _parsing(dump: Path) -> float:
    """Seconds that unpacking the lines and parsing each take."""
    start = time.perf_counter()
    with gzip.open(dump, "rb") as file:
        for line in file:
            text = line.strip().removesuffix(b",")
            if text not in (b"[", b"]"):
                orjson.loads(text)
    return time.perf_counter() - start


def search_times(count: int = ENTITIES) -> list[float]:
    """Milliseconds that each search of a name takes, with the reading of what it finds."""
    chance = Random(SEED)
    parts = SYLLABLES.split()
    with TemporaryDirectory() as folder:
        dump, out = Path(folder, "dump.json"), Path(folder, "snapshot.sqlite")
        names: list[str] = []
        with dump.open("w", encoding="utf-8") as file:
            for number in range(1, count + 1):
                given, family = chance.choice(parts), "".join(chance.choices(parts, k=3))
                label = f"{given}{chance.choice(parts)} {family}".title()
                entity = {
                    "id": f"Q{number}",
                    "labels": {"en": {"language": "en", "value": label}},
                    "aliases": {"en": [{"language": "en", "value": f"{given[0]}. {family}".title()}]},
                }
                file.write(json.dumps(entity) + ",\n")
                if chance.random() < 2 * SEARCHES / count:
                    # By label, by alias, by a word, and by a name that nobody bears.
                    names += [label, f"{given[0]}. {family}", family, f"{label} Xyz"]
        import_dump(dump, out)
        settings = Settings(offline=True, sources={"snapshot": SourceSettings(file=out)})
        source = Snapshot(Session(settings, clock=lambda: datetime(2024, 1, 1, tzinfo=UTC)), settings)
        return [_search(source, name) for name in chance.sample(names, min(SEARCHES, len(names)))]


def _search(source: Snapshot, name: str) -> float:
    start = time.perf_counter()
    source.items(source.search(name))
    return 1000 * (time.perf_counter() - start)


def figures(data: Path) -> Iterator[Figure]:
    """The import's speed, and the search's median and 99th percentile."""
    share = round(import_share(data), 2)
    yield Figure("snapshot", "import, of orjson.loads alone on the same lines", share, SHARE, kept=False)
    times = search_times()
    for name, value in (
        ("median", statistics.median(times)),
        ("99th percentile", statistics.quantiles(times, n=100)[-1]),
    ):
        measured = round(value, 2)
        yield Figure(
            "snapshot", f"ms a search among a million, {name}", measured, MILLISECONDS, True, kept=False
        )

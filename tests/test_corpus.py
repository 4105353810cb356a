"""Whole articles with all their claims, in ``corpus/``: what must be found of each kind, and what must not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scoring.claims import Item, Place, Score, items, score
from claims import article, language
from claims.claim import KINDS
from claims.extract import extract

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.toml"))
# What each article must reach, all kinds together.
LEAST = 0.45
# What each kind must reach over the whole corpus, (precision, recall); these only rise.
FLOORS = {
    "quote": (0.77, 0.8),
    "date": (0.78, 0.82),
    "attendance": (0.82, 0.38),
    "office": (0.93, 0.83),
    "figure": (0.87, 0.85),
    "superlative": (0.76, 0.72),
    "statement": (0.6, 0.69),
}


def place(text: str, written: str, within: Place | None = None) -> Place:
    """Where words stand in the text; "…" leaves out the middle."""
    first, _, last = written.partition(" … ")
    low, high = within or (0, len(text))
    start = text.find(first, low, high)
    assert start >= 0, written
    if not last:
        return start, start + len(first)
    end = text.find(last, start + len(first), high)
    assert end >= 0, written
    return start, end + len(last)


def expected(text: str, row: dict[str, Any]) -> Item:
    """An item from a row of a corpus file: its first key is the kind."""
    kind = next(iter(row))
    said = row[kind]
    if kind == "quote":
        parts = tuple(place(text, part) for part in ([said] if isinstance(said, str) else said))
        near = (max(0, parts[0][0] - 200), parts[0][1] + 200)
        return Item(kind, parts, ((place(text, row["speaker"], near),),))
    if kind == "attendee":
        return Item("attendance", every(text, said), (), (row["status"],))
    if kind == "statement":
        return Item(kind, (place(text, said),))
    own = place(text, row["words"])
    if kind == "office":
        return Item(kind, (own,), ((place(text, row["person"], own),), (place(text, said, own),)))
    if kind == "superlative":
        return Item(kind, (own,), ((place(text, said, own),),))
    return Item(kind, (own,), (), (said, row["unit"]) if kind == "figure" else (said,))


def every(text: str, words: str) -> tuple[Place, ...]:
    """Every place where words stand: an attendee may be given at any of its mentions."""
    starts = [i for i in range(len(text)) if text.startswith(words, i)]
    assert starts, words
    return tuple((start, start + len(words)) for start in starts)


@cache
def measured(path: Path) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """(expected, found) of one file."""
    content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    text = content["text"]
    read = article.read(text.encode(), name=path.name, published=content["published"])
    gold = tuple(expected(text, row) for row in content["claims"])
    return gold, tuple(items(extract(read, nlp=language.load()).claims))


def scores() -> Iterator[tuple[str, Score]]:
    """The counts of each kind over all files."""
    for kind in KINDS:
        yield kind, sum((score(*measured(path), kind) for path in FILES), Score())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_reaches_its_floor(kind: str) -> None:
    counts, (precision, recall) = dict(scores())[kind], FLOORS[kind]
    assert counts.precision >= precision, counts
    assert counts.recall >= recall, counts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_article_is_read_well_enough(path: Path) -> None:
    gold, found = measured(path)
    counts = sum((score(gold, found, kind) for kind in KINDS), Score())
    assert counts.precision >= LEAST, counts
    assert counts.recall >= LEAST, counts

"""The word lists and tables under ``claims/data``: read once, when first asked for.

A line that starts with ``#`` is a comment; blank lines are skipped; columns are separated by tabs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``claims/data/name`` as columns, in file order."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = (line.rstrip() for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The first column as a set."""
    return frozenset(row[0] for row in rows(name))


@cache
def table(name: str) -> Mapping[str, str]:
    """The first column to the second."""
    return {row[0]: row[1] for row in rows(name)}

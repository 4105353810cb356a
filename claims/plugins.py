"""The one loader of extension points: standard entry points, the built-ins registered the same way."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any


@cache
def registered(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name, sorted; nothing is imported yet."""
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda p: p.name)}


def load(group: str, name: str) -> Any:
    """The object behind one entry point. Raises KeyError where no such name is registered."""
    return registered(group)[name].load()

"""Reading an answer's JSON by what is there: a value of another shape counts as one that is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def mapping(value: Any) -> Mapping[str, Any]:
    """The object, {} for anything else. PHP writes an empty object as ``[]``."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, [] for anything else."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def first(value: Any) -> Mapping[str, Any]:
    """The first object of a list, {} where there is none."""
    return next(iter(mappings(value)), {})


def words(value: Any) -> str | None:
    """The string, None where it is none or blank."""
    return value if isinstance(value, str) and value.strip() else None


def number(value: Any) -> int | None:
    """The whole number, None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def writable(value: Any) -> Any:
    """The same JSON with U+FFFD for what no file and no database takes: NUL, and halves of surrogate pairs."""
    if isinstance(value, str):
        return UNWRITABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [writable(one) for one in value]
    if isinstance(value, dict):
        return {writable(key): writable(one) for key, one in value.items()}
    return value


def page(value: Any) -> str | None:
    """The address of a web page, None for anything else."""
    try:
        parts = urlsplit(words(value) or "")
    except ValueError:
        return None
    return str(value) if parts.scheme in ("http", "https") and parts.hostname else None

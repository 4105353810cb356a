"""How a seed is bent: bytes cut, doubled and put in, JSON values exchanged, the members of a zip archive changed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

# What JSON may hold where something else was due.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 7, 10**30, 1.5, float("nan"), float("inf"), "", " ", "x", "\ud800", "\x00", "\n",
    "9" * 400, "-", "0000-00-00", "+99999-13-41T99:99:99Z", "Q", "Q1", "Q" + "9" * 40, "//", "http://[", "|", [], {},
    [[]], [None], [7], [{}], {"": None}, {"id": {}}, {"value": []}, {"x": "x"},
)  # fmt: skip
BYTES = (
    b"",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\n",
    b"\r\n",
    b" ",
    b"\xe2\x80\xa8",
    b"<",
    b">",
    b"&",
    b'"',
    b"\\",
)
JSON = st.recursive(st.sampled_from(ODD), lambda some: st.lists(some, max_size=3), max_leaves=4)


class Case(bytes):
    """A case that is shown cut."""

    def __repr__(self) -> str:
        return f"{bytes(self[:2000])!r}{'…' if len(self) > 2000 else ''}"


@st.composite
def bent_bytes(draw: st.DrawFn, seeds: Sequence[bytes], tokens: Sequence[bytes] = ()) -> bytes:
    """A seed with stretches cut, moved, doubled, replaced by single bytes, or by words of its language."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.one_of(st.integers(0, 8), st.integers(0, 400))))
        match draw(st.sampled_from(("put", "put", "double", "many", "move", "splice"))):
            case "put":
                new = draw(st.sampled_from((*BYTES, *tokens)))
            case "double":
                new = data[at:to] * 2
            case "many":
                new = data[at:to] * draw(st.integers(2, 60))
            case "move":
                from_ = draw(st.integers(0, len(data)))
                new = data[from_ : from_ + 60]
            case _:
                other = draw(st.sampled_from(seeds))
                from_ = draw(st.integers(0, len(other)))
                new = other[from_ : from_ + draw(st.integers(0, 200))]
        data = data[:at] + new + data[to:]
    return Case(data)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value within this one."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


@st.composite
def bent_json(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """A JSON document with values exchanged, left out, doubled, or put where others stood."""
    document = deepcopy(json.loads(draw(st.sampled_from(seeds))))
    for _ in range(draw(st.integers(1, 4))):
        paths = list(places(document))
        if not paths:
            break
        *way, last = draw(st.sampled_from(paths))
        holder = document
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(("odd", "odd", "odd", "leave out", "wrap", "other"))):
            case "odd":
                holder[last] = deepcopy(draw(JSON))
            case "leave out":
                del holder[last]
            case "wrap":
                holder[last] = [holder[last]] if draw(st.booleans()) else {"value": holder[last]}
            case _:
                other: Any = document
                for key in draw(st.sampled_from(paths)):
                    other = other[key] if isinstance(other, list) or key in other else other
                holder[last] = deepcopy(other)
    return Case(json.dumps(document).encode())


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a zip archive, none of one that is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError):
        return {}


@st.composite
def bent_zip(draw: st.DrawFn, seeds: Sequence[bytes], tokens: Sequence[bytes] = ()) -> bytes:
    """A zip archive with one of its members bent, or left out; now and then the archive's own bytes."""
    data = draw(st.sampled_from(seeds))
    members = unpacked(data)
    if draw(st.integers(0, 4)) == 0 or not members:
        return draw(bent_bytes([data]))
    chosen = draw(st.sampled_from(sorted(members)))
    members[chosen] = draw(bent_bytes([members[chosen]], tokens))
    if draw(st.integers(0, 9)) == 0:
        del members[draw(st.sampled_from(sorted(members)))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return Case(stream.getvalue())

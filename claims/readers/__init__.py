"""Readers, one file format each: bytes in, the exact text and what the format itself says of it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What the format says of a block: a heading, a caption, the writer's line, a note to the reader.
Hint = Literal["heading", "caption", "byline", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block stands in the text, [start, end), and what the format says it is, if anything."""

    start: int
    end: int
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. ``title``, ``byline`` and ``published`` are what the format's own fields say.

    ``published`` is YYYY-MM-DD, ISO 8601 with offset, or None. ``url`` is the address that a page calls its
    own (``rel="canonical"``). ``warnings`` are one line each.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()


def joined(blocks: list[tuple[str, Hint | None]]) -> tuple[str, tuple[Block, ...]]:
    """The blocks' text joined by blank lines, white space within each made single spaces."""
    text, placed, position = list[str](), list[Block](), 0
    for raw, hint in blocks:
        body = " ".join(raw.split())
        if not body:
            continue
        placed.append(Block(position, position + len(body), hint))
        text.append(body)
        position += len(body) + 2
    return "\n\n".join(text), tuple(placed)

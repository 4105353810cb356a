"""Plain text: unaltered, in paragraphs by blank lines, or by lines where lines are not wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from claims.readers import Block, Reading

LINE = re.compile(r"[^\n\x0b\x0c\x85\u2028\u2029]+")
# Lines wrapped by an editor or a mail program are at most this wide, and seldom narrower.
WIDEST = 100
NARROWEST = 45
# A line is full where the next line's first word would have run over this share of the width.
FULL = 0.88
SENTENCE_END = re.compile(r"[.!?…:;][”’\"')\]]*$")
Line = tuple[int, int]


def read(text: str, warnings: tuple[str, ...]) -> Reading:
    """The text as it is, with its blocks."""
    return Reading(text, tuple(blocks(text)), warnings=warnings)


def blocks(text: str, start: int = 0) -> Iterator[Block]:
    """Paragraphs of ``text`` from ``start``: they hold every character that is not white space, once."""
    chunks = list(chunked(text, start))
    width = _width(text, chunks)
    for chunk in chunks:
        first, last = chunk[0]
        for line in chunk[1:]:
            if not _runs_on(text, (first, last), line, width):
                yield Block(first, last)
                first = line[0]
            last = line[1]
        yield Block(first, last)


def chunked(text: str, start: int = 0) -> Iterator[list[Line]]:
    """Lines without white space at their ends, in chunks between blank lines."""
    chunk, previous = list[Line](), start
    for match in LINE.finditer(text, start):
        body = match.group().strip()
        if chunk and (not body or match.start() - previous > 1):
            yield chunk
            chunk = []
        if body:
            first = text.index(body[0], match.start())
            chunk.append((first, first + len(body)))
        previous = match.end()
    if chunk:
        yield chunk


def _width(text: str, chunks: Sequence[Sequence[Line]]) -> int | None:
    """The column at which this text's lines are wrapped, None where they are not."""
    pairs = [(a, b) for chunk in chunks for a, b in pairwise(chunk)]
    if not pairs:
        return None
    lengths = sorted(a[1] - a[0] for a, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return None
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    broken = sum(not SENTENCE_END.search(text, a[0], a[1]) for a, _ in pairs)
    return width if full >= 0.7 * len(pairs) and broken >= 0.5 * len(pairs) else None


def _runs_on(text: str, above: Line, line: Line, width: int | None) -> bool:
    """Whether ``line`` goes on with the paragraph that ends with the line above it.

    It does where the line above is full, and where it stops short of a sentence's end and this one
    starts in lower case: no paragraph of a news text does.
    """
    start = text.rfind("\n", above[0], above[1]) + 1 or above[0]
    if width is not None and _is_full(text, (start, above[1]), line, width):
        return True
    return text[line[0]].islower() and not SENTENCE_END.search(text, start, above[1])


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) >= FULL * width

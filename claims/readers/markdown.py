"""Markdown: unaltered text; headings, captions, lists and front matter found in its mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.readers import Block, Hint, Reading
from claims.readers.plain import Line, chunked

FRONT_MATTER = re.compile(
    r"\s*---[^\S\n]*\n(?P<fields>.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
FIELD = re.compile(r"(?P<key>[A-Za-z_ -]+):[^\S\n]*(?P<value>\S[^\n]*)")
# What opens a block of its own inside a chunk: heading, list item, quotation, table row, rule, image.
OPENER = re.compile(r"#{1,6}\s|[-*+•]\s|\d{1,3}[.)]\s|>|\||[-*_]{3,}\s*$|!\[")
HEADING = re.compile(r"#{1,6}\s+\S")
UNDERLINE = re.compile(r"(?:=+|-{2,})\s*\Z")
NO_TEXT = re.compile(r"(?:!\[[^\]]*\]\([^)]*\)|[-*_=|:\s]+|<[^>]+>|\[[^\]]+\]:\s*\S+.*)\Z")
MARKS = re.compile(r"[*_`#]+|\]\([^)]*\)|!?\[")


def read(text: str, warnings: tuple[str, ...]) -> Reading:
    """The text as it is, with its blocks; title, byline and date from its front matter."""
    matter = FRONT_MATTER.match(text)
    fields = _fields(matter["fields"]) if matter else {}
    found = list(_blocks(text, matter.end() if matter else 0))
    if matter:
        body = matter.group().strip()
        start = text.index(body[0])
        found.insert(0, Block(start, start + len(body), "boilerplate"))
    return Reading(
        text,
        tuple(found),
        title=fields.get("title"),
        byline=fields.get("byline") or fields.get("author"),
        published=fields.get("published") or fields.get("date"),
        warnings=warnings,
    )


def bare(text: str) -> str:
    """The words of a line without its mark-up, for a title or byline."""
    return " ".join(MARKS.sub("", text).split())


def _fields(matter: str) -> dict[str, str]:
    matches = (FIELD.match(line) for line in matter.splitlines())
    return {m["key"].strip().lower(): m["value"].strip().strip("\"'[]") for m in matches if m}


def _blocks(text: str, start: int) -> Iterator[Block]:
    for chunk in chunked(text, start):
        opened: list[Line] = []
        for line in chunk:
            body = text[line[0] : line[1]]
            if opened and UNDERLINE.match(body) and len(opened) == 1:
                yield Block(opened[0][0], line[1], "heading")
                opened = []
                continue
            if opened and (OPENER.match(body) or HEADING.match(text, opened[-1][0])):
                yield _block(text, opened)
                opened = []
            opened.append(line)
        if opened:
            yield _block(text, opened)


def _block(text: str, lines: list[Line]) -> Block:
    start, end = lines[0][0], lines[-1][1]
    hint: Hint | None = None
    if HEADING.match(text, start):
        hint = "heading"
    elif NO_TEXT.match(text[start:end]):
        hint = "boilerplate"
    return Block(start, end, hint)

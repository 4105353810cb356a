"""What an article says of itself: title, byline and date of publication, from its own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims import stamps
from claims.readers.markdown import bare
from claims.roles import BYLINE, INVISIBLE, STAMP_LABEL, Role
from claims.stamps import DateOrder, Stamp

UPDATED = re.compile(r"\b(?:last )?(?:updated|modified)\b", re.IGNORECASE)
# A stamp stands among the first or the last blocks.
TOP, TAIL = 12, 6
LONGEST = 300
ENDING_DATE = re.compile(r"\s*\W?\s*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*,?\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, byline and publication, each None where the article does not say."""

    title: str | None
    byline: str | None
    published: str | None


def metadata(blocks: Sequence[tuple[str, Role]], *, order: DateOrder | None) -> Metadata:
    """Read title, byline and date off the blocks of an article, given as (text, role)."""
    title = next((_title(text) for text, role in blocks[:TOP] if role == "headline"), None)
    byline = next((name for text, role in blocks if role == "byline" and (name := byline_of(text))), None)
    return Metadata(title, byline, _published(blocks, order))


def byline_of(line: str) -> str | None:
    """The names of a byline: "By Jo Doe | July 6, 2021" → "Jo Doe"."""
    match = BYLINE.match(bare(line))
    return " ".join(match["names"].split()).rstrip(".,") if match else None


def _title(line: str) -> str | None:
    """A headline's words, without mark-up and without a date that was run into its end."""
    words = " ".join(INVISIBLE.sub("", bare(line)).split())
    if (found := _ending_date(words, None)) is not None:
        words = ENDING_DATE.sub("", words[: found.start])
    return words or None


def _published(blocks: Sequence[tuple[str, Role]], order: DateOrder | None) -> str | None:
    """The first stamp of publication, or else of the last update."""
    found = list(_stamps(blocks, order))
    for wanted in (False, True):
        for updated, value in found:
            if updated is wanted:
                return value
    return None


def _stamps(blocks: Sequence[tuple[str, Role]], order: DateOrder | None) -> Iterable[tuple[bool, str]]:
    """(is of an update, value) of each stamp.

    Above the story, byline and dateline blocks and a headline's end; below it, only what calls itself
    published or updated: a bare date there may be a correction's.
    """
    below = [b for b in blocks[max(TOP, len(blocks) - TAIL) :] if STAMP_LABEL.match(b[0])]
    for text, role in [*blocks[:TOP], *below]:
        line = " ".join(text[:LONGEST].split())
        if role == "headline" and (stamp := _ending_date(line, order)):
            yield False, stamp.value
        elif role in ("byline", "dateline") and (stamp := stamps.find(line, order=order)):
            yield UPDATED.search(line[: stamp.start]) is not None, stamp.value


def _ending_date(line: str, order: DateOrder | None) -> Stamp | None:
    """A weekday and full date that end a headline: a page's date line run into it."""
    found = stamps.find(line, order=order)
    if found is None or found.end < len(line) or not ENDING_DATE.search(line[: found.start]):
        return None
    return found

"""What each block of an article is for: headline, byline, dateline, caption, body, boilerplate.

Only short blocks can be anything but body, and only by a habit of news pages that a data file names:
to call a sentence of the story boilerplate would hide its claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from claims import stamps
from claims.readers import Block
from claims.wordlists import rows

Role = Literal["headline", "byline", "dateline", "caption", "body", "boilerplate"]
PREAMBLE: frozenset[Role] = frozenset({"boilerplate", "byline", "dateline"})
# Longer blocks are the story.
LONGEST_LINE = 250
LONGEST_CAPTION = 1000
LONGEST_HEADLINE = 160
LONGEST_BYLINE = 150
# A caption repeats once the reader has seen it; a credit may stand anywhere.
TOP = 12
CAPITALISED = r"[A-ZÀ-Þ][\w.’'-]*"
PARTICLE = r"(?:de|da|del|della|der|den|van|von|di|la|le|al|bin|el|dos|ter)"
PERSON = rf"{CAPITALISED}(?:\s+(?:{PARTICLE}\s+)*{CAPITALISED}){{0,4}}"
AND = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
BYLINE = re.compile(
    r"\W{0,4}(?:(?:(?:[Ww]ritten|[Ss]tory|[Rr]eport(?:ed)?|WRITTEN|STORY) )?(?:[Bb]y|BY)\s*:?\s+"
    r"|[Aa]uthor:\s*)"
    rf"(?P<names>{PERSON}(?:{AND}{PERSON})*)(?P<rest>.*)\Z",
    re.DOTALL,
)
STAMP_LABEL = re.compile(
    r"(?:first |originally |last )?"
    r"(?:published|posted|updated|modified|issued|released|created|date|dated|filed)\b"
    r"(?:\s+(?:on|at))?\s*:?",
    re.IGNORECASE,
)
WEEKDAY = stamps.WEEKDAY
CLOCK_REST = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|(?i:[ap]\.?m)\b\.?|[Aa]t|[Oo]n|[A-Z]{2,4}|\d+ min(?:ute)?s? read)\b"
)
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
VISIBLE = re.compile(r"[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
ENDED = re.compile(r"[.!?…][”’\"')\]]*\Z")
SENTENCES = re.compile(r"[.!?][”’\"')\]]*\s+[“‘\"'(]?[A-Z]")
CAPTION_LABEL = re.compile(
    r"(?:file(?: photo)?|pictured|photo|picture|image|above|below|caption)\s?[:–—-]\s?\S", re.IGNORECASE
)


def roles(text: str, blocks: Sequence[Block]) -> list[Role]:
    """The role of each block, in order."""
    found = list[Role]()
    captions, lines = set[str](), list[str]()
    for block in blocks:
        line = shown(text[block.start : block.end])
        role = _repeat(line, lines[-1:], captions) or _role(line, block)
        if role == "caption":
            captions.add(uncredited(line))
        found.append(role)
        lines.append(line)
    _mark_repeated_captions(lines, found)
    _mark_headline(lines, found)
    return found


def shown(text: str) -> str:
    """The block as a reader sees it: single spaces, no invisible characters, no Markdown emphasis."""
    if len(text) > LONGEST_CAPTION:
        return text
    return " ".join(INVISIBLE.sub("", text).split())


def uncredited(line: str) -> str:
    """A caption without its credit, for comparing."""
    return credits().sub("", line).strip(" .–—-|*_").casefold()


def _role(line: str, block: Block) -> Role:
    if not line or block.hint == "boilerplate":
        return "boilerplate"
    if len(line) > LONGEST_LINE and block.hint is None and not credited(line):
        return "body"
    if is_dateline(line):
        return "dateline"
    if block.hint == "byline" or is_byline(line):
        return "byline"
    if block.hint == "heading":
        return "boilerplate" if is_boilerplate(line) else "headline"
    if is_credit(line) or is_boilerplate(line):
        return "boilerplate"
    return "caption" if block.hint == "caption" or credited(line) or CAPTION_LABEL.match(line) else "body"


def _repeat(line: str, before: Iterable[str], captions: set[str]) -> Role | None:
    """Boilerplate where the block says again what a caption, or the block right before it, said."""
    if not line or len(line) > LONGEST_CAPTION:
        return None
    return "boilerplate" if line in before or uncredited(line) in captions else None


def _mark_repeated_captions(lines: Sequence[str], found: list[Role]) -> None:
    """A line above the story that is repeated at once is a picture's caption, credit or not."""
    for index in range(2, min(TOP, len(lines))):
        same = lines[index] == lines[index - 1] and len(lines[index]) <= LONGEST_CAPTION
        if same and found[index - 1] == "body":
            found[index - 1] = "caption"


def _mark_headline(lines: Sequence[str], found: list[Role]) -> None:
    """The first block of the story itself, where it has the shape of a headline and a story follows."""
    if "headline" in found[:TOP]:
        return
    first = next((i for i, role in enumerate(found) if role not in PREAMBLE), None)
    if first is None or found[first] != "body" or first == len(found) - 1:
        return
    if is_headline(lines[first]):
        found[first] = "headline"


def is_headline(line: str) -> bool:
    """Whether a first line is a headline: one short sentence or phrase, not opened by a place and dash."""
    if len(line) > LONGEST_HEADLINE or SENTENCES.search(line):
        return False
    return not ENDED.search(line) or len(line.split()) <= 14


def is_byline(line: str) -> bool:
    """Whether the line names the writer and holds nothing else but outlet and stamp."""
    match = BYLINE.match(line) if len(line) <= LONGEST_BYLINE else None
    if match is None:
        return False
    rest = match["rest"].strip()
    return not rest or rest[0] in "|,;/–—-•·(" or stamps.find(rest) is not None


def is_dateline(line: str) -> bool:
    """Whether the line is nothing but a publishing stamp or two."""
    if len(line) > LONGEST_BYLINE:
        return False
    left = line
    for _ in range(2):
        found = stamps.find(left, order="dmy")
        if found is None:
            break
        left = left[: found.start] + " " + left[found.end :]
    if left == line:
        return False
    for pattern in (STAMP_LABEL, WEEKDAY, CLOCK_REST):
        left = pattern.sub(" ", left)
    return not re.search(r"\w", left)


def is_boilerplate(line: str) -> bool:
    """Whether the whole line is one of the habits in ``boilerplate.txt``."""
    return len(line) <= LONGEST_LINE and boilerplate().fullmatch(line.strip("[](){}<>*_ →»›…")) is not None


def credited(line: str) -> bool:
    """Whether the block ends with a picture's credit."""
    return any(match.end() >= len(line) - 2 for match in credits().finditer(line, max(0, len(line) - 160)))


def is_credit(line: str) -> bool:
    """Whether the block is a picture's credit and no more: one word at most is left without it."""
    if len(line) > LONGEST_LINE:
        return False
    left = credits().sub(" ", line)
    return left != line and len(re.findall(r"\w+", left)) < 2


@cache
def boilerplate() -> re.Pattern[str]:
    return _pattern("reading/boilerplate.txt")


@cache
def credits() -> re.Pattern[str]:
    return _pattern("reading/credits.txt")


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in rows(name)), re.IGNORECASE)

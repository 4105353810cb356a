"""How a text is laid out around its quotation marks: which words stand inside, and where units end.

A unit is a sentence as an editor sees it: `"Is it so?" he asked.` is one, whatever stops stand between
the marks. The parser's own sentences often end at a closing mark, so they are only consulted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.symbols import AUX, VERB
from spacy.tokens import Doc, Token

from claims.pipeline import paragraphs, text_of
from claims.pipeline.cues import is_speech
from claims.pipeline.labels import SUBJECT
from claims.pipeline.marks import Marked, pair

# Tokens [start, end).
Stretch = tuple[int, int]

STOPS = frozenset(".!?…")
STOP_TOKENS = frozenset({".", "!", "?", "…", "...", "!!", "??", "?!", "!?"})
# How far behind a closed question the verb that reports it may stand: "…?" the former minister asked.
REACH = 12
# No sentence of prose has more tokens outside marks; a text without stops does.
LONGEST = 150


@dataclass(frozen=True, slots=True)
class Region:
    """The tokens [start, end) between outermost marks, the marks among them, with their characters."""

    start: int
    end: int
    marked: Marked

    @property
    def stretch(self) -> Stretch:
        """Its tokens."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Unit:
    """The tokens [start, end) of one sentence of the article; ``paragraph`` is its paragraph's index."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Regions and units in text order; for each token the index of its region (-1 outside) and unit."""

    doc: Doc
    text: str
    regions: tuple[Region, ...]
    units: tuple[Unit, ...]
    region_of: tuple[int, ...]
    unit_of: tuple[int, ...]
    # The tokens of dates and times.
    dated: frozenset[int]

    def region_at(self, token: int) -> Region | None:
        """The region that holds this token."""
        index = self.region_of[token]
        return self.regions[index] if index >= 0 else None

    def region_from(self, token: int) -> Region | None:
        """The region that begins with this token."""
        region = self.region_at(token) if token < len(self.region_of) else None
        return region if region is not None and region.start == token else None

    def region_to(self, token: int) -> Region | None:
        """The region whose last token this is."""
        region = self.region_at(token) if token >= 0 else None
        return region if region is not None and region.end == token + 1 else None

    def regions_between(self, start: int, end: int) -> bool:
        """Whether words in double marks stand among the tokens [start, end)."""
        found = {self.region_of[i] for i in (*range(start, end),) if self.region_of[i] >= 0}
        return any(self.regions[index].marked.double for index in found)

    def begins_sentence(self, region: Region) -> bool:
        """Whether the marked words begin with a capital letter or a figure, as a sentence does."""
        first = self.text[region.marked.inner_start : region.marked.inner_end].lstrip("‘’'[(… .")[:1]
        return first.isupper() or first.isdigit()

    def has_verb(self, region: Region) -> bool:
        """Whether a verb stands among the marked words."""
        return any(token.pos in (VERB, AUX) for token in self.doc[region.start : region.end])

    def inner_end(self, region: Region) -> str:
        """The last character before the region's closing mark ("" for nothing)."""
        inner = self.text[region.marked.inner_start : region.marked.inner_end].rstrip(" '’")
        return inner[-1:]


def follows_comma(token: Token) -> bool:
    """Whether the phrase of this token begins behind a comma, or with it."""
    first = token.left_edge
    return first.text == "," or (first.i > 0 and token.doc[first.i - 1].text == ",")


def lay_out(doc: Doc) -> Layout:
    """Pair the marks and find the units of the Doc."""
    text, blocks = text_of(doc), paragraphs(doc)
    starts = [token.idx for token in doc]
    regions = tuple(_regions(starts, pair(text, blocks)))
    region_of = [-1] * len(doc)
    for index, region in enumerate(regions):
        region_of[region.start : region.end] = [index] * (region.end - region.start)
    dated = frozenset(
        i
        for date in doc._.claims_dates
        for i in range(bisect_left(starts, date.start), bisect_left(starts, date.end))
    )
    layout = Layout(doc, text, regions, (), tuple(region_of), (), dated)
    units = tuple(
        unit
        for index, block in enumerate(blocks)
        for unit in _units(layout, bisect_left(starts, block.start), bisect_left(starts, block.end), index)
    )
    unit_of = [-1] * len(doc)
    for index, unit in enumerate(units):
        unit_of[unit.start : unit.end] = [index] * (unit.end - unit.start)
    return Layout(doc, text, regions, units, tuple(region_of), tuple(unit_of), dated)


def _regions(starts: list[int], marked: list[Marked]) -> Iterator[Region]:
    for item in marked:
        if item.depth == 0:
            start, end = bisect_left(starts, item.start), bisect_left(starts, item.end)
            if start < end:
                yield Region(start, end, item)


def _units(layout: Layout, start: int, end: int, paragraph: int) -> Iterator[Unit]:
    first, previous = start, -1
    for i in range(start, end):
        token = layout.doc[i]
        if token.is_space:
            continue
        if previous >= 0 and (_starts_unit(layout, token, previous, end) or _too_long(layout, token, first)):
            yield Unit(first, previous + 1, paragraph)
            first = i
        previous = i
    if previous >= first:
        yield Unit(first, previous + 1, paragraph)


def _too_long(layout: Layout, token: Token, first: int) -> bool:
    """Whether a unit without a stop has to end, so that work stays linear: at a parser's sentence, if any."""
    outside = layout.region_of[token.i] < 0
    return outside and token.i - first > (LONGEST if token.is_sent_start else 2 * LONGEST)


def _starts_unit(layout: Layout, token: Token, previous: int, end: int) -> bool:
    """Whether a unit starts at ``token``, ``previous`` being the token before it."""
    region = layout.region_at(previous)
    if region is not None:
        if region.end > token.i:
            return False
        if not region.marked.closed:
            return True
        last = layout.inner_end(region)
        reported = _reported_alone if last == "." else _reported_behind
        return last in STOPS and not reported(layout, token, end)
    before = layout.doc[previous]
    if before.text in STOP_TOKENS:
        return True
    return bool(token.is_sent_start) and before.text.endswith(".")


def _reported_alone(layout: Layout, token: Token, end: int) -> bool:
    """Whether what follows a full stop within the marks says who spoke and no more: `"It works." Ann Roe said.`"""
    for follower in layout.doc[token.i : min(end, token.i + REACH)]:
        if layout.region_of[follower.i] >= 0 or follower.text in STOP_TOKENS:
            return False
        if is_speech(follower):
            subject = next((child for child in follower.lefts if child.dep_ in SUBJECT), None)
            behind = next((t for t in layout.doc[follower.i + 1 : end] if t.i not in layout.dated), None)
            alone = behind is None or behind.text in STOP_TOKENS or behind.is_space
            return alone and subject is not None and subject.left_edge.i == token.i
    return False


def _reported_behind(layout: Layout, token: Token, end: int) -> bool:
    """Whether what follows a closed question or exclamation reports it."""
    if token.text[0].islower():
        return True
    for follower in layout.doc[token.i : min(end, token.i + REACH)]:
        if layout.region_of[follower.i] >= 0 or follower.text in STOP_TOKENS:
            return False
        if is_speech(follower):
            return not any(child.i > follower.i and child.dep_ == "ccomp" for child in follower.children)
    return False

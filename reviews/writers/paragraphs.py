"""An article's paragraphs beside their claims: the text cut wherever a claim or a hole begins or ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.article import CLAIM_ROLES, Paragraph
from claims.extraction import Uncovered
from reviews.report import STATES, Item, Section, State


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph under the same claims; ``ends`` are those whose span ends with it.

    ``hole`` is what no claim covers there: a whole sentence before a name or a number in it. ``closes`` says
    that the hole ends here.
    """

    text: str
    items: tuple[Item, ...]
    ends: tuple[Item, ...]
    hole: Uncovered | None
    closes: bool

    @property
    def state(self) -> State:
        """The most urgent state among its claims."""
        return min((item.state for item in self.items), key=STATES.index)


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph beside the claims that begin in it; claims without a place in the text have none."""

    role: str
    segments: tuple[Segment, ...]
    items: tuple[Item, ...]


def rows(section: Section) -> tuple[Row, ...]:
    """The article's paragraphs, each with its claims; what stands nowhere in this draft comes last."""
    article = section.review.extraction.article
    present = [item for item in section.items if item.entry.review.workflow != "orphan"]
    found = [_row(article.text, paragraph, present, section.holes) for paragraph in article.paragraphs]
    placed = {item.number for row in found for item in row.items}
    gone = tuple(item for item in section.items if item.number not in placed)
    return (*found, Row("gone", (), gone)) if gone else tuple(found)


def _row(text: str, paragraph: Paragraph, items: Sequence[Item], holes: Sequence[Uncovered]) -> Row:
    here = [i for i in items if _shared(i.entry.claim.start, i.entry.claim.end, paragraph)]
    open_ = [h for h in holes if paragraph.role in CLAIM_ROLES and _shared(h.start, h.end, paragraph)]
    open_.sort(key=lambda hole: hole.what != "sentence")
    edges = {paragraph.start, paragraph.end}
    for start, end in [(i.entry.claim.start, i.entry.claim.end) for i in here] + [
        (h.start, h.end) for h in open_
    ]:
        edges |= {max(start, paragraph.start), min(end, paragraph.end)}
    cut = tuple(_segment(text, start, end, here, open_) for start, end in pairwise(sorted(edges)))
    return Row(paragraph.role, cut, tuple(i for i in here if paragraph.start <= i.entry.claim.start))


def _segment(text: str, start: int, end: int, items: Sequence[Item], holes: Sequence[Uncovered]) -> Segment:
    over = tuple(i for i in items if i.entry.claim.start <= start and end <= i.entry.claim.end)
    ends = tuple(i for i in over if i.entry.claim.end == end)
    hole = None if over else next((h for h in holes if h.start <= start and end <= h.end), None)
    return Segment(text[start:end], over, ends, hole, hole is not None and hole.end == end)


def _shared(start: int, end: int, paragraph: Paragraph) -> bool:
    return start < paragraph.end and paragraph.start < end

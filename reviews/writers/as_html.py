"""The report as one self-contained HTML file: no outside request, inert whatever the article holds.

Each paragraph stands beside its claims, so that the page reads and prints without a script; the script
only filters and lights up.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import BinaryIO

from claims.article import CLAIM_ROLES, Paragraph
from claims.claim import focus
from reviews.report import STATES, Item, Report, Section
from reviews.rules import described
from reviews.writers.wording import STATE_WORDS, detail, link, spoken, standing

ASSETS = "reviews.writers.html"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph under the same claims; ``ends`` are those whose span ends with it."""

    text: str
    items: tuple[Item, ...]
    ends: tuple[Item, ...]
    hole: str | None

    @property
    def state(self) -> str:
        """The most urgent state among its claims."""
        return min((item.state for item in self.items), key=STATES.index)


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph beside the claims that begin in it."""

    role: str
    segments: tuple[Segment, ...]
    items: tuple[Item, ...]


def write(report: Report, stream: BinaryIO) -> None:
    """One HTML5 file, UTF-8."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(ASSETS.rpartition(".")[0], "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(spoken=spoken, link=link, focus=focus)
    style, script = _asset("style.css"), _asset("script.js")
    page = environment.get_template("report.html.j2").render(
        report=report,
        rows=[rows(section) for section in report.sections],
        state_words=STATE_WORDS,
        standing=standing,
        detail=detail,
        described=described,
        style=style,
        script=script,
        style_hash=digest(style),
        script_hash=digest(script),
    )
    stream.write(page.encode("utf-8", "replace"))


def _asset(name: str) -> str:
    return files("reviews.writers").joinpath("html", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which the Content-Security-Policy lets this inline text, and no other, work."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def rows(section: Section) -> tuple[Row, ...]:
    """The article's paragraphs, each with its claims; claims gone from the draft come last, without text."""
    article = section.review.extraction.article
    placed = [item for item in section.items if item.entry.review.workflow != "orphan"]
    found = [_row(article.text, paragraph, placed, section) for paragraph in article.paragraphs]
    gone = tuple(item for item in section.items if item.entry.review.workflow == "orphan")
    return (*found, Row("gone", (), gone)) if gone else tuple(found)


def _row(text: str, paragraph: Paragraph, items: Sequence[Item], section: Section) -> Row:
    here = [i for i in items if i.entry.claim.start < paragraph.end and paragraph.start < i.entry.claim.end]
    holes = [
        hole
        for hole in section.holes
        if hole.what == "sentence" and hole.start < paragraph.end and paragraph.start < hole.end
    ]
    if paragraph.role not in CLAIM_ROLES:
        holes = []
    edges = {paragraph.start, paragraph.end}
    for start, end in [(i.entry.claim.start, i.entry.claim.end) for i in here] + [
        (h.start, h.end) for h in holes
    ]:
        edges |= {max(start, paragraph.start), min(end, paragraph.end)}
    cuts = sorted(edges)
    segments = []
    for start, end in pairwise(cuts):
        over = tuple(i for i in here if i.entry.claim.start <= start and end <= i.entry.claim.end)
        ends = tuple(i for i in over if i.entry.claim.end == end)
        why = next((spoken(h.why) for h in holes if h.start <= start and end <= h.end), None)
        segments.append(Segment(text[start:end], over, ends, None if over else why))
    begin = tuple(i for i in here if paragraph.start <= i.entry.claim.start)
    return Row(paragraph.role, tuple(segments), begin)

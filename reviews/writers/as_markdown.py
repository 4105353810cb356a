"""The report as Markdown: for a ticket, a mail or a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reviews.report import Item, Report, Section
from reviews.rules import described
from reviews.writers.wording import STATE_WORDS, detail, link, spoken, standing

# Characters that would start mark-up inside a line of CommonMark, and HTML.
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def write(report: Report, stream: BinaryIO) -> None:
    """CommonMark, UTF-8, one heading an article."""
    lines = [line for section in report.sections for line in _section(section)]
    lines += ["", f"claimdesk {report.version}, as of {report.as_of}", ""]
    stream.write("\n".join(lines).encode())


def escaped(text: str) -> str:
    """Text of an article or a source as plain words of one line: inert in Markdown."""
    return SPECIAL.sub(r"\\\1", BIDI.sub("", " ".join(text.split())))


def _section(section: Section) -> Iterator[str]:
    article = section.review.extraction.article
    yield f"# {escaped(article.title or 'Untitled article')}"
    yield ""
    said = [article.byline, article.published and article.published[:10], article.url]
    yield " · ".join(escaped(item) for item in said if item) or "No byline, no date"
    yield ""
    head = (section.review.head or "")[:12]
    yield f"Article `{article.id[:12]}`, draft {article.draft}, history up to `{head}`"
    yield ""
    yield "| state | claims |"
    yield "| --- | ---: |"
    yield from (f"| {STATE_WORDS[state]} | {count} |" for state, count in section.by_state)
    if section.first:
        yield ""
        yield "## Look at these first"
        yield ""
        yield from (
            f"{place}. No. {item.number}, {STATE_WORDS[item.state]}: {escaped(item.entry.claim.question)}"
            for place, item in enumerate(section.first[:10], start=1)
        )
    yield ""
    yield "## Claims"
    for item in section.items:
        yield from _claim(item)
    yield from _holes(section)


def _claim(item: Item) -> Iterator[str]:
    claim = item.entry.claim
    yield ""
    yield f"### {item.number}. {spoken(claim.kind)}: {STATE_WORDS[item.state]} `{claim.id[:8]}`"
    yield ""
    yield f"> {escaped(claim.text)}"
    yield ""
    yield f"**{escaped(claim.question)}** (worth {claim.worth:.2f})"
    yield ""
    yield from (f"- {name}: {escaped(value)}" for name, value in standing(item.entry))
    yield from (f"- read as {name}: {escaped(value)}" for name, value in detail(claim))
    for candidate in item.entry.candidates:
        part = "" if candidate.part is None else f" (part {candidate.part})"
        said = f"{part}, {escaped(candidate.source)}: {escaped(candidate.reason)}"
        cited = _cited(candidate.permalink or candidate.url, candidate.title)
        yield f"- **{candidate.stance}**{said} {cited}"
    for evidence in item.entry.evidence:
        words = escaped(evidence.quote or evidence.note or evidence.source or "")
        named = evidence.title or evidence.file or "link"
        yield f"- evidence, {spoken(evidence.grade)}: {words} {_cited(evidence.url, named)}"
    for event in item.entry.history:
        note = (event.payload or {}).get("note")
        said = f"{described(event)} – {escaped(note)}" if note else described(event)
        gone = " (undone)" if event.sequence in item.entry.undone else ""
        yield f"- {event.time} {escaped(event.actor)}: {said}{gone}"


def _cited(url: str | None, title: str) -> str:
    good = link(url)
    return f"[{escaped(title)}](<{good}>)" if good and not set(good) & set("<>\n ") else escaped(title)


def _holes(section: Section) -> Iterator[str]:
    coverage = section.review.extraction.coverage
    yield ""
    yield f"## Not claimed ({coverage.covered} of {coverage.sentences} sentences are)"
    yield ""
    yield from (f"- {hole.what}, {spoken(hole.why)}: {escaped(hole.text)}" for hole in section.holes)

"""The report as Markdown: for a ticket, a mail or a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reviews.report import Item, Report, Section
from reviews.review import Evidence
from reviews.rules import described
from reviews.writers.wording import (
    FATE_WORDS,
    STATE_WORDS,
    detail,
    link,
    moment,
    part_name,
    seen,
    spoken,
    standing,
)
from sources.candidate import Candidate

# Characters that would start mark-up inside a line of CommonMark, and HTML.
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
# What would make a list or a heading of a line that begins with it.
LEADING = re.compile(r"^([-+=]|\d+(?=[.)]))")


def write(report: Report, stream: BinaryIO) -> None:
    """CommonMark, UTF-8, one heading an article."""
    lines = [line for section in report.sections for line in _section(section)]
    said = [f"{name}: {escaped(value)}" for name, value in report.framing.settings]
    lines += ["", " · ".join([f"claimdesk {report.version}, as of {report.as_of}", *said]), ""]
    stream.write("\n".join(lines).encode())


def escaped(text: str) -> str:
    """Text of an article or a source as plain words of one line: inert in Markdown."""
    return LEADING.sub(_quoted, SPECIAL.sub(r"\\\1", seen(" ".join(text.split()))))


def _quoted(found: re.Match[str]) -> str:
    """A list's mark made words; a number keeps its figures, its full stop is what is quoted."""
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"


def _section(section: Section) -> Iterator[str]:
    article = section.review.extraction.article
    yield f"# {escaped(article.title or 'Untitled article')}"
    yield ""
    said = [article.byline, article.published and article.published[:10], article.url]
    yield " · ".join(escaped(item) for item in said if item) or "No byline, no date"
    yield ""
    head = (section.review.head or "")[:12]
    yield f"Article `{article.id[:12]}`, draft {article.draft}, history up to `{head}`"
    if section.change is not None:
        fates = ", ".join(f"{count} {FATE_WORDS[fate]}" for fate, count in section.by_fate)
        who, when = escaped(section.change.actor), moment(section.change.time)
        yield ""
        yield f"Draft {section.change.draft}, brought by {who}, {when}: {fates}"
    yield ""
    yield "| state | claims |"
    yield "| --- | ---: |"
    yield from (f"| {STATE_WORDS[state]} | {count} |" for state, count in section.by_state)
    if section.first:
        yield ""
        yield "## Open questions first"
        yield ""
        yield from (
            f"{place}. No. {item.number}, {STATE_WORDS[item.state]}: {escaped(item.entry.claim.question)}"
            for place, item in enumerate(section.first[:10], start=1)
        )
    yield ""
    yield "## Claims"
    for item in section.items:
        yield from _claim(item)
    yield from _inconsistencies(section)
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
    if item.before is not None:
        yield f"- before this draft: {escaped(item.before.statement)}"
    elif item.fate == "new":
        yield "- new in this draft"
    yield from (f"- {name}: {escaped(value)}" for name, value in standing(item.entry))
    yield from (f"- the article against itself: {escaped(hint.message)}" for hint in item.hints)
    yield from (f"- read as {name}: {escaped(value)}" for name, value in detail(claim))
    yield from (_candidate(item, candidate) for candidate in item.entry.candidates)
    yield from (_evidence(item, evidence) for evidence in item.entry.evidence)
    for event in item.entry.history:
        note = (event.payload or {}).get("note")
        said = f"{described(event)} – {escaped(note)}" if note else described(event)
        gone = " (undone)" if event.sequence in item.entry.undone else ""
        yield f"- {event.time} {escaped(event.actor)}: {said}{gone}"


def _candidate(item: Item, one: Candidate) -> str:
    part = "" if one.part is None else f" ({escaped(part_name(item.entry.claim, one.part))})"
    cited = _cited(one.permalink or one.url, one.title)
    said = f"- **{one.stance}**{part}, {escaped(one.source)}: {escaped(one.reason)} {cited}"
    return f"{said}, read {moment(one.retrieved_at)}, SHA-256 `{one.sha256[:12]}`{_rests(item, one.id)}"


def _evidence(item: Item, one: Evidence) -> str:
    named = one.title or one.file or one.source or "link"
    said = [f"“{escaped(one.quote)}”"] if one.quote else []
    said += [escaped(one.note)] if one.note else []
    said += [f"from {escaped(one.source)}"] if one.source and named != one.source else []
    said += [_cited(one.archived, "archived copy")] if one.archived else []
    said += [f"SHA-256 `{one.sha256[:12]}`"] if one.sha256 else []
    said += [f"due {moment(one.due)}"] if one.due else []
    said.append(f"{escaped(one.added_by)}, {moment(one.added_at)}")
    return (
        f"- evidence, {spoken(one.grade)}: {_cited(one.url, named)}; {'; '.join(said)}{_rests(item, one.id)}"
    )


def _rests(item: Item, identifier: str) -> str:
    return " **The finding rests on this.**" if identifier in item.cited else ""


def _cited(url: str | None, title: str) -> str:
    good = link(url)
    return f"[{escaped(title)}](<{good}>)" if good and not set(good) & set("<>\n ") else escaped(title)


def _inconsistencies(section: Section) -> Iterator[str]:
    hints = section.inconsistencies
    if hints:
        yield ""
        yield "## Where the article is at odds with itself"
        yield ""
        yield from (
            f"- {hint.kind}: {escaped(hint.message)} ({', '.join(f'“{escaped(p.text)}”' for p in hint.places)})"
            for hint in hints
        )


def _holes(section: Section) -> Iterator[str]:
    coverage = section.review.extraction.coverage
    yield ""
    yield f"## Not claimed ({coverage.covered} of {coverage.sentences} sentences are)"
    yield ""
    yield from (f"- {hole.what}, {spoken(hole.why)}: {escaped(hole.text)}" for hole in section.holes)

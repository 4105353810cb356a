"""The report as CSV: a row for each claim, and one for each attendee of an attendance claim.

``at_odds`` is where the article contradicts itself within the claim, ``changed`` what the latest draft did to it.
RFC 4180, UTF-8; with a byte order mark where that is chosen ("bom"). The cells finding, replace, resolution
and note may be filled in: ``claims decide --from`` reads the file back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from claims.claim import AttendanceDetail, Attendee
from reviews.report import Item, Report, Section
from reviews.sheet import COLUMNS, FILLED, defused, form
from reviews.writers.events import notes, said_of
from reviews.writers.wording import FATE_WORDS, STATE_WORDS, seen

MARK = b"\xef\xbb\xbf"


def write(report: Report, stream: BinaryIO) -> None:
    """One table for all articles, its header first."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS)
    writer.writeheader()
    for section in report.sections:
        for item in section.items:
            for row in _rows(section, item):
                writer.writerow({column: _cell(column, words) for column, words in row.items()})
    mark = MARK if "bom" in report.framing.choices else b""
    stream.write(mark + table.getvalue().encode("utf-8", "replace"))


def _cell(column: str, words: str) -> str:
    """What is written; only what nobody fills in may be shown otherwise than it is."""
    return defused(words if column in FILLED else seen(words))


def _rows(section: Section, item: Item) -> Iterator[dict[str, str]]:
    claim = item.entry.claim
    yield _claim(section, item)
    if isinstance(claim.detail, AttendanceDetail):
        for attendee in claim.detail.attendees:
            yield _attendee(section, item, attendee)


def _keys(section: Section, item: Item, part: int | None) -> dict[str, str]:
    """What says which row of which article this is, and what may be filled in."""
    entry = item.entry
    return {
        "number": str(item.number),
        "claim": entry.claim.id,
        "part": "" if part is None else str(part),
        "kind": entry.claim.kind,
        **form(entry.claim, entry.review, part),
        "article": section.review.extraction.article.id,
        "draft": str(section.review.extraction.article.draft),
        "version": str(entry.review.version),
        "suggested": "\n".join(
            f"{one.source} {one.stance}: {one.reason} {one.permalink or one.url}"
            for one in entry.candidates
            if one.part == part
        ),
    }


def _claim(section: Section, item: Item) -> dict[str, str]:
    entry, review = item.entry, item.entry.review
    return {
        **_keys(section, item, None),
        "state": STATE_WORDS[item.state],
        "text": entry.claim.text,
        "question": entry.claim.question,
        "workflow": review.workflow,
        "checked_by": ", ".join(review.found_by),
        "resolved_by": review.resolved_by or "",
        "signed_off_by": review.signed_off_by or "",
        "grade": review.grade if review.evidence else "",
        "evidence": "\n".join(said_of(evidence) for evidence in entry.evidence),
        "said": "\n".join(notes(entry)),
        "at_odds": "\n".join(hint.message for hint in item.hints),
        "changed": _changed(item),
        "assignee": review.assignee or "",
        "worth": f"{entry.claim.worth:.4g}",
    }


def _changed(item: Item) -> str:
    """What the latest draft did to the claim, and what it said before; "" in a first draft."""
    fate = FATE_WORDS[item.fate] if item.fate else ""
    return f"{fate}; before: {item.before.statement}" if item.before else fate


def _attendee(section: Section, item: Item, attendee: Attendee) -> dict[str, str]:
    by = [one.by for one in item.entry.review.parts if one.part == attendee.part]
    return {
        **_keys(section, item, attendee.part),
        "text": attendee.name or attendee.text,
        "checked_by": ", ".join(by),
    }

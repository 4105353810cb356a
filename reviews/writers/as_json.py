"""The report as JSON: everything that the other writers show, for programs.

``docs/schema/report.json`` describes it. The choice "averitec" adds to each claim the label of the AVeriTeC data
set (Schlichtkrull and others, 2023) that its finding comes nearest to; "timeline" adds to each article what was done
on it, in words, oldest first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from claims.extraction import plain
from reviews.report import Choice, Item, Report, Section
from reviews.review import Finding
from reviews.rules import described
from reviews.writers.events import note_of

SCHEMA = "claimdesk/report/1"
# None: the data set holds no claims that cannot be checked.
AVERITEC: Mapping[Finding, str | None] = {
    "confirmed": "Supported",
    "incorrect": "Refuted",
    "misleading": "Conflicting Evidence/Cherrypicking",
    "conflicting": "Conflicting Evidence/Cherrypicking",
    "unverifiable": "Not Enough Evidence",
    "not_checkable": None,
}


def write(report: Report, stream: BinaryIO) -> None:
    """One JSON document, UTF-8, keys in a fixed order."""
    document = {
        "schema": SCHEMA,
        "version": report.version,
        "as_of": report.as_of,
        "settings": dict(report.framing.settings),
        "articles": [_article(section, report.framing.choices) for section in report.sections],
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def _article(section: Section, choices: frozenset[Choice]) -> dict[str, Any]:
    review = section.review
    article = {
        "extraction": review.extraction.document(),
        "head": review.head,
        "by_state": dict(section.by_state),
        "by_fate": dict(section.by_fate),
        "change": plain(section.change),
        "history": [plain(event) for event in review.history if event.claim is None],
        "claims": [_claim(item, choices) for item in section.items],
        "inconsistencies": plain(section.inconsistencies),
    }
    return {**article, "timeline": _timeline(section)} if "timeline" in choices else article


def _timeline(section: Section) -> list[dict[str, Any]]:
    """The history in words; ``number`` is the claim's in this report, None where none is meant or it is gone."""
    numbers = {item.entry.claim.id: item.number for item in section.items}
    void = {sequence for item in section.items for sequence in item.entry.undone}
    return [
        {
            "time": event.time,
            "actor": event.actor,
            "number": numbers.get(event.claim or ""),
            "what": described(event),
            "note": note_of(event) or None,
            "undone": event.sequence in void,
        }
        for event in section.review.history
    ]


def _claim(item: Item, choices: frozenset[Choice]) -> dict[str, Any]:
    entry = item.entry
    review = entry.review
    claim = {
        "number": item.number,
        "claim": plain(entry.claim),
        "state": item.state,
        "workflow": review.workflow,
        "finding": review.finding,
        "found_by": list(review.found_by),
        "parts": plain(review.parts),
        "resolution": review.resolution,
        "resolved_by": review.resolved_by,
        "signed_off_by": review.signed_off_by,
        "grade": review.grade,
        "origins": review.origins,
        "correction": plain(review.correction),
        "awaited": plain(review.awaited),
        "earlier": review.earlier,
        "assignee": review.assignee,
        "candidates": plain(entry.candidates),
        "evidence": plain(entry.evidence),
        "history": plain(entry.history),
        "undone": sorted(entry.undone),
        "since": item.since,
        "cited": list(item.cited),
        "fate": item.fate,
        "before": plain(item.before),
        "at_odds": plain(item.hints),
    }
    label = None if review.finding is None else AVERITEC[review.finding]
    return {**claim, "averitec": label} if "averitec" in choices else claim

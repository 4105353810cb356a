"""The report as JSON: everything that the other writers show, for programs."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from claims.extraction import plain
from reviews.report import Item, Report, Section

SCHEMA = "claimdesk/report/1"


def write(report: Report, stream: BinaryIO) -> None:
    """One JSON document, UTF-8, keys in a fixed order."""
    document = {
        "schema": SCHEMA,
        "version": report.version,
        "as_of": report.as_of,
        "articles": [_article(section) for section in report.sections],
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def _article(section: Section) -> dict[str, Any]:
    review = section.review
    return {
        "extraction": review.extraction.document(),
        "head": review.head,
        "by_state": dict(section.by_state),
        "claims": [_claim(item) for item in section.items],
    }


def _claim(item: Item) -> dict[str, Any]:
    entry = item.entry
    review = entry.review
    return {
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
        "assignee": review.assignee,
        "candidates": plain(entry.candidates),
        "evidence": plain(entry.evidence),
        "history": plain(entry.history),
        "undone": sorted(entry.undone),
    }

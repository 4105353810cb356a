"""The report as a plain list to tick off on paper: one line a claim, what is open first."""

from __future__ import annotations

from typing import BinaryIO

from reviews.report import Report


def write(report: Report, stream: BinaryIO) -> None:
    """Text in UTF-8; the same report gives the same bytes."""
    for section in report.sections:
        stream.write(f"{section.review.extraction.article.title or 'Untitled'}\n".encode())
        for item in sorted(
            section.items, key=lambda item: (item.entry.review.finding is not None, item.number)
        ):
            done = "x" if item.entry.review.finding else " "
            stream.write(f"[{done}] {item.number}. {item.entry.claim.question}\n".encode())

"""The report as Word files, the two that newsrooms hand around.

The checking copy is the draft with a Word comment on every claim; the checked copy (the choice "checked")
is the draft with the editor's corrections as tracked changes. Where the draft came as a Word file, both are
that file with marks set in it, its styles and everything else untouched.
"""

from __future__ import annotations

from typing import BinaryIO

from claims.readers import sniff
from reviews.report import Report, Section
from reviews.writers.word import blank
from reviews.writers.word.corrections import settled, without_place
from reviews.writers.word.marks import Marker
from reviews.writers.word.package import Package
from reviews.writers.word.places import Places, places
from reviews.writers.word.remarks import hints, remark, summary


def write(report: Report, stream: BinaryIO) -> None:
    """One .docx. Several articles stand in one new file, each on a page of its own."""
    package, placed = _file(report)
    marker = Marker(package)
    mark = _corrected if "checked" in report.framing.choices else _commented
    for section, where in zip(report.sections, placed, strict=True):
        mark(report, section, where, marker)
    stream.write(package.data())


def _file(report: Report) -> tuple[Package, list[Places]]:
    """The editor's own file where there is one and it says this text, else a new one."""
    if len(report.sections) == 1:
        section = report.sections[0]
        own = section.source or b""
        if sniff.format_of(own, section.review.path or "") == "word":
            package = Package(own)
            found = places(package.parts(), section.review.extraction.article.text)
            if found is not None:
                return package, [found]
    articles = [section.review.extraction.article for section in report.sections]
    package = blank.blank(" · ".join(a.title or "Untitled article" for a in articles), report.as_of)
    return package, [blank.add(package, article) for article in articles]


def _commented(report: Report, section: Section, where: Places, marker: Marker) -> None:
    marker.comment(where, summary(report, section))
    for item in section.items:
        marker.comment(where, remark(item, report.as_of))
    for hint in hints(section, report.as_of):
        marker.comment(where, hint)


def _corrected(report: Report, section: Section, where: Places, marker: Marker) -> None:
    changes, comments = settled(section, report.as_of)
    for change in changes:
        if not marker.change(where, change.edits, author=change.author, time=change.time):
            comments.append(without_place(change))
    for comment in sorted(comments, key=lambda one: one.place or (0, 0)):
        marker.comment(where, comment)

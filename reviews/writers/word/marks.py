"""Comments and tracked changes in WordprocessingML (ECMA-376 part 1, §17.13): python-docx has none of ours.

A comment is a range in the text, a reference behind it and a body in a part of its own. A tracked deletion
wraps runs in ``w:del`` with their words as ``w:delText``; a tracked insertion wraps a new run in ``w:ins``.
Nothing is taken out of the text: whoever refuses every change has the file as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from claims.readers.word import WORD
from reviews.writers.word.package import Package
from reviews.writers.word.places import (
    PRESERVE,
    Piece,
    Places,
    break_after,
    break_before,
    loose,
)

# What XML 1.0 cannot hold.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BREAKS = re.compile("([\n\t])")
SIGNS = {"\n": "br", "\t": "tab"}
NUMBERED = frozenset(
    WORD + tag
    for tag in ("ins", "del", "moveFrom", "moveTo", "bookmarkStart", "moveFromRangeStart", "moveToRangeStart")
)
FOREIGN = (WORD + "ins", WORD + "moveTo")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on [start, end) of the article; each line is a label, set bold, and what it says.

    ``time`` is ISO 8601 in UTC. Where the place is None, it stands at the head of the article.
    """

    place: tuple[int, int] | None
    author: str
    time: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace [start, end) of the article by ``new``; an empty range inserts, an empty ``new`` deletes."""

    start: int
    end: int
    new: str


class Marker:
    """Sets marks in one file, each under a number of its own."""

    def __init__(self, package: Package) -> None:
        parts = package.parts()
        self.comments = package.comments()
        self._comment = _next(self.comments.iter(WORD + "comment"))
        roots = (parts.document, *parts.notes.values())
        self._change = _next(e for root in roots for e in root.iter() if e.tag in NUMBERED)

    def comment(self, places: Places, comment: Comment) -> None:
        """Set a comment; where its words have no place in the main text, it stands at the article's head."""
        ends = places.anchors(*comment.place) if comment.place else None
        if ends is None:
            head = places.head()
            if head is None:
                return
            ends = head, head
        number = str(self._comment)
        self._comment += 1
        self.comments.append(_body(number, comment))
        first, last = ends
        first.addprevious(_element("commentRangeStart", id=number))
        reference = _element("r")
        reference.append(_element("commentReference", id=number))
        last.addnext(reference)
        last.addnext(_element("commentRangeEnd", id=number))

    def change(self, places: Places, edits: Sequence[Edit], *, author: str, time: str) -> bool:
        """Set edits, in reading order, as tracked changes; False, and nothing done, where one has no place."""
        touched = [piece for edit in edits for piece in _touched(places, edit)]
        if not edits or not touched or not all(loose(piece.element) for piece in touched):
            return False
        if any(not edit.new and edit.start == edit.end for edit in edits):
            return False
        for edit in edits:
            self._edit(places, edit, {"author": fit(author), "date": time})
        return True

    def _edit(self, places: Places, edit: Edit, by: dict[str, str]) -> None:
        blocks = places.within(edit.start, edit.end) if edit.start < edit.end else []
        for pieces in blocks:
            for piece in pieces:
                self._delete(piece, by)
        if edit.new:
            self._insert(places, edit, blocks[0][-1] if blocks else None, by)
        kept = blocks[0][-1].element if blocks and edit.new else None
        self._delete_marks(places, [p for pieces in blocks for p in pieces], kept, by)

    def _delete(self, piece: Piece, by: dict[str, str]) -> None:
        break_before(piece.element)
        break_after(piece.element)
        run = piece.element.getparent()
        deleted = self._changed("del", by)
        run.addprevious(deleted)
        deleted.append(run)
        if piece.element.tag == WORD + "t":
            piece.element.tag = WORD + "delText"
            piece.element.set(PRESERVE, "preserve")

    def _insert(self, places: Places, edit: Edit, deleted: Piece | None, by: dict[str, str]) -> None:
        """The new words behind what they replace, else behind the words before, else before those after."""
        before = deleted or places.before(edit.start)
        beside = before or places.after(edit.start)
        assert beside is not None
        (break_after if before else break_before)(beside.element)
        run = beside.element.getparent()
        inserted = self._changed("ins", by)
        inserted.append(_run(edit.new, run.find(WORD + "rPr")))
        outer = _outside(run.getparent() if deleted else run, behind=before is not None)
        if before is not None:
            outer.addnext(inserted)
        else:
            outer.addprevious(inserted)

    def _delete_marks(self, places: Places, gone: Sequence[Piece], kept: Any, by: dict[str, str]) -> None:
        """A paragraph that loses all its words goes itself, where another one follows it."""
        elements = {piece.element for piece in gone}
        paragraphs = dict.fromkeys(next(piece.element.iterancestors(WORD + "p")) for piece in gone)
        for paragraph in paragraphs:
            words = [piece.element for piece in places.paragraph_words(paragraph)]
            following = paragraph.getnext()
            alone = following is None or following.tag != WORD + "p"
            if alone or kept in words or not elements.issuperset(words) or _ends_section(paragraph):
                continue
            _mark_style(paragraph).insert(0, self._changed("del", by))

    def _changed(self, tag: str, by: dict[str, str]) -> Any:
        number = str(self._change)
        self._change += 1
        return _element(tag, id=number, **by)


def fit(text: str) -> str:
    """The text with what XML cannot hold replaced, character for character."""
    return UNFIT.sub("\ufffd", text)


def written(text: str) -> list[Any]:
    """The elements of a run for this text: words, line breaks and tabs, one for each stretch."""
    made = list[Any]()
    for part in BREAKS.split(text):
        if part in SIGNS:
            made.append(_element(SIGNS[part]))
        elif part:
            words = _element("t")
            words.text = fit(part)
            words.set(PRESERVE, "preserve")
            made.append(words)
    return made


def _element(tag: str, **attributes: str) -> Any:
    return etree.Element(WORD + tag, {WORD + name: value for name, value in attributes.items()})


def _next(elements: Any) -> int:
    """A number above all that are used."""
    used = [int(n) for n in (element.get(WORD + "id", "") for element in elements) if n.isdecimal()]
    return max(used, default=0) + 1


def _touched(places: Places, edit: Edit) -> list[Piece]:
    if edit.start < edit.end:
        return [piece for pieces in places.within(edit.start, edit.end) for piece in pieces]
    beside = places.before(edit.start) or places.after(edit.start)
    return [beside] if beside else []


def _run(text: str, style: Any) -> Any:
    """A run of this text, formatted like another."""
    run = _element("r")
    if style is not None:
        copied = deepcopy(style)
        for change in copied.findall(WORD + "rPrChange"):
            copied.remove(change)
        run.append(copied)
    run.extend(written(text))
    return run


def _outside(element: Any, *, behind: bool) -> Any:
    """The element beside which an insertion may stand: another person's insertion is split around it."""
    parent = element.getparent()
    while parent.tag in FOREIGN:
        moved = list(element.itersiblings(preceding=not behind))
        if moved:
            part = etree.Element(parent.tag, parent.attrib)
            part.extend(moved if behind else moved[::-1])
            (parent.addnext if behind else parent.addprevious)(part)
        element, parent = parent, parent.getparent()
    return element


def _ends_section(paragraph: Any) -> bool:
    return paragraph.find(f"{WORD}pPr/{WORD}sectPr") is not None


def _mark_style(paragraph: Any) -> Any:
    """The properties of the paragraph's mark, made where there are none."""
    style = paragraph.find(WORD + "pPr")
    if style is None:
        style = _element("pPr")
        paragraph.insert(0, style)
    mark = style.find(WORD + "rPr")
    if mark is None:
        mark = _element("rPr")
        last = next((e for e in style if e.tag in (WORD + "sectPr", WORD + "pPrChange")), None)
        if last is None:
            style.append(mark)
        else:
            last.addprevious(mark)
    return mark


def _body(number: str, comment: Comment) -> Any:
    initials = "".join(word[0] for word in comment.author.split() if word[0].isalnum())[:3].upper()
    made = _element(
        "comment", id=number, author=fit(comment.author), date=comment.time, initials=fit(initials) or "?"
    )
    for label, text in comment.lines:
        paragraph = etree.SubElement(made, WORD + "p")
        style = etree.SubElement(paragraph, WORD + "pPr")
        style.append(_element("spacing", before="0", after="40", line="240", lineRule="auto"))
        style.append(_element("ind", left="0", firstLine="0"))
        style.append(_element("jc", val="left"))
        parts = ((label if not text else f"{label}: ", True), (text, False)) if label else ((text, False),)
        paragraph.extend(_comment_run(words, bold) for words, bold in parts if words)
    return made


def _comment_run(text: str, bold: bool) -> Any:
    run = _element("r")
    style = etree.SubElement(run, WORD + "rPr")
    if bold:
        style.append(_element("b"))
    style.append(_element("sz", val="18"))
    run.extend(written(text))
    return run

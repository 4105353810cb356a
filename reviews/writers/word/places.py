"""Where the article's characters stand in a Word file: offsets in, runs out, split where they must be.

The reader's own walk says which element each character came from, so offsets cannot land elsewhere than
where the claim was read. A run is split only at the ends of what is marked; its formatting is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from claims.readers import word
from claims.readers.word import NOTES, WORD, Parts

PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
RUN = WORD + "r"
# What may hold runs, comment ranges and tracked changes side by side.
INLINE = frozenset(
    WORD + tag
    for tag in ("p", "hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "fldSimple", "customXml")
)


@dataclass(slots=True)
class Piece:
    """Words of one element, from ``start`` of the block's raw text on."""

    start: int
    words: str
    element: Any

    @property
    def end(self) -> int:
        """Where it ends in the block's raw text."""
        return self.start + len(self.words)


@dataclass(slots=True)
class Block:
    """A block of the article, [start, end) in its text; ``raw`` is where each character stands in the file."""

    start: int
    raw: Sequence[int]
    pieces: list[Piece]

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return self.start + len(self.raw)

    def within(self, start: int, end: int) -> list[Piece]:
        """The pieces of the article's [start, end), those at its ends split off."""
        first, last = self.raw[start - self.start], self.raw[end - 1 - self.start] + 1
        self._cut(first)
        self._cut(last)
        return [piece for piece in self.pieces if first <= piece.start and piece.end <= last and piece.words]

    def _cut(self, raw: int) -> None:
        """See that no piece crosses this place of the raw text."""
        index = bisect_right(self.pieces, raw, key=lambda piece: piece.start) - 1
        piece = self.pieces[index]
        at = raw - piece.start
        if not 0 < at < len(piece.words):
            return
        rest = etree.Element(piece.element.tag)
        for element, words in ((piece.element, piece.words[:at]), (rest, piece.words[at:])):
            element.text = words
            element.set(PRESERVE, "preserve")
        piece.element.addnext(rest)
        self.pieces.insert(index + 1, Piece(raw, piece.words[at:], rest))
        piece.words = piece.words[:at]


class Places:
    """The blocks of one article in one file; ``document`` is the root of the file's main part."""

    def __init__(self, document: Any, blocks: list[Block]) -> None:
        self.document = document
        self.blocks = blocks

    def within(self, start: int, end: int) -> list[list[Piece]]:
        """The pieces of [start, end), a list for each block that it touches."""
        found = [
            block.within(max(start, block.start), min(end, block.end))
            for block in self.blocks
            if block.start < end and start < block.end
        ]
        return [pieces for pieces in found if pieces]

    def anchors(self, start: int, end: int) -> tuple[Any, Any] | None:
        """The first and the last run of [start, end) in the main text, which begin and end with it.

        Where the words stand in a note or a text box, the run that these hang on; None where there is none.
        """
        pieces = [piece for some in self.within(start, end) for piece in some]
        if not pieces:
            return None
        first, last = pieces[0].element, pieces[-1].element
        if self._beside(first) and self._beside(last):
            break_before(first)
            break_after(last)
            return first.getparent(), last.getparent()
        run = self._hanging_on(first)
        return None if run is None else (run, run)

    def _beside(self, element: Any) -> bool:
        """Whether its run stands in the main text itself, where marks may stand beside it."""
        inside = element.getroottree().getroot() is self.document
        return inside and loose(element) and outermost(element) is element.getparent()

    def _hanging_on(self, element: Any) -> Any | None:
        """The run of the main text that holds an element, or what its note is referred to from."""
        holder = next((a for a in element.iterancestors() if a.tag in NOTE_TAGS), None)
        if holder is None:
            run = outermost(element)
            return run if run is not None and run.getparent().tag in INLINE else None
        reference = NOTE_TAGS[holder.tag]
        number = holder.get(WORD + "id")
        found = (r for r in self.document.iter(WORD + reference) if r.get(WORD + "id") == number)
        return next((run for run in map(self._hanging_on, found) if run is not None), None)

    def head(self) -> Any | None:
        """The first run of the article in the main text."""
        for block in self.blocks:
            found = self.anchors(block.start, block.end)
            if found is not None:
                return found[0]
        return None

    def before(self, offset: int) -> Piece | None:
        """The piece that ends at this offset, in the same block."""
        block = next((b for b in self.blocks if b.start < offset <= b.end), None)
        return block.within(offset - 1, offset)[-1] if block else None

    def after(self, offset: int) -> Piece | None:
        """The piece that begins at this offset."""
        block = next((b for b in self.blocks if b.start <= offset < b.end), None)
        return block.within(offset, offset + 1)[0] if block else None

    def paragraph_words(self, paragraph: Any) -> Iterator[Piece]:
        """Every piece that stands in this paragraph."""
        for block in self.blocks:
            for piece in block.pieces:
                if piece.words.strip() and paragraph in piece.element.iterancestors(WORD + "p"):
                    yield piece


NOTE_TAGS = {WORD + reference.removesuffix("Reference"): reference for reference in NOTES}


def places(parts: Parts, text: str) -> Places | None:
    """Where each character of the article stands; None where the file does not say this text."""
    found, position = list[Block](), 0
    for pieces, _ in word.blocks(parts):
        raw = "".join(words for words, _ in pieces)
        kept = _kept(raw)
        if not kept:
            continue
        said = "".join(" " if raw[i].isspace() else raw[i] for i in kept)
        if text[position : position + len(said)] != said:
            return None
        found.append(Block(position, kept, _placed(pieces)))
        position += len(said) + 2
    return Places(parts.document, found) if position - 2 == len(text) else None


def _kept(raw: str) -> list[int]:
    """The places of the characters that stay when white space is made single spaces."""
    kept, gap = list[int](), None
    for index, character in enumerate(raw):
        if character.isspace():
            gap = index if gap is None else gap
            continue
        if kept and gap is not None:
            kept.append(gap)
        gap = None
        kept.append(index)
    return kept


def _placed(pieces: Sequence[word.Piece]) -> list[Piece]:
    placed, position = list[Piece](), 0
    for words, element in pieces:
        placed.append(Piece(position, words, element))
        position += len(words)
    return placed


def loose(element: Any) -> bool:
    """Whether the element's run can be split: it stands in a run, and that where runs stand side by side."""
    run = element.getparent()
    return run.tag == RUN and run.getparent().tag in INLINE


def outermost(element: Any) -> Any | None:
    """The run that holds everything around this element: of a text box the one that holds the box."""
    runs = [one for one in (element, *element.iterancestors()) if one.tag == RUN]
    return runs[-1] if runs else None


def break_before(element: Any) -> None:
    """Split the run so that this element is the first in it."""
    if any(sibling.tag != WORD + "rPr" for sibling in element.itersiblings(preceding=True)):
        run = element.getparent()
        rest = etree.Element(run.tag, run.attrib)
        style = run.find(WORD + "rPr")
        if style is not None:
            rest.append(deepcopy(style))
        moved = [element, *element.itersiblings()]
        rest.extend(moved)
        run.addnext(rest)


def break_after(element: Any) -> None:
    """Split the run so that this element is the last in it."""
    following = element.getnext()
    if following is not None:
        break_before(following)

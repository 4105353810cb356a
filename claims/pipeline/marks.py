"""Pairs quotation marks of any style: straight, curly, ``…'', single, low, guillemets.

Works on characters, one paragraph at a time, in time linear in the text. Apostrophes, feet and inches are
no quotation marks. A double mark left open is ended where the paragraph ends, or taken up by the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from claims.article import Paragraph

Side = Literal["open", "close", "either"]

# Of three apostrophes at an end the single mark comes first: ''he said 'yes'''.
MARK = re.compile(r"``|(?<=[^\s'])'(?=''(?!'))|''|[\"“”„‟«»'‘’‚‛‹›]")
DOUBLE = frozenset({"``", "''", '"', "“", "”", "„", "‟", "«", "»"})
CURLY_OPEN = frozenset({"``", "“", "‟", "„", "‘", "‚", "‛", "«", "‹"})
CURLY_CLOSE = frozenset({"”", "»", "›"})
# Marks that open in one style of writing and close in another („…“, »…«), by what they close.
CLOSES = {"“": "„", "‘": "‚", "«": "»", "‹": "›"}
OPENING_BRACKETS = frozenset("([{<-–—/")
# Nothing, or what shows as nothing: marks of writing direction, joiners, zero-width blanks.
INVISIBLE = frozenset(["", *"\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"])
FEET_AND_INCHES = re.compile(r"\d+\s?['’′]\s?\d{1,2}$")
ELISION = re.compile(r"(?:\d0s?|em|til|tis|twas|n|cause|bout|round|cuz|nuff)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…](?=\s)")
# Quotations in quotations go no deeper in any prose; deeper is noise, and would cost quadratic time.
DEEPEST = 6
LONGEST_RUN = 6
MARK_CHARACTERS = frozenset("\"“”„‟«»'‘’‚‛‹›`")


@dataclass(frozen=True, slots=True)
class Marked:
    """The text [start, end) with its outer marks, [inner_start, inner_end) without them.

    ``closed`` is False where the closing mark is missing; ``continues`` where it takes up what the
    paragraph before left open. ``double`` tells the style; ``depth`` is 0 for the outermost marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False
    double: bool = True
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    side: Side
    # Whether it stands between a letter and a blank, where a plural possessive could stand too.
    weak: bool = False

    @property
    def double(self) -> bool:
        return self.text in DOUBLE


@dataclass(slots=True)
class _Paragraph:
    """The state of pairing in one paragraph."""

    text: str
    start: int
    end: int
    open: list[_Mark] = field(default_factory=list)
    done: list[Marked] = field(default_factory=list)
    unmatched: _Mark | None = None


def pair(text: str, paragraphs: Iterable[Paragraph]) -> list[Marked]:
    """Every stretch between quotation marks, ordered by start, outer ones before those they hold."""
    found = list[Marked]()
    left_open = False
    for paragraph in paragraphs:
        done, still_open = _paragraph(text, paragraph.start, paragraph.end, left_open=left_open)
        if left_open and not (done and done[0].continues):
            found[-1] = _cut_at_sentence(text, found[-1])
        found += done
        left_open = still_open
    if left_open:
        found[-1] = _cut_at_sentence(text, found[-1])
    return found


def _paragraph(text: str, start: int, end: int, *, left_open: bool) -> tuple[list[Marked], bool]:
    """The paragraph's marked stretches, and whether the last outermost one is left open."""
    state = _Paragraph(text, start, end)
    marks = list(_marks(text, start, end))
    closers = _closers_after(marks)
    for index, mark in enumerate(marks):
        _take(state, mark, closers[index])
    pending = next((mark for mark in state.open if mark.double or _opens_paragraph(state, mark)), None)
    if left_open and state.unmatched is not None:
        inner_end = state.unmatched.start
        state.done.append(Marked(start, state.unmatched.end, start, inner_end))
    if pending is not None:
        state.done.append(Marked(pending.start, end, pending.end, end, closed=False, double=pending.double))
    done = _levels(state.done)
    if left_open and done and not text[start : done[0].start].strip():
        done[0] = replace(done[0], continues=True)
    # What is left open goes on in the next paragraph only if nothing closes it; it is last by then.
    return done, pending is not None and bool(done) and not done[-1].closed and done[-1].depth == 0


def _opens_paragraph(state: _Paragraph, mark: _Mark) -> bool:
    return mark.text in CURLY_OPEN and not state.text[state.start : mark.start].strip()


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The marks of one paragraph with the side that their surroundings give them, apostrophes left out."""
    for match in MARK.finditer(text, start, end):
        side = _side(text, start, end, match)
        if side is None:
            continue
        before = text[match.start() - 1] if match.start() > start else ""
        after = text[match.end()] if match.end() < end else ""
        weak = before.isalpha() and (after.isspace() or after == "-")
        yield _Mark(match.start(), match.end(), match.group(), side, weak)


def _side(text: str, start: int, end: int, match: re.Match[str]) -> Side | None:
    """Which side of a quotation the mark can stand on; None for apostrophes, feet and inches."""
    mark = match.group()
    before, after = _around(text, start, end, match)
    begins = before in INVISIBLE or before.isspace() or before in OPENING_BRACKETS
    opens = begins and bool(after.strip() or (before in INVISIBLE and mark in DOUBLE))
    closes = bool(before.strip()) and not (after.isalnum() or (after and after in "[$£€"))
    if mark in DOUBLE:
        return _double_side(text, start, match, opens=opens, closes=closes)
    if before.isalnum() and after.isalnum():
        return None
    if opens and mark in "'‘’" and ELISION.match(text, match.end()):
        return None
    if mark in "‘‚‛‹" and (opens or not closes):
        return "open"
    if closes and not opens:
        return "close"
    return "open" if opens and mark != "’" else None


def _double_side(text: str, start: int, match: re.Match[str], *, opens: bool, closes: bool) -> Side | None:
    mark = match.group()
    if opens and not closes:
        return "open"
    if mark in CURLY_OPEN and mark not in CLOSES:
        return "open"
    if mark == '"' and FEET_AND_INCHES.search(text, max(start, match.start() - 8), match.start()):
        return None
    if closes and not opens:
        return "close"
    if mark in CURLY_CLOSE:
        return "close"
    return "open" if mark in CURLY_OPEN else "either"


def _around(text: str, start: int, end: int, match: re.Match[str]) -> tuple[str, str]:
    """The characters around the run of marks in which this mark stands ("" at the paragraph's ends)."""
    left, right = match.start(), match.end()
    while left > max(start, match.start() - LONGEST_RUN) and text[left - 1] in MARK_CHARACTERS:
        left -= 1
    while right < min(end, match.end() + LONGEST_RUN) and text[right] in MARK_CHARACTERS:
        right += 1
    return text[left - 1] if left > start else "", text[right] if right < end else ""


@dataclass(frozen=True, slots=True)
class _After:
    """What stands behind a mark in its paragraph."""

    strong_single: bool
    any_single: bool
    doubles: int


def _closers_after(marks: list[_Mark]) -> list[_After]:
    """For each mark: single closers before the next single opener, the surplus of double closers."""
    after = list[_After]()
    strong = weak = False
    doubles = 0
    for mark in reversed(marks):
        after.append(_After(strong, strong or weak, doubles))
        if mark.double:
            doubles += {"close": 1, "open": -1, "either": 0}[mark.side]
        elif mark.side == "open":
            strong = weak = False
        else:
            strong, weak = strong or not mark.weak, weak or mark.weak
    return after[::-1]


def _take(state: _Paragraph, mark: _Mark, after: _After) -> None:
    """Open or close with this mark."""
    holder = next((i for i in reversed(range(len(state.open))) if _pairs(state.open[i], mark)), None)
    closes = holder is not None and (mark.side == "either" or _turned(state, mark, holder))
    if mark.side == "close" or closes:
        _close(state, mark, holder, after)
    elif mark.double:
        _open_double(state, mark, holder, after)
    elif after.any_single or (mark.text in CURLY_OPEN and _opens_paragraph(state, mark)):
        _push(state, mark)


def _pairs(opener: _Mark, closer: _Mark) -> bool:
    return opener.double == closer.double


def _turned(state: _Paragraph, mark: _Mark, holder: int) -> bool:
    """A mark that opens elsewhere but closes the style that is open: „…“, »…«."""
    closes = CLOSES.get(mark.text) == state.open[holder].text
    return closes and not state.text[mark.end : mark.end + 1].isalnum()


def _close(state: _Paragraph, mark: _Mark, holder: int | None, after: _After) -> None:
    if holder is None:
        if mark.double and state.unmatched is None and not state.done:
            state.unmatched = mark
        return
    if not mark.double and mark.weak and after.strong_single:
        return
    opener = state.open[holder]
    del state.open[holder:]
    state.done.append(Marked(opener.start, mark.end, opener.end, mark.start, double=mark.double))


def _open_double(state: _Paragraph, mark: _Mark, holder: int | None, after: _After) -> None:
    """A mark of the same style inside an open one is nested only where both are closed later."""
    if holder is not None and after.doubles < 2:
        opener = state.open[holder]
        del state.open[holder:]
        end = opener.end + len(state.text[opener.end : mark.start].rstrip())
        if end > opener.end:
            state.done.append(Marked(opener.start, end, opener.end, end, closed=False))
    _push(state, mark)


def _push(state: _Paragraph, mark: _Mark) -> None:
    if len(state.open) < DEEPEST:
        state.open.append(mark)


def _levels(done: list[Marked]) -> list[Marked]:
    """Ordered, each with the number of marked stretches around it."""
    ordered = sorted(done, key=lambda m: (m.start, -m.end))
    ends, levelled = list[int](), list[Marked]()
    for marked in ordered:
        while ends and ends[-1] <= marked.start:
            ends.pop()
        levelled.append(replace(marked, depth=len(ends)))
        ends.append(marked.end)
    return levelled


def _cut_at_sentence(text: str, marked: Marked) -> Marked:
    """A stretch that nothing closes or takes up: unless it opens its paragraph, its first sentence alone."""
    opens_paragraph = not text[max(0, marked.start - 2) : marked.start].strip("\n ")
    if marked.closed or opens_paragraph or text[marked.start - 2 : marked.start - 1] in {":", ","}:
        return marked
    end = SENTENCE_END.search(text, marked.inner_start, marked.end)
    return marked if end is None else replace(marked, end=end.end(), inner_end=end.end())

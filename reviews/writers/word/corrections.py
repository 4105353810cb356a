"""What a checked copy changes: the corrections that an editor settled, as the smallest edits that make them.

A correction counts when its resolution is corrected, attributed or cut. One without a resolution stays a
comment; so does one that cannot be made in the text, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviews.chain import Event
from reviews.report import Item, Section
from reviews.writers.events import in_force, last
from reviews.writers.word.marks import Comment, Edit
from reviews.writers.word.remarks import MACHINE, short

CHANGES = ("corrected", "attributed", "cut")
# Words with the space behind them, so that a changed word takes no space from its neighbours.
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ENDS = ".!?"
CLOSERS = ",;:.!?)]}”’"
QUOTATION = {"“": "”", "‘": "’", "«": "»", '"': '"'}


@dataclass(frozen=True, slots=True)
class Change:
    """A settled correction: [start, end) of the article becomes ``new``, word by word as ``edits``."""

    start: int
    end: int
    new: str
    author: str
    time: str
    edits: tuple[Edit, ...]


def settled(section: Section, as_of: str) -> tuple[list[Change], list[Comment]]:
    """The changes in reading order, none over another, and what stays a comment."""
    text = section.review.extraction.article.text
    changes, comments = list[Change](), list[Comment]()
    for item in sorted(section.items, key=_place):
        review = item.entry.review
        if review.workflow in ("orphan", "dropped"):
            continue
        if review.resolution in CHANGES:
            change = _change(item, text, as_of)
            if change is None:
                comments.append(_without_words(item, as_of))
            elif changes and change.start < changes[-1].end:
                comments.append(_comment(change, "Lies over another change and was not made"))
            else:
                changes.append(change)
        elif review.resolution is None and review.correction is not None:
            comments.append(_recommended(item, as_of))
    return changes, comments


def without_place(change: Change) -> Comment:
    """A change that the file cannot hold as a tracked one."""
    return _comment(change, "Cannot be tracked here and was not made")


def _place(item: Item) -> tuple[int, int]:
    correction = item.entry.review.correction
    at = correction or item.entry.claim
    return at.start, -at.end


def _change(item: Item, text: str, as_of: str) -> Change | None:
    """The change that was settled; None where no words were given, or the text does not say the old ones."""
    review, claim = item.entry.review, item.entry.claim
    correction = review.correction
    by, time = review.resolved_by or MACHINE, _time(last(item.entry, "resolved"), as_of)
    if review.resolution == "cut" and (correction is None or correction.new):
        start, end, old, new = claim.start, claim.end, claim.text, ""
    elif correction is not None:
        start, end, old, new = correction.start, correction.end, correction.old, correction.new
    else:
        return None
    if text[start:end] != old or old == new:
        return None
    if not new:
        start, end = whole(text, start, end)
    return Change(start, end, new, by, time, tuple(edits(text, start, end, new)))


def edits(text: str, start: int, end: int, new: str) -> Iterator[Edit]:
    """The words that differ, in reading order."""
    if not new:
        yield Edit(start, end, "")
        return
    old, words = WORDS.findall(text[start:end]), WORDS.findall(new)
    for tag, a, b, c, d in _joined(old, words):
        if tag:
            place = start + sum(map(len, old[:a]))
            yield Edit(place, place + sum(map(len, old[a:b])), "".join(words[c:d]))


def _joined(old: list[str], new: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Where the words differ; two changes with nothing but space between them are one."""
    found = list[tuple[bool, int, int, int, int]]()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found.append((tag != "equal", a, b, c, d))
        while len(found) > 2 and found[-1][0] and found[-3][0] and _blank(old[found[-2][1] : found[-2][2]]):
            first, last = found[-3], found[-1]
            found[-3:] = [(True, first[1], last[2], first[3], last[4])]
    return iter(found)


def _blank(words: list[str]) -> bool:
    return not "".join(words).strip()


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A cut that leaves no stray quotation mark, full stop or doubled space.

    Of a whole sentence its end mark goes too.
    """
    start, end = _unquoted(text, start, end)
    before, opens = text[:start].rstrip(" "), start == 0 or text[start - 1] == "\n"
    first = opens or not before or before[-1] in ENDS + "\n"
    if first and text[end : end + 1] in tuple(ENDS):
        end += 1
    if text[end : end + 1] == " " and (opens or text[start - 1 : start] == " "):
        return start, end + 1
    closed = end == len(text) or text[end] == "\n" or text[end] in CLOSERS
    if closed and text[start - 1 : start] == " ":
        return start - 1, end
    return start, end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The cut with the marks beside it whose other halves go with it, or which would quote nothing."""
    before, after, cut = text[max(0, start - 1) : start], text[end : end + 1], text[start:end]
    for opening, closing in QUOTATION.items():
        opened, closed = cut.count(opening), len(re.findall(closing + r"(?!\w)", cut))
        more_closed, more_opened = closed > opened, opened > closed
        if opening == closing:
            more_closed = more_opened = opened % 2 == 1
        if before == opening and (more_closed or (after == closing and not more_opened)):
            start -= 1
            return start, end + (after == closing and not more_closed)
        if after == closing and more_opened:
            return start, end + 1
    return start, end


def _time(event: Event | None, as_of: str) -> str:
    return event.time if event else as_of


def _recommended(item: Item, as_of: str) -> Comment:
    correction = item.entry.review.correction
    assert correction is not None
    times = [event.time for event in in_force(item.entry) if (event.payload or {}).get("correction")]
    lines = (
        ("Recommended, not resolved", ""),
        ("", short(correction.new) or "Cut this"),
        ("Instead of", short(correction.old)),
    )
    return Comment((correction.start, correction.end), correction.by, times[-1] if times else as_of, lines)


def _without_words(item: Item, as_of: str) -> Comment:
    entry, review = item.entry, item.entry.review
    wanted = review.correction
    lines = [(f"Resolved as {review.resolution}, without words that could be set in here", "")]
    lines += [("Wanted", short(wanted.new))] if wanted and wanted.new else []
    time = _time(last(entry, "resolved"), as_of)
    return Comment((entry.claim.start, entry.claim.end), review.resolved_by or MACHINE, time, tuple(lines))


def _comment(change: Change, why: str) -> Comment:
    lines = ((why, ""), ("Wanted", short(change.new) or "cut"))
    return Comment((change.start, change.end), change.author, change.time, lines)

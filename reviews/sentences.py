"""Which stretches of two drafts stand for each other, by their sentences and never by offsets.

Sentences that are the same are anchors, in order first and then wherever they went. What lies between two
anchors in the old draft stands for what lies between them in the new one, however it was split or merged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher

# A full stop in an abbreviation ends a stretch too: both drafts are cut alike, and no more is needed.
END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n\s*")


class Places:
    """The stretches of both drafts, each with the number of the group that it belongs to."""

    def __init__(self, before: str, after: str) -> None:
        self._old, self._new = _cut(before), _cut(after)
        old = [_plain(before, start, end) for start, end in self._old]
        new = [_plain(after, start, end) for start, end in self._new]
        self._old_groups, self._new_groups = _groups(old, new)

    def old(self, start: int, end: int) -> frozenset[int]:
        """The groups that [start, end) of the old draft touches."""
        return _touched(self._old, self._old_groups, start, end)

    def new(self, start: int, end: int) -> frozenset[int]:
        """The groups that [start, end) of the new draft touches."""
        return _touched(self._new, self._new_groups, start, end)


def _cut(text: str) -> list[tuple[int, int]]:
    ends = [*(match.end() for match in END.finditer(text)), len(text)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, ends, strict=False) if text[start:end].strip()]


def _plain(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _groups(old: list[str], new: list[str]) -> tuple[list[int], list[int]]:
    old_groups, new_groups, number = [-1] * len(old), [-1] * len(new), 0
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = zip(range(a, b), range(c, d), strict=True) if tag == "equal" else ()
        for i, j in pairs:
            old_groups[i] = new_groups[j] = number
            number += 1
        if tag != "equal":
            old_groups[a:b], new_groups[c:d] = [number] * (b - a), [number] * (d - c)
            number += 1
    _follow_moves(old, new, old_groups, new_groups, number)
    return old_groups, new_groups


def _follow_moves(
    old: list[str], new: list[str], old_groups: list[int], new_groups: list[int], number: int
) -> None:
    """A sentence that is gone from its place and stands, the same, at another has moved."""
    gaps = set(old_groups) ^ set(new_groups)
    arrived = defaultdict(list)
    for j, sentence in enumerate(new):
        if new_groups[j] in gaps:
            arrived[sentence].append(j)
    for i, sentence in enumerate(old):
        if old_groups[i] in gaps and arrived[sentence]:
            old_groups[i] = new_groups[arrived[sentence].pop(0)] = number
            number += 1


def _touched(stretches: list[tuple[int, int]], groups: list[int], start: int, end: int) -> frozenset[int]:
    return frozenset(group for (a, b), group in zip(stretches, groups, strict=True) if a < end and start < b)

"""Scoring of attributions as PolNeAR has them: who said what, in character offsets.

A system's item matches a gold one where the characters of their contents overlap (Jaccard) by ``least``;
each gold item matches once, in the order of the system's items. The speaker is right where the two spans
share a character. An item is marked where a quotation mark stands in its content or touches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

MARK = re.compile("[\"“”]|''|``")
ROLE = re.compile(r"([A-Za-z]+)\d*:(T\d+)")
# How far beside a content a mark may stand and still touch it.
NEAR = 2
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, speaker and cue as places [start, end) in the text."""

    content: tuple[Place, ...]
    speaker: tuple[Place, ...] = ()
    cue: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over all articles; ``named`` counts the matches whose gold has a speaker."""

    gold: int
    system: int
    matched: int
    named: int
    spoken: int

    @property
    def precision(self) -> float:
        """Matches of the system's items, in per cent."""
        return 100 * self.matched / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Matches of the gold items, in per cent."""
        return 100 * self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def speaker(self) -> float:
        """Right speakers of the matches whose gold has one, in per cent."""
        return 100 * self.spoken / self.named if self.named else 0.0


def read(folder: Path, split: str) -> Iterator[tuple[str, list[Attribution]]]:
    """(text, gold) of each annotated article of a split: ``text/NAME.txt``, ``attributions/NAME*.ann``."""
    for path in sorted((folder / split / "text").glob("*.txt")):
        stand_off = sorted((folder / split / "attributions").glob(f"{escape(path.stem)}*.ann"))
        if stand_off:
            yield path.read_text("utf-8"), list(_gold(stand_off[0].read_text("utf-8").splitlines()))


def _gold(lines: Sequence[str]) -> Iterator[Attribution]:
    """The attributions of a brat file: T lines are spans, E lines join them."""
    spans = dict[str, tuple[Place, ...]]()
    for line in lines:
        columns = line.split("\t")
        if line.startswith("T") and len(columns) > 1 and " " in columns[1]:
            places = columns[1].split(" ", 1)[1].split(";")
            spans[columns[0]] = tuple((int(a), int(b)) for a, b in (place.split() for place in places))
    for line in lines:
        if not line.startswith("E"):
            continue
        parts: dict[str, tuple[Place, ...]] = {"Content": (), "Source": (), "Cue": ()}
        for role, name in ROLE.findall(line.split("\t")[1]):
            parts[role] = (*parts.get(role, ()), *spans.get(name, ()))
        if parts["Content"]:
            yield Attribution(parts["Content"], parts["Source"], parts["Cue"])


def marked(text: str, item: Attribution) -> bool:
    """Whether a quotation mark stands in the content or touches it."""
    return any(MARK.search(text[max(0, start - NEAR) : end + NEAR]) for start, end in item.content)


def score(pairs: Iterable[tuple[Sequence[Attribution], Sequence[Attribution]]], least: float) -> Score:
    """Score (gold, system) pairs, one an article."""
    totals = [0, 0, 0, 0, 0]
    for gold, system in pairs:
        matches = list(_matches(gold, system, least))
        named = [pair for pair in matches if pair[0].speaker]
        right = sum(bool(_characters(g.speaker) & _characters(s.speaker)) for g, s in named)
        for i, count in enumerate((len(gold), len(system), len(matches), len(named), right)):
            totals[i] += count
    return Score(*totals)


def _matches(
    gold: Sequence[Attribution], system: Sequence[Attribution], least: float
) -> Iterator[tuple[Attribution, Attribution]]:
    free = {index: _characters(item.content) for index, item in enumerate(gold)}
    for item in system:
        held = _characters(item.content)
        overlaps = ((len(held & other) / len(held | other), index) for index, other in free.items())
        overlap, index = max(overlaps, default=(0.0, -1))
        if overlap >= least and index >= 0:
            del free[index]
            yield gold[index], item


def _characters(places: Iterable[Place]) -> set[int]:
    return {i for start, end in places for i in range(start, end)}

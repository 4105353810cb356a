"""Verbs of attendance with what goes with them, and what a clause with one says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claims import wordlists
from claims.kinds.participants import Participant


class Frame(NamedTuple):
    """A row of attendance_verbs.tsv."""

    lemma: str
    noun: str
    link: str
    role: str
    status: str
    unsaid: str


@dataclass(frozen=True, slots=True)
class Attending:
    """One clause: tokens [start, end), its gathering's number (or None where the verb itself is the event,
    "met"), the event's tokens, and who takes part."""

    start: int
    end: int
    gathering: int | None
    event: tuple[int, int]
    participants: tuple[Participant, ...]


@cache
def frames() -> dict[str, list[Frame]]:
    """The rows of attendance_verbs.tsv by lemma."""
    found: dict[str, list[Frame]] = {}
    for row in wordlists.rows("attendance_verbs.tsv"):
        found.setdefault(row[0], []).append(Frame(*row))
    return found

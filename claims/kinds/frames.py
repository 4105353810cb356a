"""Verbs of attendance with what goes with them, and what a clause with one says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

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


def frames_of(verb: Token) -> list[Frame]:
    """The rows of a verb; a regular past tense is also tried without its ending, for a lemma may be amiss."""
    found, word = frames(), verb.lower_
    stems = (word[:-1], word[:-2]) if word.endswith("ed") else ()
    return next((found[lemma] for lemma in (verb.lemma_.lower(), *stems) if lemma in found), [])


@cache
def frames() -> dict[str, list[Frame]]:
    """The rows of attendance_verbs.tsv by lemma."""
    found: dict[str, list[Frame]] = {}
    for row in wordlists.rows("attendance_verbs.tsv"):
        found.setdefault(row[0], []).append(Frame(*row))
    return found

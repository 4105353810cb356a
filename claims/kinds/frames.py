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
    """The rows of a verb."""
    found = frames()
    return next((found[lemma] for lemma in lemmas_of(verb) if lemma in found), [])


def lemmas_of(word: Token) -> tuple[str, ...]:
    """The lemma, and the word without its regular ending ("-s", "-ed"), for a lemma may be amiss."""
    text = word.lower_
    past = (text[:-1], text[:-2]) if text.endswith("ed") else ()
    return (word.lemma_.lower(), *past, *((text[:-1],) if word.tag_ in ("NNS", "NNPS") else ()))


@cache
def frames() -> dict[str, list[Frame]]:
    """The rows of attendance_verbs.tsv by lemma."""
    found: dict[str, list[Frame]] = {}
    for row in wordlists.rows("attendance_verbs.tsv"):
        found.setdefault(row[0], []).append(Frame(*row))
    return found

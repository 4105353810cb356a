"""Words that report: which verbs and nouns they are, and in which frames (``claims/data/cue_*.tsv``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.symbols import ADJ, AUX, NOUN, VERB
from spacy.tokens import Token

from claims.wordlists import rows

PARTICLE = frozenset({"compound:prt", "prt"})
PREPOSITION = "prep:"


@cache
def verbs() -> Mapping[str, frozenset[str]]:
    """Frames of each verb, by lemma (with its particle)."""
    return {row[0]: frozenset(row[1].split()) for row in rows("cue_verbs.tsv")}


@cache
def nouns() -> Mapping[str, frozenset[str]]:
    """Frames of each noun, by lemma."""
    return {row[0]: frozenset(row[1].split()) for row in rows("cue_nouns.tsv")}


def frames(token: Token) -> frozenset[str]:
    """The frames in which this verb reports; empty for every other word."""
    if token.pos not in (VERB, AUX):
        return frozenset()
    lemma = token.lemma_.lower()
    table = verbs()
    particle = next((child for child in token.rights if child.dep_ in PARTICLE), None)
    if particle is not None and f"{lemma} {particle.lower_}" in table:
        return table[f"{lemma} {particle.lower_}"]
    return table.get(lemma, frozenset())


def noun_frames(token: Token) -> frozenset[str]:
    """The frames in which this noun reports; empty for every other word."""
    return nouns().get(token.lemma_.lower(), frozenset()) if token.pos in (NOUN, ADJ) else frozenset()


def is_speech(token: Token) -> bool:
    """Whether this verb can stand before, after or within what it reports."""
    return "speech" in frames(token)


def prepositions(of: frozenset[str]) -> frozenset[str]:
    """The prepositions among the frames."""
    return frozenset(frame.removeprefix(PREPOSITION) for frame in of if frame.startswith(PREPOSITION))

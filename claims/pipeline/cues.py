"""Words that report: which verbs and nouns they are, and in which frames (``claims/data/cue_*.tsv``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


@cache
def lemmas() -> Mapping[str, str]:
    """Each reporting verb by its regular forms: a lemmatizer is least sure of the rarer ones."""
    return {form: lemma for lemma in verbs() if " " not in lemma for form in _inflected(lemma)}


def _inflected(lemma: str) -> Iterator[str]:
    """The regular forms of a verb, and the misspelt ones that its ending does not rule out."""
    yield lemma
    stem = lemma[:-1] if lemma.endswith(("e", "y")) else lemma
    yield from (f"{lemma}s", f"{lemma}es", f"{lemma}ing", f"{lemma}ed")
    if lemma.endswith("e"):
        yield from (f"{stem}ing", f"{stem}ed")
    elif lemma.endswith("y"):
        yield from (f"{stem}ies", f"{stem}ied")
    else:
        yield from (f"{lemma}{lemma[-1]}ing", f"{lemma}{lemma[-1]}ed")


def frames(token: Token) -> frozenset[str]:
    """The frames in which this verb reports; empty for every other word."""
    if token.pos not in (VERB, AUX) or _compounded(token):
        return frozenset()
    table, lemma = verbs(), token.lemma_.lower()
    for child in token.rights:
        joined = f"{lemma} {child.lower_}"
        if joined in table and (child.dep_ in PARTICLE or child.lower_ == "it"):
            return table[joined]
    return table.get(lemma) or table.get(lemmas().get(token.lower_, ""), frozenset())


def _compounded(token: Token) -> bool:
    """Whether the word is the end of a compound with a hyphen: "so-called"."""
    return token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_


def noun_frames(token: Token) -> frozenset[str]:
    """The frames in which this noun reports; empty for every other word."""
    return nouns().get(token.lemma_.lower(), frozenset()) if token.pos in (NOUN, ADJ) else frozenset()


def is_speech(token: Token) -> bool:
    """Whether this verb can stand before, after or within what it reports."""
    return not frames(token).isdisjoint({"speech", "aside"})


def prepositions(of: frozenset[str]) -> frozenset[str]:
    """The prepositions among the frames."""
    return frozenset(frame.removeprefix(PREPOSITION) for frame in of if frame.startswith(PREPOSITION))

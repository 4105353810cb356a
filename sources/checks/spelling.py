"""Names that differ by so little that one may be the other, written wrongly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from claims.annotation import Name
from sources.entities import bare
from sources.names import key

# How different two spellings of one name may be, by the length of the shorter: at least so long, so many edits.
SPELLINGS = ((9, 2), (4, 1))
# Names of places and bodies differ by little more often than those of people: "Iraq War", "Iran War".
LEAST_LENGTH = {"PERSON": 4, "ORG": 5, "PLACE": 5, "FACILITY": 5, "EVENT": 5}


def spelled_two_ways(found: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs of names with and without accents, or all words alike but one that differs by a letter.

    The first mention of each spelling stands for all; the earlier one of a pair comes first.
    """
    by_type: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in found:
        if name.type in LEAST_LENGTH:
            by_type[name.type].setdefault(bare(" ".join(name.text.split())), name)
    for kind, of_type in sorted(by_type.items()):
        for one, other in sorted(_alike(of_type, LEAST_LENGTH[kind], is_person=kind == "PERSON")):
            first, second = sorted((of_type[one], of_type[other]), key=lambda name: name.start)
            yield first, second


def _alike(of_type: dict[str, Name], least: int, *, is_person: bool) -> set[tuple[str, str]]:
    """Pairs of spellings that may be of one name, found by what their other words have in common."""
    words = {text: text.split() for text in of_type}
    found: set[tuple[str, str]] = set()
    buckets: dict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
    for text, parts in words.items():
        for index in range(len(parts)) if len(parts) > 1 else ():
            rest = (*parts[:index], *parts[index + 1 :])
            buckets[index, tuple(map(key, rest))].append(text)
    for (index, _), texts in buckets.items():
        for one, other in _pairs(texts):
            if _misspelled(words[one][index], words[other][index], least, plural=not is_person):
                found.add((min(one, other), max(one, other)))
    if is_person:
        found |= _surnames(words, least)
    return found


def _surnames(words: dict[str, list[str]], least: int) -> set[tuple[str, str]]:
    """Surnames standing alone beside full names that end almost so."""
    full: dict[str, list[str]] = defaultdict(list)
    known = {key(part) for parts in words.values() if len(parts) > 1 for part in parts}
    for text, parts in words.items():
        if len(parts) > 1:
            full[key(parts[-1])[:1]].append(text)
    alone = [text for text, parts in words.items() if len(parts) == 1 and key(text) not in known]
    return {
        (text, whole)
        for text in alone
        for whole in full[key(text)[:1]]
        if _misspelled(text, words[whole][-1], max(least, 5))
    }


def _pairs(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            yield one, other


def _misspelled(one: str, other: str, least: int, *, plural: bool = False) -> bool:
    """Whether two words differ by so little that one may be the other, written wrongly.

    With ``plural``, an "s" at the end is no such difference.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    mine, theirs = key(one), key(other)
    if mine == theirs:
        # Capitals and apostrophes are typography; accents are spelling.
        return mine != "" and _letters(one) != _letters(other)
    if plural and mine.removesuffix("s") == theirs.removesuffix("s"):
        return False
    shorter = min(len(mine), len(theirs))
    if shorter < least or not (mine.isalpha() and theirs.isalpha()):
        return False
    edits = DamerauLevenshtein.distance(mine, theirs, score_cutoff=2)
    return any(shorter >= length and edits <= allowed for length, allowed in SPELLINGS)


def _letters(word: str) -> str:
    return re.sub(r"['’‘`´]s?$|[\W_]", "", word).casefold()

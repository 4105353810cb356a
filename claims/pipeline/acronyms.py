"""Acronyms and the names that they stand for, where the text says so: "World Trade Organization (WTO)".

The algorithm is that of A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", Pacific Symposium on Biocomputing 8 (2003), 451–462.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# "Long Form (SHORT)" and "SHORT (Long Form)"; the short form has 2 to 10 characters, one a capital.
BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
SHORT = re.compile(r"[A-Z0-9][\w.&-]{1,9}")
WORD = re.compile(r"[\w.&'’-]+")


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """(short form, long form) of each acronym that the text defines, in order."""
    for match in BRACKETS.finditer(text):
        inside = re.split(r"[;,]|\bor\b", match[1])[0].strip().strip("\"'“”‘’")
        if _is_short(inside):
            words = _words_before(text, match.start(), most=min(len(inside) + 5, len(inside) * 2))
            long_form = long_form_of(inside, " ".join(words))
            if long_form is not None:
                yield inside, long_form
        else:
            yield from _reversed(text, match)


def _reversed(text: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The other order: "WTO (World Trade Organization)"."""
    before = _words_before(text, match.start(), most=1)
    if before and _is_short(before[0]) and long_form_of(before[0], match[1]) == match[1].strip():
        yield before[0], match[1].strip()


def _is_short(candidate: str) -> bool:
    return (
        SHORT.fullmatch(candidate) is not None
        and sum(character.isupper() for character in candidate) >= 2
        and not candidate.isdigit()
    )


def _words_before(text: str, end: int, *, most: int) -> list[str]:
    """Up to ``most`` words of the same sentence's line before a bracket."""
    stretch = text[max(0, end - 200) : end]
    line = re.split(r"[\n;:]|[.!?]\s", stretch)[-1]
    return WORD.findall(line)[-most:]


def long_form_of(short: str, candidate: str) -> str | None:
    """The shortest end of ``candidate`` that spells ``short``, letter by letter from the right; or None."""
    place = len(candidate)
    letters = [character for character in short.casefold() if character.isalnum()]
    text = candidate.casefold()
    for number, letter in reversed(list(enumerate(letters))):
        place -= 1
        while place >= 0 and (text[place] != letter or (number == 0 and not _starts_word(text, place))):
            place -= 1
        if place < 0:
            return None
    found = candidate[place:].strip()
    return found if len(found) > len(short) and short not in found.split() else None


def _starts_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def initials(words: tuple[str, ...]) -> str:
    """The first letters of a name's words but "of", "the", "and", "for", in lower case."""
    return "".join(word[0] for word in words if word not in ("of", "the", "and", "for", "in", "on"))

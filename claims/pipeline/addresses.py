"""Numbers that only say which: of houses in a street, of telephones, of files, of years."""

from __future__ import annotations

import re
from functools import cache

from claims import wordlists

# How far after a house number its street may end, in characters.
REACH = 60
AREA_CODE = re.compile(r"\)[ -]?\d{3}[ -.]\d{4}\b")
# A number with a zero before it counts nothing ("051214"); a fraction does ("0.5"), and so does zero.
PADDED = re.compile(r"0\d")
# "Expo ’98", "the class of '07".
SHORT_YEAR = re.compile(r"(?<![\w’'‘])[’'‘]\d\d(?!\w)")


def is_label(text: str, start: int, end: int) -> bool:
    """Whether the number at characters [start, end) is a house's, an area code, a year, or padded with zeros."""
    if SHORT_YEAR.match(text, start - 1) is not None:
        return True
    area = text[start - 1 : start] == "(" and AREA_CODE.match(text, end) is not None
    return (
        area or PADDED.match(text, start) is not None or _street().match(text[end : end + REACH]) is not None
    )


@cache
def _street() -> re.Pattern[str]:
    """Up to three capitalised words and one for a street after a number, unless what stands there is counted:
    "300 Main Street shops"."""
    words = sorted(wordlists.words("streets.txt"))
    choice = "|".join(re.escape(form) for word in words for form in (word.title(), word.upper()))
    return re.compile(rf"\s(?:[A-Z][\w.-]*\s){{1,3}}(?:{choice})(?!\w|\s[a-z]+s\b)")

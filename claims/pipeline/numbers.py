"""Numbers in digits and in words, read as exact decimals.

Libraries were weighed first. ``word2number`` (last release 2017) reads "nineteen ninety-six" as 115 and
drops what it does not know; ``text2num`` rewrites a whole string, so that offsets are lost, and knows
neither years in pairs nor fractions. The grammar below is short, and its words are data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MIXED = re.compile(r"(\d+)(?:\s+|-)(\d)/(\d)")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The tables of ``data/numbers.toml``; every key in small letters but those of ``short_scales``."""

    digits: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Decimal]
    short_scales: dict[str, Decimal]
    collectives: dict[str, int]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    glyphs: dict[str, Decimal]


@cache
def number_words() -> NumberWords:
    """The number words of English, read once."""
    with (files("claims") / "data" / "numbers.toml").open("rb") as file:
        table: dict[str, dict[str, Any]] = tomllib.load(file)
    decimals = ("scales", "short_scales", "glyphs")
    return NumberWords(
        **{
            name: {key: Decimal(value) for key, value in rows.items()} if name in decimals else rows
            for name, rows in table.items()
        }  # type: ignore[arg-type]
    )


def spelled(words: Sequence[str]) -> Decimal | None:
    """The cardinal that the words say ("two", "hundred", "and", "five" → 205), or None.

    ``a`` and ``an`` count as one before a scale or a collective. Words that do not combine in English
    ("two", "three") are no number.
    """
    table = number_words()
    total, group, last = Decimal(0), Decimal(0), "start"
    for word in words:
        if word in table.digits:
            if last == "digit" or (last == "ten" and table.digits[word] > 9):
                return None
            group, last = group + table.digits[word], "digit"
        elif word in table.tens:
            if last in ("digit", "ten"):
                return None
            group, last = group + table.tens[word], "ten"
        elif word == "hundred":
            group, last = (group or Decimal(1)) * 100, "scale"
        elif word in table.scales or word in table.collectives:
            scale = table.scales.get(word, Decimal(table.collectives.get(word, 1)))
            total, group, last = total + (group or Decimal(1)) * scale, Decimal(0), "scale"
        elif word in ("a", "an") and last == "start":
            group, last = Decimal(1), "article"
        elif word != "and" or last != "scale":
            return None
    return None if last in ("start", "article") else total + group


def number(text: str) -> Decimal | None:
    """The number that a phrase in digits or words says: "1,200", "2 1/2", "forty-two", or None."""
    text = text.strip().lower()
    if mixed := MIXED.fullmatch(text):
        whole, above, below = (Decimal(part) for part in mixed.groups())
        return whole + above / below if below else None
    if DIGITS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return spelled(WORD.findall(text)) if not any(c.isdigit() for c in text) else None


def ordinal(text: str) -> int | None:
    """The ordinal that a phrase says: "3rd", "third", "twenty-first", or None."""
    text = text.strip().lower()
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text):
        return int(match[1])
    table = number_words()
    words = WORD.findall(text)
    if not words or words[-1] not in table.ordinals:
        return None
    last = table.ordinals[words[-1]]
    if len(words) == 1:
        return last
    before = spelled(words[:-1])
    if before is None:
        return None
    return int(before) * last if last >= 100 else int(before) + last


def year(text: str) -> int | None:
    """The year that a phrase says: "1996", "nineteen ninety-six", "two thousand and five", or None."""
    text = text.strip().lower()
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    words = [word for word in WORD.findall(text) if word != "oh"]
    for cut in (1, 2):
        first, second = spelled(words[:cut]), spelled(words[cut:])
        padded = second is not None and (second >= 10 or "oh" in text)
        if first and second and padded and 10 <= first <= 20 and second < 100:
            return int(first * 100 + second)
    whole = spelled(words)
    return int(whole) if whole and 1000 <= whole < 2100 else None


def plain(value: Decimal) -> str:
    """A decimal as digits: no exponent, no zeros after the last figure of a fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

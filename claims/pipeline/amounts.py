"""Numbers in running text: digits, words, scales and ranges, with their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claims.pipeline.numbers import number, number_words

# What joins the two ends of a range; "between" stands before its first end.
TO = re.compile(r"\s*[-–—]\s*|\s+to\s+|\s+or\s+")
HYPHEN = re.compile(r"[-–—]")
AND = re.compile(r"\s+and\s+")
BETWEEN = re.compile(r"\bbetween\s+\W{0,3}$", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+\W{0,3}$", re.IGNORECASE)
# "The second half of", "a half": a stretch of something, no share of it.
NO_HALF = r"(?<!first\s)(?<!second\s)(?<!other\s)(?<!latter\s)(?<!\ba\s)"
# Parts of codes, scores, telephone numbers and addresses are no numbers by themselves.
# "555-1234" is a number to call, "500-1000" a range.
TELEPHONE = r"(?!(?:\d{3}-)?\d{3}-\d\d(?!00)\d\d(?!\d))(?!(?<=\b\d{3}-)\d\d(?!00)\d\d(?!\d))"
LEFT = rf"(?<![\w#@/])(?<!\d[.,:])(?<![^\W\d_]-){TELEPHONE}"
RIGHT = r"(?![\w]|[.,:/]\d)"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at its place: ``low`` equals ``high`` but for a range. ``digits``: written in figures;
    ``share``: a fraction of what follows ("two thirds of", "half the")."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: Decimal
    digits: bool
    share: bool = False


def amounts(text: str) -> Iterator[Amount]:
    """Every number of the text in order, the ends of a range joined; the parts of a score ("3-2") left out."""
    waiting: Amount | None = None
    dropped = -1
    for amount in _single(text):
        joined = _joined(waiting, amount, text) if waiting else None
        if joined is not None:
            waiting = joined
            continue
        before = waiting.end if waiting is not None else dropped
        if before >= 0 and HYPHEN.fullmatch(text[before : amount.start]):
            waiting, dropped = None, amount.end
            continue
        if waiting is not None:
            yield waiting
        waiting = amount
    if waiting is not None:
        yield waiting


def _single(text: str) -> Iterator[Amount]:
    for match in _pattern().finditer(text):
        value, scale = _value(match)
        if value is not None:
            written = match["digits"] is not None
            share = bool(match["part"] or match["whole"] or match["half"])
            yield Amount(match.start(), match.end(), value * scale, value * scale, scale, written, share)


def _value(match: re.Match[str]) -> tuple[Decimal | None, Decimal]:
    table = number_words()
    if match["whole"] or match["half"]:
        parts = table.fractions[(match["whole"] or match["half"]).lower()]
        return (1 / Decimal(parts)).quantize(Decimal("0.0001")), Decimal(1)
    if match["words"]:
        value = number(match["words"])
        if value is not None and match["part"]:
            value = (value / table.fractions[match["part"].lower()]).quantize(Decimal("0.0001"))
        return value, Decimal(1)
    value = number(match["digits"])
    if value is not None and match["glyph"]:
        value += table.glyphs[match["glyph"]]
    elif value is not None and match["above"] and match["below"] != "0":
        value += Decimal(match["above"]) / Decimal(match["below"])
    scale = Decimal(1)
    if match["short"]:
        scale = table.short_scales[match["short"]]
    elif match["scale"]:
        scale = table.scales[match["scale"].lower()]
    return value, scale


def _joined(low: Amount, high: Amount, text: str) -> Amount | None:
    """The range that two numbers make, "3 to 4 million" with the scale at both ends; else None."""
    if low.low != low.high:
        return None
    before = text[max(0, low.start - 20) : low.start]
    whole = bool(AND.match(text[low.end : high.start])) and bool(BETWEEN.search(before))
    if not whole and (
        not TO.fullmatch(text[low.end : high.start].lstrip("%").rstrip("$€£¥")) or FROM.search(before)
    ):
        return None
    first = low.low * high.scale if low.scale == 1 and low.low * high.scale <= high.high else low.low
    if first >= high.high:
        return None
    return Amount(low.start, high.end, first, high.high, high.scale, low.digits)


@cache
def _pattern() -> re.Pattern[str]:
    table = number_words()

    def choice(words: Iterable[str]) -> str:
        return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"

    small = choice([*table.digits, *table.tens])
    large = choice([*table.scales, *table.collectives])
    joint = r"(?:\s+and\s+|\s?[-‐‑]\s?|\s+)"
    words = rf"(?:(?:an?\s+)?{large}(?:\s+{large}){{0,2}}|{small}(?:{joint}(?:{small}|{large})\b){{0,9}})"
    digits = r"(?P<digits>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)"
    fraction = rf"(?P<glyph>{choice(table.glyphs)})|[\s-](?P<above>\d)/(?P<below>\d)"
    # "Two thirds voted", but "two quarters" may be of a year.
    plain = choice(word for word in table.fractions if word.endswith("hs") or word == "thirds")
    part = rf"(?:-|\s(?=\w+\s+of\b|{plain}\b))(?P<part>{choice(table.fractions)})\b"
    scale = rf"(?P<short>(?-i:{choice(table.short_scales)}))(?!\w)|[\s-]+(?P<scale>{choice(table.scales)})\b"
    figures = rf"{digits}(?:{fraction})?(?:{scale})?"
    whole = rf"(?:an?|one)[\s-](?P<whole>{choice(table.fractions)})(?=\s+of\b)"
    half = rf"{NO_HALF}(?P<half>half)(?=\s+(?:of|the|its|their|his|her|our)\b)"
    shares = rf"\b(?:{whole}|{half})"
    return re.compile(
        rf"{LEFT}(?:{figures}|{shares}|\b(?P<words>{words})\b(?:{part})?){RIGHT}", re.IGNORECASE
    )

"""Times that explain each other, or that their clause makes another kind of time.

"Monday through Friday", "March to June 2010", "the quarter ended July 31"; "will be sold in two weeks".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from spacy.tokens import Span as TokenSpan

from claims.annotation import Date
from claims.pipeline.dates import timex
from claims.pipeline.dates.counting import count_of, unit_of
from claims.pipeline.dates.grammar import Match, words
from claims.pipeline.dates.reading import Counted, Fixed, Named, Period, Reading
from claims.pipeline.dates.tense import VERBAL, direction

SERIES = {"weekday": "W", "month": "Y", "day": "Y"}
DAYS = "D", "W", "MO", "Y"
HALF_A_QUARTER = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Item:
    """A time as read: what matched, its tokens, what it says."""

    match: Match
    tokens: TokenSpan
    reading: Reading


def in_ranges(items: Sequence[Item], text: str) -> list[Item]:
    """The items, each end of a range read by the other: the second follows the first and gives it its year."""
    out = list(items)
    for index, (first, second) in enumerate(pairwise(items)):
        if _is_range(first, second, text):
            opening, closing = _range(first.reading, second.reading)
            out[index] = replace(out[index], reading=opening)
            out[index + 1] = replace(second, reading=closing)
    return out


def _is_range(first: Item, second: Item, text: str) -> bool:
    between = " ".join(text[first.match.end : second.match.start].lower().split())
    if between == "and":
        start = first.tokens.start
        return start > 0 and first.tokens.doc[start - 1].lower_ == "between"
    return between in words()["range"]


def _range(first: Reading, second: Reading) -> tuple[Reading, Reading]:
    opening, closing = first.point, second.point
    named = isinstance(opening, Named) and opening.series in SERIES and opening.turn is None
    if isinstance(opening, Named) and named and isinstance(closing, Fixed) and not opening.year:
        bounds = timex.interval(closing.value)
        if bounds is None or opening.series == "weekday":
            return first, second
        later = (int(opening.index), opening.day) > (bounds[1].month, bounds[1].day)
        return replace(first, point=replace(opening, year=bounds[1].year - later)), second
    if not isinstance(closing, Named) or closing.turn is not None or closing.year:
        return first, second
    around = SERIES.get(opening.series) if isinstance(opening, Named) else "Y"
    if around is None or around != SERIES.get(closing.series) or not isinstance(opening, Named | Fixed):
        return first, second
    return first, replace(second, point=replace(closing, turn=1, told=True))


def closed(first: Item, second: Item, end: Date, text: str) -> Reading | None:
    """What "the year ended Aug. 31" and "the quarter ended July 31" say; None where no end is told.

    A quarter is the one that most of the three months before its end lie in.
    """
    between = " ".join(text[first.match.end : second.match.start].lower().split())
    point = first.reading.point
    if between not in words()["closing"]:
        return None
    if isinstance(point, Counted) and point.named is None and point.unit == "Y":
        return Reading("DURATION", Fixed("P1Y"))
    bounds = timex.interval(end.value)
    if not isinstance(point, Period) or point.years or bounds is None or timex.unit_of(end.value) != "D":
        return None
    return Reading("DATE", Fixed(timex.value_of(bounds[0] - HALF_A_QUARTER, "Q")))


def looking_forward(item: Item) -> Reading:
    """What "in two weeks" and "one day" say under a verb that looks forward: a point of time, no duration."""
    reading, tokens = item.reading, item.tokens
    if reading.type != "DURATION" or item.match.rule.read not in ("duration", "span_or_rate", "unit_or_two"):
        return reading
    one_day = tokens.text.lower() == "one day" and tokens.root.i < tokens.root.head.i
    after_in = tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ == "in"
    of_verb = one_day or (after_in and tokens.root.head.pos_ in VERBAL)
    if not of_verb or direction(tokens) != "future":
        return reading
    unit = unit_of(item.match.parts)
    count = None if one_day or item.match.rule.read == "unit_or_two" else count_of(item.match.parts)
    if count is None or count % 1 or unit not in DAYS:
        return Reading("DATE", Fixed("FUTURE_REF")) if unit in DAYS else reading
    return Reading("DATE", Counted(unit, int(count)))

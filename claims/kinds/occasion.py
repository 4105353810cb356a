"""Where and when a gathering is, as far as the article says it in one way only."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from claims.kinds.gatherings import Gatherings, gatherings, phrase
from claims.pipeline.references import register
from claims.span import Span

CACHE = "claims_gatherings"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# How far after the gathering's noun its place or day may stand, in tokens ("a summit on Tuesday in …").
REACH = 6


def occasion(doc: Doc, event: Span) -> tuple[str | None, str | None]:
    """(place, day as YYYY-MM-DD) of the gathering that ``event`` names; None where the article leaves it."""
    heads = _heads(doc, event)
    places = {name for head in heads for name in [_place(doc, head)] if name}
    days = {day for head in heads for day in _days(doc, head)}
    return (places.pop() if len(places) == 1 else None, days.pop() if len(days) == 1 else None)


def is_spoken_of(doc: Doc, event: Span, start: int, end: int) -> bool:
    """Whether the characters [start, end) speak of the gathering by a noun, or hold the event itself."""
    return start <= event.start < end or any(start <= doc[head].idx < end for head in _heads(doc, event))


def _heads(doc: Doc, event: Span) -> list[int]:
    """Every token that heads a phrase for the gathering."""
    known = _known(doc)
    number = next((n for n, (start, _) in known.first.items() if doc[start].idx == event.start), None)
    return [place for place, n in known.order if n == number]


def _known(doc: Doc) -> Gatherings:
    known = doc.user_data.get(CACHE)
    if not isinstance(known, Gatherings):
        known = doc.user_data[CACHE] = gatherings(doc)
    return known


def _place(doc: Doc, head: int) -> str | None:
    """The place under an "in" right after the gathering's phrase."""
    known, end = register(doc), phrase(doc[head])[1]
    for i in range(end, min(end + REACH, len(doc) - 1)):
        if doc[i].is_punct or doc[i].is_sent_start:
            return None
        place = known.at.get(i + 1)
        if doc[i].lower_ == "in" and place is not None and known.mentions[place].type == "PLACE":
            return known.name(known.clusters[place])
    return None


def _days(doc: Doc, head: int) -> list[str]:
    """The days that stand right after the gathering's phrase."""
    start = doc[head].idx
    end = doc[min(len(doc) - 1, phrase(doc[head])[1] + REACH)].idx
    return [
        date.value
        for date in doc._.claims_dates
        if date.type == "DATE" and DAY.fullmatch(date.value) and start < date.start < end
    ]

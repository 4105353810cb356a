"""The kind ``date``: this happened, or will, then.

A date claims something where it tells when its clause's event is: not as part of a name or of a noun's
description ("the 2019 election"), not where it says no day ("now", "years"), and not where it says when
someone spoke, which the quotation's own claim has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.annotation import Date
from claims.claim import Anniversary, DateDetail, Found, QuoteDetail
from claims.pipeline import article_of, span_of
from claims.pipeline.clauses import clause, is_finite, noun_phrase, predicate_of, subject, trimmed
from claims.pipeline.labels import AGENT, OBJECT, PREPOSITION, PREPOSITION_OBJECT
from claims.pipeline.names import named
from claims.pipeline.places import Places
from claims.span import Named, Span

YEARS = re.compile(r"P(\d+)Y")
OCCASION = re.compile(r"(?:anniversary|birthday)$", re.IGNORECASE)
VERBAL = frozenset({"VERB", "AUX"})


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every date claim of the Doc, in text order."""
    quotes = [f.detail for f in before if isinstance(f.detail, QuoteDetail) and f.detail.cue]
    places = Places(doc)
    for date in doc._.claims_dates:
        tokens = places.span(date.start, date.end)
        if tokens is None:
            continue
        predicate = predicate_of(tokens.root)
        years = YEARS.fullmatch(date.value)
        if years and OCCASION.search(date.text):
            yield _found(places, date, predicate, _anniversary(doc, int(years[1]), tokens.root))
        elif _tells_when(date, tokens.root, predicate) and not _tells_when_said(date, predicate, quotes):
            yield _found(places, date, predicate, None)


def _tells_when(date: Date, root: Token, predicate: Token) -> bool:
    """Whether the date is on the calendar and its clause asserts an event."""
    if date.type not in ("DATE", "TIME") or date.value.endswith("_REF"):
        return False
    if predicate.sent.text.rstrip().endswith("?"):
        return False
    if not (is_finite(predicate) or predicate.pos_ in VERBAL):
        return False
    return not _describes_noun(root)


def _describes_noun(root: Token) -> bool:
    """Whether the date stands before a noun as its description: "the 2019 election", "Tuesday's vote"."""
    head = root.head
    if head.i <= root.i or head.pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(c.dep_ == "case" and c.tag_ == "IN" for c in root.children)


def _tells_when_said(date: Date, predicate: Token, quotes: Sequence[QuoteDetail]) -> bool:
    """Whether the clause is a quotation's cue and the date stands outside what is quoted."""
    return any(
        quote.cue is not None
        and quote.cue.overlaps(predicate.idx, predicate.idx + len(predicate))
        and not any(part.overlaps(date.start, date.end) for part in quote.content)
        for quote in quotes
    )


def _found(places: Places, date: Date, predicate: Token, anniversary: Anniversary | None) -> Found:
    start, end = clause(predicate)
    event = _event(places, date, start, end)
    start, end = min(start, date.start), max(end, date.end)
    return Found("date", start, end, DateDetail(date, event, tuple(_participants(predicate)), anniversary))


def _event(places: Places, date: Date, start: int, end: int) -> Span:
    """The clause without its date, where the date with its preposition stands at an edge."""
    doc, tokens, whole = places.doc, places.span(date.start, date.end), places.span(start, end)
    if tokens is None or whole is None:
        return span_of(doc, start, end)
    first = tokens.start
    while first > whole.start and doc[first - 1].tag_ in ("IN", "TO", "DT"):
        first -= 1
    if tokens.end >= whole.end and first > whole.start:
        return span_of(doc, *trimmed(doc, whole.start, first))
    if first <= whole.start and tokens.end < whole.end:
        return span_of(doc, *trimmed(doc, tokens.end, whole.end))
    return span_of(doc, start, end)


def _participants(predicate: Token) -> Iterator[Named]:
    """Subject, objects and agent of the predicate, where they are names or stand for one."""
    heads = [subject(predicate), *(c for c in predicate.children if c.dep_ in OBJECT | AGENT)]
    seen = set[int]()
    for head in heads:
        if head is not None and head.dep_ in PREPOSITION:
            head = next((c for c in head.children if c.dep_ in PREPOSITION_OBJECT), None)
        if head is None or head.i in seen:
            continue
        seen.add(head.i)
        mention = named(predicate.doc, *noun_phrase(head))
        if mention.name is not None:
            yield mention


def _anniversary(doc: Doc, years: int, root: Token) -> Anniversary:
    """How many years, of what, and the year that follows from the publication day."""
    article = article_of(doc)
    day = article.day if article else None
    marked = next(
        (c for c in root.children if c.i > root.i and any(g.lower_ == "of" for g in c.children)), None
    )
    of = None
    if marked is not None:
        start, end = trimmed(doc, marked.left_edge.i + 1, marked.right_edge.i + 1)
        of = span_of(doc, start, end)
    implies = f"{day.year - years:04d}" if day is not None and day.year > years else None
    return Anniversary(years, of, implies)

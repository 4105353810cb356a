"""The component ``claims_dates``: TIMEX3 expressions with the days that they bound.

Rules over words find them (``grammar``), readers say what they mean (``readers``), an anchor and the
calendar give the value (``resolve``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from claims.annotation import Date
from claims.pipeline import article_of, paragraphs, span_of
from claims.pipeline.dates import order, timex, veto
from claims.pipeline.dates.grammar import Match, grammar
from claims.pipeline.dates.readers import read
from claims.pipeline.dates.reading import Fixed
from claims.pipeline.dates.resolve import Context, Told, resolved
from claims.pipeline.dates.tense import tense_of
from claims.span import Span


@Language.factory("claims_dates")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_dates``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_dates``."""
    article = article_of(doc)
    doc._.claims_dates = tuple(_dates(doc, article.day if article else None))
    return doc


def _dates(doc: Doc, published: date | None) -> Iterator[Date]:
    """Every time in the text, in order; what each tells of is what the next may hang on."""
    starts = [paragraph.start for paragraph in paragraphs(doc)]
    usage = order.of(doc)
    told: Told | None = None
    block = 0
    for match in grammar().matches(doc.text):
        here = bisect_right(starts, match.start)
        if here != block:
            told, block = None, here
        found = _date(doc, match, Context(published, told, None), usage)
        if found is not None:
            told = _told(found) or told
            yield found


def _date(doc: Doc, match: Match, context: Context, usage: str | None) -> Date | None:
    reading = read(match, usage)
    tokens = doc.char_span(match.start, match.end, alignment_mode="expand")
    if reading is None or tokens is None or veto.refused(match, tokens):
        return None
    if not isinstance(reading.point, Fixed):
        context = Context(context.published, context.told, tense_of(tokens.root))
    return resolved(reading, context, span_of(doc, match.start, match.end))


def _told(found: Date) -> Told | None:
    """What a date tells of, where it is a period of the calendar no longer than a year."""
    bounds = timex.interval(found.value)
    if found.type not in ("DATE", "TIME") or bounds is None or timex.unit_of(found.value[:10]) is None:
        return None
    return Told(_place(found), found.value, bounds[0])


def _place(found: Date) -> Span:
    """The place of a date, as a plain span."""
    return Span(found.text, found.start, found.end)

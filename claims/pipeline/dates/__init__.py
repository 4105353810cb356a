"""The component ``claims_dates``: TIMEX3 expressions with the days that they bound.

Rules over words find them (``grammar``), readers say what they mean (``readers``), an anchor and the
calendar give the value (``resolve``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from claims.annotation import Date
from claims.pipeline import article_of, span_of
from claims.pipeline.dates import order, timex, veto
from claims.pipeline.dates.grammar import grammar
from claims.pipeline.dates.holidays import of_country
from claims.pipeline.dates.links import Item, closed, in_ranges, looking_forward
from claims.pipeline.dates.readers import read
from claims.pipeline.dates.reading import Fixed, Named, Period
from claims.pipeline.dates.resolve import Context, Told, resolved
from claims.pipeline.dates.tense import direction
from claims.pipeline.names import country
from claims.pipeline.places import Places
from claims.span import Span

PERIODS = frozenset({"Q", "H", "MO"})
# Lengths of the periods that accounts are made up for.
ACCOUNTS = frozenset({"P3M", "P6M", "P9M", "P1Y"})


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
    context, text = Context(published, None, None, None, None), doc.text
    items = in_ranges(list(_items(doc, text)), text)
    for item, following in zip_longest(items, items[1:]):
        if following is not None:
            end = _resolved(following, context)
            item = replace(item, reading=closed(item, following, end, text) or item.reading)
        found = _resolved(item, context)
        if not isinstance(item.reading.point, Period):
            context = _after(context, item, found)
        yield found


def _items(doc: Doc, text: str) -> Iterator[Item]:
    """Every time that the rules find and nothing speaks against, as read by itself."""
    usage, places = order.of(doc), Places(doc)
    for match in grammar().matches(text):
        tokens = places.span(match.start, match.end)
        reading = read(match, usage)
        if reading is None or tokens is None or veto.refused(match, tokens):
            continue
        if isinstance(reading.point, Named) and reading.point.series == "holiday":
            reading = replace(reading, point=_at_home(reading.point, tokens))
        yield Item(match, tokens, looking_forward(Item(match, tokens, reading)))


def _resolved(item: Item, context: Context) -> Date:
    if isinstance(item.reading.point, Named):
        context = replace(context, tense=direction(item.tokens))
    return resolved(item.reading, context, span_of(item.tokens.doc, item.match.start, item.match.end))


def _at_home(point: Named, tokens: TokenSpan) -> Named:
    """The holiday as the country before its name keeps it: "Ukraine's Independence Day"."""
    before = tokens.doc[max(0, tokens.start - 2) : tokens.start]
    places = [country(token.text) or token.text for token in before if token.is_title]
    for place in reversed(places):
        own = of_country(str(point.index), place)
        if own != point.index:
            return replace(point, index=own or f"{place}/")
    return point


def _after(context: Context, item: Item, found: Date) -> Context:
    """The context of what follows: this date has been told of."""
    told = _told(found)
    if told is None:
        length = _accounts(item, found, context.published)
        return replace(context, period=length) if length else context
    unit = timex.unit_of(told.value)
    day = told if unit == "D" else context.day
    period = unit in PERIODS and _is_of_accounts(item, told, context.published)
    return replace(context, told=told, day=day, period=told if period else context.period)


def _accounts(item: Item, found: Date, published: date | None) -> Told | None:
    """The period of accounts that a length tells of: "the nine months", "the year ended Aug. 31"."""
    if found.value not in ACCOUNTS or published is None or not found.text.lower().startswith("the "):
        return None
    return Told(_place(found), found.value, published) if isinstance(item.reading.point, Fixed) else None


def _is_of_accounts(item: Item, told: Told, published: date | None) -> bool:
    """Whether the accounts of this period are known: neither what is to come nor "a flat second quarter"."""
    if published is not None and told.day > published:
        return False
    indefinite = any(child.lower_ in ("a", "an") for child in item.tokens.root.children)
    return not indefinite and direction(item.tokens) != "future"


def _told(found: Date) -> Told | None:
    """What a date tells of, where it is a period of the calendar no longer than a year."""
    bounds = timex.interval(found.value)
    if found.type not in ("DATE", "TIME") or bounds is None or timex.unit_of(found.value[:10]) is None:
        return None
    return Told(_place(found), found.value, bounds[0])


def _place(found: Date) -> Span:
    """The place of a date, as a plain span."""
    return Span(found.text, found.start, found.end)

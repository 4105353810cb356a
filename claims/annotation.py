"""The layer beneath the claims: names, dates, quotes and quantities as they stand in the text.

The spaCy components in ``claims/pipeline`` write these to a ``Doc``; the claim kinds read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.span import Named, Span

NameType = Literal["PERSON", "ORG", "PLACE", "NORP", "FACILITY", "PRODUCT", "EVENT", "WORK", "MISC"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
QuoteForm = Literal["direct", "mixed", "indirect"]
Approximation = Literal["exactly", "about", "at_least", "more_than", "at_most", "less_than"]


@dataclass(frozen=True, slots=True)
class Name(Named):
    """A proper name. Mentions of one thing share ``cluster`` (counted from 0 in the article)."""

    type: NameType = "MISC"
    cluster: int = 0


@dataclass(frozen=True, slots=True)
class Date(Span):
    """A TIMEX3 expression (TimeML 1.2.1): extent, type, value, and the interval it bounds.

    ``earliest`` and ``latest`` are ISO dates, inclusive, or None where the value has no bound.
    ``anchor`` is "published", the span of the date that this one hangs on, or None.
    """

    type: TimexType = "DATE"
    value: str = ""
    earliest: str | None = None
    latest: str | None = None
    anchor: Span | Literal["published"] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Who is reported to have said, written or thought what.

    ``content`` leaves out the outer quotation marks of a direct quote; of a mixed one it is the whole
    reported clause. A coordination of speakers is one ``speaker`` span with name None, and ``speakers``
    lists its members; a single speaker is its only member.
    """

    form: QuoteForm
    content: tuple[Span, ...]
    speaker: Named | None
    speakers: tuple[Named, ...]
    cue: Span | None

    @property
    def start(self) -> int:
        """Where the first of content, cue and speaker begins."""
        return min(part.start for part in self.parts)

    @property
    def end(self) -> int:
        """Where the last of content, cue and speaker ends."""
        return max(part.end for part in self.parts)

    @property
    def parts(self) -> tuple[Span, ...]:
        """All spans of the quote, content first."""
        return (*self.content, *(part for part in (self.speaker, self.cue) if part is not None))


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number with what it counts.

    ``value`` is a decimal as a string with its scale applied ("4.2 million" → "4200000"), None for a
    range, whose ends are ``low`` and ``high``. ``unit`` is ISO 4217 for money, ``%``, ``pp``, UCUM for
    measures, else the lemma of the counted noun, or None.
    """

    value: str | None = None
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    approximation: Approximation = "exactly"


@dataclass(frozen=True, slots=True)
class Annotations:
    """All four layers of one article, each ordered by (start, end)."""

    names: tuple[Name, ...] = ()
    dates: tuple[Date, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quantities: tuple[Quantity, ...] = ()

"""What an article says in two ways, or cannot be so by its own words: hints that need no source.

Pure functions over one extraction. Each hint shows the places that disagree; which of them is wrong, if any,
a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Literal

from claims.annotation import Date, Name, Quantity, Quote
from claims.article import Article
from claims.claim import Claim, DateDetail
from claims.extraction import Extraction
from claims.span import Span
from sources.checks.quote import align, negates
from sources.checks.spelling import spelled_two_ways
from sources.days import from_iso
from sources.names import key

Kind = Literal["name", "sum", "age", "quotation", "weekday"]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Places of an article that disagree, in order, and how."""

    kind: Kind
    places: tuple[Span, ...]
    message: str


def find(extraction: Extraction) -> tuple[Inconsistency, ...]:
    """All hints on one article, by their first place."""
    article, layers = extraction.article, extraction.annotations
    found = [
        *names(layers.names),
        *sums(layers.quantities, article.text),
        *ages(extraction),
        *quotations(layers.quotes),
        *weekdays(extraction),
    ]
    return tuple(sorted(found, key=lambda one: (one.places[0].start, one.kind, one.places[-1].end)))


def within(hints: Iterable[Inconsistency], claim: Claim) -> tuple[Inconsistency, ...]:
    """Those of the hints that have a place within a claim."""
    return tuple(hint for hint in hints if any(p.overlaps(claim.start, claim.end) for p in hint.places))


def names(found: Sequence[Name]) -> Iterator[Inconsistency]:
    """One name spelled two ways."""
    for pair in spelled_two_ways(found):
        one, other = (Span(name.text, name.start, name.end) for name in pair)
        message = f"{one.text!r} and {other.text!r}: one name spelled two ways?"
        yield Inconsistency("name", (one, other), message)


# Between a whole and its parts: words after which the parts are all of it, and words after which they are some.
ALL_OF_IT = re.compile(
    r":|\s[—–]\s|—|\b(?:made up of|comprising|consisting of|composed of|(?:split|divided) into)\b", re.I
)
SOME_OF_IT = re.compile(r"\b(?:including|of (?:whom|which|them)|among them)\b", re.I)
IN_ALL = re.compile(
    r"\b(?:(?:for|in|making|makes|made) )?a total of\W*$|\btotall?ing\W*$|\bin (?:all|total),?\W*$", re.I
)
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z])|\n\n")
TIMES = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "second", "a", "mo", "wk", "d", "h", "min", "s"}
)
JOINED = re.compile(r"^[^;:.!?]{0,60}(?:,|\band\b|\bplus\b)", re.I | re.S)


def sums(quantities: Sequence[Quantity], text: str) -> Iterator[Inconsistency]:
    """Parts that do not add up to the whole that their sentence gives."""
    for group in _sentences([q for q in quantities if _amount(q) is not None], text):
        for index, whole in enumerate(group):
            if not _counted_before(group[:index], whole, group[index + 1 :]):
                yield from _whole_first(whole, group[index + 1 :], text)
            yield from _whole_last(group[:index], whole, text)


def _sentences(quantities: Sequence[Quantity], text: str) -> Iterator[list[Quantity]]:
    group: list[Quantity] = []
    for quantity in quantities:
        if group and SENTENCE_END.search(text, group[-1].end - 1, quantity.start):
            yield group
            group = []
        group.append(quantity)
    if group:
        yield group


def _amount(quantity: Quantity) -> Decimal | None:
    """The exact count that a quantity gives; None for what is rough, a range, or a time."""
    if quantity.value is None or quantity.approximation != "exactly" or quantity.unit in TIMES:
        return None
    try:
        return Decimal(quantity.value)
    except InvalidOperation:
        return None


def _counted_before(before: Sequence[Quantity], whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts are of what was counted before: "395 sites in 35 states, including 106 sites"."""
    of_parts = {part.unit for part in parts[:1]} - {whole.unit, None}
    return any(quantity.unit in of_parts for quantity in before)


def _whole_first(whole: Quantity, rest: Sequence[Quantity], text: str) -> Iterator[Inconsistency]:
    parts = _listed(rest, text)
    if not parts:
        return
    between = text[whole.end : parts[0].start]
    complete = ALL_OF_IT.search(between) is not None and len(parts) > 1
    some = SOME_OF_IT.search(between)
    if not _one_measure(whole, parts) or not (complete or some):
        return
    total, amount = _total(parts), _amount(whole) or Decimal(0)
    # Parts that are some of it may overlap, unless the list says "including".
    over = (
        total > amount if some and some[0].casefold() == "including" else any(_over(p, amount) for p in parts)
    )
    if (complete and total != amount) or (some and over):
        yield _sum((whole, *parts), f"the parts come to {total:,}, the whole is {amount:,}")


def _whole_last(before: Sequence[Quantity], whole: Quantity, text: str) -> Iterator[Inconsistency]:
    start = before[-1].end if before else whole.start
    if len(before) < 2 or not IN_ALL.search(text[start : whole.start]):
        return
    parts = list(reversed(_listed(list(reversed(before)), text)))
    total, amount = _total(parts), _amount(whole) or Decimal(0)
    if len(parts) > 1 and _one_measure(whole, parts) and total != amount:
        yield _sum((*parts, whole), f"the parts come to {total:,}, the whole is {amount:,}")


def _listed(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """The first quantities as far as each is joined to the next by a comma or an "and"."""
    parts = list(quantities[:1])
    for quantity in quantities[1:]:
        low, high = sorted((parts[-1], quantity), key=lambda each: each.start)
        if not JOINED.search(text[low.end : high.start]):
            break
        parts.append(quantity)
    return parts


def _one_measure(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether whole and parts count alike: money with money, percent with percent, things with things, whole ones."""
    return len({_measure(quantity) for quantity in (whole, *parts)}) == 1


def _measure(quantity: Quantity) -> str:
    unit = quantity.unit or ""
    is_money = len(unit) == 3 and unit.isupper()
    if is_money or unit in ("%", "pp"):
        return unit
    amount = _amount(quantity) or Decimal(0)
    return "things" if amount == amount.to_integral_value() else "a share"


def _over(part: Quantity, whole: Decimal) -> bool:
    return (_amount(part) or Decimal(0)) > whole


def _total(parts: Iterable[Quantity]) -> Decimal:
    return sum((_amount(part) or Decimal(0) for part in parts), Decimal(0))


def _sum(quantities: Sequence[Quantity], message: str) -> Inconsistency:
    return Inconsistency("sum", tuple(Span(q.text, q.start, q.end) for q in quantities), message)


AGE_AFTER = re.compile(
    r"(?:’s|'s)?,? (?:\(|who is |aged? )?(\d{1,3})(?=[,.;)]| years old)(?!\.\d)(?! (?:at|in) )"
)
AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old (?:[\w’'-]+ ){0,3}$")
THEN = re.compile(r"\b(?:died|dead|death|killed|at the time|then|when (?:he|she|they))\b", re.I)
BORN = re.compile(r"\b(?:born|birthday|birth)\b", re.I)
NEAR = 60


def ages(extraction: Extraction) -> Iterator[Inconsistency]:
    """An age that cannot be that of somebody born then, on the day of publication."""
    article = extraction.article
    if article.day is None:
        return
    given = list(_ages(extraction.annotations.names, article))
    for born, who in _births(extraction):
        first, last = from_iso(born.earliest), from_iso(born.latest)
        if first is None or last is None:
            continue
        low, high = (_years(day, article.day) for day in (last.last, first.first))
        for place, age, whose in given:
            if key(whose) == key(who) and not low <= age <= high:
                places = sorted((place, Span(born.text, born.start, born.end)), key=lambda each: each.start)
                should = f"{low}" if low == high else f"{low} or {high}"
                message = f"{who}: {age} years old, but born {born.text} would be {should} on {article.day}"
                yield Inconsistency("age", tuple(places), message)


def _ages(found: Sequence[Name], article: Article) -> Iterator[tuple[Span, int, str]]:
    """The ages that stand beside people's names, with whose they are."""
    text = article.text
    for name in found:
        after = AGE_AFTER.match(text, name.end)
        before = AGE_BEFORE.search(text, max(0, name.start - NEAR), name.start)
        match = after or before
        if name.type != "PERSON" or match is None:
            continue
        if not THEN.search(text, max(0, name.start - NEAR), min(len(text), match.end() + NEAR)):
            yield Span(match[1], match.start(1), match.end(1)), int(match[1]), name.name or name.text


def _births(extraction: Extraction) -> Iterator[tuple[Date, str]]:
    """The days on which the article's claims say that somebody was born."""
    for claim in extraction.claims:
        detail = claim.detail
        if isinstance(detail, DateDetail) and detail.anniversary is None and BORN.search(detail.event.text):
            people = {key(who.name): who.name for who in detail.participants if who.name}
            people = {k: who for k, who in people.items() if _is_person(k, extraction.annotations.names)}
            if len(people) == 1:
                yield detail.date, next(iter(people.values()))


def _is_person(name: str, found: Sequence[Name]) -> bool:
    return any(each.type == "PERSON" and key(each.name or each.text) == name for each in found)


def _years(born: int, day: date) -> int:
    """Full years from a day (its number) to another."""
    start = date.fromordinal(max(1, born))
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))


LEAST_WORDS = 5
RUN = 3
# Above this share of differing words it is another quotation.
DIFFERING = 0.25
MARKED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
WORD = re.compile(r"\w+(?:['’]\w+)*")


def quotations(found: Sequence[Quote]) -> Iterator[Inconsistency]:
    """One quotation given twice, with different words."""
    pieces = [span for quote in found for span in _quoted(quote)]
    words = [[word.casefold() for word in WORD.findall(span.text)] for span in pieces]
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for index, mine in enumerate(words):
        if len(mine) < LEAST_WORDS:
            continue
        for run in {tuple(mine[at : at + RUN]) for at in range(len(mine) - RUN + 1)}:
            pairs.update((other, index) for other in runs[run])
            runs[run].append(index)
    for first, second in sorted(pairs):
        shorter, longer = sorted((first, second), key=lambda index: len(words[index]))
        if align(pieces[shorter].text, pieces[longer].text).kind != "altered":
            continue
        here, there = _differing(words[first], words[second])
        if len((*here, *there)) <= DIFFERING * len(words[shorter]):
            flag = [word for word in (*here, *there) if negates(word)]
            said = f"{' '.join(here) or 'nothing'!r} here, {' '.join(there) or 'nothing'!r} there"
            turned = f"negation: {', '.join(flag)}; " if flag else ""
            message = f"one quotation in two wordings: {turned}{said}"
            yield Inconsistency("quotation", (pieces[first], pieces[second]), message)


def _quoted(quote: Quote) -> Iterator[Span]:
    """The words that stand between quotation marks."""
    for part in quote.content if quote.form != "indirect" else ():
        if quote.form == "direct":
            yield part
            continue
        for match in MARKED.finditer(part.text):
            yield Span(match[1], part.start + match.start(1), part.start + match.end(1))


def _differing(mine: list[str], theirs: list[str]) -> tuple[list[str], list[str]]:
    """The words of each that the other has otherwise; what one alone has before or behind is no difference."""
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    here, there, at, other = list[str](), list[str](), 0, 0
    for index, block in enumerate(blocks):
        left, right = mine[at : block.a], theirs[other : block.b]
        is_edge = index in (0, len(blocks) - 1)
        share = min(len(left), len(right)) if is_edge else max(len(left), len(right))
        ahead = slice(-share, None) if index == 0 else slice(share)
        if share:
            here += left[ahead]
            there += right[ahead]
        at, other = block.a + block.size, block.b + block.size
    return here, there


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile(
    r"\b(?:(mon)|(tues?)|(wed(?:nes)?)|(thu(?:rs)?)|(fri)|(sat(?:ur)?)|(sun))(?:day)?\b", re.I
)
DAY_OF_MONTH = re.compile(r"\b\d{1,2}\b")
YEAR = re.compile(r"\b\d{4}\b")


def weekdays(extraction: Extraction) -> Iterator[Inconsistency]:
    """A weekday that does not fit the date beside it."""
    for found in extraction.annotations.dates:
        named = WEEKDAY.search(found.text)
        day = from_iso(found.earliest)
        if named is None or named.lastindex is None or day is None or found.earliest != found.latest:
            continue
        if not DAY_OF_MONTH.search(found.text):
            continue
        said, stands = named.lastindex - 1, date.fromordinal(day.first)
        # Without a year, the year that was read into it may be the wrong one.
        years = (0,) if YEAR.search(found.text) else (-1, 0, 1)
        if all(_weekday(stands, shift) not in (said, None) for shift in years):
            place = Span(found.text, found.start, found.end)
            message = f"{stands} was a {WEEKDAYS[stands.weekday()].title()}, not a {WEEKDAYS[said].title()}"
            yield Inconsistency("weekday", (place,), message)


def _weekday(day: date, years: int) -> int | None:
    try:
        return day.replace(year=day.year + years).weekday()
    except ValueError:
        return None

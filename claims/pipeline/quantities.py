"""The component ``claims_quantities``: numbers with what they count or measure.

Dates, clock times, ordinals, scores and the numbers of things ("Flight 370") are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims import wordlists
from claims.annotation import Approximation, Date, Quantity
from claims.pipeline import span_of
from claims.pipeline.addresses import is_label
from claims.pipeline.amounts import Amount, amounts
from claims.pipeline.labels import CONJUNCT, ENTITY_TYPES, OBJECT, OBLIQUE, PREPOSITION_OBJECT, SUBJECT
from claims.pipeline.numbers import plain
from claims.pipeline.places import Places

# Longest look to either side of a number for a currency, a unit or an approximation, in characters.
REACH = 32
COUNTED = frozenset({"NOUN", "PROPN"})
COUNT_LABELS = frozenset({"nummod", "nummod:gov", "quantmod", "compound"})
NAMED = frozenset({"PRODUCT", "WORK", "FACILITY", "PERSON", "EVENT"})
AGE = re.compile(r"[-\s]years?[-\s]olds?\b|\s+years?\s+of\s+age\b|[-\s]months?[-\s]old\b", re.IGNORECASE)
ARGUMENTS = SUBJECT | OBJECT | OBLIQUE | PREPOSITION_OBJECT | CONJUNCT
CHANGE = re.compile(r"\s+to\s+\d[\d.,]*(?<=\d)")
SHARE, AGE_UNIT = "1", "a"
POUNDS = frozenset({"pound", "pounds"})
OLDEST = 123
RATIO = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?$", re.IGNORECASE)


@Language.factory("claims_quantities")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_quantities``; it reads ``doc._.claims_dates``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_quantities``."""
    page = _Page(doc, doc.text, Places(doc), doc._.claims_dates)
    found = [*_numbers(page), *_magnitudes(page)]
    doc._.claims_quantities = tuple(sorted(found, key=lambda item: (item.start, item.end)))
    return doc


def _numbers(page: _Page) -> Iterator[Quantity]:
    """Quantities written with a number; "one in five" is one."""
    text = page.text
    waiting: Amount | None = None
    for amount in amounts(text):
        if (
            waiting is not None
            and RATIO.fullmatch(text[waiting.end : amount.start])
            and waiting.high < amount.low
            and page.date_at(amount.start, amount.end) is None
        ):
            yield _ratio(page, waiting, amount)
            waiting = None
            continue
        if waiting is not None:
            yield from _quantity(page, waiting)
        waiting = amount
    if waiting is not None:
        yield from _quantity(page, waiting)


def _ratio(page: _Page, part: Amount, whole: Amount) -> Quantity:
    approximation, start = _approximation(page.text, part.start)
    place = span_of(page.doc, start, whole.end)
    value = (part.low / whole.low).quantize(Decimal("0.0001"))
    return Quantity(place.text, place.start, place.end, plain(value), None, None, "1", approximation)


def _quantity(page: _Page, amount: Amount) -> Iterator[Quantity]:
    """The quantity of a number, or nothing where the number is of another kind."""
    text = page.text
    start, end, unit = amount.start, amount.end, None
    timed = page.date_at(start, end)
    if timed is not None and (timed.type != "DURATION" or timed.anchor is not None):
        return
    if is_label(text, start, end):
        return
    if sign := _sign(text, start):
        start, unit = sign
    if amount.share:
        unit = SHARE
    if unit is None:
        end, unit = _unit_after(text, end)
    if unit is None:
        unit = _unit_at_end_of_change(text, end)
    if unit is None:
        token = page.token_at(amount.end - 1)
        if token is None or _is_name(token, amount) or _is_pronoun(token, amount):
            return
        unit = AGE_UNIT if _is_age(token, amount) else _counted(token)
        if unit in POUNDS and _is_money(token, amount):
            unit = "GBP"
        if unit is None and not _may_stand_alone(token, amount):
            return
    approximation, start = _approximation(text, start)
    exact = amount.low == amount.high
    place = span_of(page.doc, start, end)
    yield Quantity(
        place.text,
        place.start,
        place.end,
        value=plain(amount.low) if exact else None,
        low=None if exact else plain(amount.low),
        high=None if exact else plain(amount.high),
        unit=unit,
        approximation=approximation,
    )


@dataclass(frozen=True)
class _Page:
    """A Doc with its text, its tokens by place, and its dates in order."""

    doc: Doc
    text: str
    places: Places
    dates: tuple[Date, ...]

    def token_at(self, offset: int) -> Token | None:
        """The token that holds a character."""
        span = self.places.span(offset, offset + 1)
        return span[-1] if span else None

    def date_at(self, start: int, end: int) -> Date | None:
        """The date that shares a character with a stretch."""
        index = bisect_right(self.dates, start, key=lambda item: item.start)
        near = self.dates[max(0, index - 1) : index + 1]
        return next((item for item in near if item.start < end and start < item.end), None)


def _magnitudes(page: _Page) -> Iterator[Quantity]:
    """Plurals that count without a number: "scores of countries"."""
    for match in _magnitude_pattern().finditer(page.text):
        token = page.token_at(match.end() - 1)
        if token is None:
            continue
        approximation, start = _approximation(page.text, match.start())
        low = wordlists.table("magnitudes.tsv")[" ".join(match["words"].lower().split())]
        place = span_of(page.doc, start, match.end("words"))
        unit = _counted(token) or _after_of(token)
        sign = "about" if approximation == "exactly" else approximation
        yield Quantity(place.text, place.start, place.end, None, low, None, unit, sign)


@cache
def _magnitude_pattern() -> re.Pattern[str]:
    words = sorted(wordlists.table("magnitudes.tsv"), key=lambda word: (-len(word), word))
    choice = "|".join(word.replace(" ", r"\s+") for word in words)
    more = r"(?!\s+of\s+(?:thousands|millions|billions))"
    return re.compile(rf"\b(?P<words>{choice})(?=\s+(?:of\s+)?\w){more}", re.IGNORECASE)


def _unit_at_end_of_change(text: str, end: int) -> str | None:
    """ "Rose from 91 to 94 per cent": the unit that both ends share."""
    change = CHANGE.match(text, end)
    return _unit_after(text, change.end())[1] if change else None


def _is_age(token: Token, amount: Amount) -> bool:
    """ "Okoro, 58, led", "aged 9", "At 17, she": a whole number where a person's age stands."""
    if amount.low != amount.high or not 0 < amount.low < OLDEST or amount.low % 1 or not token.i:
        return False
    before, after = token.nbor(-1), token.nbor() if token.i + 1 < len(token.doc) else None
    if before.lower_ in ("aged", "age"):
        return True
    closed = after is not None and after.text in (",", ")", ".")
    if before.lower_ == "at":
        return closed and before.is_sent_start is True
    person = token.i > 1 and ENTITY_TYPES.get(token.nbor(-2).ent_type_) == "PERSON"
    return closed and before.text in (",", "(") and person and amount.digits


def _is_money(token: Token, amount: Amount) -> bool:
    """Whether pounds are the currency: so many, or of what is paid, where the weight is of what is weighed."""
    governors = (token.head, token.head.head, *token.head.ancestors)
    return amount.scale > 1 or any(g.lemma_.lower() in wordlists.words("money_words.txt") for g in governors)


def _sign(text: str, start: int) -> tuple[int, str] | None:
    """Where a currency sign before the number begins, and its code."""
    match = _sign_pattern().search(text[max(0, start - 6) : start])
    if match is None:
        return None
    return start - len(match[0]), wordlists.table("currencies.tsv")["".join(match[0].split())]


@cache
def _sign_pattern() -> re.Pattern[str]:
    signs = sorted(
        (word for word in wordlists.table("currencies.tsv") if not word.islower()), key=lambda s: (-len(s), s)
    )
    choice = "|".join(re.escape(sign).replace(r"\$", r"\s?\$") for sign in signs)
    return re.compile(rf"(?<!\w)(?:{choice})\s?\Z")


def _unit_after(text: str, end: int) -> tuple[int, str | None]:
    """Where the quantity ends and its unit: a currency, a share, a measure or an age after the number."""
    if age := AGE.match(text, end):
        return age.end(), "mo" if "month" in age[0].lower() else "a"
    match = _unit_pattern().match(text, end)
    if match is None:
        return end, None
    written = " ".join(match["unit"].split())
    tables = (wordlists.table("units.tsv"), wordlists.table("currencies.tsv"))
    code = next((t[w] for w in (written, written.lower()) for t in tables if w in t), None)
    return (match.end(), code) if code else (end, None)


@cache
def _unit_pattern() -> re.Pattern[str]:
    words = {*wordlists.table("units.tsv"), *wordlists.table("currencies.tsv")}
    choice = "|".join(
        re.escape(w).replace(r"\ ", r"[\s-]+") for w in sorted(words, key=lambda w: (-len(w), w))
    )
    return re.compile(rf"(?:\s|-|(?=[%°]))*(?P<unit>(?:{choice}))(?![\w])", re.IGNORECASE)


def _approximation(text: str, start: int) -> tuple[Approximation, int]:
    """What the words before the number make of it, and where they begin."""
    match = _approximation_pattern().search(text[max(0, start - REACH) : start])
    if match is None:
        return "exactly", start
    code: Approximation = wordlists.table("approximations.tsv")[" ".join(match["words"].lower().split())]  # type: ignore[assignment]
    return code, start - len(match[0])


@cache
def _approximation_pattern() -> re.Pattern[str]:
    words = sorted(wordlists.table("approximations.tsv"), key=lambda word: (-len(word), word))
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?P<words>{choice})\s*\Z", re.IGNORECASE)


def _is_name(token: Token, amount: Amount) -> bool:
    """Whether the number names something: part of a name, or after "Flight" and its like."""
    if ENTITY_TYPES.get(token.ent_type_) in NAMED:
        return True
    before = token.nbor(-1) if token.i else None
    if before is None or not amount.digits:
        return False
    if before.text == "." and before.i:
        before = before.nbor(-1)
    return before.lower_ in wordlists.words("numbered.txt") or before.text in "#№"


def _is_pronoun(token: Token, amount: Amount) -> bool:
    """ "One" that stands for a thing rather than counts: "one of them", "the one that"."""
    if amount.digits or token.lower_ != "one":
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return following is None or following.lower_ == "of" or token.dep_ not in COUNT_LABELS


def _counted(token: Token) -> str | None:
    """The lemma of the noun that the number counts."""
    head = token
    for _ in range(3):
        if head.dep_ not in COUNT_LABELS or head.head is head:
            break
        head = head.head
    if head.i > token.i and head.pos_ in COUNTED:
        return _lemma(_last_of_run(head))
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and following.pos_ == "NOUN":
        return _lemma(following)
    return _after_of(token)


def _last_of_run(noun: Token) -> Token:
    """The common noun at the end of a run that a name opens: "2,000 | Harriers supporters"."""
    last = noun
    while (
        last.pos_ == "PROPN" and last.i + 1 < len(last.doc) and last.nbor().pos_ in ("PROPN", "NOUN", "ADJ")
    ):
        last = last.nbor()
    return last if last.pos_ == "NOUN" else noun


def _lemma(noun: Token) -> str:
    return "people" if noun.lower_ == "people" else noun.lemma_.lower()


def _after_of(token: Token) -> str | None:
    """The lemma of the noun after "of": "dozens of people", "two of the men"."""
    following = token.doc[token.i + 1 : token.i + 3]
    if not following or following[0].lower_ != "of":
        return None
    noun = next((c for c in token.subtree if c.i > token.i + 1 and c.pos_ in COUNTED), None)
    return _lemma(noun) if noun is not None and noun.i - token.i < 6 else None


def _may_stand_alone(token: Token, amount: Amount) -> bool:
    """A number without a noun: an amount in digits, or a count as subject or object ("killed 12")."""
    if not amount.digits:
        return False
    if _follows_noun(token):
        return False
    return token.pos_ == "NUM" and (amount.scale > 1 or token.dep_ in ARGUMENTS)


def _follows_noun(token: Token) -> bool:
    """A bare number right after a noun is its name: "posts 542 and 543"."""
    if token.dep_ in CONJUNCT and token.head.pos_ == "NUM" and token.head.i < token.i:
        return _follows_noun(token.head)
    return token.i > 0 and token.nbor(-1).pos_ in COUNTED and token.dep_ not in COUNT_LABELS

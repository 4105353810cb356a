"""The words of a stretch of text made self-contained: what is filled in stands in square brackets.

Pronouns, short names and "the party" give way to the fullest name of what they stand for; a date that
hangs on another day is followed by its own. Nothing is filled in that the article does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claims.annotation import Date, NameType
from claims.phrasing import takes_article
from claims.pipeline import text_of
from claims.pipeline.labels import NAME_PART
from claims.pipeline.references import Register, register
from claims.span import Span as TextSpan

DATELINE = re.compile(r"(?:[A-Z][\w.’'-]*,? ){1,5}(?:\([^()\n]{1,40}\) )?(?:–|—|--?) ")
YEAR = re.compile(r"\b\d{4}\b")
POSSESSIVE = frozenset({"his", "its", "hers", "theirs", "their"})
PHRASE = frozenset({"det", "compound", "nmod:poss", "poss", "amod"})
# Words that hang a clause on the text before it, and say nothing by themselves.
LINKING = re.compile(
    r"^(?:(?:and|but|so|yet|or|nor|meanwhile|however|moreover|furthermore|still|instead|also)\b,?\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """Characters [start, end) give way to ``new``."""

    start: int
    end: int
    new: str


def filled(doc: Doc, start: int, end: int, *, spoken: Sequence[TextSpan] = ()) -> str:
    """The characters [start, end), filled in, white space collapsed, without linking words before.

    In ``spoken`` words a day that hangs on another stays as it is: "today" is the speaker's.
    """
    text = text_of(doc)
    start = _after_dateline(doc, start, end)
    parts, place = list[str](), start
    for filling in _fillings(doc, start, end):
        of_speaker = filling.start == filling.end and any(
            part.start < filling.end <= part.end for part in spoken
        )
        if filling.start >= place and not of_speaker:
            parts += [text[place : filling.start], filling.new]
            place = filling.end
    parts.append(text[place:end])
    words = " ".join("".join(parts).split()).strip(" ,;:–—-").removeprefix("( – ")
    return LINKING.sub("", words)


def _after_dateline(doc: Doc, start: int, end: int) -> int:
    """Where the words begin after a dateline ("LISBON (Tagus News) – ")."""
    match = DATELINE.match(text_of(doc), start, end)
    phrase = doc.char_span(start, start + 1, alignment_mode="expand") if match else None
    if match is None or phrase is None:
        return start
    known = register(doc)
    place = known.at.get(phrase.start)
    is_place = place is not None and known.mentions[place].type == "PLACE"
    return match.end() if is_place or (phrase[0].is_upper and len(phrase[0]) > 2) else start


def _fillings(doc: Doc, start: int, end: int) -> list[Filling]:
    """All fillings of a stretch in order; a name once given in full stays short after that."""
    phrase = doc.char_span(start, end, alignment_mode="expand")
    if phrase is None:
        return []
    known = register(doc)
    found = [*_names(doc, known, phrase.start, phrase.end), *_dates(doc, start, end)]
    return sorted((f for f in found if start <= f.start and f.end <= end), key=lambda f: (f.start, f.end))


def _names(doc: Doc, known: Register, first: int, last: int) -> Iterator[Filling]:
    spoken = {
        known.clusters[known.at[i]]
        for i in range(first, last)
        if i in known.at and known.mentions[known.at[i]].form == known.forms[known.clusters[known.at[i]]]
    }
    for i in range(first, last):
        place = known.at.get(i)
        if place is not None and known.mentions[place].start == i:
            number, stop = known.clusters[place], known.mentions[place].end
        elif i in known.referents:
            number, stop = known.referents[i], i + 1
        else:
            continue
        name = known.name(number)
        if name is None or number in spoken or stop > last:
            continue
        spoken.add(number)
        short = (
            place is not None and known.types[number] in ("PERSON", "ORG") and _is_short(doc[i:stop], name)
        )
        if place is None or short:
            yield _name(doc, i, stop, name, known.types[number], noun=place is None)


def _is_short(form: Span, name: str) -> bool:
    """Whether the name says more than its form here: an acronym, a surname, the beginning of a longer name.

    A name inside another noun's name ("the Duarte doctrine") stays as it is.
    """
    if form.root.dep_ in NAME_PART and form.root.head.i >= form.end:
        return False
    return " " not in form.text or form.text.casefold() in name.casefold()


def _name(doc: Doc, first: int, stop: int, name: str, kind: NameType, *, noun: bool) -> Filling:
    """The filling for one mention: a possessive keeps its mark, a noun takes its article along."""
    word = doc[first]
    end = doc[stop - 1].idx + len(doc[stop - 1])
    article = "the " if takes_article(name, kind) else ""
    if word.pos_ == "PRON":
        owner = word.lower_ in POSSESSIVE or word.tag_ == "PRP$"
        return Filling(word.idx, end, f"[{article}{name}{'’s' if owner else ''}]")
    if noun:
        return Filling(_phrase_start(word), end, f"[{article}{name}]")
    if first > 0 and stop < len(doc) and doc[first - 1].text == "[" and doc[stop].text == "]":
        return Filling(word.idx, end, name)
    return Filling(word.idx, end, f"[{name}]")


def _phrase_start(noun: Token) -> int:
    """Where the noun's phrase starts, after prepositions and conjunctions."""
    inside = [child for child in noun.lefts if child.dep_ in PHRASE]
    return min((child.left_edge.idx for child in inside), default=noun.idx)


def _dates(doc: Doc, start: int, end: int) -> Iterator[Filling]:
    """Each date that says its day only by another: "on Tuesday [2021-07-06]"."""
    for date in doc._.claims_dates:
        if start <= date.start and date.end <= end and is_relative(date):
            yield Filling(date.end, date.end, f" [{date.value}]")


def is_relative(date: Date) -> bool:
    """Whether the date's words leave the year out, and it is known to the day or month."""
    known = re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?|-W\d{2}|-Q\d)?", date.value) is not None
    return date.type == "DATE" and known and not YEAR.search(date.text)

"""When and how a post is held: by the words before it, by the verb, and by the verb's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.annotation import Date
from claims.article import Article
from claims.pipeline.posts import modifiers

Tense = Literal["current", "former", "future"]
Qualifier = Literal["acting", "interim", "elect", "designate", "ousted"]
TENSE_OF_QUALIFIER: dict[str, Tense] = {"elect": "future", "designate": "future", "ousted": "former"}
FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll"})
# A date under one of these begins or ends the holding, and says nothing of the day that counts.
OPEN_ENDED = frozenset({"since", "until", "till", "before", "for"})


@dataclass(frozen=True, slots=True)
class Holding:
    """Tense and qualifier of an office claim."""

    tense: Tense = "current"
    qualifier: Qualifier | None = None


def by_modifiers(words: Iterable[str]) -> Holding:
    """What words such as "former" and "acting" say; "elect" and "ousted" carry a tense of their own."""
    tense: Tense = "current"
    qualifier: Qualifier | None = None
    for word in words:
        meaning = modifiers().get(word, "elect" if word == "elect" else "part")
        if meaning in ("former", "future"):
            tense = cast(Tense, meaning)
        elif meaning in ("acting", "interim", "elect", "designate", "ousted"):
            qualifier = cast(Qualifier, meaning)
            tense = TENSE_OF_QUALIFIER.get(meaning, tense)
    return Holding(tense, qualifier)


def by_verb(doc: Doc, verb: Token, holding: Holding) -> tuple[Holding, Date | None]:
    """The holding as the clause of ``verb`` has it, and the date in that clause, if there is one."""
    clause = verb.head if verb.dep_ == "cop" else verb
    when = _date_of(doc, clause)
    helpers = {child.lower_ for child in clause.children if child.dep_.startswith("aux")}
    row = {r[0]: r for r in wordlists.rows("office_verbs.tsv")}.get(verb.lemma_.lower())
    if holding.tense != "current":
        return holding, when
    if helpers & FUTURE or _is_ahead(clause):
        return Holding("future", holding.qualifier), when
    if row is not None:
        known = cast(Qualifier, row[2]) if row[2] != "-" else holding.qualifier
        past = row[0] in ("serve", "work", "remain", "stay", "continue") and _is_past(verb, helpers)
        return Holding("former" if past else cast(Tense, row[1]), known), when
    return Holding("former" if _is_past(verb, helpers) else "current", holding.qualifier), when


def _is_ahead(clause: Token) -> bool:
    """ "is expected to become", "plans to lead": the act is still to come."""
    return clause.tag_ == "VB" and any(child.lower_ == "to" for child in clause.lefts)


def _is_past(verb: Token, helpers: set[str]) -> bool:
    """Simple past and past perfect; the present perfect reaches to now."""
    return (verb.tag_ == "VBD" and not helpers & {"has", "have", "'s", "’s"}) or "had" in helpers


def _date_of(doc: Doc, clause: Token) -> Date | None:
    """The first date among the clause's own words that says when, not since when."""
    left, right = clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge)
    for found in doc._.claims_dates:
        if found.type == "DATE" and left <= found.start < found.end <= right and found.latest:
            span = doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is not None and _hangs_on(span.root, clause) and not _is_open_ended(span.root):
                return cast(Date, found)
    return None


def _hangs_on(token: Token, clause: Token) -> bool:
    """Whether the date depends on the clause's head itself, at most through a preposition."""
    return token.head.i == clause.i or token.head.head.i == clause.i


def _is_open_ended(token: Token) -> bool:
    words = {child.lower_ for child in token.lefts} | {token.head.lower_}
    return bool(words & OPEN_ENDED)


def as_held(when: Date | None, article: Article | None) -> str | None:
    """The ISO day as of which the post is claimed: the verb's date, else the article's day.

    Of a stretch of time its last day, but not after the article's own.
    """
    day = article.day if article is not None else None
    if when is None or when.latest is None:
        return day.isoformat() if day is not None else None
    last = date.fromisoformat(when.latest)
    in_past = day is not None and when.earliest is not None and date.fromisoformat(when.earliest) <= day
    return min(last, day).isoformat() if in_past and day is not None else last.isoformat()

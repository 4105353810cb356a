"""What looks like a time and is none: names, verbs, counts, numbers of things."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from claims import wordlists
from claims.pipeline.dates.grammar import Match, words
from claims.pipeline.labels import ENTITY_TYPES, SUBJECT

# Shorter words may be small in a headline in capitals.
LETTERS = 3
NUMBER_BEFORE = re.compile(r"\d{1,3}-")
NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "WORK", "FACILITY", "EVENT", "PLACE"})


def refused(match: Match, tokens: Span) -> bool:
    """Whether the words at this place are no time."""
    rule = match.rule.name
    if _is_title(tokens) or _is_generic(match, tokens):
        return True
    if rule in ("month", "Thursday", "last Thursday") and len(tokens) == 1 and _is_name_or_verb(tokens):
        return True
    if rule == "a week" and _is_rate(tokens):
        return True
    if rule == "holiday":
        return not any(token.is_title or token.is_upper for token in tokens if len(token) > 3)
    return rule == "year" and (_is_number(tokens) or _inside_number(match, tokens))


def _is_title(tokens: Span) -> bool:
    """Words that are small in running text, with capitals inside a sentence: "This Week", "VOA Today"."""
    spelled = [token for token in tokens if token.is_alpha]
    if not spelled or any(not token.is_title or _has_capital(token.lower_) for token in spelled):
        return False
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is None or before.text.endswith(".") or (spelled[0].is_sent_start and len(spelled) < LETTERS):
        return False
    if len(spelled) == 1 and not (before.is_alpha or before.like_num):
        return False
    others = [token for token in tokens.sent if token.is_alpha and len(token) > LETTERS]
    return sum(token.is_lower for token in others) > len(others) / 2


def _has_capital(word: str) -> bool:
    """Whether English writes this word of a time with a capital anywhere."""
    tables = ("month", "weekday", "weekdays")
    return any(word in words()[table] for table in tables) or word in _words_of_holidays()


@cache
def _words_of_holidays() -> frozenset[str]:
    return frozenset(word for name in words()["holiday"] for word in name.split())


def _is_generic(match: Match, tokens: Span) -> bool:
    """Such as "today's world", "the people of tomorrow": no day is meant."""
    if match.rule.read != "day_word" or len(tokens) > 1:
        return False
    doc = tokens.doc
    before = [token.lower_ for token in doc[max(0, tokens.start - 2) : tokens.start]]
    if len(before) == 2 and before[0] in words()["generation"] and before[1] == "of":
        return True
    owned = doc[tokens.end : tokens.end + 4]
    return len(owned) > 1 and owned[0].tag_ == "POS" and _owner_of_all(owned)


def _owner_of_all(owned: Span) -> bool:
    return any(token.lower_ in words()["generation"] for token in owned[1:])


def _is_name_or_verb(tokens: Span) -> bool:
    """April Ryan, the verb march: part of a longer name, or a verb."""
    token = tokens[0]
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ in words()["capital"] and not token.text.endswith("."):
        if token.lower_ not in ("may", "march"):
            return following != "." and words()["capital"][token.lower_] != "alone"
        if following in words()["procession"] and token.lower_ == "march":
            return True
    is_month = token.lower_ in words()["month"]
    if is_month and token.dep_ in SUBJECT and token.head.lemma_ in wordlists.words("cue_verbs.tsv"):
        return True
    if token.tag_ == "MD" or (token.pos_ in ("VERB", "AUX") and not token.is_title):
        return True
    return ENTITY_TYPES.get(token.ent_type_) in NAMES and (
        ENTITY_TYPES.get(token.ent_type_) == "PERSON" or _inside_name(tokens)
    )


def _inside_name(tokens: Span) -> bool:
    doc = tokens.doc
    return (tokens.end < len(doc) and doc[tokens.end].ent_iob_ == "I") or doc[tokens.start].ent_iob_ == "I"


def _is_number(tokens: Span) -> bool:
    """A bare 1990 that counts or numbers something: "Section 2019", "2000 people", "1,990"."""
    doc = tokens.doc
    before = doc[tokens.start - 1].lower_ if tokens.start else ""
    after = doc[tokens.end] if tokens.end < len(doc) else None
    if before in words()["numbered"] or (before and before[-1] in "$€£¥#-/"):
        return True
    if tokens.start and len(tokens) == 1 and _numbers_a_product(doc[tokens.start - 1]):
        return True
    if after is None:
        return False
    if after.lower_ == "of" and tokens.end + 1 < len(doc) and doc[tokens.end + 1].lower_ in ("the", "them"):
        return True
    return after.lower_ in words()["counted"] or (
        tokens[-1].text.endswith("00") and after.tag_ == "NNS" and len(tokens) == 1
    )


def _inside_number(match: Match, tokens: Span) -> bool:
    """The end of a longer number in one word: "555-1990"; of "1989-1990" both are years."""
    return NUMBER_BEFORE.fullmatch(tokens[0].text[: match.start - tokens[0].idx]) is not None


def _numbers_a_product(before: Token) -> bool:
    """Windows 2000, Boeing 1978: a year does not follow the name of a thing or a firm without a comma."""
    return before.tag_ == "NNP" and ENTITY_TYPES.get(before.ent_type_) in ("PRODUCT", "ORG")


def _is_rate(tokens: Span) -> bool:
    """Whether "a week" is what a number is counted by: "$900 a month", "700 seats a week"."""
    if tokens.start == 0 or tokens[0].lower_ not in ("a", "an"):
        return False
    before = tokens.doc[tokens.start - 1]
    return before.pos_ in ("NOUN", "SYM") or before.like_num

"""The occasions that an article speaks of, and which of its words mean the same one.

"A summit" opens one; "the summit", "the event", "this meeting" go back to it where one fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.pipeline import span_of
from claims.pipeline.labels import APPOSITION, COPULA, NAME_PART, SUBJECT
from claims.pipeline.names import named
from claims.pipeline.references import Register, register
from claims.pipeline.sentences import sentence_start
from claims.span import Named

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# Last words of names that are gatherings' whatever type the name was given; a "Conference" may be a body.
NEVER_BODIES = frozenset({"summit", "forum", "festival", "expo", "symposium", "talks", "fair", "marathon"})
# What stays in the words for a gathering, before and after its noun.
BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "poss", "punct", "nmod:desc", "advmod"})


@dataclass(slots=True)
class Gatherings:
    """``at`` maps the head token of each phrase for a gathering to the gathering's number; ``first`` holds
    the phrase that introduced each, as tokens [start, end)."""

    at: dict[int, int] = field(default_factory=dict)
    first: dict[int, tuple[int, int]] = field(default_factory=dict)
    nouns: dict[int, set[str]] = field(default_factory=dict)
    order: list[tuple[int, int]] = field(default_factory=list)

    def head_in(self, start: int, end: int, doc: Doc) -> Token | None:
        """The head of the last phrase for a gathering among the tokens [start, end)."""
        return next((doc[place] for place, _ in reversed(self.order) if start <= place < end), None)

    def meant(self, token: int) -> int | None:
        """The gathering that "do so" or a bare "take part" means at a token: the only one before it,
        else the one that the article speaks of most, if it stands out."""
        earlier = {number for place, number in self.order if place < token}
        if len(earlier) == 1:
            return earlier.pop()
        counts = sorted(((list(self.at.values()).count(n), -n) for n in self.first), reverse=True)
        if not counts or (len(counts) > 1 and counts[0][0] < 2 * counts[1][0]):
            return None
        return -counts[0][1]


def gatherings(doc: Doc) -> Gatherings:
    """The gatherings of a Doc."""
    known, found = register(doc), Gatherings()
    for token in doc:
        noun = _noun(doc, known, token)
        if noun is not None:
            number = _number(found, token, noun)
            found.at[token.i] = number
            found.order.append((token.i, number))
            found.nouns.setdefault(number, set()).add(noun)
            found.first.setdefault(number, phrase(token))
    return found


def named_gathering(doc: Doc, found: Gatherings, number: int) -> Named:
    """The gathering as the article introduces it, with its fullest proper name, if it has one."""
    start, end = found.first[number]
    place = span_of(doc, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    name = next(
        (
            name
            for token, n in found.order
            if n == number and token in register(doc).at
            for name in [named(doc, doc[token].idx, doc[token].idx + len(doc[token])).name]
            if name
        ),
        None,
    )
    return Named(place.text, place.start, place.end, name)


def phrase(head: Token) -> tuple[int, int]:
    """Tokens [start, end) of the phrase around a gathering's noun, without clauses and complements."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in BEFORE or (child.dep_ == "punct" and child.text not in "-–"):
            break
        start = child.left_edge.i
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in NAME_PART or child.i != end:
            break
        end = child.right_edge.i + 1
    return start, end


def _noun(doc: Doc, known: Register, token: Token) -> str | None:
    """The noun of a gathering's phrase at its head; a proper name's own last word."""
    place = known.at.get(token.i)
    if place is not None:
        mention = known.mentions[place]
        last = mention.words[-1] if mention.words else ""
        gathering = last in wordlists.words("gatherings.txt") and mention.type == "MISC"
        gathering = gathering or (last in NEVER_BODIES and mention.type in ("ORG", "FACILITY", "WORK"))
        is_head = doc[mention.start : mention.end].root.i == token.i
        return last if is_head and (mention.type == "EVENT" or gathering) else None
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and token.lower_ in NEVER_BODIES and token.dep_ not in NAME_PART:
        return token.lower_
    if token.pos_ != "NOUN" or lemma not in wordlists.words("gatherings.txt"):
        return None
    return None if token.dep_ in NAME_PART or _is_idiom(token) else lemma


def _is_idiom(token: Token) -> bool:
    """ "In the wake of" the storm, nobody holds a wake."""
    around = (token.nbor(-2).lower_, token.nbor().lower_) if 1 < token.i < len(token.doc) - 1 else ("", "")
    return token.lower_ == "wake" and around == ("in", "of")


def _number(found: Gatherings, token: Token, noun: str) -> int:
    """The number of the gathering that a phrase means: of one before it, or a new one.

    A noun as general as "event" goes on about the gathering that its sentence has named.
    """
    same = _said_to_be(found, token)
    if same is None and noun in wordlists.words("general_gatherings.txt"):
        last = found.order[-1:]
        same = next((n for place, n in last if place >= sentence_start(token)), None)
    if same is not None:
        return same
    new = len(found.first)
    if not any(child.lower_ in DEFINITE for child in token.lefts if child.dep_ == "det"):
        return new
    alike = sorted(number for number, nouns in found.nouns.items() if noun in nouns)
    if not alike and noun in wordlists.words("general_gatherings.txt"):
        alike = sorted(found.first)
    if not alike and len(found.first) == 1:
        alike = [0]
    return alike[0] if len(alike) == 1 else new


def _said_to_be(found: Gatherings, token: Token) -> int | None:
    """The gathering that this phrase stands in apposition to, or is the predicate of."""
    if token.dep_ in APPOSITION and token.head.i in found.at:
        return found.at[token.head.i]
    start = phrase(token)[0]
    if start > 1 and token.doc[start - 1].text == "," and found.order and found.order[-1][0] == start - 2:
        return found.order[-1][1]
    if any(child.dep_ in COPULA for child in token.children):
        subject = next((child for child in token.lefts if child.dep_ in SUBJECT), None)
        return found.at.get(subject.i) if subject is not None else None
    return None

"""What a verb that reports governs: the complement that its frames make its content.

All places are tokens; a stretch is [start, end).
"""

from __future__ import annotations

from spacy.tokens import Token

from claims.pipeline.cues import frames as frames_of
from claims.pipeline.cues import is_speech, prepositions
from claims.pipeline.labels import (
    ADVERBIAL_CLAUSE,
    ATTRIBUTE,
    OBJECT,
    OBLIQUE,
    PREPOSITION,
    PREPOSITION_OBJECT,
    SUBJECT,
)
from claims.pipeline.layout import Stretch, follows_comma

# "told reporters that …", "said in a letter that …": a clause that parsers hang on the noun before it.
HEARER_OR_PLACE = OBJECT | OBLIQUE
ON_NOUN = frozenset({"acl", "acl:relcl", "relcl", "ccomp", "advcl"})
# What begins an indirect question that a parser took for an adverbial clause.
ASKED = {False: frozenset({"whether"}), True: frozenset({"whether", "if"})}
AS, TO = frozenset({"as"}), frozenset({"as", "to"})
PREPOSITIONAL = OBLIQUE | PREPOSITION | {"advcl", "xcomp", "ccomp", "nmod"}


def complement(verb: Token, frames: frozenset[str]) -> Stretch | None:
    """The content among the verb's complements, by frame: the first that applies."""
    clauses = [found for kind in (_finite, _infinitive) if (found := kind(verb, frames)) is not None]
    if clauses:
        return min(clauses)
    for kind in (_called, _likened, _prepositional, noun_object):
        found = kind(verb, frames)
        if found is not None:
            return found
    return None


def _finite(verb: Token, frames: frozenset[str]) -> Stretch | None:
    if not frames & {"speech", "aside", "clause"}:
        return None
    for child in verb.rights:
        clausal = child.dep_ == "ccomp" or (child.dep_ == "parataxis" and not is_speech(child))
        if clausal and child.left_edge.i > verb.i and not _aside(child):
            return _own(verb, child)
        if child.dep_ in ADVERBIAL_CLAUSE and child.left_edge.lower_ in ASKED["if" in frames]:
            return _from(child)
        inner = _on_noun(child) if child.dep_ in HEARER_OR_PLACE else None
        if inner is not None:
            return _from(inner)
    return _told(verb) if "person" in frames else None


def _told(verb: Token) -> Stretch | None:
    """A clause without "that" which parsers hang on the hearer: "told a briefing the aim was …"."""
    for hearer in verb.rights:
        if hearer.dep_ in OBJECT:
            for child in hearer.rights:
                if child.left_edge.dep_ != "mark" and any(c.dep_ in SUBJECT for c in child.lefts):
                    return _from(child)
    return None


def _own(verb: Token, complement: Token) -> Stretch:
    """The complement up to a coordinated verb that reports by itself: "said it was wrong | and warned …"."""
    start, end = _from(complement)
    for child in complement.rights:
        if child.dep_ == "conj" and child.tag_ == verb.tag_ and frames_of(child):
            return start, child.left_edge.i
    return start, end


def _on_noun(noun: Token) -> Token | None:
    """A clause that parsers hang on the hearer or place before it: "told reporters that …"."""
    for child in noun.rights:
        first = child.left_edge
        if child.dep_ in ON_NOUN and first.lower_ == "that" and first.dep_ == "mark":
            return child
    return None


def _aside(token: Token) -> bool:
    """Whether this is a participle behind a comma: "…, the ministry said, linking it to the vote"."""
    bare = token.tag_ == "VBG" and not any(child.dep_ in SUBJECT for child in token.lefts)
    return bare and follows_comma(token)


def _infinitive(verb: Token, frames: frozenset[str]) -> Stretch | None:
    if not frames & {"inf", "raise"}:
        return None
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(child):
            held = next((c for c in verb.rights if c.dep_ in OBJECT and c.i < child.i), None)
            first = child if held is None or "person" in frames else held
            return first.left_edge.i, child.right_edge.i + 1
    return None


def _is_infinitive(token: Token) -> bool:
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in token.lefts)


def _called(verb: Token, frames: frozenset[str]) -> Stretch | None:
    """ "called him a liar": the object and what it is called."""
    if "name" not in frames:
        return None
    thing = next((c for c in verb.rights if c.dep_ in OBJECT | SUBJECT), None)
    for child in verb.rights:
        second = thing is not None and child.i > thing.i and _names(child)
        if second or child.dep_ in ATTRIBUTE | {"xcomp", "oprd"}:
            return (thing or child).left_edge.i, child.right_edge.i + 1
    return None


def _names(token: Token) -> bool:
    """Whether the phrase can be what an object is called: a second object, or one taken for an adverbial."""
    before = {child.dep_ for child in token.lefts}
    return token.dep_ in OBJECT or (token.dep_ in OBLIQUE and "det" in before and "case" not in before)


def _likened(verb: Token, frames: frozenset[str]) -> Stretch | None:
    """ "described it as a success": the object with what it is taken for."""
    if frames.isdisjoint({"as", "to"}):
        return None
    links = TO if "to" in frames else AS
    thing = next((c for c in verb.rights if c.dep_ in OBJECT), None)
    for child in verb.rights:
        if (thing is None or child.i > thing.i) and _under(child, links):
            return (thing or child).left_edge.i, child.right_edge.i + 1
    behind = len(verb.doc) if thing is None else thing.right_edge.i + 1
    if thing is None or behind >= len(verb.doc) or verb.doc[behind].lower_ not in links:
        return None
    return thing.left_edge.i, max(thing.right_edge.i, verb.right_edge.i) + 1


def _under(token: Token, prepositions: frozenset[str]) -> bool:
    """Whether the phrase stands under one of the prepositions (a case child in UD, the head in ClearNLP)."""
    if token.dep_ in PREPOSITION:
        return token.lower_ in prepositions
    return any(child.dep_ in {"case", "mark"} and child.lower_ in prepositions for child in token.lefts)


def _prepositional(verb: Token, frames: frozenset[str]) -> Stretch | None:
    wanted = prepositions(frames)
    if not wanted:
        return None
    for child in verb.rights:
        if child.dep_ in PREPOSITIONAL and _under(child, wanted):
            return _below_preposition(child)
    return None


def _below_preposition(token: Token) -> Stretch | None:
    if token.dep_ in PREPOSITION:
        held = next((c for c in token.rights if c.dep_ in PREPOSITION_OBJECT), None)
        return None if held is None else _from(held)
    case = [c.i for c in token.lefts if c.dep_ in {"case", "mark"}]
    return (max(case) + 1 if case else token.left_edge.i), token.right_edge.i + 1


def noun_object(verb: Token, frames: frozenset[str]) -> Stretch | None:
    if "object" not in frames:
        return None
    held = next((c for c in verb.rights if c.dep_ in OBJECT), None)
    return None if held is None else _from(held)


def _from(token: Token) -> Stretch:
    return token.left_edge.i, token.right_edge.i + 1

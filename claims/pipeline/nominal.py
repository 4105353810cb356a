"""Reports without a reporting verb: "according to …", "his claim that …", "their plan to …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claims.pipeline.cues import noun_frames, prepositions
from claims.pipeline.draft import Draft
from claims.pipeline.labels import ADVERBIAL_CLAUSE, PREPOSITION, PREPOSITION_OBJECT, REDUCED_RELATIVE
from claims.pipeline.layout import Layout, Stretch
from claims.pipeline.reported import widened
from claims.pipeline.speakers import FINITE, phrase_of, possessor, speaker


def according(layout: Layout) -> Iterator[Draft]:
    """ "According to the ministry, …": the rest of the unit is the ministry's."""
    doc = layout.doc
    for token in doc[:-2] if len(doc) > 2 else ():
        if token.lower_ != "according" or doc[token.i + 1].lower_ != "to" or layout.unit_of[token.i] < 0:
            continue
        source = _source(token)
        unit = layout.units[layout.unit_of[token.i]]
        if source is None or not unit.start <= source.i < unit.end or source.i < token.i:
            continue
        start, end = phrase_of(layout, source)
        phrase = max(start, token.i + 2), _up_to_subject(layout, source, end)
        around = ((unit.start, token.i), (phrase[1], unit.end))
        content = widened(layout, [part for part in around if part[0] < part[1] and _asserts(layout, part)])
        if content:
            yield Draft(tuple(content), phrase, (token.i, token.i + 2))


def _up_to_subject(layout: Layout, source: Token, end: int) -> int:
    """Where the source's phrase ends: a comma ends it where a verb without a subject of its own would follow it.

    "According to the survey, nurses and teachers earn less": the survey is no part of the list.
    """
    doc = layout.doc
    rest = next((t for t in doc[end : end + 2] if not t.is_punct), None)
    bare = rest is not None and (rest.tag_ in FINITE or rest.tag_ == "MD")
    return next((t.i for t in doc[source.i + 1 : end] if t.text == ","), end) if bare else end


def _asserts(layout: Layout, stretch: Stretch) -> bool:
    """Whether there is a finite verb or marked words in the stretch."""
    tokens = layout.doc[stretch[0] : stretch[1]]
    return any(t.tag_ in FINITE or t.tag_ == "MD" or layout.region_of[t.i] >= 0 for t in tokens)


def _source(token: Token) -> Token | None:
    """The noun that "according to" introduces, in either scheme."""
    if token.dep_ in {"case", "fixed"}:
        return token.head
    to = next((child for child in token.children if child.lower_ == "to"), None)
    held = (to or token).children
    return next((child for child in held if child.dep_ in PREPOSITION_OBJECT | {"obl", "nmod"}), None)


def nominal(layout: Layout) -> Iterator[Draft]:
    """ "His claim that …": the noun's clause, infinitive or object, and the one whose claim it is."""
    for token in layout.doc:
        of = noun_frames(token)
        if not of or layout.unit_of[token.i] < 0 or layout.region_of[token.i] >= 0:
            continue
        content = _complement(token, of)
        if content is None:
            continue
        owner = possessor(token)
        if owner is not None and content[0] <= owner.i < content[1]:
            continue
        phrase = phrase_of(layout, owner) if owner is not None else _light(layout, token)
        if phrase is None:
            continue
        stretches = widened(layout, [content])
        if stretches:
            yield Draft(tuple(stretches), phrase, (token.i, token.i + 1))


def _complement(noun: Token, of: frozenset[str]) -> Stretch | None:
    for child in noun.rights:
        if child.dep_ in REDUCED_RELATIVE | ADVERBIAL_CLAUSE | {"ccomp", "acl:relcl", "relcl"}:
            first = child.left_edge
            if "clause" in of and first.lower_ == "that" and first.dep_ == "mark":
                return first.i, child.right_edge.i + 1
            if "inf" in of and first.lower_ == "to":
                return first.i, child.right_edge.i + 1
        case = next((c for c in child.lefts if c.dep_ in {"case", "mark"}), None)
        if case is not None and case.lower_ in prepositions(of) and child.dep_ in {"nmod", "acl", "obl"}:
            return case.i + 1, child.right_edge.i + 1
        if child.dep_ in PREPOSITION and child.lower_ in prepositions(of):
            return child.i + 1, child.right_edge.i + 1
    return None


def _light(layout: Layout, noun: Token) -> Stretch | None:
    """The subject of the verb whose object the noun is: "she made the claim that …"."""
    return speaker(layout, noun.head) if noun.dep_ in {"obj", "dobj"} else None

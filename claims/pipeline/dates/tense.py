"""Which way a bare "Tuesday" points: the tense of the verb that governs it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from claims.pipeline.dates.grammar import words
from claims.pipeline.dates.resolve import Tense
from claims.pipeline.labels import AUXILIARY, COPULA

STEPS = 12
VERBAL = frozenset({"VERB", "AUX"})


def direction(tokens: Span) -> Tense:
    """Where the words before the time or the tense of its verb point: "until Friday" lies ahead."""
    before = tokens.doc[tokens.start - 1].lower_ if tokens.start else ""
    return "future" if before in words()["ahead"] else tense_of(tokens.root)


def tense_of(token: Token) -> Tense:
    """The tense of the nearest verb above the token that has one; None where there is no verb."""
    word = token
    for _ in range(STEPS):
        auxiliaries = [child for child in word.children if child.dep_ in AUXILIARY or child.dep_ in COPULA]
        if word.pos_ in VERBAL or auxiliaries:
            found = _of_verb(word, auxiliaries)
            if found is not None:
                return found
        if word.head is word:
            return None
        word = word.head
    return None


def _of_verb(verb: Token, auxiliaries: Sequence[Token]) -> Tense:
    forward = words()["prospect"]
    if any(aux.lower_ in forward for aux in auxiliaries):
        return "future"
    finite = next((aux for aux in auxiliaries if aux.tag_ in ("VBD", "VBP", "VBZ")), None)
    if verb.lemma_ in forward:
        return "future"
    infinitive = verb.tag_ == "VB" and finite is None
    if infinitive and any(child.lower_ == "to" for child in verb.children):
        return None if verb.head.lemma_ in words()["accomplished"] or _is_past(verb.head) else "future"
    if verb.tag_ in ("VBD", "VBN") or (finite is not None and finite.tag_ == "VBD"):
        return "past"
    if verb.tag_ in ("VBP", "VBZ") or finite is not None:
        return "present"
    return None


def _is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" and verb.lemma_ not in words()["prospect"]

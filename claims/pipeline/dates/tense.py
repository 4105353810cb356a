"""Which way a bare "Tuesday" points: the tense of the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from claims.pipeline.dates.grammar import words
from claims.pipeline.dates.resolve import Tense
from claims.pipeline.labels import AUXILIARY, COPULA

STEPS = 12
VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBP", "VBZ"})
NEGATIVE = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


def direction(tokens: Span) -> Tense:
    """Where the words before the time or the tense of its verb point: "until Friday" lies ahead, unless it
    stands before a verb in the past ("Until Friday they knew nothing"). "We will discuss Friday's talks" may
    tell of either."""
    before = tokens.doc[tokens.start - 1].lower_ if tokens.start else ""
    if before in words()["behind"]:
        return "before"
    tense, verb = _governor(tokens.root)
    if before in words()["ahead"]:
        fronted = verb is not None and verb.i > tokens.root.i
        return "past" if fronted and tense == "past" else "future"
    owner = tokens.end < len(tokens.doc) and tokens.doc[tokens.end].tag_ == "POS"
    if tense == "future" and (owner or tokens.root.dep_ == "nmod"):
        return "either"
    return None if tense == "present" and tokens.root.head != verb else tense


def tense_of(token: Token) -> Tense:
    """The tense of the nearest verb above the token that has one; None where there is no verb."""
    return _governor(token)[0]


def _governor(token: Token) -> tuple[Tense, Token | None]:
    word = token
    for _ in range(STEPS):
        auxiliaries = [child for child in word.children if child.dep_ in AUXILIARY or child.dep_ in COPULA]
        if word.pos_ in VERBAL or auxiliaries:
            found = _of_verb(word, auxiliaries)
            if found is not None:
                return found, word
        if word.head == word:
            return None, None
        word = word.head
    return None, None


def _of_verb(verb: Token, auxiliaries: Sequence[Token]) -> Tense:
    forward = words()["prospect"]
    had = any(aux.lower_ == "had" for aux in auxiliaries)
    if any(aux.lower_ in forward for aux in auxiliaries):
        return _of_modal(verb, auxiliaries)
    if verb.lemma_ in forward and not any(child.lower_ == "as" for child in verb.children):
        return "past" if had else "future"
    finite = next((aux for aux in auxiliaries if aux.tag_ in FINITE), None)
    passive = next((aux for aux in auxiliaries if aux.tag_ == "VB" and aux.lower_ == "be"), None)
    infinitive = verb if verb.tag_ == "VB" else passive
    if infinitive is not None and (before := _before_infinitive(infinitive)) is not None:
        return _of_infinitive(verb, before)
    if finite is not None and finite.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN" and finite is not None and finite.lemma_ == "be":
        return "present"
    if verb.tag_ in ("VBD", "VBN"):
        return "past"
    return "present" if verb.tag_ in FINITE or finite is not None else None


def _of_modal(verb: Token, auxiliaries: Sequence[Token]) -> Tense:
    """A modal looks forward, but "may have left" does not, nor does "could not be reached"."""
    forms = {aux.lower_ for aux in auxiliaries}
    if verb.tag_ == "VBN" and "have" in forms:
        return "past"
    denied = any(child.lower_ in NEGATIVE for child in _near(verb))
    return "past" if denied and "could" in forms else "future"


def _near(verb: Token) -> Iterator[Token]:
    """The words that hang on the verb and on its subject."""
    for child in verb.children:
        yield child
        yield from child.children


def _before_infinitive(verb: Token) -> Token | None:
    """The word before "to" and the infinitive; None where the verb stands without "to"."""
    words_before = verb.doc[max(0, verb.i - 4) : verb.i]
    for token in reversed(words_before):
        if token.lower_ == "to":
            return token.nbor(-1) if token.i else token
        if token.pos_ != "ADV":
            return None
    return None


def _of_infinitive(verb: Token, before: Token) -> Tense:
    """An infinitive looks forward, unless it is said to have happened: "managed to leave Friday". What is said
    after "agreed to leave" may tell when they agreed, or when they leave."""
    if before.lower_ in words()["due"]:
        return "past" if before.i and _was_past_already(before) else "future"
    if before.lemma_ in words()["intended"]:
        return "either"
    if before.lemma_ in words()["accomplished"]:
        return None
    if verb.dep_ == "acl" and any(child.lower_ in words()["accomplished"] for child in verb.head.children):
        return None
    if verb.dep_ == "acl" or before.lemma_ == "be":
        return "future"
    head = verb.head
    while head.pos_ == "ADJ" and head.head != head:
        head = head.head
    return None if _is_past(head) else "future"


def _was_past_already(word: Token) -> bool:
    """Whether what was due is over: "had been due to expire"."""
    return any(token.lower_ == "had" for token in word.doc[max(0, word.i - 4) : word.i])


def _is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" and verb.lemma_ not in words()["prospect"]

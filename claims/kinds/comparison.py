"""What a superlative marker compares: its subject, the class it ranks among, and the scope of the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Doc, Token

from claims.pipeline import span_of
from claims.pipeline.clauses import is_finite, noun_phrase, predicate_of, subject, trimmed
from claims.pipeline.labels import (
    APPOSITION,
    ATTRIBUTE,
    CONJUNCT,
    COPULA,
    NAME_PART,
    OBJECT,
    POSSESSOR,
    REDUCED_RELATIVE,
    RELATIVE,
    SUBJECT,
)
from claims.pipeline.names import named
from claims.span import Named, Span
from claims.wordlists import rows

NOMINAL = frozenset({"NOUN", "PROPN"})
# What may stand between a marker and the noun that it ranks.
BETWEEN = frozenset({"ADJ", "ADV", "NUM", "CCONJ", "SYM"})
NOUN_MODIFIERS = NAME_PART | {"amod", "nmod", "nmod:desc"}
LINKING = frozenset({"be", "become", "remain", "stay"})
CALLING = frozenset({"as"})
# Prepositions that limit a ranking with any noun, and those that do so with a place or a length of time.
LIMITS = frozenset({"since", "among", "amongst", "outside", "across"})
PLACES = frozenset({"in", "within", "throughout"})
AGES = frozenset({"in", "for", "within"})
# Nouns that name a place or a time to rank in as a proper name would.
FIELDS = frozenset(
    {"world", "country", "nation", "region", "state", "city", "league", "continent", "history"}
)
PAUSES = frozenset({",", ";", "–", "—", "("})
EVER = frozenset({"ever", "yet", "previously"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """``head`` is the noun ranked, or None where the marker stands alone or modifies a verb."""

    head: Token | None
    subject: Named | None
    among: Span | None
    scope: Span | None


def comparison(doc: Doc, first: int, last: int) -> Comparison:
    """What the marker of tokens first to last compares."""
    head = _ranked_noun(doc, last)
    if head is None:
        return Comparison(None, _of_predicate(doc[first]), None, _scope(doc, doc[last], last))
    among = _among(doc, head, last)
    scope = _scope(doc, head, last)
    if among is not None and scope is not None and among.start < scope.start < among.end:
        among = _cut(doc, among, scope.start)
    return Comparison(head, _subject(doc, head, first), among, scope)


def is_set_apart(noun: Token) -> bool:
    """An apposition, also one that the parse takes for a second object ("met him, their first meeting since
    …"); or the noun of ", with the first race to take place in May"."""
    if noun.dep_ in APPOSITION:
        return True
    left = noun.left_edge.i
    if left < 1 or noun.doc[left - 1].text != "," or noun.pos_ not in NOMINAL:
        return False
    if noun.dep_ in OBJECT:
        return any(c.dep_ in OBJECT and c.i < noun.i for c in noun.head.rights)
    return noun.left_edge.lower_ == "with" and any(c.dep_ in REDUCED_RELATIVE for c in noun.rights)


def _ranked_noun(doc: Doc, last: int) -> Token | None:
    """The last noun of the first run of nouns after the marker."""
    index = last + 1
    while index + 1 < len(doc) and _stands_between(doc[index]):
        index += 1
    if index >= len(doc) or (doc[index].pos_ not in NOMINAL and doc[index].lower_ not in {"one", "ones"}):
        return None
    while index + 1 < len(doc) and doc[index + 1].pos_ in NOMINAL and _modifies_next(doc[index]):
        index += 1
    return doc[index]


def _stands_between(token: Token) -> bool:
    """Whether the token may part a marker from its noun; a comma does so before another adjective."""
    if token.text == ",":
        return token.nbor().pos_ == "ADJ"
    return token.pos_ in BETWEEN or token.text in {"-", "$"} or token.tag_ in {"JJS", "VBG", "VBN"}


def _modifies_next(token: Token) -> bool:
    return token.head.i > token.i and token.dep_ in NOUN_MODIFIERS


def _among(doc: Doc, head: Token, last: int) -> Span | None:
    """The noun with its modifiers, without marker, article and further coordinated markers."""
    left = last + 1
    while left < head.i and _belongs_to_marker(doc[left]):
        left += 1
    right = _infinitive_end(head) or head.right_edge.i + 1
    for child in head.rights:
        relative = child.dep_ in RELATIVE or (child.dep_ in REDUCED_RELATIVE and is_finite(child))
        if relative or child.dep_ in APPOSITION | CONJUNCT | SUBJECT | {"parataxis", "cc", "advcl", "punct"}:
            right = min(right, child.left_edge.i)
    right = next((token.i for token in doc[head.i + 1 : right] if token.text in PAUSES), right)
    if right <= left:
        return None
    if head.lower_ == "time":
        clause = _time_clause(head)
        return span_of(doc, *clause) if clause else None
    return span_of(doc, *trimmed(doc, left, right))


def _infinitive_end(head: Token) -> int | None:
    """Behind a ranked noun, of "to win" and all that hangs on it: "became the first woman to win the prize" ranks
    those who win, whatever the parse hangs the infinitive on."""
    after = head.right_edge.i + 1
    if after + 1 >= len(head.doc) or head.doc[after].tag_ != "TO":
        return None
    verb = head.doc[after].head
    stands = verb.i > after and verb.dep_ in {"xcomp", "advcl"} and verb.head.i <= head.i
    return verb.right_edge.i + 1 if stands else None


def _time_clause(head: Token) -> tuple[int, int] | None:
    """Of "the first time that …", what happened then: times are compared by what fills them."""
    for child in head.rights:
        if child.dep_ in RELATIVE | REDUCED_RELATIVE | {"ccomp", "advcl"}:
            left = child.left_edge.i
            if head.doc[left].lower_ in {"that", "when"}:
                left += 1
            return trimmed(head.doc, left, child.right_edge.i + 1)
    return None


def _belongs_to_marker(token: Token) -> bool:
    """A coordinated marker, what joins it, or its second half ("level" of "highest-level and largest")."""
    before = token.nbor(-1) if token.i else token
    return (
        token.tag_ in {"JJS", "RBS", "CC"}
        or token.is_punct
        or (before.text == "-" and not before.whitespace_)
    )


def _subject(doc: Doc, head: Token, first: int) -> Named | None:
    """Who or what is ranked: in a predicate its subject, in an apposition what it stands beside."""
    if head.lower_ == "time":
        return _of_predicate(head)
    if head.dep_ in APPOSITION:
        return _named(doc, head.head)
    beside = next((child for child in head.children if child.dep_ in APPOSITION), None)
    if beside is not None and beside.pos_ == "PROPN":
        return _named(doc, beside)
    own = next((child for child in head.children if child.dep_ in SUBJECT), None)
    if own is not None:
        return _named(doc, own)
    if head.head.lower_ == "one" and _is_predicative(head.head):
        return _of_predicate(head.head)
    if is_set_apart(head):
        return _named(doc, head)
    if _is_predicative(head) or head.dep_ in {"obj", "dobj"}:
        return _of_predicate(head)
    described = _described(head)
    if described is not None:
        return _named(doc, described)
    return _named(doc, head)


def _is_predicative(head: Token) -> bool:
    linked = head.dep_ in ATTRIBUTE | {"xcomp", "obj", "dobj"} and head.head.lemma_ in LINKING
    return linked or any(child.dep_ in COPULA for child in head.children)


def _described(head: Token) -> Token | None:
    """In "X, which the party described as the largest …", X."""
    cases = {child.lower_ for child in head.children if child.dep_ in {"case", "mark"}}
    verb = head.head
    if not cases & CALLING and head.head.lower_ not in CALLING:
        if head.dep_ not in CONJUNCT:
            return None
        cases = {child.lower_ for child in verb.children if child.dep_ in {"case", "mark"}}
        if not cases & CALLING:
            return None
        verb = verb.head
    if verb.lower_ in CALLING:
        verb = verb.head
    described = next((c for c in verb.children if c.dep_ in {"obj", "dobj", "nsubj:pass", "nsubjpass"}), None)
    if described is not None and described.pos_ != "PRON":
        return described
    if verb.dep_ in RELATIVE | REDUCED_RELATIVE:
        return verb.head
    return described


def _of_predicate(token: Token) -> Named | None:
    """The subject of the clause that the token stands in; an expletive or relative word is none."""
    predicate = predicate_of(token)
    found = subject(predicate)
    if found is None or found.tag_ in {"EX"}:
        return None
    if found.tag_ in {"WDT", "WP"} and predicate.dep_ in RELATIVE | REDUCED_RELATIVE:
        found = predicate.head
    return _named(token.doc, found)


def _named(doc: Doc, head: Token) -> Named:
    return named(doc, *noun_phrase(head))


def _scope(doc: Doc, anchor: Token, last: int) -> Span | None:
    """The limits of the ranking: the words after it that say since when or where, or a possessor."""
    limits = chain(_after(doc, anchor, last), _possessors(doc, anchor))
    return next((span_of(doc, start, end) for start, end in limits), None)


def _after(doc: Doc, anchor: Token, last: int) -> Iterator[tuple[int, int]]:
    """A clause with "ever", fixed phrases, then prepositional phrases, in text order."""
    for token in doc[last + 1 : anchor.sent.end]:
        verb = predicate_of(token)
        if token.lower_ in EVER and last < verb.left_edge.i <= token.i:
            yield trimmed(doc, verb.left_edge.i, verb.right_edge.i + 1)
    yield from _phrases(doc, last)
    for token in doc[last + 1 : anchor.sent.end]:
        if token.lower_ in LIMITS | PLACES | AGES and token.pos_ in {"ADP", "SCONJ"}:
            phrase = _prepositional(token, anchor)
            if phrase is not None:
                yield phrase


def _phrases(doc: Doc, last: int) -> Iterator[tuple[int, int]]:
    """The fixed phrases of the word list, after the marker and in its sentence."""
    sentence = doc[last].sent
    rest = [token.lower_ for token in doc[last + 1 : sentence.end]]
    for (phrase,) in rows("superlative_scopes.txt"):
        words = phrase.split()
        for index in range(len(rest) - len(words) + 1):
            if rest[index : index + len(words)] == words and index < 12:
                first = doc[last + 1 + index]
                final = doc[last + index + len(words)]
                yield first.idx, final.idx + len(final)
                break


def _prepositional(token: Token, anchor: Token) -> tuple[int, int] | None:
    """The phrase of a preposition that says where or since when, and hangs on the ranked noun or its verb."""
    head = token.head if token.dep_ in {"case", "mark"} else token
    if head.head not in (anchor, anchor.head, predicate_of(anchor)):
        return None
    noun = head if head is not token else next(iter(token.rights), token)
    if token.lower_ not in LIMITS and not _is_age(token, noun) and not _is_place(token, noun):
        return None
    return trimmed(token.doc, token.i, max(head.right_edge.i + 1, token.i + 1))


def _is_age(preposition: Token, noun: Token) -> bool:
    start, end = noun.left_edge.idx, noun.idx + len(noun)
    lengths = (date for date in noun.doc._.claims_dates if date.type == "DURATION")
    return preposition.lower_ in AGES and any(date.overlaps(start, end) for date in lengths)


def _is_place(preposition: Token, noun: Token) -> bool:
    start, end = noun.left_edge.idx, noun.idx + len(noun)
    places = (name for name in noun.doc._.claims_names if name.type == "PLACE")
    named_place = noun.lower_ in FIELDS or any(place.overlaps(start, end) for place in places)
    return preposition.lower_ in PLACES and named_place


def _possessors(doc: Doc, anchor: Token) -> Iterator[tuple[int, int]]:
    for child in anchor.lefts:
        if child.dep_ in POSSESSOR and child.pos_ in NOMINAL:
            yield trimmed(doc, child.left_edge.i, child.i + 1)


def _cut(doc: Doc, among: Span, end: int) -> Span | None:
    text = among.text[: end - among.start].rstrip(" ,;–—-")
    return span_of(doc, among.start, among.start + len(text)) if text else None

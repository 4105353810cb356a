"""Who does what a verb of attendance says, and how far it has come: the words that govern the verb say both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from claims import wordlists
from claims.kinds.participants import DASHES, Participant, Status, members
from claims.pipeline.clauses import predicate_of
from claims.pipeline.labels import (
    ADVERBIAL_CLAUSE,
    COMPLEMENT,
    CONJUNCT,
    NAME_PART,
    OBJECT,
    POSSESSOR,
    PREPOSITION,
    PREPOSITION_OBJECT,
    REDUCED_RELATIVE,
    RELATIVE,
    SUBJECT,
)
from claims.pipeline.references import register
from claims.pipeline.sentences import sentence_start

AHEAD = frozenset({"will", "would", "shall", "'ll", "’ll", "may", "might", "could", "can", "must", "should"})
# Prepositions under which a participle says what the clause's subject did before or after.
AROUND = frozenset({"after", "before", "by", "since", "upon", "when", "while"})
# The longest dateline, in tokens, and what may be the subject after it.
DATELINE = 8
NOMINAL = frozenset({"NOUN", "PROPN"})
PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
# "No minister came" says of none by name that they stayed away.
NOBODY = frozenset({"no", "nobody", "none", "no-one"})
OTHER_CLAUSE = frozenset({"conj", "cc", "parataxis", "advcl", "ccomp", "acl:relcl", "relcl", "discourse"})
# A name under one of these belongs to another one's phrase.
UNDER = frozenset({"of", "by", "for", "to", "with", "under", "from"})
# "The Emir invited them to attend", "they asked him to speak": who is asked would take part.
ASKING = frozenset({"invite", "ask", "urge", "expect", "allow", "send"})


def under(word: Token, prepositions: frozenset[str]) -> Token | None:
    """The noun under one of the prepositions, in either scheme."""
    if word.dep_ in PREPOSITION and word.lower_ in prepositions:
        return next((c for c in word.children if c.dep_ in PREPOSITION_OBJECT), None)
    return word if any(c.lower_ in prepositions and c.dep_ == "case" for c in word.lefts) else None


def chain_of(verb: Token) -> list[Token]:
    """The verb and the words that govern it, up to the clause whose subject would take part."""
    chain = [verb]
    while True:
        word = chain[-1]
        subject = next((c for c in word.lefts if c.dep_ in SUBJECT), None)
        says_who = subject is not None and not (subject.lower_ == "they" and word.dep_ in COMPLEMENT)
        if says_who or len(chain) > 4 or word.head.i == word.i:
            return chain
        if is_around(word):
            chain.append(predicate_of(word.head))
            return chain
        governs = word.dep_ in COMPLEMENT | ADVERBIAL_CLAUSE | {"acl"}
        if word.pos_ == "NOUN" and word.dep_ in OBJECT:
            governs = True
        if not governs or (word.dep_ in REDUCED_RELATIVE and word.tag_ in ("VBN", "VBG")):
            return chain
        chain.append(word.head)


def is_around(verb: Token) -> bool:
    """ "Weeks after meeting with Y, X …": a participle of the main clause's subject."""
    return verb.tag_ == "VBG" and any(c.lower_ in AROUND and c.i < verb.i for c in verb.lefts)


def subject_of(chain: list[Token]) -> Token | None:
    """Who would take part: the subject of the highest word, or the object of an asking verb."""
    for word in chain[1:]:
        asked = next((c for c in word.children if c.dep_ in OBJECT), None)
        if word.lemma_.lower() in ASKING and asked is not None:
            return asked
    top = chain[-1]
    subject = next((c for c in top.lefts if c.dep_ in SUBJECT), None)
    while subject is None and top.dep_ in CONJUNCT and top.head.i < top.i:
        top = top.head
        subject = next((c for c in top.lefts if c.dep_ in SUBJECT), None)
    if subject is None and top.dep_ in REDUCED_RELATIVE and top.pos_ in ("VERB", "AUX"):
        return top.head
    if subject is not None and subject.tag_ in ("WP", "WDT"):
        clause = next((t for t in (top, *top.ancestors) if t.dep_ in RELATIVE), None)
        return clause.head if clause is not None else None
    return subject


def people_of(subject: Token, like: Participant, top: Token) -> list[Participant]:
    """The members of the subject, a dateline before it left out; "X, the chair, and Y" may have two subjects."""
    subject = after_dateline(subject, top)
    others = [c for c in subject.head.lefts if c.dep_ in SUBJECT and c.i > subject.i and _is_added(c)]
    found = list(members(subject, like, joined=bool(others)))
    found += [person for other in others for person in members(other, like)]
    if subject.i > top.i:
        return found
    found = [p for p in found if p.start < top.i]
    return [*found, *_overlooked(subject, found, like)]


def _is_added(noun: Token) -> bool:
    """Whether "and" stands before the noun's phrase, on whatever the parse hangs it."""
    before = noun.doc[max(0, noun.left_edge.i - 1) : noun.i]
    return any(token.tag_ == "CC" for token in before)


def _overlooked(subject: Token, found: list[Participant], like: Participant) -> Iterator[Participant]:
    """Persons in a coordinated subject that the parse hangs elsewhere: titles in a row of names mislead it."""
    doc, known = subject.doc, register(subject.doc)
    left, right = subject.left_edge.i, subject.i + 1
    if not any(token.lower_ == "and" for token in doc[left:right]):
        return
    taken = {i for p in found for i in range(p.start, p.end)}
    for number in sorted({known.at[i] for i in range(left, right) if i in known.at}):
        name = known.mentions[number]
        before = doc[name.start - 1].lower_ if name.start else ""
        whose = name.end < len(doc) and doc[name.end].tag_ == "POS"
        if name.type == "PERSON" and name.start not in taken and before not in UNDER and not whose:
            yield replace(like, start=name.start, end=name.end)


def after_dateline(subject: Token, verb: Token) -> Token:
    """The first noun after the dash where the parse takes a dateline ("LISBON –") for the subject."""
    doc = subject.doc
    if subject.i - sentence_start(subject) > 1:
        return subject
    dash = next((t.i for t in doc[subject.i : verb.i] if t.text in DASHES and t.nbor(-1).whitespace_), None)
    if dash is None or subject.i + DATELINE < dash:
        return subject
    return next(
        (t for t in doc[dash + 1 : verb.i] if t.dep_ not in POSSESSOR | NAME_PART and t.pos_ in NOMINAL),
        subject,
    )


def status_of(chain: list[Token]) -> Status | None:
    """How far it has come, by the words that govern the verb, then by its own tense.

    None of a bare infinitive: "the chance to attend" says of nobody that they will; None where nobody does.
    """
    subject = next((c for c in chain[-1].lefts if c.dep_ in SUBJECT), None)
    denied = {subject.lower_, *(c.lower_ for c in subject.lefts)} if subject is not None else set()
    if denied & NOBODY:
        return None
    if "neither" in denied or any(is_negated(word) for word in chain):
        return "absent"
    governed = governed_status(chain)
    if governed is not None:
        return governed
    verb = chain[0]
    ahead = any(c.lower_ in AHEAD for c in (chain[-1] if is_around(verb) else verb).lefts)
    if not ahead and verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.lefts):
        to_be = any(c.lemma_ == "be" and c.tag_ != "VB" for c in verb.lefts)
        return "expected" if to_be else None
    planned = verb.tag_ == "VBG" and any(c.lower_ in PRESENT for c in verb.lefts)
    return "expected" if ahead or planned else "attended"


def governed_status(chain: list[Token]) -> Status | None:
    """How far it has come by the words that govern the verb alone: "agreed to", "is due to"."""
    table = wordlists.table("attendance_governors.tsv")
    marks = [c for c in chain[0].lefts if c.dep_ == "mark"]
    lemmas = (word.lemma_.lower() for word in (*reversed(chain[1:]), *marks))
    status = next((table[lemma] for lemma in lemmas if lemma in table), None)
    return cast(Status, status) if status is not None else None


def is_negated(word: Token) -> bool:
    return any(c.lower_ in NEGATIONS for c in word.children)


def is_time_that(first: Token) -> bool:
    """ "the first time that Xi holds …" speaks of other times too."""
    before = [t.lower_ for t in first.doc[max(0, first.i - 2) : first.i]]
    return "time" in before


def words_after(verb: Token) -> str:
    return " ".join(token.text for token in verb.subtree if token.i > verb.i)


def verb_end(verb: Token) -> int:
    """Where the verb's own words end: before another clause."""
    end = verb.i + 1
    for child in verb.rights:
        if child.dep_ in OTHER_CLAUSE or (child.dep_ == "punct" and child.text not in "-'’"):
            break
        end = child.right_edge.i + 1
    return end

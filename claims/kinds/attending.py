"""Clauses that say who takes part in a gathering, and how far it has come: attended, expected, declined …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.kinds.frames import Attending, Frame, frames
from claims.kinds.gatherings import Gatherings
from claims.kinds.included import included
from claims.kinds.participants import DASHES, Participant, Role, Status, agent_of, members, mode_in
from claims.kinds.presence import is_people, present
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
    SUBJECT_PASSIVE,
)
from claims.pipeline.posts import is_post
from claims.pipeline.references import register
from claims.pipeline.sentences import sentence_start

AHEAD = frozenset({"will", "would", "shall", "'ll", "’ll", "may", "might", "could", "can", "must", "should"})
# The longest dateline, in tokens, and what may be the subject after it.
DATELINE = 8
NOMINAL = frozenset({"NOUN", "PROPN"})
PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
OTHER_CLAUSE = frozenset({"conj", "cc", "parataxis", "advcl", "ccomp", "acl:relcl", "relcl", "discourse"})
# A name under one of these belongs to another one's phrase.
UNDER = frozenset({"of", "by", "for", "to", "with", "under", "from"})
# "The Emir invited them to attend", "they asked him to speak": who is asked would take part.
ASKING = frozenset({"invite", "ask", "urge", "expect", "allow", "send"})


def attending(doc: Doc, known: Gatherings) -> Iterator[Attending]:
    """Every clause of attendance in the Doc, in order of its verbs."""
    for sentence in doc.sents:
        if sentence[-1].text == "?":
            continue
        listed = included(sentence, known)
        if listed is not None:
            yield listed
            continue
        for token in sentence:
            found = present(token, known)
            if found is None and token.pos_ in ("VERB", "AUX") and not _is_mentioned_only(token):
                found = _framed(token, known) or _met(token, known)
            if found is not None and found.participants:
                yield found


def _is_mentioned_only(verb: Token) -> bool:
    """ "a list of the parties taking part": said of nobody."""
    return verb.dep_ in REDUCED_RELATIVE and verb.tag_ == "VBG"


def _framed(verb: Token, known: Gatherings) -> Attending | None:
    """A clause with a verb of attendance and its gathering."""
    for frame in frames().get(verb.lemma_.lower(), ()):
        if frame.noun != "-" and not any(_is_noun(c, frame.noun) for c in verb.rights):
            continue
        passive = _passive_of_gathering(verb, known) if frame.link == "obj" else None
        place = passive if passive is not None else _place(verb, frame, known)
        number = known.at.get(place.i) if place is not None else None
        unsaid = frame.unsaid == "yes" and passive is None and not _has_other_object(verb, frame)
        if number is None and unsaid:
            number = known.meant(verb.i)
        if number is not None:
            who = agent_of(verb) if passive is not None else None
            return _clause(verb, frame, number, who, by_agent=passive is not None)
    return None


def _is_noun(word: Token, noun: str) -> bool:
    return noun in (word.lower_, word.lemma_.lower())


def _passive_of_gathering(verb: Token, known: Gatherings) -> Token | None:
    """ "the summit was attended by …", "a summit arranged by …": the gathering."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECT_PASSIVE and c.i in known.at), None)
    if subject is not None:
        return subject
    noun = verb.dep_ in REDUCED_RELATIVE and verb.tag_ == "VBN" and verb.head.i in known.at
    return verb.head if noun else None


def _place(verb: Token, frame: Frame, known: Gatherings) -> Token | None:
    """The gathering among the verb's objects, or under its prepositions or those of its object."""
    if frame.link == "obj":
        noun = next((c for c in verb.rights if c.dep_ in OBJECT), None)
        if noun is not None and noun.lower_ == "it":
            return known.head_in(sentence_start(verb), verb.i, verb.doc)
        return noun if noun is not None and noun.i in known.at else None
    for child in verb.rights:
        for word in (child, *(child.rights if _is_noun(child, frame.noun) else ())):
            noun = _under(word, frozenset(frame.link.split()))
            if noun is not None and noun.i in known.at:
                return noun
    return None


def _under(word: Token, prepositions: frozenset[str]) -> Token | None:
    """The noun under one of the prepositions, in either scheme."""
    if word.dep_ in PREPOSITION and word.lower_ in prepositions:
        return next((c for c in word.children if c.dep_ in PREPOSITION_OBJECT), None)
    return word if any(c.lower_ in prepositions and c.dep_ == "case" for c in word.lefts) else None


def _has_other_object(verb: Token, frame: Frame) -> bool:
    """Whether the verb takes something else than the gathering: "attend school", "take part in a survey"."""
    links = frozenset(("in", "at", "to")) if frame.link == "obj" else frozenset(frame.link.split())
    for child in verb.rights:
        if frame.noun == "-" and child.dep_ in OBJECT:
            return True
        for word in (child, *(child.rights if _is_noun(child, frame.noun) else ())):
            noun = _under(word, links)
            if noun is not None and noun.lower_ != "person":
                return True
    return False


def _clause(
    verb: Token, frame: Frame, number: int, who: Token | None, *, by_agent: bool = False
) -> Attending | None:
    chain = _chain(verb)
    subject = who if by_agent or frame.lemma == "invite" else _subject(chain)
    if frame.lemma == "invite":
        subject = _invited(verb)
    status = cast(Status, frame.status) if frame.status != "-" else _status(chain)
    if status is None:
        return None
    if frame.status in ("invited", "declined", "absent", "accepted") and _negated(verb):
        status = "absent"
    like = Participant(0, 0, role=cast(Role, frame.role), mode=mode_in(_after(verb)), status=status)
    top = chain[-1]
    people = _people(subject, like, top) if subject is not None else []
    people += _joined(verb, frame, like)
    edges = [verb.i, top.i, *(p.start for p in people)]
    ends = [_verb_end(verb), *(p.end for p in people)]
    if subject is not None:
        edges.append(subject.left_edge.i)
    start = min(edges)
    while start < verb.i and (verb.doc[start].is_punct or verb.doc[start].is_space):
        start += 1
    return Attending(start, max(ends), number, (verb.i, verb.i + 1), tuple(people))


def _joined(verb: Token, frame: Frame, like: Participant) -> list[Participant]:
    """Who is there already: "X joined | Y | at the ceremony"."""
    met = next((c for c in verb.rights if c.dep_ in OBJECT), None) if frame.lemma == "join" else None
    return [] if met is None or frame.link == "obj" else list(members(met, like))


def _chain(verb: Token) -> list[Token]:
    """The verb and the words that govern it, up to the clause whose subject would take part."""
    chain = [verb]
    while True:
        word = chain[-1]
        subject = next((c for c in word.lefts if c.dep_ in SUBJECT), None)
        says_who = subject is not None and not (subject.lower_ == "they" and word.dep_ in COMPLEMENT)
        if says_who or len(chain) > 4 or word.head.i == word.i:
            return chain
        governs = word.dep_ in COMPLEMENT | ADVERBIAL_CLAUSE | {"acl"}
        if word.pos_ == "NOUN" and word.dep_ in OBJECT:
            governs = True
        if not governs or (word.dep_ in REDUCED_RELATIVE and word.tag_ in ("VBN", "VBG")):
            return chain
        chain.append(word.head)


def _subject(chain: list[Token]) -> Token | None:
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


def _invited(verb: Token) -> Token | None:
    passive = next((c for c in verb.lefts if c.dep_ in SUBJECT_PASSIVE), None)
    return passive or next((c for c in verb.rights if c.dep_ in OBJECT), None)


def _people(subject: Token, like: Participant, top: Token) -> list[Participant]:
    """The members of the subject, a dateline before it left out."""
    subject = _after_dateline(subject, top)
    found = list(members(subject, like))
    if subject.i > top.i:
        return found
    found = [p for p in found if p.start < top.i]
    return [*found, *_overlooked(subject, found, like)]


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


def _after_dateline(subject: Token, verb: Token) -> Token:
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


def _status(chain: list[Token]) -> Status | None:
    """How far it has come, by the words that govern the verb, then by its own tense.

    None of a bare infinitive: "the chance to attend" says of nobody that they will.
    """
    if any(_negated(word) for word in chain):
        return "absent"
    for word in reversed(chain[1:]):
        status = wordlists.table("attendance_governors.tsv").get(word.lemma_.lower())
        if status is not None:
            return cast(Status, status)
    verb = chain[0]
    ahead = any(c.lower_ in AHEAD for c in verb.lefts)
    if not ahead and verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.lefts):
        to_be = any(c.lemma_ == "be" and c.tag_ != "VB" for c in verb.lefts)
        return "expected" if to_be else None
    planned = verb.tag_ == "VBG" and any(c.lower_ in PRESENT for c in verb.lefts)
    return "expected" if ahead or planned else "attended"


def _negated(word: Token) -> bool:
    return any(c.lower_ in NEGATIONS for c in word.children)


def _after(verb: Token) -> str:
    return " ".join(token.text for token in verb.subtree if token.i > verb.i)


def _verb_end(verb: Token) -> int:
    """Where the verb's own words end: before another clause."""
    end = verb.i + 1
    for child in verb.rights:
        if child.dep_ in OTHER_CLAUSE or (child.dep_ == "punct" and child.text not in "-'’"):
            break
        end = child.right_edge.i + 1
    return end


def _met(verb: Token, known: Gatherings) -> Attending | None:
    """ "X met Y", "X and Y met", "X held talks with Y": the meeting itself is the event."""
    lemma = verb.lemma_.lower()
    talks = next((c for c in verb.rights if c.dep_ in OBJECT and c.i in known.at), None)
    if lemma == "hold" and talks is not None:
        other = _with(verb) or _with(talks)
        number: int | None = known.at[talks.i]
    elif lemma == "meet":
        other = next((c for c in verb.rights if c.dep_ in OBJECT), None) or _with(verb)
        number = None
        if other is not None and not _can_be_met(other):
            return None
    else:
        return None
    chain = _chain(verb)
    subject = _subject(chain)
    status = _status(chain)
    if status is None:
        return None
    like = Participant(0, 0, mode=mode_in(_after(verb)), status=status)
    people = _people(subject, like, chain[-1]) if subject is not None else []
    people += list(members(other, like)) if other is not None else []
    if subject is None or _is_time_that(subject.left_edge):
        return None
    if not any(_is_known(verb.doc, p) for p in people) or (len(people) < 2 and not _is_mutual(verb, subject)):
        return None
    start = min(subject.left_edge.i, verb.i)
    return Attending(start, _verb_end(verb), number, (verb.i, verb.i + 1), tuple(people))


def _is_time_that(first: Token) -> bool:
    """ "the first time that Xi holds …" speaks of other times too."""
    before = [t.lower_ for t in first.doc[max(0, first.i - 2) : first.i]]
    return "time" in before


def _with(word: Token) -> Token | None:
    return next((n for c in word.rights for n in [_under(c, frozenset({"with"}))] if n is not None), None)


def _can_be_met(noun: Token) -> bool:
    """Somebody, unlike the needs, targets and deadlines that are met too."""
    kinds = {word: kind for word, kind, _ in wordlists.rows("class_nouns.tsv")}
    bodies = kinds.get(noun.lower_) == "ORG" or noun.lemma_.lower() in wordlists.words("guests.txt")
    people = noun.pos_ == "PRON" or is_people(noun) or is_post(noun.lemma_.lower())
    return people or bodies or noun.i in register(noun.doc).at or noun.pos_ == "PROPN"


def _is_mutual(verb: Token, subject: Token) -> bool:
    """ "Envoys of A and B met in Geneva": a plural that meets nobody else."""
    return subject.tag_ == "NNS" and not any(c.dep_ in OBJECT for c in verb.rights)


def _is_known(doc: Doc, person: Participant) -> bool:
    """Whether a name stands in the words, or a pronoun that stands for one."""
    known = register(doc).referents
    return any(t.pos_ == "PROPN" or t.i in known for t in doc[person.start : person.end])

"""Clauses that say who takes part in a gathering, and how far it has come: attended, expected, declined …"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc, Token

from claims.kinds.agents import (
    chain_of,
    is_around,
    is_negated,
    is_time_that,
    people_of,
    status_of,
    subject_of,
    under,
    verb_end,
    words_after,
)
from claims.kinds.frames import Attending, Frame, frames_of
from claims.kinds.gatherings import Gatherings
from claims.kinds.included import included
from claims.kinds.meetings import appeared, crowded, meeting_with, met
from claims.kinds.participants import Participant, Role, Status, agent_of, members, mode_in
from claims.kinds.presence import can_attend, present
from claims.pipeline.labels import OBJECT, REDUCED_RELATIVE, SUBJECT_PASSIVE
from claims.pipeline.sentences import sentence_start


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
                found = met(token, known) or _framed(token, known) or appeared(token) or crowded(token)
            if found is None:
                found = meeting_with(token, known)
            if found is not None and found.participants:
                yield found


def _is_mentioned_only(verb: Token) -> bool:
    """ "a list of the parties taking part": said of nobody."""
    return verb.dep_ in REDUCED_RELATIVE and verb.tag_ == "VBG" and not is_around(verb)


def _framed(verb: Token, known: Gatherings) -> Attending | None:
    """A clause with a verb of attendance and its gathering."""
    for frame in frames_of(verb):
        if frame.noun != "-" and not any(_is_noun(c, frame.noun) for c in verb.rights):
            continue
        passive = _passive_of_gathering(verb, known) if frame.link == "obj" else None
        place = passive if passive is not None else _place(verb, frame, known)
        number = known.at.get(place.i) if place is not None else None
        left_out = frame.unsaid == "yes" or (frame.unsaid == "denied" and is_negated(verb))
        unsaid = left_out and passive is None and not _has_other_object(verb, frame)
        if number is None and unsaid:
            number = known.meant(verb.i)
            if number is not None and not _is_of_somebody(verb):
                return None
        if number is not None:
            who = agent_of(verb) if passive is not None else None
            return _clause(verb, frame, number, who, by_agent=passive is not None)
    return None


def _is_of_somebody(verb: Token) -> bool:
    """Whether the verb's subject can be one who comes: "Success may not come with speed" speaks of no guest."""
    subject = subject_of(chain_of(verb))
    return subject is None or can_attend(subject)


def _is_noun(word: Token, noun: str) -> bool:
    """Whether it is the noun, or what it is the first part of: "keynote", "keynote speech"."""
    compound = any(c.lower_ == noun and c.dep_ == "compound" for c in word.lefts)
    return noun in (word.lower_, word.lemma_.lower()) or compound


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
            noun = under(word, frozenset(frame.link.split()))
            if noun is not None and noun.i in known.at:
                return noun
    return None


def _has_other_object(verb: Token, frame: Frame) -> bool:
    """Whether the verb takes something else than the gathering: "attend school", "take part in a survey"."""
    links = frozenset(("in", "at", "to")) if frame.link == "obj" else frozenset(frame.link.split())
    for child in verb.rights:
        if frame.noun == "-" and child.dep_ in OBJECT:
            return True
        for word in (child, *(child.rights if _is_noun(child, frame.noun) else ())):
            noun = under(word, links)
            if noun is not None and noun.lower_ != "person":
                return True
    return False


def _clause(
    verb: Token, frame: Frame, number: int, who: Token | None, *, by_agent: bool = False
) -> Attending | None:
    chain = chain_of(verb)
    subject = who if by_agent or frame.lemma == "invite" else subject_of(chain)
    if frame.lemma == "invite":
        subject = _invited(verb)
    status = cast(Status, frame.status) if frame.status != "-" else status_of(chain)
    if status is None or (subject is not None and is_time_that(subject.left_edge)):
        return None
    if frame.status in ("invited", "declined", "absent", "accepted") and is_negated(verb):
        status = "absent"
    like = Participant(0, 0, role=cast(Role, frame.role), mode=mode_in(words_after(verb)), status=status)
    top = chain[-1]
    people = people_of(subject, like, top) if subject is not None else []
    people += _joined(verb, frame, like)
    edges = [verb.i, top.i, *(p.start for p in people)]
    ends = [verb_end(verb), *(p.end for p in people)]
    if subject is not None:
        edges.append(subject.left_edge.i)
    start = min(edges)
    while start < verb.i and (verb.doc[start].is_punct or verb.doc[start].is_space):
        start += 1
    return Attending(start, max(ends), number, (verb.i, verb.i + 1), tuple(people))


def _joined(verb: Token, frame: Frame, like: Participant) -> list[Participant]:
    """Who is there already: "X joined | Y | at the ceremony"; whoever joins Y is joined by Y in the passive."""
    if frame.lemma != "join" or frame.link == "obj":
        return []
    there = agent_of(verb) or next((c for c in verb.rights if c.dep_ in OBJECT), None)
    return [] if there is None else list(members(there, like))


def _invited(verb: Token) -> Token | None:
    passive = next((c for c in verb.lefts if c.dep_ in SUBJECT_PASSIVE), None)
    return passive or next((c for c in verb.rights if c.dep_ in OBJECT), None)

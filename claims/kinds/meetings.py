"""Clauses in which people meet each other: "X met Y", "X received Y", "X held talks with Y", "after a meeting with Y",
and "X appeared before the court", "a crowd marched through Y", where the deed itself is the event."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.kinds.agents import (
    chain_of,
    governed_status,
    is_negated,
    is_time_that,
    people_of,
    status_of,
    subject_of,
    under,
    verb_end,
    words_after,
)
from claims.kinds.frames import Attending, lemmas_of
from claims.kinds.gatherings import Gatherings
from claims.kinds.participants import Participant, Status, members, mode_in
from claims.kinds.presence import can_attend, is_people
from claims.pipeline.clauses import is_finite, predicate_of, subject
from claims.pipeline.labels import OBJECT, POSSESSOR, SUBJECT
from claims.pipeline.posts import is_post
from claims.pipeline.references import register

WITH = frozenset({"with"})
# How far after "meeting" its "with" may stand, in tokens: "our meeting in January with Ruben Romero".
REACH = 6
# Prepositions under which a meeting is one that the clause's subject was, or will be, at.
AROUND = frozenset(
    {"after", "at", "before", "during", "following", "for", "from", "in", "on", "to", "throughout"}
)
HOLDING = frozenset({"hold", "have", "conduct", "conclude", "begin", "start", "open", "end", "finish"})
# Who asks for a meeting is not yet at one.
WANTING = frozenset(
    {"ask", "call", "cancel", "demand", "hope", "request", "seek", "urge", "want", "refuse", "reject"}
)
# "The chancellor hosted the leaders of …": who is received is there.
RECEIVING = frozenset({"host", "receive", "welcome"})
COMING = frozenset({"will", "'ll", "’ll", "shall"})
PLACES = frozenset({"at", "before", "in", "to"})
# Where a crowd is or goes.
WHERE = frozenset(
    {"across", "along", "around", "at", "inside", "into", "near", "on", "onto", "outside", "through", "to"}
)
CROWDS = frozenset({"crowd", "throng"})


def met(verb: Token, known: Gatherings) -> Attending | None:
    """ "X met Y", "X and Y met", "X held talks with Y": the meeting itself is the event."""
    lemma = verb.lemma_.lower()
    talks = next((c for c in verb.rights if c.dep_ in OBJECT and c.i in known.at), None)
    if lemma in HOLDING and talks is not None:
        other = _with(verb) or _with(talks)
        number: int | None = known.at[talks.i]
    elif lemma == "meet":
        other = next((c for c in verb.rights if c.dep_ in OBJECT), None) or _with(verb)
        number = _called(verb, known)
    elif lemma in RECEIVING:
        other, number = _received(verb), _called(verb, known)
        if other is None:
            return None
    else:
        return None
    if other is not None and not can_attend(other):
        return None
    chain = chain_of(verb)
    who, status = subject_of(chain), status_of(chain)
    if status is None or who is None or is_time_that(who.left_edge):
        return None
    like = Participant(0, 0, mode=mode_in(words_after(verb)), status=status)
    own = people_of(who, replace(like, role="host" if lemma in RECEIVING else "participant"), chain[-1])
    people = own + (list(members(other, like)) if other is not None else [])
    if not any(_is_known(verb.doc, p) for p in people):
        return None
    if len(people) < 2 and not _is_mutual(verb, own, known) and (other is None or who.pos_ != "PRON"):
        return None
    start = min([who.left_edge.i, verb.i, *(p.start for p in own)])
    return Attending(start, verb_end(verb), number, (verb.i, verb.i + 1), tuple(people))


def _called(verb: Token, known: Gatherings) -> int | None:
    """The gathering's number in "met for talks", "met at a summit"."""
    nouns = (under(c, frozenset({"at", "for"})) for c in verb.rights)
    return next((known.at[noun.i] for noun in nouns if noun is not None and noun.i in known.at), None)


def _received(verb: Token) -> Token | None:
    """The people that a verb of receiving has for its object."""
    noun = next((c for c in verb.rights if c.dep_ in OBJECT), None)
    return noun if noun is not None and _is_somebody(noun) else None


def _with(word: Token) -> Token | None:
    return next((n for c in word.rights for n in [under(c, WITH)] if n is not None), None)


def _is_mutual(verb: Token, own: list[Participant], known: Gatherings) -> bool:
    """ "Envoys of A and B met in Geneva": a plural that meets nobody else."""
    plural = any(token.tag_ in ("NNS", "NNPS") for p in own for token in verb.doc[p.start : p.end])
    return plural and not any(c.dep_ in OBJECT and c.i not in known.at for c in verb.rights)


def _is_known(doc: Doc, person: Participant) -> bool:
    """Whether a name stands in the words, a pronoun that stands for one, or a noun for those in office."""
    known = register(doc).referents
    return any(
        t.pos_ == "PROPN" or t.i in known or is_post(t.lemma_.lower()) for t in doc[person.start : person.end]
    )


def meeting_with(noun: Token, known: Gatherings) -> Attending | None:
    """ "After a meeting with Y, X said …", "our meeting with Y", "a delegation to Berlin for talks with Y"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in wordlists.words("meeting_nouns.txt"):
        return None
    other = _with_nearby(noun)
    if other is None or not can_attend(other) or _is_wanted(noun):
        return None
    predicate = predicate_of(noun)
    status, who = _status_in(predicate, noun), subject(predicate)
    if status is None or (who is not None and is_time_that(who.left_edge)):
        return None
    like = Participant(0, 0, status=status)
    there = list(members(other, like))
    if not any(_is_known(noun.doc, person) for person in there):
        return None
    people = _whose(noun, like) or _who_is_there(noun, predicate, like)
    start = min(noun.i, *(p.start for p in (*people, *there)))
    end = max(p.end for p in there)
    return Attending(start, end, known.at.get(noun.i), (noun.i, noun.i + 1), (*people, *there))


def _with_nearby(noun: Token) -> Token | None:
    """Who is met: the noun under the "with" that follows the meeting, on whatever the parse hangs it."""
    for token in noun.doc[noun.i + 1 : noun.sent.end][:REACH]:
        if token.lower_ == "with":
            return under(token.head, WITH) or under(token, WITH)
        if token.is_punct or is_finite(token):
            return None
    return None


def _is_wanted(noun: Token) -> bool:
    """ "Requested a meeting with", "plans for talks with": a meeting that is asked for or denied."""
    governors = (noun.head, noun.head.head)
    return any(word.lemma_.lower() in WANTING or is_negated(word) for word in governors) or any(
        child.lower_ in ("no", "any", "another", "further") for child in noun.lefts
    )


def _status_in(predicate: Token, noun: Token) -> Status | None:
    """How far the meeting has come, by the clause that it stands in."""
    preposition = next((c.lower_ for c in noun.lefts if c.dep_ == "case"), "")
    if noun.dep_ not in SUBJECT | OBJECT and preposition not in AROUND and noun.head.lower_ not in AROUND:
        return None
    if any(child.lower_ in COMING for child in predicate.lefts):
        return "expected"
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    return (governed_status(chain_of(verb)) if verb is not None else None) or "attended"


def _whose(noun: Token, like: Participant) -> list[Participant]:
    """ "Brown's meeting with", "her talks with"."""
    owner = next((c for c in noun.lefts if c.dep_ in POSSESSOR), None)
    return [] if owner is None else list(members(owner, like))


def _who_is_there(noun: Token, predicate: Token, like: Participant) -> list[Participant]:
    """The clause's subject, where it is somebody: they speak, travel or meet around the meeting."""
    who = subject(predicate)
    if who is None or who.i == noun.i or who.i > predicate.i or not _is_somebody(who):
        return []
    return [replace(p, role="participant") for p in people_of(who, like, predicate)]


def _is_somebody(noun: Token) -> bool:
    known = register(noun.doc)
    place = known.at.get(noun.i)
    name = place is not None and known.mentions[place].type == "PERSON"
    return name or noun.i in known.referents or is_people(noun) or is_post(noun.lemma_.lower())


def appeared(verb: Token) -> Attending | None:
    """ "X testified before the committee", "X appeared in court": the hearing itself has no other name."""
    if verb.lemma_.lower() not in wordlists.words("appearing_verbs.txt"):
        return None
    place = next((n for c in verb.rights for n in [under(c, PLACES)] if n is not None), None)
    if place is None or not _hears(place):
        return None
    chain = chain_of(verb)
    who, status = subject_of(chain), status_of(chain)
    if who is None or status is None:
        return None
    people = people_of(who, Participant(0, 0, role="speaker", status=status), chain[-1])
    if not any(_is_known(verb.doc, p) or is_people(verb.doc[p.end - 1]) for p in people):
        return None
    start = min(who.left_edge.i, verb.i)
    return Attending(start, max(verb_end(verb), verb.i + 1), None, (verb.i, verb.i + 1), tuple(people))


def crowded(verb: Token) -> Attending | None:
    """ "Thousands of people marched through Lyon", "a crowd of 300 gathered outside": the crowd itself is the event."""
    if wordlists.words("crowding_verbs.txt").isdisjoint(lemmas_of(verb)):
        return None
    if any(c.dep_ in OBJECT for c in verb.rights) or not any(map(_says_where, verb.rights)):
        return None
    chain = chain_of(verb)
    who, status = subject_of(chain), status_of(chain)
    if who is None or status is None or not _is_crowd(who):
        return None
    people = people_of(who, Participant(0, 0, status=status), chain[-1])
    start = min(who.left_edge.i, verb.i)
    return Attending(start, verb_end(verb), None, (verb.i, verb.i + 1), tuple(people))


def _says_where(word: Token) -> bool:
    """ "Outside parliament", "in Lyon", "in the square", but not "in support of …"."""
    place = under(word, frozenset({"in"}))
    if place is not None:
        return place.i in register(place.doc).at or any(c.dep_ == "det" for c in place.lefts)
    return under(word, WHERE) is not None


def _is_crowd(noun: Token) -> bool:
    """Many people: "about 4,000 people", "hundreds of protesters", "crowds"."""
    if noun.lemma_.lower() in CROWDS:
        return True
    if noun.lower_ in wordlists.words("magnitudes.tsv"):
        return any(_is_crowd(n) for c in noun.rights for n in [under(c, frozenset({"of"}))] if n is not None)
    return noun.tag_ in ("NNS", "NNPS") and is_people(noun)


def _hears(place: Token) -> bool:
    """A court, a committee or a judge."""
    known = register(place.doc)
    name = known.at.get(place.i)
    words = known.mentions[name].words if name is not None else ()
    bodies = wordlists.words("hearing_bodies.txt")
    return place.lemma_.lower() in bodies or any(word in bodies for word in words)

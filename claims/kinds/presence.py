"""Clauses that say who is there without a verb of attendance: "was absent", "were among the guests",
"a meeting that drew 300 delegates", "the delegation was headed by …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from claims import wordlists
from claims.kinds.frames import Attending, lemmas_of
from claims.kinds.gatherings import Gatherings
from claims.kinds.participants import Participant, Status, agent_of, members
from claims.pipeline.labels import COPULA, OBJECT, RELATIVE, SUBJECT, SUBJECT_PASSIVE
from claims.pipeline.posts import is_post
from claims.pipeline.references import register

NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
HEADING = frozenset({"head", "lead"})
GROUPS = frozenset({"delegation", "team", "side"})
AHEAD = frozenset({"will", "would", "shall"})


def present(verb: Token, known: Gatherings) -> Attending | None:
    """The clause of one of these at its verb or predicate; None where it is none of them."""
    return (
        _there_or_not(verb, known) or _among_guests(verb, known) or _drew(verb, known) or _headed(verb, known)
    )


def _there_or_not(word: Token, known: Gatherings) -> Attending | None:
    """ "X was present", "X was absent", "X stayed away"."""
    status = wordlists.table("presence_words.tsv").get(word.lower_)
    verb = _copula(word)
    if status is None or verb is None:
        return None
    holder = word if verb.i in {child.i for child in word.children} else verb
    subject = next((c for c in holder.lefts if c.dep_ in SUBJECT), None)
    number = _gathering_after(word, known)
    if number is None and not any(child.dep_ in ("obl", "prep") for child in holder.rights):
        number = known.meant(word.i)
    if subject is None or number is None:
        return None
    if any(child.lower_ in NEGATIONS for child in (*holder.children, *verb.children)):
        status = "absent" if status == "attended" else "attended"
    return _attending(subject, word.i + 1, number, (verb.i, word.i + 1), cast(Status, status))


def _copula(word: Token) -> Token | None:
    """The verb that says where somebody is or stays, in either scheme."""
    own = next((c for c in word.children if c.dep_ in COPULA), None)
    if own is not None:
        return own
    return word.head if word.head.lemma_ in ("be", "stay", "remain") and word.head.i < word.i else None


def _among_guests(word: Token, known: Gatherings) -> Attending | None:
    """ "A and B were among the guests [at the summit]", "A was a guest at the summit"."""
    if word.lemma_.lower() not in wordlists.words("guests.txt"):
        return None
    among = any(child.lower_ in ("among", "amongst") and child.i < word.i for child in word.children)
    verb = _copula(word)
    subject = next((c for c in word.lefts if c.dep_ in SUBJECT), None)
    number = _gathering_after(word, known)
    number = known.meant(word.i) if number is None and among else number
    if verb is None or subject is None or number is None:
        return None
    return _attending(subject, word.i + 1, number, (verb.i, word.i + 1), "attended")


def _drew(verb: Token, known: Gatherings) -> Attending | None:
    """ "The summit drew 300 delegates": the subject is the gathering, the object those who come."""
    if verb.lemma_.lower() not in wordlists.words("drawing_verbs.txt"):
        return None
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECT - SUBJECT_PASSIVE), None)
    if subject is not None and subject.tag_ in ("WDT", "WP") and verb.dep_ in RELATIVE:
        subject = verb.head
    drawn = next((c for c in verb.rights if c.dep_ in OBJECT), None)
    if subject is None or drawn is None or subject.i not in known.at or not is_people(drawn):
        return None
    ahead = any(child.lower_ in AHEAD for child in verb.lefts)
    status: Status = "expected" if ahead else "attended"
    people = tuple(members(drawn, Participant(0, 0, status=status)))
    end = max((p.end for p in people), default=drawn.i + 1)
    return Attending(subject.left_edge.i, end, known.at[subject.i], (verb.i, verb.i + 1), people)


def is_people(noun: Token) -> bool:
    """Whether a noun means people: "officials", "delegates", a person's name."""
    lists = (wordlists.words("guests.txt"), wordlists.words("people_groups.txt"))
    kinds = (*lists, frozenset(row[0] for row in wordlists.rows("person_nouns.tsv")))
    return noun.ent_type_ == "PERSON" or any(lemma in kind for kind in kinds for lemma in lemmas_of(noun))


def can_attend(noun: Token) -> bool:
    """Whether a noun means somebody or a body, who can come or be met, unlike needs, targets and deadlines."""
    kinds = {word: kind for word, kind, _ in wordlists.rows("class_nouns.tsv")}
    people = noun.pos_ in ("PRON", "PROPN") or is_people(noun) or is_post(noun.lemma_.lower())
    body = any(kinds.get(lemma) == "ORG" for lemma in lemmas_of(noun))
    return people or body or noun.i in register(noun.doc).at


def _headed(verb: Token, known: Gatherings) -> Attending | None:
    """ "The delegation was headed by X": both take part."""
    if verb.lemma_.lower() not in HEADING:
        return None
    group = next((c for c in verb.lefts if c.dep_ in SUBJECT_PASSIVE and c.lemma_.lower() in GROUPS), None)
    leader = agent_of(verb)
    if group is None:
        group = next((c for c in verb.rights if c.dep_ in OBJECT and c.lemma_.lower() == "delegation"), None)
        leader = next((c for c in verb.lefts if c.dep_ in SUBJECT), None)
    number = known.meant(verb.i)
    if group is None or leader is None or number is None:
        return None
    ahead = any(child.lower_ in AHEAD for child in verb.lefts)
    like = Participant(0, 0, status="expected" if ahead else "attended")
    people = tuple(_both(group, leader, like))
    start = min(p.start for p in people)
    return Attending(start, max(p.end for p in people), number, (verb.i, verb.i + 1), people)


def _both(group: Token, leader: Token, like: Participant) -> Iterator[Participant]:
    yield from members(group, like)
    for person in members(leader, like):
        yield replace(person, role="head")


def _gathering_after(word: Token, known: Gatherings) -> int | None:
    """The gathering among the next few words of the clause: "absent from the summit"."""
    for token in word.doc[word.i + 1 : word.sent.end][:6]:
        if token.i in known.at:
            return known.at[token.i]
        if token.is_punct:
            break
    return None


def _attending(
    subject: Token, end: int, number: int, event: tuple[int, int], status: Status
) -> Attending | None:
    people = [p for p in members(subject, Participant(0, 0, status=status)) if p.start < end]
    if not people:
        return None
    return Attending(min(p.start for p in people), end, number, event, tuple(people))

"""Who holds a post, by the words around it: a title, an apposition, a predicate, a verb of appointing."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.pipeline.labels import (
    APPOSITION,
    ATTRIBUTE,
    COMPLEMENT,
    CONJUNCT,
    COPULA,
    OBJECT,
    OBLIQUE,
    PREPOSITION_OBJECT,
    REDUCED_RELATIVE,
    RELATIVE,
    SUBJECT,
    SUBJECT_PASSIVE,
)
from claims.pipeline.mentions import Mention, is_honorific
from claims.pipeline.posts import Post
from claims.pipeline.references import Register


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a post: tokens [start, end) of the phrase, and the verb that says so, if one does."""

    start: int
    end: int
    verb: Token | None = None


def bearer_of(doc: Doc, known: Register, post: Post, start: int, end: int) -> tuple[Bearer | None, bool]:
    """Who holds the post, and whether it is but a title before the name.

    Tokens [start, end) are the post's with what it is of.
    """
    title = _titled(doc, known, post)
    if title is not None:
        return title, True
    head = doc[post.start : post.end].root
    bearer = (
        _apposed(doc, known, post, start, end) or _beside(known, head) or _predicated(head) or _given(head)
    )
    return bearer or _said_to_hold(known, head), False


def _titled(doc: Doc, known: Register, post: Post) -> Bearer | None:
    """ "President | Xi Jinping", "party leader Sir | Keir Starmer"."""
    start = post.end
    if start < len(doc) and start not in known.at and is_honorific(doc[start].text):
        start += 1
    person = person_at(known, start)
    return Bearer(start, person.end) if person is not None and person.start == start else None


def _apposed(doc: Doc, known: Register, post: Post, start: int, end: int) -> Bearer | None:
    """ "the deputy head, Guo Yezhou" and "Guo Yezhou, deputy head of …": by the comma between them;
    "the envoy for Syria Ana Duarte"; an age may stand between commas: "Ana Duarte, 42, an envoy"."""
    right = person_at(known, end)
    if right is not None and right.start == end > post.end:
        return Bearer(right.start, right.end)
    after = person_at(known, end + 1) if end < len(doc) and doc[end].text == "," else None
    if after is not None and after.start == end + 1:
        return Bearer(after.start, after.end)
    while start > 0 and _describes(doc[start - 1], post) and not doc[start].is_sent_start:
        start -= 1
    if start < 2 or doc[start - 1].text not in (",", "(") or doc[start].is_sent_start:
        return None
    last = start - 2
    if last > 1 and doc[last].like_num and doc[last - 1].text == ",":
        last -= 2
    before = person_at(known, last)
    if before is not None and _begins_clause(doc, before, post, end):
        return None
    return Bearer(before.start, before.end) if before is not None else None


def _begins_clause(doc: Doc, before: Mention, post: Post, end: int) -> bool:
    """ "According to Roe, | a detective was told": after what opens the sentence, the post is the subject."""
    opener = doc[before.start : before.end].root.dep_ in OBLIQUE | PREPOSITION_OBJECT
    closed = end == len(doc) or doc[end].is_punct
    return opener and not closed and doc[post.start : post.end].root.dep_ in SUBJECT


def _describes(word: Token, post: Post) -> bool:
    """An article or adjective before a post, or a noun that is part of it ("finance director")."""
    return word.pos_ in ("DET", "ADJ", "ADV") or (
        word.dep_ == "compound" and post.start <= word.head.i < post.end
    )


def _beside(known: Register, head: Token) -> Bearer | None:
    """ "Sorensen, an economist and former governor": one of the coordinated posts beside a name."""
    token = head
    while token.dep_ in CONJUNCT and token.head.i < token.i:
        token = token.head
    if token is head:
        return None
    person = person_at(known, token.head.i) if token.dep_ in APPOSITION else _described(known, token)
    return Bearer(person.start, person.end) if person is not None else None


def _described(known: Register, token: Token) -> Mention | None:
    """The name that a comma and "a" or "an" follow: what is coordinated then says more of the person."""
    person = person_at(known, token.i)
    after = token.doc[person.end : person.end + 2].text if person is not None else ""
    return person if after in (", a", ", an") else None


def person_at(known: Register, token: int) -> Mention | None:
    """The person's name that holds a token."""
    place = known.at.get(token)
    mention = known.mentions[place] if place is not None else None
    return mention if mention is not None and mention.type == "PERSON" else None


def _predicated(head: Token) -> Bearer | None:
    """ "Imran Khan is prime minister": the subject of the copula."""
    copula = next((child for child in head.children if child.dep_ in COPULA), None)
    if copula is None and head.dep_ in ATTRIBUTE and head.head.lemma_ == "be":
        return subject_of(head.head, head.head)
    return None if copula is None else subject_of(head, copula)


def _said_to_hold(known: Register, head: Token) -> Bearer | None:
    """ "The fund, whose director is Philip Grant": the post is the subject, the person what it is said to be."""
    verb = head.head
    if head.dep_ not in SUBJECT:
        return None
    copula = next((child for child in verb.children if child.dep_ in COPULA), None)
    if verb.lemma_ == "be":
        copula, verb = verb, next((c for c in verb.rights if c.dep_ in ATTRIBUTE), verb)
    person = person_at(known, verb.i)
    return Bearer(person.start, person.end, copula) if person is not None and copula is not None else None


def subject_of(clause: Token, verb: Token) -> Bearer | None:
    """The subject of a clause as who holds what its verb says; of a relative clause what it hangs on."""
    subject = next((child for child in clause.lefts if child.dep_ in SUBJECT), None)
    if subject is None and clause.dep_ in REDUCED_RELATIVE:
        return Bearer(clause.head.i, clause.head.i + 1, verb)
    if subject is None:
        return None
    if subject.tag_ in ("WP", "WDT") and clause.dep_ in RELATIVE:
        return Bearer(clause.head.i, clause.head.i + 1, verb)
    return Bearer(subject.left_edge.i, subject.right_edge.i + 1, verb)


def _given(head: Token) -> Bearer | None:
    """ "She was elected president", "he resigned as chairman", "they named her director"."""
    verb = head.head
    if head.dep_ in PREPOSITION_OBJECT:
        verb = verb.head
    row = _office_verbs().get(verb.lemma_.lower())
    if row is None or not _governed(head, verb):
        return None
    if row[3] == "object":
        person = next((c for c in verb.children if c.dep_ in OBJECT and c.i != head.i), None)
        if person is not None:
            return Bearer(person.left_edge.i, person.right_edge.i + 1, verb)
        if not any(c.dep_ in SUBJECT_PASSIVE for c in verb.children) and verb.tag_ != "VBN":
            return None
    return subject_of(verb, verb)


def _governed(head: Token, verb: Token) -> bool:
    """Whether the post is the verb's predicate, or stands under its "as"."""
    if head.dep_ in COMPLEMENT | OBJECT | ATTRIBUTE | {"oprd"}:
        return verb.lemma_.lower() not in ("step", "serve", "work", "replace", "succeed", "fire", "hire")
    prepositions = {c.lower_ for c in head.lefts if c.dep_ in ("case", "mark")}
    if head.dep_ in PREPOSITION_OBJECT:
        prepositions = {head.head.lower_}
    as_post = head.dep_ in OBLIQUE | PREPOSITION_OBJECT | {"advcl", "xcomp", "advmod"}
    return as_post and bool(prepositions & ({"as", "to"} if verb.lemma_ == "promote" else {"as"}))


def _office_verbs() -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in wordlists.rows("office_verbs.tsv")}

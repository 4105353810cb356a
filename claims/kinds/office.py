"""The kind ``office``: this person holds, held or will hold that post.

Read from titles ("Pakistani Prime Minister Imran Khan"), appositions ("the party's deputy head, Guo
Yezhou"), predicates ("she became its director"), and verbs of leading ("who has led the bank since
2019"). A bare title that only repeats an earlier one ("President Biden", again) is no new claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.annotation import Date
from claims.claim import Found, OfficeDetail
from claims.kinds.holding import Holding, as_held, by_modifiers, by_verb
from claims.pipeline import article_of
from claims.pipeline.labels import (
    APPOSITION,
    ATTRIBUTE,
    COMPLEMENT,
    COPULA,
    NOMINAL_MODIFIER,
    OBJECT,
    OBLIQUE,
    POSSESSOR,
    PREPOSITION,
    PREPOSITION_OBJECT,
    REDUCED_RELATIVE,
    SUBJECT,
    SUBJECT_PASSIVE,
)
from claims.pipeline.mentions import Mention
from claims.pipeline.names import cluster_of, country, named
from claims.pipeline.posts import Post, in_full, modifiers, posts
from claims.pipeline.references import Register, register
from claims.pipeline.sentences import sentence_end, sentence_start
from claims.span import Named

# Prepositions before what somebody holds a post of.
OF = frozenset({"of", "at", "for", "in", "to", "with"})
# How many tokens a bracket may hold before a post that is read as that of the body before the bracket.
BRACKET = 12
TITLES = frozenset({"nmod:desc", "compound", "amod", "flat", "det", "punct"})
BODY, SEAT = frozenset({"ORG", "FACILITY", "WORK", "PRODUCT", "EVENT", "MISC"}), frozenset({"PLACE", "NORP"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a post: tokens [start, end) of the phrase, and the verb that says so, if one does."""

    start: int
    end: int
    verb: Token | None = None


@dataclass(frozen=True, slots=True)
class Of:
    """What a post is of, and how far to both sides of the post its words reach."""

    start: int
    end: int
    organization: Named | None = None
    jurisdiction: Named | None = None


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every office claim of the Doc, in order of the posts."""
    known, repeated = register(doc), set[tuple[str, str]]()
    for post in posts(doc):
        of = _of(doc, known, post)
        bearer, bare = _bearer(doc, known, post, of)
        if bearer is None:
            continue
        found = _claim(doc, post, bearer, of)
        if found is not None:
            detail = found.detail
            assert isinstance(detail, OfficeDetail)
            key = (detail.person.name or "", in_full(post.noun))
            if not (bare and key in repeated and of.organization is None and of.jurisdiction is None):
                repeated.add(key)
                yield found
    yield from _leaders(doc, known)


def _claim(doc: Doc, post: Post, bearer: Bearer, of: Of) -> Found | None:
    person = _person(doc, register(doc), bearer.start, bearer.end)
    if person.name is None or _is_asked_or_denied(doc, bearer.verb):
        return None
    holding = by_modifiers(post.modifiers + _outer_modifiers(doc, of.start, post.start))
    date = None
    if bearer.verb is not None:
        holding, date = by_verb(doc, bearer.verb, holding)
    tokens = [of.start, post.start, bearer.start], [of.end, post.end, bearer.end]
    start, end = doc[min(tokens[0])].idx, _end(doc, max(tokens[1]))
    if date is not None:
        start, end = min(start, date.start), max(end, date.end)
    return _found(doc, start, end, person, _office(doc, post), of, holding, date)


def _found(
    doc: Doc, start: int, end: int, person: Named, office: Named, of: Of, holding: Holding, date: Date | None
) -> Found:
    detail = OfficeDetail(
        person=person,
        office=office,
        organization=of.organization,
        jurisdiction=of.jurisdiction,
        as_of=as_held(date, article_of(doc)),
        tense=holding.tense,
        qualifier=holding.qualifier,
    )
    return Found("office", start, end, detail)


def _office(doc: Doc, post: Post) -> Named:
    """The post's span, without words that only say when it is held ("former")."""
    start = post.start
    while start < post.end - 1 and modifiers().get(doc[start].lower_, "part") != "part":
        start += 1
    while start < post.end - 1 and doc[start].is_punct:
        start += 1
    end = _end(doc, post.end)
    return replace(named(doc, doc[start].idx, end), name=None)


def _end(doc: Doc, token: int) -> int:
    return doc[token - 1].idx + len(doc[token - 1])


def _phrase(doc: Doc, start: int, end: int) -> Named:
    return named(doc, doc[start].idx, _end(doc, end))


def _person(doc: Doc, known: Register, start: int, end: int) -> Named:
    """The bearer as a named span: the name alone, without its title."""
    first = next((i for i in range(start, end) if _person_at(known, i) is not None), None)
    mention = _person_at(known, first) if first is not None else None
    if mention is not None and all(doc[i].dep_ in TITLES for i in range(start, mention.start)):
        return _phrase(doc, mention.start, mention.end)
    return _phrase(doc, start, end)


def _outer_modifiers(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """The words before a post's nationality that say when it is held: "former | Pakistani prime minister"."""
    return tuple(doc[i].lower_ for i in range(start, end) if doc[i].lower_ in modifiers())


def _of(doc: Doc, known: Register, post: Post) -> Of:
    """What the post is of, by the names before it, a possessor, and a complement after it."""
    of = _before(doc, known, post)
    if of.organization is None and of.jurisdiction is None:
        of = replace(of, organization=_bracketed(doc, known, post))
    outside = [
        child
        for token in doc[post.start : post.end]
        for child in token.children
        if not post.start <= child.i < post.end
    ]
    for child in outside:
        if child.dep_ in POSSESSOR and child.i < post.start:
            of = _joined(of, _from_phrase(doc, known, child, child.left_edge.i, child.right_edge.i + 1))
        elif child.i >= post.end and _preposition(child) in OF:
            noun = _noun_under(child)
            if noun is not None and (child.dep_ in NOMINAL_MODIFIER | PREPOSITION):
                edge = _complement_end(noun)
                of = _joined(of, _from_phrase(doc, known, noun, child.left_edge.i, edge))
    return of


def _before(doc: Doc, known: Register, post: Post) -> Of:
    """Up to two names right before the post, and the words before those that say when it is held."""
    of = Of(post.start, post.end)
    start = post.start
    for _ in range(2):
        if start == 0 or doc[start].is_sent_start:
            break
        place = known.at.get(start - 1)
        mention = known.mentions[place] if place is not None else None
        if mention is not None and mention.type != "PERSON" and mention.end == start:
            of = _joined(of, _from_mention(doc, known, mention))
            start = mention.start
        elif country(doc[start - 1].text):
            start -= 1
            of = _joined(of, _typed(_phrase(doc, start, start + 1), "NORP", start, start + 1))
        else:
            break
    while start > 0 and doc[start - 1].lower_ in modifiers() and not doc[start].is_sent_start:
        start -= 1
    return replace(of, start=start)


def _bracketed(doc: Doc, known: Register, post: Post) -> Named | None:
    """The body after which the post stands in brackets: "the Farmers' Union (led there by chair …)"."""
    for i in range(post.start - 1, max(sentence_start(doc[post.start]), post.start - BRACKET), -1):
        if doc[i].text == ")":
            return None
        if doc[i].text == "(":
            place = known.at.get(i - 1)
            mention = known.mentions[place] if place is not None else None
            return _phrase(doc, mention.start, i) if mention is not None and mention.type == "ORG" else None
    return None


def _from_mention(doc: Doc, known: Register, mention: Mention) -> Of:
    place = _phrase(doc, mention.start, mention.end)
    return _typed(place, known.types[known.clusters[known.at[mention.start]]], mention.start, mention.end)


def _typed(place: Named, kind: str, start: int, end: int) -> Of:
    """The name as a body or as a jurisdiction; a people or a faith is neither."""
    if kind in SEAT:
        if kind == "NORP":
            place = replace(place, name=country(place.text))
        return Of(start, end, jurisdiction=place if place.name else None)
    return Of(start, end, organization=place if kind in BODY else None)


def _from_phrase(doc: Doc, known: Register, head: Token, start: int, end: int) -> Of:
    """The possessor or complement ``head``; one without a name counts only if it is a sort of body."""
    first = next(i for i in range(start, end) if doc[i].dep_ not in ("case", "prep", "punct") or i == head.i)
    last = end - 1 if doc[end - 1].tag_ == "POS" else end
    place = _phrase(doc, first, max(last, head.i + 1))
    number = cluster_of(doc, place.start, place.end)
    if number is not None:
        return _typed(place, known.types[number], start, end)
    kinds = {noun: kind for noun, kind, _ in wordlists.rows("class_nouns.tsv")}
    return Of(start, end, organization=place if kinds.get(head.lower_) == "ORG" else None)


def _joined(of: Of, other: Of) -> Of:
    return Of(
        min(of.start, other.start),
        max(of.end, other.end),
        of.organization or other.organization,
        of.jurisdiction or other.jurisdiction,
    )


def _preposition(child: Token) -> str:
    """The preposition of a complement, in either scheme."""
    if child.dep_ in PREPOSITION:
        return child.lower_
    return next((c.lower_ for c in child.lefts if c.dep_ == "case"), "")


def _noun_under(child: Token) -> Token | None:
    if child.dep_ in PREPOSITION:
        return next((c for c in child.children if c.dep_ in PREPOSITION_OBJECT), None)
    return child


def _complement_end(noun: Token) -> int:
    """Where the complement ends: before a clause or an apposition that says more of it."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in {"punct", "cc", "acl", "acl:relcl", "relcl", "parataxis", *APPOSITION}:
            break
        end = child.right_edge.i + 1
    return end


def _bearer(doc: Doc, known: Register, post: Post, of: Of) -> tuple[Bearer | None, bool]:
    """Who holds the post, and whether it is but a title before the name."""
    title = _titled(doc, known, post)
    if title is not None:
        return title, True
    head = doc[post.start : post.end].root
    return _apposed(doc, known, post, of) or _predicated(head) or _given(head), False


def _titled(doc: Doc, known: Register, post: Post) -> Bearer | None:
    """ "President | Xi Jinping"."""
    place = known.at.get(post.end)
    if place is None or known.mentions[place].type != "PERSON" or known.mentions[place].start != post.end:
        return None
    return Bearer(post.end, known.mentions[place].end)


def _apposed(doc: Doc, known: Register, post: Post, of: Of) -> Bearer | None:
    """ "the deputy head, Guo Yezhou" and "Guo Yezhou, deputy head of …": by the comma between them."""
    after = _person_at(known, of.end + 1) if of.end < len(doc) and doc[of.end].text == "," else None
    if after is not None and after.start == of.end + 1:
        return Bearer(after.start, after.end)
    start = of.start
    while start > 0 and doc[start - 1].pos_ in ("DET", "ADJ", "ADV") and not doc[start].is_sent_start:
        start -= 1
    if start < 2 or doc[start - 1].text not in (",", "(") or doc[start].is_sent_start:
        return None
    before = _person_at(known, start - 2)
    return Bearer(before.start, before.end) if before is not None else None


def _person_at(known: Register, token: int) -> Mention | None:
    place = known.at.get(token)
    mention = known.mentions[place] if place is not None else None
    return mention if mention is not None and mention.type == "PERSON" else None


def _predicated(head: Token) -> Bearer | None:
    """ "Imran Khan is prime minister": the subject of the copula."""
    copula = next((child for child in head.children if child.dep_ in COPULA), None)
    if copula is None and head.dep_ in ATTRIBUTE and head.head.lemma_ == "be":
        return _subject_of(head.head, head.head)
    return None if copula is None else _subject_of(head, copula)


def _subject_of(clause: Token, verb: Token) -> Bearer | None:
    subject = next((child for child in clause.lefts if child.dep_ in SUBJECT), None)
    if subject is None and clause.dep_ in REDUCED_RELATIVE:
        return Bearer(clause.head.i, clause.head.i + 1, verb)
    if subject is None:
        return None
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
    return _subject_of(verb, verb)


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


def _is_asked_or_denied(doc: Doc, verb: Token | None) -> bool:
    if verb is None:
        return False
    clause = verb.head if verb.dep_ in COPULA else verb
    negated = any(child.lower_ in ("not", "n't", "n’t", "never", "no") for child in clause.children)
    return negated or doc[sentence_end(verb) - 1].text == "?"


def _leaders(doc: Doc, known: Register) -> Iterator[Found]:
    """ "who has led the bank since 2019": the verb stands for the post."""
    verbs = wordlists.words("leading_verbs.txt")
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in verbs or _is_asked_or_denied(doc, verb):
            continue
        led = next((c for c in verb.rights if c.dep_ in OBJECT), None)
        bearer = _subject_of(verb, verb)
        if led is None or bearer is None:
            continue
        person = _phrase(doc, bearer.start, bearer.end)
        number = cluster_of(doc, person.start, person.end)
        if number is None or person.name is None or known.types[number] != "PERSON":
            continue
        of = _from_phrase(doc, known, led, led.left_edge.i, _complement_end(led))
        if (of.organization or of.jurisdiction or person).name is None or of == Of(of.start, of.end):
            continue
        holding, date = by_verb(doc, verb, Holding())
        start = min(person.start, doc[verb.i].idx)
        end = max(_end(doc, of.end), date.end if date else 0)
        office = replace(person, text=verb.text, start=verb.idx, end=verb.idx + len(verb), name=None)
        yield _found(doc, start, end, person, office, of, holding, date)

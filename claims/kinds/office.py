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
from claims.kinds.bearers import Bearer, bearer_of, person_at, subject_of
from claims.kinds.holding import Holding, as_held, by_modifiers, by_verb
from claims.pipeline import article_of
from claims.pipeline.labels import (
    APPOSITION,
    COPULA,
    NOMINAL_MODIFIER,
    OBJECT,
    POSSESSOR,
    PREPOSITION,
    PREPOSITION_OBJECT,
)
from claims.pipeline.mentions import Mention
from claims.pipeline.names import cluster_of, country, named
from claims.pipeline.posts import Post, in_full, modifiers, plural_titles, posts
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
class Of:
    """What a post is of, and how far to both sides of the post its words reach."""

    start: int
    end: int
    organization: Named | None = None
    jurisdiction: Named | None = None


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every office claim of the Doc: shared titles, then posts in order, then verbs of leading."""
    known, repeated = register(doc), set[tuple[str, ...]]()
    for post, shared in _shared(doc, known):
        assert isinstance(shared.detail, OfficeDetail)
        repeated.add(_said(shared.detail, post, bare=True))
        yield shared
    all_posts = posts(doc)
    after = {post.start: post for post in all_posts}
    for post in all_posts:
        of = _of(doc, known, post)
        bearer, bare = bearer_of(doc, known, post, of.start, of.end)
        if bearer is None:
            bearer = _of_both(doc, known, after.get(_after_and(doc, of.end)))
        if bearer is None:
            continue
        claimed = _claim(doc, post, bearer, of)
        if claimed is not None:
            detail = claimed.detail
            assert isinstance(detail, OfficeDetail)
            if not (bare and _said(detail, post) in repeated):
                repeated |= {_said(detail, post), _said(detail, post, bare=True)}
                yield claimed
    yield from _leaders(doc, known)


def _said(detail: OfficeDetail, post: Post, *, bare: bool = False) -> tuple[str, ...]:
    """What a title before a name repeats: person, post and, unless ``bare``, what it is of."""
    of = () if bare else (detail.organization, detail.jurisdiction)
    return (
        detail.person.name or "",
        in_full(post.noun),
        *(of_.name or of_.text for of_ in of if of_ is not None),
    )


def _shared(doc: Doc, known: Register) -> Iterator[tuple[Post, Found]]:
    """ "Senators Ann Hill and Bob Lee": a title in the plural, held by each."""
    for post in plural_titles(doc):
        start, of = post.end, _before(doc, known, post)
        while (person := person_at(known, start)) is not None and person.start == start:
            found = _claim(doc, post, Bearer(person.start, person.end), of)
            if found is not None:
                yield post, found
            start = _next_in_list(doc, person.end)


def _after_and(doc: Doc, end: int) -> int:
    """Where what "and" adds begins, right after a post."""
    return end + 1 if end < len(doc) and doc[end].lower_ in ("and", "&") else -1


def _of_both(doc: Doc, known: Register, post: Post | None) -> Bearer | None:
    """Who holds the second of two posts holds the first: "the company's founder and | chairman, Ann Hill"."""
    if post is None:
        return None
    of = _of(doc, known, post)
    bearer = bearer_of(doc, known, post, of.start, of.end)[0]
    return bearer if bearer is not None and bearer.start >= of.end and bearer.verb is None else None


def _next_in_list(doc: Doc, start: int) -> int:
    """Where the next name of a list may begin: after commas, "and", and what stands in brackets."""
    while start < len(doc) and doc[start].lower_ in (",", "and", "&", "("):
        closing = next((i for i in range(start, min(len(doc), start + BRACKET)) if doc[i].text == ")"), start)
        start = (closing if doc[start].text == "(" else start) + 1
    return start


def _claim(doc: Doc, post: Post, bearer: Bearer, of: Of) -> Found | None:
    person = _person(doc, register(doc), bearer.start, bearer.end)
    if person.name is None or _is_asked_or_denied(doc, bearer.verb):
        return None
    if of.organization is None and post.noun in wordlists.words("offices_of_bodies.txt"):
        return None
    outer = bearer.end if bearer.verb is None and bearer.end < of.start else of.start
    holding = by_modifiers(post.modifiers + _outer_modifiers(doc, outer, post.start))
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
    first = next((i for i in range(start, end) if person_at(known, i) is not None), None)
    mention = person_at(known, first) if first is not None else None
    if mention is not None and (_is_apposed(doc, mention) or _only_titles(doc, start, mention.start)):
        return _phrase(doc, mention.start, mention.end)
    return _phrase(doc, start, end)


def _only_titles(doc: Doc, start: int, end: int) -> bool:
    return all(doc[i].dep_ in TITLES for i in range(start, end))


def _is_apposed(doc: Doc, name: Mention) -> bool:
    """ "His successor, | Anna Kjaer": the name says who is meant."""
    return name.start > 0 and doc[name.start - 1].text == "," and doc[name.start].dep_ in APPOSITION


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
    if of.end == post.end and post.end < len(doc) and doc[post.end].lower_ in OF:
        of = _joined(of, _named_after(doc, known, post.end))
    return of


def _named_after(doc: Doc, known: Register, preposition: int) -> Of:
    """The name that follows a preposition, where the parse hangs it elsewhere: "for | the group Ocean Watch"."""
    start = preposition + 1
    while (
        start < min(len(doc) - 1, preposition + 3)
        and doc[start].pos_ in ("DET", "NOUN")
        and start not in known.at
    ):
        start += 1
    place = known.at.get(start)
    mention = known.mentions[place] if place is not None else None
    if mention is None or mention.type == "PERSON" or mention.start != start:
        return Of(preposition, preposition)
    return _from_mention(doc, known, mention)


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
        bearer = subject_of(verb, verb)
        if led is None or bearer is None or led.lemma_.lower() in wordlists.words("gatherings.txt"):
            continue
        person = _person(doc, known, bearer.start, bearer.end)
        number = cluster_of(doc, person.start, person.end)
        if number is None or person.name is None or known.types[number] != "PERSON":
            continue
        of = _from_phrase(doc, known, led, led.left_edge.i, _complement_end(led))
        if of == Of(of.start, of.end):
            continue
        holding, date = by_verb(doc, verb, Holding())
        start = min(person.start, doc[verb.i].idx)
        end = max(_end(doc, of.end), date.end if date else 0)
        office = replace(person, text=verb.text, start=verb.idx, end=verb.idx + len(verb), name=None)
        yield _found(doc, start, end, person, office, of, holding, date)

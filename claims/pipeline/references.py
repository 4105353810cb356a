"""What pronouns, titles and "the party" stand for: one walk over the sentences, left to right.

A pronoun or a definite noun gets an antecedent only where one fits by type, number, gender and place;
else it stays without. Each is looked for in its own sentence and the few before, so the walk is linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from claims import wordlists
from claims.annotation import NameType
from claims.article import CLAIM_ROLES
from claims.pipeline import article_of, text_of
from claims.pipeline.acronyms import definitions
from claims.pipeline.clusters import cluster, first_name_gender, gender_of
from claims.pipeline.labels import (
    APPOSITION,
    ATTRIBUTE,
    COPULA,
    NAME_PART,
    NOMINAL_MODIFIER,
    OBJECT,
    OBLIQUE,
    POSSESSOR,
    PREPOSITION,
    RELATIVE,
    SUBJECT,
)
from claims.pipeline.mentions import Mention, mentions, words_of
from claims.pipeline.posts import nouns as posts

CACHE = "claims_register"
# How many sentences back an antecedent may stand.
REACH = 3
# How many times more often than the next one a name is spoken of where "the party" means it everywhere.
DOMINANT = 3
PERSONAL = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "f"
)
NEUTER = frozenset({"it", "its", "itself"})
BODIES = frozenset({"ORG", "PLACE", "WORK"})
OPENING, CLOSING, STRAIGHT = "“«", "”»", '"'
# What stands before a noun without being part of its phrase, and what after it says which one is meant.
OUTSIDE = frozenset({"case", "cc", "prep", "mark", "cop", "aux"}) | SUBJECT
DEFINING = RELATIVE | NOMINAL_MODIFIER | PREPOSITION | {"acl"}
TITLE = frozenset({"nmod:desc"}) | NAME_PART


@dataclass(frozen=True, slots=True)
class Entry:
    """Something spoken of at a token: a name's cluster, or a common noun (cluster None), its rival."""

    token: int
    cluster: int | None
    subject: bool
    possessor: bool
    quoted: bool


@dataclass(slots=True)
class Register:
    """The names of one Doc, their clusters, and what each pronoun or definite noun stands for.

    ``at`` maps a token to its mention, ``referents`` the token of a pronoun or noun to its cluster.
    """

    mentions: tuple[Mention, ...]
    clusters: tuple[int, ...]
    ambiguous: frozenset[int]
    at: dict[int, int] = field(default_factory=dict)
    forms: dict[int, str] = field(default_factory=dict)
    types: dict[int, NameType] = field(default_factory=dict)
    genders: dict[int, str] = field(default_factory=dict)
    words: dict[int, set[str]] = field(default_factory=dict)
    titles: dict[str, list[int]] = field(default_factory=dict)
    referents: dict[int, int] = field(default_factory=dict)

    def name(self, cluster: int) -> str | None:
        """The fullest form of the cluster's name in the article; None where it stands for one of two."""
        return None if cluster in self.ambiguous else self.forms[cluster]


def register(doc: Doc) -> Register:
    """The Doc's register, made at the first call."""
    known = doc.user_data.get(CACHE)
    if not isinstance(known, Register):
        known = doc.user_data[CACHE] = _register(doc)
        _Walk(doc, known).run()
    return known


def _register(doc: Doc) -> Register:
    found = tuple(mentions(doc))
    clusters = cluster(found, definitions(text_of(doc)))
    known = Register(found, clusters.of, clusters.ambiguous)
    members = defaultdict[int, list[Mention]](list)
    for place, mention in enumerate(found):
        members[clusters.of[place]].append(mention)
        known.at.update(dict.fromkeys(range(mention.start, mention.end), place))
    for number, group in members.items():
        known.forms[number] = fullest([m for m in group if _is_told(doc, m)] or group)
        known.types[number] = Counter(mention.type for mention in group).most_common(1)[0][0]
        known.genders[number] = _gender(group)
        known.words[number] = {w for mention in group for w in (*mention.words, *words_of(mention.form))}
    return known


def _is_told(doc: Doc, mention: Mention) -> bool:
    """Whether the name stands in the story, not in a shop link or a credit: "Tagus News Store"."""
    article = article_of(doc)
    return article is None or article.role_at(doc[mention.start].idx) in CLAIM_ROLES


def fullest(group: Iterable[Mention]) -> str:
    """The form with most words, then most letters, then the first; all capitals only for want of better."""
    return max(group, key=lambda m: (not _shouts(m), len(m.form.split()), len(m.form))).form


def _shouts(mention: Mention) -> bool:
    """Whether all of the name stands in capitals, and it can't be an acronym."""
    return mention.form.isupper() and (" " in mention.form or mention.type == "PERSON")


def _gender(group: Sequence[Mention]) -> str:
    """ "f" or "m" from a form of address or a first name; "" where nothing says it."""
    known = [gender_of(mention.honorific) for mention in group]
    known += [first_name_gender(mention.words) for mention in group]
    found = {gender for gender in known if gender}
    return found.pop() if len(found) == 1 else ""


class _Walk:
    """The walk over one Doc: ``past`` holds the entries of the last sentences, the nearest last."""

    def __init__(self, doc: Doc, known: Register) -> None:
        self.doc, self.known = doc, known
        self.past: deque[list[Entry]] = deque(maxlen=REACH)
        self.here: list[Entry] = []
        self.seen: dict[int, int] = {}
        self.quoted = _quoted(doc)

    def run(self) -> None:
        for sentence in self.doc.sents:
            self.here = []
            for token in sentence:
                self._visit(token)
            if any(not entry.quoted or entry.cluster is not None for entry in self.here):
                self.past.append(self.here)

    def _visit(self, token: Token) -> None:
        place = self.known.at.get(token.i)
        if place is not None:
            if token.i == self._head(place):
                self._note(token, self.known.clusters[place])
                self._note_title(token, place)
            return
        word = token.lower_
        if token.pos_ == "PRON" and (word in PERSONAL or word in NEUTER):
            self._resolve(token, self._person(token) if word in PERSONAL else self._thing(token))
        elif token.pos_ in ("NOUN", "PROPN"):
            found = self._definite(token)
            self._resolve(token, found)
            if found is None and (token.dep_ in SUBJECT or _is_another_person(token)):
                self._note(token, None)

    def _head(self, place: int) -> int:
        mention = self.known.mentions[place]
        return self.doc[mention.start : mention.end].root.i

    def _resolve(self, token: Token, found: int | None) -> None:
        if found is not None:
            self.known.referents[token.i] = found
            self._note(token, found)

    def _note(self, token: Token, number: int | None) -> None:
        top = _title_bearer(token)
        subject = top.dep_ in SUBJECT
        possessor = top.dep_ in POSSESSOR and top.head.dep_ in SUBJECT
        self.here.append(Entry(token.i, number, subject, possessor, self.quoted[token.i]))
        if number is not None:
            self.seen[number] = self.seen.get(number, 0) + 1

    def _note_title(self, token: Token, place: int) -> None:
        title = self.known.mentions[place].honorific
        number = self.known.clusters[place]
        if title and self.known.types[number] == "PERSON" and number not in self.known.titles.get(title, ()):
            self.known.titles.setdefault(title, []).append(number)

    def _person(self, pronoun: Token) -> int | None:
        """ "he", "her": the one person that fits in the nearest sentence that has any."""
        gender = PERSONAL[pronoun.lower_]
        here, *past = [
            self._persons(entries, gender, pronoun) for entries in (self.here, *reversed(self.past))
        ]
        before = next((entries for entries in past if entries), [])
        if here and pronoun.dep_ in SUBJECT and not any(entry.subject for entry in here):
            here = [*here, *(entry for entry in before if entry.subject)]
        return self._one(here or before, gender)

    def _persons(self, entries: list[Entry], gender: str, pronoun: Token) -> list[Entry]:
        """The entries that a pronoun of this gender may stand for, common nouns among them.

        Quoted words and the text around them are two people's: neither's pronouns look into the other's.
        """
        barred = _co_argument(pronoun)
        return [
            entry
            for entry in entries
            if self._gender(entry) in ("", gender)
            and entry.token not in barred
            and entry.quoted == self.quoted[pronoun.i]
        ]

    def _gender(self, entry: Entry) -> str | None:
        """The person's gender, "" where it is not known; None of what is no person."""
        if entry.cluster is None:
            return _person_nouns().get(self.doc[entry.token].lower_)
        return self.known.genders[entry.cluster] if self.known.types[entry.cluster] == "PERSON" else None

    def _one(self, fitting: list[Entry], gender: str) -> int | None:
        """The only one; else the only one whose gender is known; else the only subject."""
        known = [entry for entry in fitting if self._gender(entry) == gender]
        subjects = [entry for entry in fitting if entry.subject]
        for choice in (fitting, known, subjects):
            numbers = {entry.cluster for entry in choice}
            if len(numbers) == 1:
                return numbers.pop()
        return None

    def _thing(self, pronoun: Token) -> int | None:
        """ "it", "its": the subject that went before, if it is a name and the only one."""
        if pronoun.dep_ not in SUBJECT | POSSESSOR or self.quoted[pronoun.i] or _expletive(pronoun):
            return None
        agent = _does_what_bodies_do(pronoun)
        for entries in (self.here, *reversed(self.past)):
            rivals = [
                entry
                for entry in entries
                if (entry.subject or (entry.possessor and agent))
                and entry.token != pronoun.i
                and not entry.quoted
                and not self._is_person(entry)
                and not (agent and entry.cluster is None)
            ]
            if rivals:
                return self._one_thing(rivals, agent)
        return None

    def _is_person(self, entry: Entry) -> bool:
        if entry.cluster is None:
            noun = self.doc[entry.token]
            return noun.lower_ in posts() or noun.tag_ in ("NNS", "NNPS")
        return self.known.types[entry.cluster] in ("PERSON", "NORP")

    def _one_thing(self, rivals: list[Entry], agent: bool) -> int | None:
        subjects = [entry for entry in rivals if entry.subject]
        numbers = {entry.cluster for entry in subjects or rivals}
        number = numbers.pop() if len(numbers) == 1 else None
        if number is None or (agent and self.known.types[number] not in BODIES):
            return None
        return number

    def _definite(self, noun: Token) -> int | None:
        """ "the party", "the CCP department", "the prime minister": the one name that it fits."""
        if not _is_definite(noun):
            return None
        phrase = _plain_phrase(noun)
        if phrase in posts():
            bearers = [n for n in self.known.titles.get(phrase, ()) if n in self.seen]
            return self._nearest(bearers) if not _is_defined(noun) else None
        row = _class_nouns().get(noun.lower_)
        if row is None or noun.pos_ != "NOUN" or not self._unqualified(noun):
            return None
        kind, needed = row
        fitting = [
            number
            for number in self.seen
            if _alike(self.known.types[number], kind) and self.known.words[number] & needed
        ]
        return self._nearest(self._with_modifier(noun, fitting))

    def _unqualified(self, noun: Token) -> bool:
        """Whether only an article or a name stands before the noun, and nothing defines it after."""
        return not _is_defined(noun) and all(
            child.dep_ == "det" or child.i in self.known.at or child.is_punct or child.dep_ in OUTSIDE
            for child in noun.lefts
        )

    def _with_modifier(self, noun: Token, fitting: list[int]) -> list[int]:
        """Those whose name holds the name before the noun ("the CCP department")."""
        modifiers = [child for child in noun.lefts if child.i in self.known.at]
        for child in modifiers:
            number = self.known.clusters[self.known.at[child.i]]
            fitting = [n for n in fitting if n != number and self.known.words[n] & self._all_words(number)]
        return fitting

    def _all_words(self, number: int) -> set[str]:
        return self.known.words[number] - {"the", "of", "and"} - set(_class_nouns())

    def _nearest(self, fitting: list[int]) -> int | None:
        """The only one; else the dominant one; else the one of the last sentences, if none is spoken of more."""
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        first, second = sorted(fitting, key=lambda number: -self.seen[number])[:2]
        if self.seen[first] >= DOMINANT * self.seen[second]:
            return first
        near = {e.cluster for entries in (self.here, *self.past) for e in entries if e.cluster in fitting}
        return first if near == {first} else None


def _is_defined(noun: Token) -> bool:
    """Whether a clause or a complement after the noun says which one is meant."""
    return any(child.dep_ in DEFINING for child in noun.rights)


def _alike(kind: str, other: str) -> bool:
    """Names of persons and places are told apart well, bodies, events and works less so."""
    return kind == other or not {kind, other} & {"PERSON", "PLACE", "NORP"}


@cache
def _class_nouns() -> dict[str, tuple[str, frozenset[str]]]:
    rows = wordlists.rows("class_nouns.tsv")
    return {noun: (kind, frozenset(words.split())) for noun, kind, words in rows}


@cache
def _person_nouns() -> dict[str, str]:
    rows = wordlists.table("person_nouns.tsv").items()
    return {noun: "" if gender == "-" else gender for noun, gender in rows}


def _is_another_person(noun: Token) -> bool:
    """A person without a name, and not one who is named beside it ("Ana Silva, a teacher")."""
    described = noun.dep_ in APPOSITION | ATTRIBUTE or any(child.dep_ in COPULA for child in noun.children)
    return noun.lower_ in _person_nouns() and not described


def _quoted(doc: Doc) -> list[bool]:
    """Whether each token stands between quotation marks; a paragraph's end closes an open mark."""
    inside, flags = False, []
    for token in doc:
        if token.text in OPENING or (token.text == STRAIGHT and not inside):
            inside = True
        elif token.text in CLOSING or token.text == STRAIGHT or "\n" in token.text:
            inside = False
        flags.append(inside)
    return flags


def _title_bearer(token: Token) -> Token:
    """The head of the phrase of title and name."""
    while token.dep_ in TITLE and token.head.i != token.i and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
    return token


def _co_argument(pronoun: Token) -> frozenset[int]:
    """Subjects of the same verb, which a plain object pronoun cannot stand for."""
    if pronoun.dep_ not in OBJECT | OBLIQUE or pronoun.lower_.endswith("self"):
        return frozenset()
    return frozenset(
        part.i for child in pronoun.head.children if child.dep_ in SUBJECT for part in (child, *child.subtree)
    )


def _expletive(pronoun: Token) -> bool:
    """ "It is … that", "it would be the first time": nothing named."""
    if pronoun.dep_ == "expl":
        return True
    if pronoun.dep_ not in SUBJECT:
        return False
    clause = pronoun.head
    copular = any(child.dep_ in COPULA for child in clause.children) or clause.lemma_ == "be"
    return copular and any(
        child.dep_ in {"ccomp", "csubj", "advcl", "xcomp", "acl", *RELATIVE}
        for child in clause.subtree
        if child.i > clause.i
    )


def _does_what_bodies_do(pronoun: Token) -> bool:
    return pronoun.dep_ in SUBJECT and pronoun.head.lemma_.lower() in wordlists.words("agentive_verbs.txt")


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in ("the", "this", "that") and child.dep_ == "det" for child in noun.lefts)


def _plain_phrase(noun: Token) -> str:
    """The noun with what is compounded before it: "prime minister"."""
    parts = [child for child in noun.lefts if child.dep_ in ("compound", "amod")]
    return " ".join(token.lower_ for token in (*parts, noun))

"""The members of a phrase that names those who take part: coordinations, lists, delegations' heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Token

from claims.pipeline.labels import AGENT, APPOSITION, CONJUNCT, PREPOSITION_OBJECT, REDUCED_RELATIVE
from claims.pipeline.posts import is_post, title_start
from claims.pipeline.references import register

Role = Literal["host", "organizer", "speaker", "head", "participant"]
Mode = Literal["in_person", "online"]
Status = Literal["attended", "expected", "invited", "accepted", "declined", "absent"]
NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
SMALL = {word: number for number, word in enumerate(NUMBERS.split(), start=1)}
# What belongs to another clause or another member, and ends a member's phrase.
ENDS = frozenset(
    {"conj", "cc", "punct", "acl", "acl:relcl", "relcl", "appos", "parataxis", "dep", "list", "advcl", "obl"}
)
DASHES = frozenset({"–", "—", "-", "--", ":"})
IN_PERSON = re.compile(r"\bin[ -]+person\b", re.IGNORECASE)
ONLINE = re.compile(r"\b(online|virtually|remotely|(by|via) (video|zoom)|video[ -]?link)\b", re.IGNORECASE)
LEADING = frozenset({"head", "lead"})


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part: tokens [start, end)."""

    start: int
    end: int
    role: Role = "participant"
    mode: Mode | None = None
    count: int | None = None
    status: Status = "attended"


def members(head: Token, like: Participant, *, joined: bool = False) -> Iterator[Participant]:
    """Each member of the coordination headed by ``head``, with the role, mode and status of ``like``.

    ``joined``: an "and" that the parse hangs elsewhere makes commas a coordination.
    """
    for token in _coordinated(_named_after(head), joined=joined):
        listed = counted_list(token, _count(token), like)
        if listed:
            yield from listed
        elif token.pos_ != "PRON" or token.i in register(token.doc).referents:
            start, end = _phrase(token)
            yield replace(like, start=start, end=end, count=_count(token))
        yield from _heads_of(token, like)


def _named_after(head: Token) -> Token:
    """Of "the leaders Ann Hill and Bob Lee" the first name: those named are who take part."""
    name = next((c for c in head.rights if c.dep_ in APPOSITION and _is_person(c)), None)
    several = name is not None and any(c.dep_ in CONJUNCT for c in name.rights)
    return name if name is not None and several and head.tag_ in ("NNS", "NNPS") else head


def _is_person(token: Token) -> bool:
    known = register(token.doc)
    return token.i in known.at and known.mentions[known.at[token.i]].type == "PERSON"


def _coordinated(head: Token, *, joined: bool) -> Iterator[Token]:
    """The head and its conjuncts, nested ones too, in order; without an "and" there are none, for what a comma
    alone adds says more of the head."""
    yield head
    conjuncts = [token for token in _conjuncts(head) if not _is_described(head, token)]
    if joined or any(child.dep_ == "cc" for token in (head, *conjuncts) for child in token.children):
        yield from conjuncts


def _is_described(head: Token, token: Token) -> bool:
    """ "Ann Hill, chair of the Committee on Trade, | Labor and | Pensions": what a post after a name is of."""
    if not _is_person(head) or _is_person(token) or head.i + 2 >= token.i:
        return False
    known = register(head.doc)
    after = known.mentions[known.at[head.i]].end
    stretch = head.doc[after : token.i]
    opened = next((t.i + 1 for t in stretch if t.text == "," and t.i <= after + 4), None)
    return opened is not None and _opens_with_post(head.doc, opened, token.i)


def _conjuncts(head: Token) -> Iterator[Token]:
    for child in head.rights:
        if child.dep_ in CONJUNCT and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"):
            yield child
            yield from _conjuncts(child)


def _phrase(head: Token) -> tuple[int, int]:
    """Tokens [start, end) of one member: a whole name where it is one, else the noun phrase."""
    known = register(head.doc)
    place = known.at.get(_apposed(head).i)
    if place is not None:
        return known.mentions[place].start, known.mentions[place].end
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in ("case", "cc", "punct", "mark", "advmod", "cc:preconj", "cop", "aux", "nsubj"):
            break
        start = child.left_edge.i
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in ENDS:
            break
        end = child.right_edge.i + 1
    return _titled(head.doc, start, end) or (start, end)


def _titled(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The name at the end of a phrase after a title or a comma: "the mayor of Lisbon, | Ana Duarte"."""
    known = register(doc)
    place = known.at.get(end - 1)
    name = known.mentions[place] if place is not None else None
    if name is None or name.type != "PERSON" or name.start <= start:
        return None
    after_title = doc[name.start - 1].text == "," or title_start(doc, name.start) < name.start
    return (name.start, name.end) if after_title or _opens_with_post(doc, start, name.start) else None


def _opens_with_post(doc: Doc, start: int, end: int) -> bool:
    """ "The special envoy for Syria | Ana Duarte": a post with its complement before a name."""
    firsts = range(start, min(start + 3, end))
    return any(is_post(doc[first:last].text) for first in firsts for last in range(first + 1, end + 1))


def _apposed(head: Token) -> Token:
    """Of "the mediator, Ingrid Halvorsen" the person's name: it is who takes part."""
    known = register(head.doc)
    if head.i in known.at and known.mentions[known.at[head.i]].type != "PLACE":
        return head
    names = (c for c in head.rights if c.dep_ in APPOSITION | {"flat"} and c.i in known.at)
    return next((c for c in names if known.mentions[known.at[c.i]].type == "PERSON"), head)


def _count(head: Token) -> int | None:
    """The number before a plural noun: "two parties", "640 delegates"."""
    return next((number_of(child) for child in head.lefts if child.dep_ == "nummod"), None)


def number_of(token: Token) -> int | None:
    """A whole number in digits, or in words up to twelve."""
    digits = token.text.replace(",", "")
    return int(digits) if digits.isdecimal() else SMALL.get(token.lower_)


def counted_list(head: Token, count: int | None, like: Participant) -> list[Participant]:
    """The members that a dash or colon lists of a counted group, if they are as many as it says:
    "two unions from Peru – the miners' and teachers' unions"."""
    dash = next((t for t in _following(head) if t.text in DASHES and _stands_alone(t)), None)
    if count is None or count < 2 or dash is None:
        return []
    parts = _split(dash)
    if len(parts) != count:
        return []
    return [replace(like, start=start, end=end, count=None) for start, end in parts]


def _following(head: Token) -> Iterator[Token]:
    doc = head.doc
    for i in range(head.i + 1, min(len(doc), head.i + 8)):
        if doc[i].is_sent_start or doc[i].text in (",", ";", ")"):
            return
        yield doc[i]


def _stands_alone(mark: Token) -> bool:
    """Whether a dash has white space on both sides, as one inside a word has not."""
    return bool(mark.whitespace_) and mark.i > 0 and bool(mark.nbor(-1).whitespace_ or mark.text == ":")


def _split(dash: Token) -> list[tuple[int, int]]:
    """The stretches between "and" and commas after a dash, without article and a plural noun they share."""
    doc, parts = dash.doc, list[tuple[int, int]]()
    start = i = dash.i + 1
    while i < len(doc) and not doc[i].is_sent_start and not _ends_list(doc[i]):
        if doc[i].text == "," or doc[i].lower_ == "and":
            if i > start:
                parts.append((start, i))
            start = i + 1
        i += 1
    if i > start:
        parts.append((start, i))
    return _without_shared(doc, parts)


def _ends_list(token: Token) -> bool:
    return token.text in (".", ";", ")") or (token.text in DASHES and _stands_alone(token))


def _without_shared(doc: Doc, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not parts:
        return parts
    first, last = parts[0], parts[-1]
    if doc[first[0]].lower_ == "the" and first[1] - first[0] > 1:
        parts[0] = (first[0] + 1, first[1])
    shared = doc[last[1] - 1].tag_ == "NNS" and last[1] - last[0] > 1 and doc[first[1] - 1].tag_ != "NNS"
    if shared and len(parts) > 1:
        parts[-1] = (parts[-1][0], last[1] - 1)
    return parts


def _heads_of(group: Token, like: Participant) -> Iterator[Participant]:
    """Who leads a delegation: "a delegation headed by …"."""
    for clause in group.rights:
        if clause.dep_ not in REDUCED_RELATIVE or clause.lemma_.lower() not in LEADING:
            continue
        for child in clause.rights:
            leader = _agent(child)
            if leader is not None:
                start, end = _phrase(_bearer(leader))
                yield replace(like, start=start, end=end, role="head", count=None)


def _agent(child: Token) -> Token | None:
    """The noun under "by", in either scheme."""
    if child.dep_ in AGENT and child.lower_ == "by":
        return next((c for c in child.children if c.dep_ in PREPOSITION_OBJECT), None)
    by = any(c.lower_ == "by" and c.dep_ == "case" for c in child.lefts)
    return child if by else None


def _bearer(noun: Token) -> Token:
    """The name that a title stands before, where the parse hangs it on the title."""
    known = register(noun.doc)
    if noun.i in known.at:
        return noun
    return next((child for child in noun.rights if child.i in known.at and child.dep_ != "nmod"), noun)


def agent_of(verb: Token) -> Token | None:
    """Who does what a passive verb says: the noun under its "by"."""
    return next((found for child in verb.rights for found in [_agent(child)] if found is not None), None)


def mode_in(words: str) -> Mode | None:
    """In person or online, where the words say it."""
    if IN_PERSON.search(words):
        return "in_person"
    return "online" if ONLINE.search(words) else None

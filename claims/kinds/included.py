"""Lists of those who take part: "Those who have confirmed include …", "Among the guests were …".

Read by commas and brackets rather than by the parse, which long lists of names with titles and brackets
mislead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Span, Token

from claims import wordlists
from claims.kinds.frames import Attending, frames_of
from claims.kinds.gatherings import Gatherings
from claims.kinds.participants import DASHES, Participant, Status, counted_list, mode_in, number_of
from claims.pipeline.posts import is_post
from claims.pipeline.references import Register, register

AHEAD = frozenset({"will", "would", "plan", "plans"})


def included(sentence: Span, known: Gatherings) -> Attending | None:
    """The clause of a sentence that lists who takes part; None where it does no such thing."""
    verb = _opener(sentence)
    if verb is None:
        return None
    doc = sentence.doc
    before = doc[sentence.start : verb.i]
    if not any(_says_attendance(token) for token in before) and not _are_those_at(before, known):
        return None
    number = next((known.at[t.i] for t in before if t.i in known.at), None)
    if number is None:
        number = known.meant(verb.i)
    if number is None:
        return None
    end = sentence.end
    while end > verb.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    people = tuple(_listed(doc, verb.i + 1, end, Participant(0, 0, status=_status(before))))
    return Attending(sentence.start, end, number, (verb.i, verb.i + 1), people) if people else None


def _are_those_at(before: Span, known: Gatherings) -> bool:
    """ "Among those at the ceremony were …"."""
    return "those" in (token.lower_ for token in before) and any(token.i in known.at for token in before)


def _opener(sentence: Span) -> Token | None:
    """The verb that opens the list."""
    among = sentence[0].lower_ == "among"
    for token in sentence:
        if token.lemma_ == "include" and token.pos_ == "VERB" and token.tag_ != "VBG":
            return token
        if among and token.lemma_ == "be" and token.tag_ != "VBG":
            return token
    return None


def _says_attendance(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma in wordlists.words("guests.txt") or (
        lemma == "do" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "so"
    ):
        return True
    for frame in frames_of(token):
        noun = frame.noun == "-" or any(t.lower_ == frame.noun for t in token.doc[token.i : token.i + 4])
        if noun and frame.role == "participant":
            return True
    return lemma == "invite"


def _status(before: Span) -> Status:
    """How far it has come, by the words before the list, the first that says it; then by the tense."""
    table = wordlists.table("attendance_governors.tsv")
    for token in before:
        status = table.get(token.lemma_.lower()) or ("invited" if token.lower_ == "invited" else None)
        if status is not None:
            return cast(Status, status)
    return "expected" if any(token.lower_ in AHEAD for token in before) else "attended"


def _listed(doc: Doc, start: int, end: int, like: Participant) -> Iterator[Participant]:
    known = register(doc)
    person_before = False
    for first, last in _segments(doc, start, end):
        if person_before and _is_description(doc, known, first, last):
            continue
        inside = next((i for i in range(first, last) if doc[i].text == "("), last)
        member = _member(doc, known, first, inside, like)
        mode = mode_in(doc[inside:last].text)
        for participant in member:
            person_before = _type_at(known, participant.start) == "PERSON"
            yield replace(participant, mode=mode)
        yield from _leader(doc, known, inside, last, replace(like, mode=mode))


def _segments(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas and "and", but not those inside brackets or names, nor after a dash."""
    known, first, depth = register(doc), start, 0
    for i in range(start, end):
        depth += (doc[i].text == "(") - (doc[i].text == ")")
        if depth == 0 and _is_loose_dash(doc[i]):
            break
        if depth == 0 and doc[i].lower_ in (",", ";", "and", "or", "as") and i not in known.at:
            if i > first:
                yield first, i
            first = i + 1
    if first < end:
        yield first, end


def _is_loose_dash(token: Token) -> bool:
    return token.text in DASHES and bool(token.whitespace_) and bool(token.nbor(-1).whitespace_)


def _member(doc: Doc, known: Register, first: int, last: int, like: Participant) -> list[Participant]:
    """The person, else the counted group, else the name that a stretch is about."""
    places = sorted({known.at[i] for i in range(first, last) if i in known.at})
    people = [place for place in places if known.mentions[place].type == "PERSON"]
    count = next((number_of(doc[i]) for i in range(first, min(last, first + 3)) if doc[i].like_num), None)
    if people:
        return [replace(like, start=known.mentions[people[0]].start, end=known.mentions[people[0]].end)]
    if count is not None:
        listed = counted_list(doc[first], count, like)
        end = next((i for i in range(first, last) if _is_loose_dash(doc[i])), last)
        return listed or [replace(like, start=first, end=end, count=count)]
    names = [place for place in places if known.mentions[place].type not in ("NORP", "PERSON")]
    if names and known.mentions[names[0]].start - first <= 1:
        return [replace(like, start=known.mentions[names[0]].start, end=known.mentions[names[0]].end)]
    end = next((i for i in range(first, last) if _is_loose_dash(doc[i])), last)
    return [replace(like, start=first, end=end)] if _ends_in_post(doc, first, end) else []


def _ends_in_post(doc: Doc, first: int, last: int) -> bool:
    """ "the German chancellor": a post stands for who holds it."""
    return any(is_post(doc[start:last].text) for start in range(first, last))


def _is_description(doc: Doc, known: Register, first: int, last: int) -> bool:
    """ "…, the president of the European Commission": says more of the person before."""
    if any(_type_at(known, i) == "PERSON" for i in range(first, last)):
        return False
    stretches = (doc[start:end] for start in (first, first + 1) for end in range(start + 1, last + 1))
    return any(is_post(stretch.text) for stretch in stretches)


def _type_at(known: Register, token: int) -> str | None:
    place = known.at.get(token)
    return None if place is None else known.mentions[place].type


def _leader(doc: Doc, known: Register, first: int, last: int, like: Participant) -> Iterator[Participant]:
    """Who heads the delegation of the member before a bracket: "(a delegation headed by …)"."""
    for i in range(first, last - 1):
        if doc[i].lower_ in ("headed", "led") and doc[i + 1].lower_ == "by":
            place = next((known.at[j] for j in range(i + 2, last) if _type_at(known, j) == "PERSON"), None)
            if place is not None:
                mention = known.mentions[place]
                yield replace(like, start=mention.start, end=mention.end, role="head")
            return

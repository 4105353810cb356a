"""What a claim says, made self-contained, and the question that a checker must answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Doc

from claims import questions
from claims.claim import AttendanceDetail, Found, OfficeDetail, QuoteDetail
from claims.filling import filled
from claims.kinds.occasion import is_spoken_of, occasion
from claims.phrasing import with_article
from claims.pipeline import text_of
from claims.pipeline.labels import SUBJECT
from claims.pipeline.marks import MARK_CHARACTERS
from claims.pipeline.posts import is_plural_post
from claims.questions import known_event

# Characters of the longest mark: two back-ticks or apostrophes.
LONGEST_MARK = 2
POSSESSORS = ("my", "our", "your", "his", "her", "its", "their")
# "Ana Duarte, | 42, | a teacher": an age between the name and the post.
AGE = re.compile(r"\A\d{1,3},\s+")


def statement(doc: Doc, found: Found) -> str:
    """The claim's own words, with what was filled in in square brackets.

    An office that the text names without a verb gets one: "Imran Khan [is the] Pakistani Prime Minister".
    A gathering gets its place and day, where the article gives them elsewhere. Quoted words keep their marks,
    and get their speaker, where another sentence says who spoke.
    """
    detail = found.detail
    if isinstance(detail, QuoteDetail):
        return _of_quote(doc, found, detail)
    if isinstance(detail, OfficeDetail) and not _has_verb(doc, found):
        return _of_office(doc, found, detail)
    words = filled(doc, found.start, found.end)
    if isinstance(detail, AttendanceDetail):
        words += _where_and_when(doc, found, detail)
    return words


def question(doc: Doc, found: Found) -> str:
    """What must be answered to check the claim: one grammatical English question."""
    return wording(doc, found)[1]


def wording(doc: Doc, found: Found) -> tuple[str, str]:
    """The statement and its question."""
    said = statement(doc, found)
    return said, questions.question(doc, found, said)


def _has_verb(doc: Doc, found: Found) -> bool:
    phrase = doc.char_span(found.start, found.end, alignment_mode="expand")
    verbs = [token for token in phrase or () if token.pos_ in ("VERB", "AUX")]
    return any(c.dep_ in SUBJECT for verb in verbs for c in (*verb.children, *verb.head.children))


def _of_quote(doc: Doc, found: Found, detail: QuoteDetail) -> str:
    """The quote with its outer marks, and "[Ann Roe:]" before words that another sentence cues."""
    text, start, end = text_of(doc), found.start, found.end
    if detail.form == "direct":
        start -= len(_marks(reversed(text[max(0, start - LONGEST_MARK) : start])))
        end += len(_marks(text[end : end + LONGEST_MARK]))
    words, who = (
        filled(doc, start, end, spoken=detail.content if detail.form == "direct" else ()),
        detail.speaker,
    )
    if who is None or found.start <= who.start < found.end:
        return words
    return f"[{who.name or who.text}:] {words}"


def _marks(characters: Iterable[str]) -> list[str]:
    return list(takewhile(MARK_CHARACTERS.__contains__, characters))


def _of_office(doc: Doc, found: Found, detail: OfficeDetail) -> str:
    """The person, "[is]", and the rest of the phrase."""
    person = detail.person
    if is_plural_post(detail.office.text):
        return _of_shared_title(doc, found, detail)
    before = text_of(doc)[found.start : person.start].rstrip(" ,(")
    after = AGE.sub("", text_of(doc)[person.end : found.end].lstrip(" ,("), count=1)
    start = found.start if before else found.end - len(after)
    post = filled(doc, start, start + len(before or after))
    name = person.text if person.name in (person.text, None) else f"[{person.name}]"
    bare = post.split(" ", 1)[0].lower() not in ("the", "a", "an", *POSSESSORS)
    if not bare:
        post = post[0].lower() + post[1:]
    of = detail.organization or detail.jurisdiction
    elsewhere = of is not None and not found.start <= of.start < found.end
    modified = of is not None and found.start <= of.start < detail.office.start
    article = " the" if bare and modified and "’s" not in post and "'s" not in post else ""
    return f"{name} [is{article}] {post}" + (f" [of {with_article(doc, of)}]" if of and elsewhere else "")


def _of_shared_title(doc: Doc, found: Found, detail: OfficeDetail) -> str:
    """ "Luján [is one of the] Senators": a title in the plural, without the names of the others."""
    name = detail.person.text if detail.person.name is None else detail.person.name
    shown = name if name == detail.person.text else f"[{name}]"
    return f"{shown} [is one of the] {filled(doc, found.start, detail.office.end)}"


def _where_and_when(doc: Doc, found: Found, detail: AttendanceDetail) -> str:
    """ " [in Beijing, 2021-07-06]", so far as the claim's own words do not say it, after the gathering itself
    where they do not name that either."""
    place, day = occasion(doc, detail.event)
    own = text_of(doc)[found.start : found.end]
    missing = []
    if not is_spoken_of(doc, detail.event, found.start, found.end):
        missing.append(f"at {known_event(detail.event)}")
    if place is not None and place not in own:
        missing.append(f"in {place}")
    if day is not None and not any(
        found.start <= date.start < found.end and date.value[:10] == day for date in doc._.claims_dates
    ):
        missing.append(day)
    if not missing:
        return ""
    words = " ".join(word for word in missing if word != day)
    return f" [{', '.join(part for part in (words, day if day in missing else '') if part)}]"

"""The question that a checker must answer, for each kind of claim."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from claims import span, wordlists
from claims.claim import (
    AttendanceDetail,
    Attendee,
    DateDetail,
    FigureDetail,
    Found,
    OfficeDetail,
    QuoteDetail,
    SuperlativeDetail,
)
from claims.kinds.occasion import occasion
from claims.phrasing import indefinite, listed, lower_first, with_article
from claims.pipeline.labels import SUBJECT
from claims.pipeline.mentions import words_of
from claims.pipeline.posts import in_full, modifiers, split_post

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
# A clause that opens with one of these asks, and cannot follow "that".
ASKING = frozenset({"WP", "WP$", "WDT", "WRB"})
AWAY = frozenset({"absent", "declined"})


def question(doc: Doc, found: Found, statement: str) -> str:
    """One question in English. ``statement`` is the claim made self-contained."""
    detail = found.detail
    if isinstance(detail, OfficeDetail):
        return _office(doc, detail)
    if isinstance(detail, AttendanceDetail):
        return _attendance(doc, detail)
    if isinstance(detail, QuoteDetail):
        return _quote(doc, detail)
    clause = _clause(doc, found, statement)
    if isinstance(detail, DateDetail):
        return _date(detail, clause, statement)
    if clause is None:
        return f"Is this right: “{statement}”?"
    if isinstance(detail, (FigureDetail, SuperlativeDetail)):
        return f"Is it right that {clause}?"
    return f"Is it true that {clause}?"


def _office(doc: Doc, detail: OfficeDetail) -> str:
    person = detail.person.name or detail.person.text
    day = f" on {detail.as_of}" if detail.as_of else ""
    lemma = _leading_verb(doc, detail)
    if lemma is not None:
        of = detail.organization or detail.jurisdiction
        return f"Did {person} {lemma} {with_article(doc, of) if of else ''}{day}?"
    post = _post(detail) + _of(doc, detail)
    if detail.qualifier == "ousted":
        return f"Had {person} been ousted as {post}{f' by {detail.as_of}' if detail.as_of else ''}?"
    be = "Was" if detail.as_of else "Is"
    if detail.tense == "former":
        return f"{be} {person} {indefinite(f'former {post}')}{day}?"
    if detail.tense == "future" and detail.qualifier is None:
        return f"{be} {person} to become {post}{day.replace(' on ', ', as of ')}?"
    if detail.qualifier in ("acting", "interim"):
        post = f"{detail.qualifier} {post}"
    return f"{be} {person} {post}{day}?"


def _leading_verb(doc: Doc, detail: OfficeDetail) -> str | None:
    """The lemma, where a verb stands for the post ("has led the bank")."""
    phrase = doc.char_span(detail.office.start, detail.office.end, alignment_mode="expand")
    return str(phrase[0].lemma_) if phrase is not None and phrase[0].pos_ == "VERB" else None


def _post(detail: OfficeDetail) -> str:
    """The post in lower case and in full, with "a" where many hold it."""
    text = " ".join(detail.office.text.split())
    split = split_post(text)
    words, noun = split if split is not None else ((), text.casefold())
    noun = in_full(noun)
    after = f"-{detail.qualifier}" if detail.qualifier in ("elect", "designate") else ""
    kept = [word for word in words if modifiers().get(word) == "part"]
    post = " ".join([*kept, noun]) + after
    many = noun in wordlists.words("offices_many.txt") and detail.tense == "current" and not kept
    return indefinite(post) if many and detail.qualifier is None else post


def _of(doc: Doc, detail: OfficeDetail) -> str:
    """ "of Pakistan", "of the World Bank", "for the ministry"."""
    of = detail.organization or detail.jurisdiction
    if of is None:
        return ""
    noun = detail.office.text.casefold()
    link = "for" if noun.startswith("spokes") or noun.split()[-1].startswith("spokes") else "of"
    return f" {link} {with_article(doc, of)}"


def _attendance(doc: Doc, detail: AttendanceDetail) -> str:
    there = [a for a in detail.attendees if a.status not in AWAY]
    away = [a for a in detail.attendees if a.status in AWAY]
    if _is_verb(doc, detail.event):
        return f"Did {listed(_who(doc, there or away))} meet?"
    event = known_event(detail.event)
    place, day = occasion(doc, detail.event)
    where = f" in {place}" if place and place not in event else ""
    when = f" on {day}" if day else ""
    parts = []
    if there:
        parts.append(f"did {listed(_who(doc, there))} take part in {event}{where}{when}")
    if away:
        object_ = "" if there else f" from {event}{where}{when}"
        parts.append(f"did {listed(_who(doc, away))} stay away{object_}")
    joined = ", and ".join(parts)
    return f"{joined[0].upper()}{joined[1:]}?"


def _is_verb(doc: Doc, event: span.Span) -> bool:
    phrase = doc.char_span(event.start, event.end, alignment_mode="expand")
    return phrase is not None and phrase.root.pos_ in ("VERB", "AUX")


def known_event(event: span.Named) -> str:
    """The gathering as one already known: "a summit" is "the summit"."""
    if event.name:
        words = words_of(event.name)
        proper = bool(words) and words[-1] in wordlists.words("gatherings.txt")
        return f"the {event.name}" if proper and not event.name.lower().startswith("the ") else event.name
    text = " ".join(event.text.split())
    for article in ("a ", "an ", "the ", "this ", "that "):
        if text.lower().startswith(article):
            return f"the {text[len(article) :]}"
    return text if text.endswith("s") and " " not in text else f"the {text}"


def _who(doc: Doc, attendees: Sequence[Attendee]) -> list[str]:
    names = [
        with_article(doc, a) if a.name is not None else lower_first(doc, a.start, a.text) for a in attendees
    ]
    return list(dict.fromkeys(names))


def _quote(doc: Doc, detail: QuoteDetail) -> str:
    who = _speaker(doc, detail)
    content = " … ".join(" ".join(part.text.split()) for part in detail.content)
    if detail.form == "direct":
        return f"Did {who} say “{_unmarked(content)}”?"
    if len(detail.content) == 1 and content.split(" ", 1)[0].lower() == "that":
        return f"Did {who} say {content.rstrip('.,')}?"
    first = doc.char_span(detail.content[0].start, detail.content[0].end, alignment_mode="expand")
    if len(detail.content) == 1 and first is not None and is_clause(first):
        return f"Did {who} say that {lower_first(doc, detail.content[0].start, content).rstrip('.,')}?"
    return f"Did {who} say this: “{_unmarked(content)}”?"


def _unmarked(content: str) -> str:
    """Without a comma at the end, and with inner marks single."""
    return content.rstrip(",").replace("“", "‘").replace("”", "’").replace('"', "'")


def _speaker(doc: Doc, detail: QuoteDetail) -> str:
    speakers = detail.speakers or ((detail.speaker,) if detail.speaker else ())
    names = [
        with_article(doc, s)
        if s.name
        else "the speaker"
        if s.text.lower() in FIRST_PERSON
        else lower_first(doc, s.start, s.text)
        for s in speakers
    ]
    return listed(names) if names else "anyone"


def _clause(doc: Doc, found: Found, statement: str) -> str | None:
    """The statement as it stands after "that", where the claim's words are a whole clause."""
    phrase = doc.char_span(found.start, found.end, alignment_mode="expand")
    if phrase is None or not is_clause(phrase):
        return None
    words = statement.rstrip(" .!,;:")
    if phrase[0].dep_ == "mark":
        words = words.removeprefix(phrase[0].text).lstrip()
    first = next((t for t in phrase if words.startswith(t.text)), None)
    return lower_first(doc, first.idx, words) if first is not None else words


def is_clause(phrase: Span) -> bool:
    """Whether a finite verb with its own subject heads the phrase, in the order of a statement."""
    root, first = phrase.root, next((token for token in phrase if not token.is_punct), phrase[0])
    if first.tag_ in ASKING or first.lower_ in ("whether", "if"):
        return False
    subject = next((c for c in root.children if c.dep_ in SUBJECT and phrase.start <= c.i < phrase.end), None)
    if subject is None or subject.i > root.i or subject.tag_ in ("WP", "WDT"):
        return False
    verbs = [root, *(c for c in root.children if c.dep_ in ("cop", "aux", "aux:pass", "auxpass"))]
    return any(verb.tag_ in ("VBD", "VBZ", "VBP", "MD") for verb in verbs if verb.i >= phrase.start)


def _date(detail: DateDetail, clause: str | None, statement: str) -> str:
    if clause is not None:
        return f"Is it right that {clause}?"
    when = detail.date.value
    return f"Is the date right: “{statement}” ({when})?" if when else f"Is the date right: “{statement}”?"

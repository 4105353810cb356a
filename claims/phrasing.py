"""English around names: articles, lists, capitals."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from claims import wordlists
from claims.annotation import NameType
from claims.pipeline.mentions import words_of
from claims.pipeline.references import register
from claims.span import Named

ARTICLES = ("the ", "a ", "an ")


def indefinite(noun: str) -> str:
    """With "a" or "an"."""
    first = noun.split()[0]
    sound = noun[0].lower() in "aeio" or (noun[0].lower() == "u" and not noun.lower().startswith("uni"))
    spelled = first.isupper() and first[0] in "AEFHILMNORSX"
    return f"{'an' if sound or spelled else 'a'} {noun}"


def with_article(doc: Doc, place: Named) -> str:
    """The name, with "the" where the name takes it or the text gives it."""
    name = place.name or " ".join(place.text.split())
    if name.lower().startswith(ARTICLES):
        return name[0].lower() + name[1:] if place.name is None else name
    phrase = doc.char_span(place.start, place.end, alignment_mode="expand")
    kind = _type(doc, phrase) if phrase is not None else None
    told = place.text.lower().startswith("the ") or (phrase is not None and _follows_article(phrase))
    if told and kind not in ("PLACE", "NORP", "PERSON"):
        return f"the {name}"
    return f"the {name}" if takes_article(name, kind) else name


def _follows_article(phrase: Span) -> bool:
    return phrase.start > 0 and len(phrase) > 1 and phrase.doc[phrase.start - 1].lower_ == "the"


def takes_article(name: str, kind: NameType | None) -> bool:
    """Whether the name takes "the" by itself: "the United States", "the Ministry of Health"."""
    if name in wordlists.words("places_with_article.txt"):
        return True
    if kind in ("PLACE", "NORP", "PERSON", None) or name.lower().startswith("the "):
        return False
    words = words_of(name)
    return len(words) > 1 and (words[-1] in wordlists.table("class_nouns.tsv") or "of" in words)


def _type(doc: Doc, phrase: Span) -> NameType | None:
    known = register(doc)
    place = known.at.get(phrase.root.i)
    return None if place is None else known.mentions[place].type


def listed(names: Sequence[str]) -> str:
    """ "X, Y and Z"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def lower_first(doc: Doc, start: int, text: str) -> str:
    """The text as inside a sentence: a first word that is no name loses its capital."""
    text = " ".join(text.split())
    phrase = doc.char_span(start, start + 1, alignment_mode="expand")
    if phrase is None or not text or not _loses_capital(phrase[0]):
        return text
    return text[0].lower() + text[1:]


def _loses_capital(token: Token) -> bool:
    titled = token.pos_ in ("ADJ", "NOUN") and token.i + 1 < len(token.doc) and token.nbor().is_title
    name = titled or token.pos_ == "PROPN" or token.i in register(token.doc).at or token.ent_type_
    return not name and token.text not in ("I", "I’m", "I'm") and not (token.is_upper and len(token) > 1)

"""The places where a text uses a proper name: entity spans, trimmed to the name itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from claims import wordlists
from claims.annotation import NameType
from claims.pipeline.labels import ENTITY_TYPES
from claims.pipeline.posts import is_post, plural_post_start, title_start
from claims.pipeline.titled import in_capitals, titled, with_family_name

MARKS = "\"'“”‘’«»()[]{},;:!?–—-…*_|/"
OPENING_BRACKETS = frozenset({"(", "["})
POSSESSIVES = ("'s", "’s", "'", "’")
ARTICLES = frozenset({"the", "a", "an"})
# What never ends a name.
TRAILING = frozenset({*POSSESSIVES, *ARTICLES, "of", "and", "for", "in", "on", "at", "to", "with", "by"})
# How far a complement ("of the CCP's Central Committee") may lengthen a name, in tokens.
LONGEST_COMPLEMENT = 10
# How many capitalised words may stand between an adjective and the noun of a body ("Chinese Foreign Ministry").
MIDDLE = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A proper name at tokens [start, end). ``words`` are its words in lower case, without stops.

    ``form`` is the name as it would stand alone, with a complement that belongs to it ("Department of …");
    ``honorific`` the form of address or post before it, in lower case, or "".
    """

    start: int
    end: int
    type: NameType
    words: tuple[str, ...]
    form: str
    honorific: str


def mentions(doc: Doc) -> Iterator[Mention]:
    """Every name of the Doc, in order, none inside another."""
    headed = in_capitals(doc)
    places = {name.start for name in headed}
    ents = [entity for entity in doc.ents if places.isdisjoint(range(entity.start, entity.end))]
    end, persons = 0, titled(doc) | places
    for entity in sorted((*ents, *headed), key=lambda span: span.start):
        kind = "PERSON" if entity.start in persons else ENTITY_TYPES.get(entity.label_)
        if kind is None or entity.start < end:
            continue
        if kind == "PERSON":
            entity = with_family_name(entity)
        whole = _whole_body(entity) if kind in ("NORP", "PLACE") else entity
        if whole.end != entity.end:
            kind = "ORG"
        trimmed = _trimmed(whole, kind)
        if trimmed is not None:
            end = trimmed.end
            yield _mention(trimmed, kind)


def _whole_body(entity: Span) -> Span:
    """A people or place with the capitalised noun of a body after it is the body's name: "Communist | Party".

    So it is where the rest is a name of its own: "Chinese | Communist Party" is not Vietnam's.
    """
    doc = entity.doc
    body = _body_at(doc, entity.end)
    if body > entity.end:
        return doc[entity.start : _complement_end(doc[entity.start : body])]
    for end in range(entity.end, min(len(doc), entity.end + MIDDLE + 1)):
        token = doc[end]
        if token.ent_type_ or token.is_sent_start or not token.text[:1].isupper():
            break
        if token.lower_ in _body_nouns():
            name = doc[entity.start : end + 1]
            return doc[entity.start : _complement_end(name)]
    return entity


def _body_at(doc: Doc, start: int) -> int:
    """Where the name of a body that starts here and ends in the noun of its class ends; else ``start``."""
    end = start
    while (
        end < len(doc) and doc[end].ent_type_ == "ORG" and doc[end].ent_iob_ == ("I" if end > start else "B")
    ):
        end += 1
    return end if end > start and doc[end - 1].lower_ in _body_nouns() else start


@cache
def _body_nouns() -> frozenset[str]:
    """What the name of a body ends in: the noun of its class, or of a newspaper's title ("Herald")."""
    rows = wordlists.rows("class_nouns.tsv")
    nouns = {noun for noun, kind, _ in rows if kind == "ORG"}
    titles = {word for noun, _, words in rows if noun == "newspaper" for word in words.split()}
    return frozenset(nouns | titles)


def _mention(name: Span, kind: NameType) -> Mention:
    complement = _complement_end(name) if kind == "ORG" else name.end
    form = plain_form(name.doc[name.start : complement].text)
    return Mention(
        start=name.start,
        end=name.end,
        type=kind,
        words=words_of(form),
        form=form,
        honorific=honorific_before(name),
    )


def plain_form(text: str) -> str:
    """The name with single blanks and without quotation marks around it."""
    return " ".join(text.split()).strip('"“”«»')


def words_of(form: str) -> tuple[str, ...]:
    """The words of a name for comparison: lower case, no stops, no possessive, no leading article."""
    found = []
    for word in form.casefold().replace("&", " and ").split():
        word = word.replace(".", "").strip(MARKS).removesuffix("’s").removesuffix("'s")
        if word:
            found.append(word)
    while len(found) > 1 and found[0] in ARTICLES:
        del found[0]
    return tuple(found)


def _trimmed(entity: Span, kind: NameType) -> Span | None:
    """The entity without articles, marks, possessives and a person's titles; None where no name is left."""
    doc, start, end = entity.doc, entity.start, entity.end
    while start < end and _is_margin(doc[start]):
        start += 1
    while start < end and (_is_margin(doc[end - 1]) or doc[end - 1].lower_ in TRAILING):
        end -= 1
    end = next((i for i in range(start + 1, end) if doc[i].text in OPENING_BRACKETS), end)
    start = _after_article(doc, start, end)
    if kind == "PERSON":
        start = _after_titles(doc, start, end)
        if _is_bare_post(doc[start:end]):
            return None
    name = doc[start:end]
    if not any(character.isupper() or character.isdigit() for character in name.text):
        return None
    return name if any(character.isalpha() for character in name.text) else None


def _after_article(doc: Doc, start: int, end: int) -> int:
    """Skips "the"; a capital inside the sentence ("said The Guardian") is part of the name."""
    if end - start < 2 or doc[start].lower_ not in ARTICLES:
        return start
    inside = doc[start].is_title and not doc[start].is_sent_start
    return start if inside else start + 1


def _after_titles(doc: Doc, start: int, end: int) -> int:
    """Skips titles and posts before a person's name, with the country before a post; never the whole name."""
    if end - start > 2 and _is_country(doc[start].text):
        after = _after_titles(doc, start + 1, end)
        return after if after > start + 1 else start
    for last in range(end - 2, start - 1, -1):
        if is_honorific(doc[last].text) or is_post(doc[start : last + 1].text):
            return last + 1
        if plural_post_start(doc, last + 1, floor=start) == start:
            return last + 1
    return start


def _is_bare_post(name: Span) -> bool:
    """ "The Secretary": a post with an article names nobody."""
    article = name.start > 0 and name.doc[name.start - 1].pos_ == "DET"
    return article and is_post(name.text)


def _is_country(word: str) -> bool:
    return word in wordlists.table("demonyms.tsv") or word in wordlists.table("place_aliases.tsv")


def _is_margin(token: Token) -> bool:
    return token.is_space or all(character in MARKS for character in token.text)


def is_honorific(word: str) -> bool:
    """Whether the word is a form of address ("Mr.", "Dr", "Sheikh")."""
    return word.rstrip(".").casefold() in wordlists.table("honorifics.tsv") and word[0].isupper()


def honorific_before(name: Span) -> str:
    """The form of address or the post that stands right before a name, in lower case."""
    doc = name.doc
    start = title_start(doc, name.start)
    if start < name.start:
        return doc[start : name.start].text.casefold()
    previous = name.start - 1
    if previous >= 0 and is_honorific(doc[previous].text):
        return doc[previous].text.rstrip(".").casefold()
    return ""


def _complement_end(name: Span) -> int:
    """Where the name ends with its "of" complement, if that holds a name too; else the name's own end."""
    doc = name.doc
    if name.end + 1 >= len(doc) or doc[name.end].lower_ != "of" or not _takes_complement(name):
        return name.end
    limit = min(len(doc), name.end + LONGEST_COMPLEMENT)
    end = name.end + 1
    while end < limit and _belongs(doc[end]):
        end += 1
    while end > name.end and not doc[end - 1].text[:1].isupper():
        end -= 1
    return end


def _takes_complement(name: Span) -> bool:
    return words_of(name.text)[-1:] != () and words_of(name.text)[-1] in wordlists.table("class_nouns.tsv")


def _belongs(token: Token) -> bool:
    """Whether a word may stand inside a name's complement: capitalised, or a link between capitalised words."""
    if token.is_sent_start:
        return False
    if token.text[:1].isupper() or token.lower_ in ("of", "the") or token.text in POSSESSIVES:
        return True
    joins = token.lower_ == "and" and token.i + 1 < len(token.doc)
    return joins and token.nbor(-1).is_title and token.nbor().is_title

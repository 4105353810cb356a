"""Persons' names as the words around them show them, where the labels of the pipeline say less."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from claims import wordlists
from claims.pipeline.posts import post_start

# The longest name that a title alone makes a person's, in tokens.
LONGEST = 4
PERSONS = frozenset({"PERSON", "PER"})
LISTING = frozenset({",", "and", "&"})


def titled(doc: Doc) -> frozenset[int]:
    """The first tokens of the entities that a title makes persons' names: "Sen. | Dorgan", and all of a row of names
    after a title in the plural: "Senators Ann Hill (R-Ga.) and | Lee"."""
    found, row_end = set[int](), 0
    for entity in doc.ents:
        if len(entity) > LONGEST or not entity.start:
            continue
        title = doc[entity.start - 1].text
        if (
            is_personal_title(title) and not _is_described(doc, entity.start - 1)
        ) or _is_first_name_after_post(entity):
            found.add(entity.start)
            row_end = entity.end if is_personal_title(title) and _is_plural(title) else 0
        elif row_end and _only_lists(doc, row_end, entity.start):
            found.add(entity.start)
            row_end = entity.end
    return frozenset(found)


def _is_described(doc: Doc, title: int) -> bool:
    """ "The first | senator | Georgia has elected": a noun with its article, and no title of the name after it."""
    return not doc[title].text.endswith(".") and any(child.dep_ == "det" for child in doc[title].lefts)


def _is_first_name_after_post(entity: Span) -> bool:
    """ "Mayor | Lori Lightfoot": a first name after a post, with a family name."""
    named = len(entity) > 1 and entity[0].text in wordlists.table("first_names.tsv")
    return named and post_start(entity.doc, entity.start) < entity.start


def in_capitals(doc: Doc) -> list[Span]:
    """ "SEN. | DOLE" in a headline: the family name of a person whom the text names elsewhere, after a title."""
    family = {entity[-1].text.casefold() for entity in doc.ents if _is_person_in_full(entity)}
    found, row_end = list[Span](), 0
    for token in doc[1:]:
        if not (token.text.isupper() and token.text.casefold() in family):
            continue
        title = doc[token.i - 1].text
        after = title.isupper() and is_personal_title(title)
        if after or (row_end and _only_lists(doc, row_end, token.i)):
            found.append(doc[token.i : token.i + 1])
            row_end = token.i + 1 if row_end or _is_plural(title) else 0
    return found


def _is_person_in_full(entity: Span) -> bool:
    return entity.label_ in PERSONS and len(entity) > 1 and entity[-1].text.istitle()


def is_personal_title(word: str) -> bool:
    """Whether the word, capitalised, is a title that nothing but a person's name follows."""
    return word[:1].isupper() and word.rstrip(".").casefold() in wordlists.table("personal_titles.tsv")


def _is_plural(title: str) -> bool:
    return wordlists.table("personal_titles.tsv")[title.rstrip(".").casefold()] == "plural"


def _only_lists(doc: Doc, start: int, end: int) -> bool:
    """Whether the tokens but join names, or stand in brackets."""
    depth = 0
    for token in doc[start:end]:
        depth += token.text == "("
        if depth == 0 and token.lower_ not in LISTING:
            return False
        depth -= token.text == ")"
    return start < end and depth == 0


def with_family_name(name: Span) -> Span:
    """ "Jon" with the "Tester" after it: a first name and the proper noun that follows are one name."""
    doc = name.doc
    if len(name) > 1 or name.end == len(doc) or name.text not in wordlists.table("first_names.tsv"):
        return name
    after = doc[name.end]
    joins = after.pos_ == "PROPN" and after.text.istitle() and after.text.isalpha() and not after.ent_type_
    return doc[name.start : name.end + 1] if joins and not after.is_sent_start else name

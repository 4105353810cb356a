"""The component ``claims_names``: proper names, and which of them name one thing.

``named`` says for any noun phrase which name it stands for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims import wordlists
from claims.annotation import Name
from claims.pipeline import text_of
from claims.pipeline.labels import APPOSITION, CONJUNCT, NAME_PART, RELATIVE
from claims.pipeline.mentions import plain_form
from claims.pipeline.posts import nouns, post_start
from claims.pipeline.references import Register, register
from claims.span import Named

RELATIVE_PRONOUNS = frozenset({"who", "whom", "whose", "which", "that"})


@Language.factory("claims_names")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_names``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_names``."""
    text, known = text_of(doc), register(doc)
    names = []
    for place, mention in enumerate(known.mentions):
        start, end = doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1])
        cluster = known.clusters[place]
        names.append(
            Name(text[start:end], start, end, known.name(cluster), type=mention.type, cluster=cluster)
        )
    doc._.claims_names = tuple(names)
    return doc


def named(doc: Doc, start: int, end: int) -> Named:
    """The characters [start, end) as a named span: the fullest form of the name that they stand for.

    Takes mentions of every sort: a name, a short name, a pronoun, "the party", a title with a name; looks
    at the phrase's head. The name of a nationality's adjective is its country. The name is None where no
    one antecedent fits, and for a coordination.
    """
    text = text_of(doc)[start:end]
    cluster = cluster_of(doc, start, end)
    name = country(text) if cluster is None or _is_adjective(doc, start, end) else None
    if name is None and cluster is not None:
        name = register(doc).name(cluster)
    if name is None and cluster is None:
        name = _unmarked(doc, start, end)
    return Named(text, start, end, name)


def _unmarked(doc: Doc, start: int, end: int) -> str | None:
    """A phrase of proper nouns alone that the pipeline marks as no name: it is its own."""
    phrase = doc.char_span(start, end, alignment_mode="expand")
    if phrase is None:
        return None
    words = [token for token in phrase if token.pos_ != "DET" and token.tag_ != "POS"]
    proper = bool(words) and phrase.root.pos_ == "PROPN" and all(t.text[:1].isupper() for t in words)
    if not proper or post_start(doc, words[-1].i + 1, floor=words[0].i) <= words[-1].i:
        return None
    return plain_form(doc[words[0].i : words[-1].i + 1].text)


def cluster_of(doc: Doc, start: int, end: int) -> int | None:
    """The cluster (as in ``doc._.claims_names``) that the phrase at [start, end) stands for, or None."""
    phrase = doc.char_span(start, end, alignment_mode="expand")
    if phrase is None or not len(phrase):
        return None
    known = register(doc)
    tokens = [token for token in phrase if not (token.is_space or token.is_punct)]
    exact = _one_mention(known, tokens)
    if exact is not None:
        return exact
    head = phrase.root
    if any(child.dep_ in CONJUNCT and child.i < phrase.end for child in head.rights):
        return None
    return _of_head(known, head, phrase.start, phrase.end)


def _one_mention(known: Register, tokens: list[Token]) -> int | None:
    """The cluster of the mention that holds all the tokens (but articles and possessive marks)."""
    places = {
        known.at.get(token.i) for token in tokens if token.pos_ != "DET" and token.tag_ not in ("POS", "DT")
    }
    place = places.pop() if len(places) == 1 else None
    return None if place is None else known.clusters[place]


def _of_head(known: Register, head: Token, start: int, end: int) -> int | None:
    """The cluster of a phrase by its head: a mention, a word with an antecedent, or an apposition."""
    if head.i in known.at:
        return known.clusters[known.at[head.i]]
    if head.i in known.referents:
        return known.referents[head.i]
    if head.lower_ in RELATIVE_PRONOUNS and head.tag_ in ("WP", "WDT", "WP$"):
        return _of_antecedent(known, head)
    for child in head.children:
        inside = start <= child.i < end and child.dep_ in NAME_PART and child.i > head.i
        if (inside or child.dep_ in APPOSITION) and child.i in known.at:
            return known.clusters[known.at[child.i]]
    return _of_last(known, head, start, end)


def _of_last(known: Register, head: Token, start: int, end: int) -> int | None:
    """ "the head of the union, Ana Duarte": a person named last, after the post and a comma."""
    place = known.at.get(end - 1)
    if place is None or head.lower_ not in nouns():
        return None
    mention = known.mentions[place]
    follows = mention.start > start and head.doc[mention.start - 1].text == ","
    return known.clusters[place] if follows and mention.type == "PERSON" else None


def _of_antecedent(known: Register, pronoun: Token) -> int | None:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    for clause in pronoun.ancestors:
        if clause.dep_ in RELATIVE:
            noun = clause.head
            return _of_head(known, noun, noun.left_edge.i, clause.left_edge.i)
    return None


def _is_adjective(doc: Doc, start: int, end: int) -> bool:
    phrase = doc.char_span(start, end, alignment_mode="expand")
    return phrase is not None and len(phrase) > 0 and phrase.root.pos_ == "ADJ"


def country(text: str) -> str | None:
    """The place that an adjective or noun of nationality names: "Pakistani" → "Pakistan"."""
    return wordlists.table("demonyms.tsv").get(text)


@cache
def countries() -> frozenset[str]:
    """The places that have an adjective of their own."""
    return frozenset(wordlists.table("demonyms.tsv").values())

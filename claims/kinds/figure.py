"""The kind ``figure``: this much. Every quantity that the text asserts, with what it measures and whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.annotation import Date, Quantity
from claims.assertions import is_supposed
from claims.claim import FigureDetail, Found
from claims.pipeline import article_of, span_of
from claims.pipeline.clauses import clause, noun_phrase, predicate_of, subject
from claims.pipeline.labels import NOMINAL_MODIFIER, OBLIQUE, PREPOSITION_OBJECT
from claims.pipeline.names import named
from claims.pipeline.places import Places
from claims.span import Named, Span

NOMINAL = frozenset({"NOUN", "PROPN"})
DEPENDENT = NOMINAL_MODIFIER | PREPOSITION_OBJECT | OBLIQUE


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield a figure claim for every asserted quantity, in text order."""
    places = Places(doc)
    for quantity in doc._.claims_quantities:
        tokens = places.span(quantity.start, quantity.end)
        if tokens is None or tokens.root.sent.text.rstrip().endswith("?"):
            continue
        predicate = predicate_of(tokens.root)
        if is_supposed(predicate):
            continue
        start, end = clause(predicate)
        start, end = min(start, quantity.start), max(end, quantity.end)
        yield Found("figure", start, end, _detail(doc, quantity, tokens.root, predicate))


def _detail(doc: Doc, quantity: Quantity, root: Token, predicate: Token) -> FigureDetail:
    holder = subject(predicate)
    measure = _measure(doc, quantity, root) or _phrase(doc, holder)
    return FigureDetail(quantity, measure, _subject(doc, holder), _as_of(doc, predicate))


def _subject(doc: Doc, holder: Token | None) -> Named | None:
    return named(doc, *noun_phrase(holder)) if holder is not None else None


def _phrase(doc: Doc, head: Token | None) -> Span | None:
    return span_of(doc, *noun_phrase(head)) if head is not None else None


def _measure(doc: Doc, quantity: Quantity, root: Token) -> Span | None:
    """What is counted ("12 people") or of what it is a part ("3 % of the voters"); None: the clause's subject."""
    for child in root.children:
        marks = [c.lower_ for c in child.children] + [child.lower_]
        if child.i > root.i and child.dep_ in DEPENDENT and "of" in marks:
            return span_of(doc, *noun_phrase(child))
    head = root.head if root.dep_ not in ("ROOT", "obj", "obl", "nsubj") else root
    if head.i > root.i and head.pos_ in NOMINAL:
        return span_of(doc, *noun_phrase(head))
    if root.pos_ in NOMINAL and quantity.end < root.idx + len(root):
        return span_of(doc, *noun_phrase(root))
    return None


def _as_of(doc: Doc, predicate: Token) -> str | None:
    """The last day of the date that stands in the quantity's clause, else the publication day."""
    start, end = clause(predicate)
    dates: Sequence[Date] = doc._.claims_dates
    own = [d.latest for d in dates if start <= d.start < end and d.latest and d.type in ("DATE", "TIME")]
    if own:
        return own[0]
    article = article_of(doc)
    return article.day.isoformat() if article and article.day else None

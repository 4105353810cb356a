"""The component ``claims_names``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from claims.pipeline import text_of
from claims.span import Named


@Language.factory("claims_names")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_names``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_names``."""
    return doc


def named(doc: Doc, start: int, end: int) -> Named:
    """The characters [start, end) as a named span: the fullest form of the name that they stand for.

    Takes mentions of every sort: a name, a short name, a pronoun, "the party", a title with a name; looks
    at the phrase's head. The name is None where no one antecedent fits.
    """
    return Named(text_of(doc)[start:end], start, end, None)

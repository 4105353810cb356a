"""The component ``claims_dates``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("claims_dates")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_dates``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_dates``."""
    return doc

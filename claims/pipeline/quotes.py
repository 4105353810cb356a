"""The component ``claims_quotes``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("claims_quotes")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_quotes``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_quotes``."""
    return doc

"""What a claim says, made self-contained, and the question that a checker must answer."""

from __future__ import annotations

from spacy.tokens import Doc

from claims.claim import Found
from claims.pipeline import text_of


def statement(doc: Doc, found: Found) -> str:
    """The claim's own words, with what was filled in in square brackets."""
    return " ".join(text_of(doc)[found.start : found.end].split())


def question(doc: Doc, found: Found) -> str:
    """What must be answered to check the claim."""
    return f"Is this so: {statement(doc, found)}?"

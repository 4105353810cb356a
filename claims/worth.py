"""Check-worthiness of a claim, 0 to 1."""

from __future__ import annotations

from spacy.tokens import Doc

from claims.claim import Found


def worth(doc: Doc, found: Found) -> float:
    """How much a checker should care."""
    return 0.5

"""The kind ``quote``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from claims.claim import Found


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every quote claim of the Doc."""
    yield from ()

"""From characters to tokens. ``Doc.char_span`` walks the whole Doc at each call; this looks a place up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.attrs import IDX
from spacy.tokens import Doc, Span


class Places:
    """Where the tokens of a Doc begin, listed once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts: list[int] = doc.to_array([IDX]).tolist()

    def span(self, start: int, end: int) -> Span | None:
        """The tokens that share a character with [start, end), None where there are none."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_left(self.starts, end)
        return self.doc[first:last] if first < last else None

"""Places in an article's text. Offsets count Unicode code points into ``Article.text``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article: ``article.text[start:end] == text``, always."""

    text: str
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether this span shares a character with [start, end)."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Named(Span):
    """A span with the fullest form of the name it stands for, or None."""

    name: str | None = None


def span(text: str, start: int, end: int) -> Span:
    """The span [start, end) of ``text``."""
    return Span(text[start:end], start, end)

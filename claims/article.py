"""An article: its exact text, what it says of itself, its paragraphs and their roles."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["headline", "byline", "dateline", "caption", "body", "boilerplate"]
CLAIM_ROLES: frozenset[str] = frozenset({"headline", "caption", "body"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text and what it is for. Claims come from headline, caption and body alone."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. ``published`` is YYYY-MM-DD or ISO 8601 with offset, or None.

    ``id`` is the SHA-256 of the first draft's text, ``sha256`` that of this draft's text in UTF-8,
    ``source_sha256`` that of the bytes it was read from. ``date_order`` ("mdy", "dmy" or None) says how
    this article writes 06/07/2021.
    """

    id: str
    draft: int
    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    language: str | None
    sha256: str
    source_sha256: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    date_order: Literal["mdy", "dmy"] | None = None

    @property
    def day(self) -> date | None:
        """The calendar day of publication, where it is known: what relative dates hang on."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    def role_at(self, offset: int) -> Role | None:
        """The role of the paragraph that holds this offset, None between paragraphs."""
        index = bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1
        if index < 0 or offset >= self.paragraphs[index].end:
            return None
        return self.paragraphs[index].role

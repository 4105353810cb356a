"""Where a passage stands in a document, and how a document's words compare with what a claim quotes."""

from __future__ import annotations

from dataclasses import dataclass

from claims.claim import Claim, QuoteDetail
from reviews.review import Evidence
from sources.candidate import Candidate, Passage, candidate
from sources.checks.quote import align, check


@dataclass(frozen=True, slots=True)
class Place:
    """A passage's place in a document's text, [start, end), None where it does not stand there.

    ``kind`` says how: verbatim, shortened, altered or not_found.
    """

    kind: str
    start: int | None
    end: int | None

    def told(self, name: str) -> str:
        """The place in words, for the person who gave the passage."""
        if self.start is None:
            return f"{name} does not have the words of the quote: the passage is kept as given"
        return f"the passage stands at {self.start}–{self.end} of {name}, {self.kind}"


def find(passage: str, text: str) -> Place:
    """Where the passage stands in the text: as it is written, or else by its words."""
    start = text.find(passage)
    if start >= 0:
        return Place("verbatim", start, start + len(passage))
    found = align(passage, text)
    return Place(found.kind, found.start, found.end)


def compared(claim: Claim, evidence: Evidence, words: str, *, title: str) -> Candidate | None:
    """What the document's words say to a quote claim; None for other kinds and for indirect speech."""
    detail = claim.detail
    if not isinstance(detail, QuoteDetail) or detail.form != "direct":
        return None
    quoted = " … ".join(span.text for span in detail.content)
    place = align(quoted, words)
    excerpt = words[place.start : place.end] if place.start is not None else evidence.quote or ""
    passage = Passage(
        source="evidence",
        title=title,
        url=evidence.url or f"evidence:{evidence.id}",
        permalink=f"evidence:{evidence.id}",
        excerpt=excerpt,
        published=None,
        retrieved_at=evidence.added_at,
        origin=evidence.origin,
    )
    return candidate(claim, passage, check(quoted, words, title=title))

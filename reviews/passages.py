"""The words of kept documents: read as an article is, and compared with what a claim quotes."""

from __future__ import annotations

from claims.article import read
from claims.claim import Claim, QuoteDetail
from claims.errors import ArticleError
from reviews.review import Evidence
from sources.candidate import Candidate, Passage, candidate
from sources.checks.quote import align, check


def readable(data: bytes, *, name: str, url: str | None = None) -> str | None:
    """The text of a plain, Markdown, HTML or Word document in any language; None where it is no such text."""
    try:
        return read(data, name=name, url=url, force=True).text
    except ArticleError:
        return None


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

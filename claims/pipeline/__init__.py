"""spaCy components, one per file: they annotate a ``Doc`` and return it.

Each writes one layer to a custom attribute, in offsets local to the ``Doc``:
``doc._.claims_names``, ``claims_dates``, ``claims_quotes``, ``claims_quantities`` (tuples of the classes
in ``claims.annotation``). ``doc._.claims_article`` is the article behind the text, or None where the
component runs in a pipeline of somebody else's.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from claims.article import Article, Paragraph
from claims.span import Span

COMPONENTS = ("claims_names", "claims_dates", "claims_quantities", "claims_quotes")
BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")

for attribute in COMPONENTS:
    Doc.set_extension(attribute, default=(), force=True)
Doc.set_extension("claims_article", default=None, force=True)


def article_of(doc: Doc) -> Article | None:
    """The article that this Doc is the text of, if it is one."""
    article: Article | None = doc._.claims_article
    return article


def paragraphs(doc: Doc) -> tuple[Paragraph, ...]:
    """The article's paragraphs; without an article, blocks between blank lines, all body."""
    article = article_of(doc)
    if article is not None:
        return article.paragraphs
    return tuple(Paragraph(m.start(), m.end(), "body") for m in BLOCK.finditer(doc.text))


def text_of(doc: Doc) -> str:
    """The text that offsets count into: the article's own, white space as it stands there."""
    article = article_of(doc)
    return doc.text if article is None else article.text


def span_of(doc: Doc, start: int, end: int) -> Span:
    """The span of characters [start, end) of the Doc."""
    return Span(text_of(doc)[start:end], start, end)

"""An article: its exact text, what it says of itself, its paragraphs and their roles."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from claims import metadata, roles, stamps, tongue
from claims.errors import ArticleError, EmptyArticle, NotEnglish, TooLarge
from claims.readers import Reading, encoding, markdown, plain, sniff
from claims.roles import Role
from claims.stamps import DateOrder

CLAIM_ROLES: frozenset[str] = frozenset({"headline", "caption", "body"})
# Bytes; above it an article is no article but an archive.
MAX_SIZE = 20_000_000


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
    ``source_sha256`` that of the bytes it was read from. ``url`` is where it was fetched, else the address
    that the page calls its own. ``date_order`` ("mdy", "dmy" or None) says how this article writes
    06/07/2021. ``warnings`` are one-line notes on the reading, for the person who asked.
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
    warnings: tuple[str, ...] = ()

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


def read(
    data: bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    published: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    date_order: DateOrder | None = None,
    force: bool = False,
    max_size: int = MAX_SIZE,
) -> Article:
    """Read plain text, Markdown, HTML or Word as the first draft of an article.

    ``name`` is the file's name or path: its ending tells Markdown from plain text, and messages name it.
    ``published`` (ISO 8601, or a date as one writes it), ``title`` and ``byline`` stand above what the
    article says of itself; a date it does not say stays None. ``force`` goes on with other languages.

    Raises EmptyArticle, UnreadableFormat, TooLarge, NotEnglish, and ArticleError for a ``published`` that
    is no date.
    """
    shown = name or url or "the input"
    if len(data) > max_size:
        limit = f"above max_size ({max_size:,})"
        raise TooLarge(f"{shown} has {len(data):,} bytes, {limit}: split it, or raise max_size")
    reading = _reading(data, shown, url)
    if not roles.VISIBLE.search(reading.text):
        raise EmptyArticle(f"{shown} holds no text: give an article with words in it")
    language = _language(reading.text, shown, force=force)
    order = date_order or stamps.usage(reading.text)
    paragraphs = _paragraphs(reading)
    said_by_format = stamps.iso(reading.published or "", order=order)
    said = metadata.metadata([(reading.text[p.start : p.end], p.role) for p in paragraphs], order=order)
    digest = sha256(reading.text.encode()).hexdigest()
    return Article(
        id=digest,
        draft=1,
        title=title or reading.title or said.title,
        byline=byline or reading.byline or said.byline,
        published=_published(published, order) or said_by_format or said.published,
        url=url or reading.url,
        language=language,
        sha256=digest,
        source_sha256=sha256(data).hexdigest(),
        text=reading.text,
        paragraphs=paragraphs,
        date_order=order,
        warnings=reading.warnings,
    )


def _reading(data: bytes, shown: str, url: str | None) -> Reading:
    """The bytes read as their format demands; HTML and Word readers are imported only where needed."""
    kind = sniff.format_of(data, shown)
    if kind == "word":
        from claims.readers import word

        return word.read(data, name=shown)
    if kind == "html":
        from claims.readers import html

        return html.read(data, name=shown, url=url)
    text, warnings = encoding.decode(data, name=shown)
    return markdown.read(text, warnings) if kind == "markdown" else plain.read(text, warnings)


def _language(text: str, shown: str, *, force: bool) -> str | None:
    code = tongue.language_of(text)
    if code is not None and code != "en" and not force:
        raise NotEnglish(
            f"the text of {shown} looks like {tongue.name_of(code)}, not English; use --force to go on"
        )
    return code


def _paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    found = roles.roles(reading.text, reading.blocks)
    return tuple(Paragraph(b.start, b.end, role) for b, role in zip(reading.blocks, found, strict=True))


def _published(given: str | None, order: DateOrder | None) -> str | None:
    if given is None:
        return None
    value = stamps.iso(given, order=order)
    if value is None:
        raise ArticleError(f"'{given}' is no date that can be read: write it like 2021-07-06 or July 6, 2021")
    return value

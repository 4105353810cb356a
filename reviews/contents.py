"""What a kept document is: its type by its content, its title, and its words."""

from __future__ import annotations

import io
import logging
import mimetypes
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.errors import ArticleError

if TYPE_CHECKING:
    from pypdf import PdfReader

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"html": "text/html", "markdown": "text/markdown", "plain": "text/plain", "word": WORD}
# What PDF printers put before the name of a file that nobody gave a title.
PRINTED = re.compile(r"(?:Microsoft (?:Word|PowerPoint|Excel) - .*|untitled|\(anonymous\))\Z", re.IGNORECASE)
# A PDF breaks words at the end of its lines.
BROKEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Contents:
    """A document's media type, title and text; each None where it does not say.

    Offsets of passages count code points of ``text``: of plain text, Markdown, HTML and Word as an article
    is read, of a PDF its pages' text joined by blank lines.
    """

    type: str | None
    title: str | None
    text: str | None


def contents(data: bytes, *, name: str, url: str | None = None, said: str | None = None) -> Contents:
    """Read a document. ``name`` is its file's name or address, ``said`` the type that a server gave it.

    What the bytes are comes first; the server's word and the name's ending count only where they do not tell.
    """
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(data)
    kind = _format(data, name)
    if kind is None:
        return Contents(_type(data, name) or _told(said, name), None, None)
    title, text = _read(data, name, url)
    if kind == "word":
        title = _word_title(data) or title
    return Contents(TYPES[kind], title, text)


def _format(data: bytes, name: str) -> str | None:
    """Which of the formats that are read as articles are these bytes; None for any other."""
    from claims.readers import sniff

    if not data or (b"\0" in data and not data.startswith((b"PK", *WIDE_MARKS))):
        return None
    try:
        return sniff.format_of(data, name)
    except ArticleError:
        return None


def _read(data: bytes, name: str, url: str | None) -> tuple[str | None, str | None]:
    """Title and text of a document in any language."""
    from claims.article import read

    try:
        article = read(data, name=name, url=url, force=True)
    except ArticleError:
        return None, None
    return article.title, article.text


def _type(data: bytes, name: str) -> str | None:
    """The type of what is no text, by its first bytes."""
    import puremagic

    if data.startswith(b"PK\x03\x04"):
        # Every zip archive begins alike: here the ending says more.
        return mimetypes.guess_type(name)[0] or "application/zip"
    try:
        return puremagic.from_string(data, mime=True, filename=name) or None
    except (puremagic.PureError, ValueError):
        return None


def _told(said: str | None, name: str) -> str | None:
    return (said or "").partition(";")[0].strip().lower() or mimetypes.guess_type(name)[0]


def _pdf(data: bytes) -> Contents:
    """A PDF as pypdf reads it; one that is locked, damaged or scanned has no words."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        return Contents(PDF, _pdf_title(reader), _pdf_text(reader))
    except Exception:
        # Damaged files from anywhere raise anything here; their copy is evidence all the same.
        return Contents(PDF, None, None)


def _pdf_title(reader: PdfReader) -> str | None:
    return _named(reader.metadata.title if reader.metadata else None)


def _pdf_text(reader: PdfReader) -> str | None:
    pages = (BROKEN.sub("", page.extract_text()).strip() for page in reader.pages)
    return "\n\n".join(page for page in pages if page) or None


def _word_title(data: bytes) -> str | None:
    """The title among a Word file's properties."""
    from docx import Document

    try:
        title = Document(io.BytesIO(data)).core_properties.title
    except (KeyError, ValueError):
        return None
    return _named(title)


def _named(title: str | None) -> str | None:
    """A title that somebody gave."""
    words = " ".join((title or "").split())
    return None if PRINTED.match(words) else words or None

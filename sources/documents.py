"""The checker's own documents: a folder of transcripts and releases, read on this machine.

PDF, Word, HTML, Markdown and plain text. Nothing is sent, and no link in a document is followed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from claims.annotation import Name
from claims.article import Article, read
from claims.claim import Claim, Kind, QuoteDetail
from claims.errors import ArticleError
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, candidate
from sources.checks.quote import align, check
from sources.errors import DocumentError, SourceUnusable
from sources.session import Session
from sources.settings import Settings

ENDINGS = frozenset({".pdf", ".docx", ".html", ".htm", ".md", ".txt"})
SET_ONE = "set `[sources.documents] folder` to a folder of documents"


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read; ``sha256`` is of its bytes, ``url`` the address that a saved web page calls its own."""

    path: Path
    sha256: str
    text: str
    url: str | None = None


class Documents:
    """The source "documents": direct quotations against the words of the files in a folder."""

    name = "documents"
    kinds: frozenset[Kind] = frozenset({"quote"})
    description = Description(
        answers="whether a direct quotation stands in one of your own documents, and what differs",
        sends="nothing",
        needs="a folder of documents",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self._longest = settings.max_body
        self._folder = settings.of(self.name).folder

    @property
    def configured(self) -> bool:
        """Whether a folder is set; without one this source is not asked."""
        return self._folder is not None

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """Each document that has the quoted words, or nearly."""
        if not claims:
            return
        documents, faults = self._read
        for fault in faults:  # with a claim's id: the other documents were read
            yield Failure(self.name, f"{self.name}: {fault}", claims[0].id)
        for claim in claims:
            for document in documents:
                found = self._compared(claim, document)
                if found is not None:
                    yield found

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """Nothing: the documents lie here."""
        return iter(())

    def reachable(self) -> str | None:
        """None where the folder is there."""
        if self._folder is None:
            return f"{self.name}: no folder is set; {SET_ONE}"
        return None if self._folder.is_dir() else f"{self._folder}: no such folder; {SET_ONE}"

    @cached_property
    def _read(self) -> tuple[list[Document], list[str]]:
        missing = self.reachable()
        if missing is not None or self._folder is None:
            raise SourceUnusable(f"{missing}")
        documents, faults = list[Document](), list[str]()
        for path in sorted(self._folder.rglob("*")):
            if path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink():
                try:
                    documents.append(document_at(path, longest=self._longest))
                except DocumentError as error:
                    faults.append(str(error))
        return documents, faults

    def _compared(self, claim: Claim, document: Document) -> Candidate | None:
        quoted = quoted_words(claim)
        place = align(quoted, document.text) if quoted else None
        if quoted is None or place is None or place.start is None:
            return None
        url = document.path.resolve().as_uri()
        passage = Passage(
            source=self.name,
            title=document.path.name,
            url=url,
            permalink=f"{url}#sha256={document.sha256}",
            excerpt=document.text[place.start : place.end],
            published=None,
            retrieved_at=self._session.now(),
            origin=document.url or f"document/{document.sha256}",
        )
        return candidate(claim, passage, check(quoted, document.text, title=document.path.name))


def quoted_words(claim: Claim) -> str | None:
    """The words that a claim puts between quotation marks, None where it reports them in its own."""
    detail = claim.detail
    if not isinstance(detail, QuoteDetail) or detail.form != "direct":
        return None
    return " … ".join(span.text for span in detail.content)


def document_at(path: Path, *, longest: int) -> Document:
    """A file with its text. Raises DocumentError for one that is too large or cannot be read."""
    try:
        if path.stat().st_size > longest:
            raise DocumentError(f"{path}: above {longest // 1_000_000} MB; split it, or raise max_body")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    url = None
    if path.suffix.lower() == ".pdf":
        text = text_of_pdf(data, name=str(path))
    else:
        try:
            page = read(data, name=str(path), force=True, max_size=longest)
        except ArticleError as error:
            raise DocumentError(str(error)) from error
        text, url = page.text, page.url
    return Document(path, hashlib.sha256(data).hexdigest(), text, url)


def text_of_pdf(data: bytes, *, name: str) -> str:
    """The text layer of a PDF, pages joined by blank lines. Raises DocumentError; a scan has no text."""
    from pypdf import PdfReader

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    except Exception as error:
        # Damaged files from anywhere raise anything here, pypdf's own assertions among it.
        raise DocumentError(f"{name}: no readable PDF; save it as text and give that") from error
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise DocumentError(f"{name}: a PDF without text, perhaps a scan; give its words as a text file")
    return text

"""A page, a document, a call or a note made evidence on a claim: read, judged by the rules, its copy kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import rfc8785

from reviews import keeping, rules
from reviews.chain import Event
from reviews.contents import Contents, contents
from reviews.passages import Place, compared, find
from reviews.review import GRADES, Evidence
from sources.candidate import stamp

if TYPE_CHECKING:
    from reviews.store import Store
    from sources.session import Session

GIVEN = GRADES[:-1]
NOTHING = Contents(None, None, None)


@dataclass(frozen=True, slots=True)
class Document:
    """A page's address or a file's name, and its bytes: None for a page that could not be read now.

    ``type`` is what the server called it, ``archived`` the address of the archive's copy.
    """

    url: str | None = None
    file: str | None = None
    data: bytes | None = None
    type: str | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of it: the fields of Evidence of these names, as they were typed."""

    grade: str | None = None
    quote: str | None = None
    note: str | None = None
    source: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """The evidence and its event; ``notes`` are lines on its words, for the person who brought it."""

    evidence: Evidence
    event: Event
    notes: tuple[str, ...]


def fault(said: Said, document: str | None) -> tuple[str, str] | None:
    """What is wrong with evidence as given, if anything: the field, and what to do. Nothing is read for it."""
    if said.due is not None and not _is_day(said.due):
        return "due", f"{said.due!r} is no date: write it like 2021-07-06"
    if said.grade is not None and said.grade not in GIVEN:
        return "grade", f"{said.grade!r} is none of {', '.join(GIVEN)}"
    if said.source and said.due and not (document or said.quote):
        return ("grade", "what is awaited has no grade yet") if said.grade is not None else None
    if said.grade is None:
        return "grade", f"give one of {', '.join(GIVEN)}"
    if not (document or said.quote or said.note):
        return "document", "give a URL, a FILE, --quote or --note"
    return None


def opened(given: str, session: Session, note: Callable[[str], None], *, archive: bool = False) -> Document:
    """The page or file given; where a page, or its archived copy, cannot be had now, ``note`` is told why.

    Raises OSError for a file that cannot be read.
    """
    from sources.errors import SourceError

    if not given.startswith(("http://", "https://")):
        path = Path(given).expanduser()
        return Document(file=path.name, data=path.read_bytes())
    document = Document(url=given)
    try:
        fetched = session.fetch(given)
        document = replace(document, data=fetched.content, type=fetched.content_type)
    except SourceError as error:
        note(f"no copy was kept: {error}")
    if archive:
        try:
            document = replace(document, archived=session.archive(given))
        except SourceError as error:
            note(f"the archive made no copy: {error}")
    return document


def attach(store: Store, folder: Path, claim: str, document: Document, said: Said) -> Attached:
    """Make it evidence on the claim; the copy is kept in ``folder`` with the event or not at all.

    A direct quotation is compared with the document's words at once: the comparison becomes a candidate of
    the source ``evidence``, a suggestion like any other. Raises ReviewError and StoreError.
    """
    name = document.file or document.url or "the passage"
    read = NOTHING
    if document.data is not None:
        read = contents(document.data, name=name, url=document.url, said=document.type)
    place = find(said.quote, read.text) if said.quote and read.text is not None else None
    made = _evidence(store, claim, document, said, read, place)
    keep = None if document.data is None else _keeper(folder, document.data)
    event = store.add_evidence(
        claim, made, lambda one, state: rules.add_evidence(one, state, made), keep=keep
    )
    notes = [] if place is None else [place.told(name)]
    words = read.text or made.quote
    one = store.claim_review(claim).claim
    suggestion = compared(one, made, words, title=made.title or name) if words else None
    if suggestion is not None:
        store.keep([suggestion])
        notes.append(f"{suggestion.stance}: {suggestion.reason}")
    return Attached(made, event, tuple(notes))


def _keeper(folder: Path, data: bytes) -> Callable[[], object]:
    return lambda: keeping.keep(folder, data)


def _evidence(
    store: Store, claim: str, document: Document, said: Said, read: Contents, place: Place | None
) -> Evidence:
    sha256 = None if document.data is None else hashlib.sha256(document.data).hexdigest()
    added_at = stamp(store.clock())
    spoken = [getattr(said, field.name) for field in fields(Said)]
    key = [claim, document.url, document.file, sha256, *spoken, added_at, store.actor]
    identifier = hashlib.sha256(rfc8785.dumps(key)).hexdigest()
    return Evidence(
        id=identifier,
        claim_id=claim,
        grade=said.grade or "none",  # type: ignore[arg-type]
        url=document.url,
        file=document.file,
        sha256=sha256,
        type=read.type,
        title=read.title,
        quote=said.quote,
        note=said.note,
        source=said.source,
        due=said.due,
        origin=_origin(document.url, sha256, said.source, identifier),
        added_at=added_at,
        added_by=store.actor,
        start=place.start if place else None,
        end=place.end if place else None,
        archived=document.archived,
    )


def _origin(url: str | None, sha256: str | None, source: str | None, identifier: str) -> str:
    """What is counted as one independent origin: the site, the person, the document, or this entry alone."""
    if url is not None:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    return source or sha256 or identifier


def _is_day(given: str) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given
    except ValueError:
        return False

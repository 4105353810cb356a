"""`claims evidence`: what people bring to a claim."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from reviews.cli.command import command, one_of
from reviews.cli.decide import ClaimId
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short

if TYPE_CHECKING:
    from reviews.review import Evidence

Document = Annotated[
    str | None, typer.Argument(metavar="[URL|FILE]", help="A page or a document; a copy is kept.")
]
GradeOption = Annotated[
    str | None, typer.Option("--grade", metavar="G", help="primary, secondary or authors_word.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    evidence = typer.Typer(
        help="Evidence: documents, pages, calls and notes on a claim.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    command(evidence, "add", writes=True)(add)
    command(evidence, "list", json=True)(list_)
    command(evidence, "show", json=True)(show)
    command(evidence, "export")(export)
    app.add_typer(evidence, name="evidence")


def add(
    desk: Desk,
    claim: ClaimId,
    document: Document = None,
    grade: GradeOption = None,
    quote: Annotated[str | None, typer.Option(metavar="TEXT", help="The passage that counts.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A call, a mail, the author's notes.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="WHO", help="Whom it is from, or asked of.")
    ] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="When an answer is due.")] = None,
) -> None:
    """Add evidence to a claim; --from and --due without a document mean that it is awaited."""
    from reviews import rules
    from reviews.review import GRADES

    one_of(grade, GRADES[:-1], "--grade")
    due = _day(due)
    found = desk.store.claim_id(claim)
    url, file, data = _bytes(desk, document)
    made = _made(desk, found, url, file, data, grade=grade, quote=quote, note=note, source=source, due=due)
    if rules.is_awaited(made):
        if grade is not None:
            raise typer.BadParameter("what is awaited has no grade yet", param_hint="--grade")
    elif grade is None:
        raise typer.BadParameter(f"give one of {', '.join(GRADES[:-1])}", param_hint="--grade")
    elif not (document or quote or note):
        raise typer.BadParameter("give a URL, a FILE, --quote or --note", param_hint="[URL|FILE]")
    event = desk.store.add_evidence(found, made, lambda one, review: rules.add_evidence(one, review, made))
    print(short(made.id))
    desk.done(event)
    if data is not None or made.quote:
        _check_words(desk, found, made, data)


def _check_words(desk: Desk, claim: str, made: Evidence, data: bytes | None) -> None:
    """Say where the passage stands in the document, and how a quote claim's words compare with it.

    The comparison is kept as a candidate of the source ``evidence``: a suggestion like any other.
    """
    from reviews.passages import compared, readable
    from sources.checks.quote import align

    name = made.file or made.url or "the passage"
    document = readable(data, name=name, url=made.url) if data is not None else None
    if document is not None and made.quote:
        place = align(made.quote, document)
        if place.start is None:
            desk.note(f"{name} does not have the words of --quote: the passage is kept as given")
        else:
            desk.note(f"the passage stands at {place.start}–{place.end} of {name}, {place.kind}")
    words = document or made.quote
    one = desk.store.claim_review(claim).claim
    suggestion = compared(one, made, words, title=name) if words else None
    if suggestion is not None:
        desk.store.keep([suggestion])
        desk.note(f"{suggestion.stance}: {suggestion.reason}")


def _day(given: str | None) -> str | None:
    if given is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise typer.BadParameter(
            f"{given!r} is no date: write it like 2021-07-06", param_hint="--due"
        ) from None


def _made(
    desk: Desk,
    claim: str,
    url: str | None,
    file: str | None,
    data: bytes | None,
    *,
    grade: str | None,
    quote: str | None,
    note: str | None,
    source: str | None,
    due: str | None,
) -> Evidence:
    import rfc8785

    from reviews.review import Evidence
    from sources.candidate import stamp

    sha256 = None if data is None else _kept(desk, data)
    added_at = stamp(desk.store.clock())
    key = [claim, grade, url, file, sha256, quote, note, source, due, added_at, desk.actor]
    identifier = hashlib.sha256(rfc8785.dumps(key)).hexdigest()
    return Evidence(
        id=identifier,
        claim_id=claim,
        grade=grade or "none",  # type: ignore[arg-type]
        url=url,
        file=file,
        sha256=sha256,
        type=mimetypes.guess_type(file)[0] if file else None,
        title=None,
        quote=quote,
        note=note,
        source=source,
        due=due,
        origin=_origin(url, sha256, source, identifier),
        added_at=added_at,
        added_by=desk.actor,
    )


def _bytes(desk: Desk, document: str | None) -> tuple[str | None, str | None, bytes | None]:
    """(URL, file name, bytes) of a document; a page that cannot be read now counts by its address alone."""
    if document is None:
        return None, None, None
    if not document.startswith(("http://", "https://")):
        path = Path(document)
        return None, path.name, path.read_bytes()
    from sources.errors import SourceError
    from sources.session import Session

    try:
        fetched = Session(desk.settings.layer, record=desk.store.record).fetch(document)
    except SourceError as error:
        desk.note(f"no copy was kept: {error}")
        return document, None, None
    return document, None, fetched.content


def _kept(desk: Desk, data: bytes) -> str:
    from reviews.keeping import keep

    return keep(desk.settings.evidence, data)


def _origin(url: str | None, sha256: str | None, source: str | None, identifier: str) -> str:
    """What is counted as one independent origin: the site, the person, the document, or this entry alone."""
    if url is not None:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    return source or sha256 or identifier


def list_(
    desk: Desk,
    subject: Annotated[str, typer.Argument(metavar="ARTICLE|CLAIM", help="An article or a claim.")],
) -> None:
    """List the evidence on an article or a claim."""
    items = _items(desk, subject)
    if desk.json:
        print_json(items)
        return
    columns = (
        Column("ID", "dim"),
        Column("CLAIM", "dim"),
        Column("GRADE"),
        Column("WHAT", wraps=True),
        Column("BY"),
        Column("DUE"),
    )
    rows = [(short(i.id), short(i.claim_id), i.grade, _what(i), i.added_by, i.due or "") for i in items]
    print_table(columns, rows)


def _items(desk: Desk, subject: str) -> list[Evidence]:
    """The evidence on an article or a claim."""
    kind, found = desk.store.identify(subject)
    if kind == "article":
        reviews = desk.store.review_of(found).claims
    else:
        reviews = (desk.store.claim_review(desk.store.claim_id(found)),)
    return [item for one in reviews for item in one.evidence]


def export(
    desk: Desk,
    subject: Annotated[str, typer.Argument(metavar="ARTICLE|CLAIM", help="An article or a claim.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="A folder; made if missing.")],
) -> None:
    """Copy the kept documents into a folder, with a list of all evidence (evidence.json)."""
    import json

    from claims.extraction import plain
    from reviews.keeping import read, write

    items = _items(desk, subject)
    for item in items:
        if item.sha256 is None:
            continue
        data = read(desk.settings.evidence, item.sha256)
        if data is None:
            desk.fail(f"evidence {short(item.id)}: its copy is lost or altered; add the document again")
            continue
        path = out / f"{short(item.sha256)}-{Path(item.file or 'page.html').name}"
        write(path, data)
        print(path)
    write(out / "evidence.json", json.dumps(plain(items), ensure_ascii=False, indent=1).encode())


def _what(item: Evidence) -> str:
    parts = (item.url, item.file, item.source and f"from {item.source}", item.quote, item.note)
    return " · ".join(part for part in parts if part)


def show(
    desk: Desk, evidence: Annotated[str, typer.Argument(metavar="ID", help="The evidence's id.")]
) -> None:
    """Show one piece of evidence, and where its copy is kept."""
    from reviews.errors import UnknownId
    from reviews.keeping import place

    kind, found = desk.store.identify(evidence)
    if kind != "evidence":
        raise UnknownId(f"{evidence} is a {kind}, not evidence: `claims evidence list last` shows some")
    review = desk.store.claim_review(desk.store.owner(kind, found))
    item = next(item for item in review.evidence if item.id == found)
    if desk.json:
        print_json([item])
        return
    copy = place(desk.settings.evidence, item.sha256) if item.sha256 else None
    for name in type(item).__slots__:
        value = getattr(item, name)
        if value is not None:
            print(f"{name.replace('_', ' ')}\t{value}")
    if copy is not None:
        print(f"copy\t{copy if copy.exists() else 'lost: ' + str(copy)}")

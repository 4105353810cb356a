"""`claims evidence`: what people bring to a claim."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
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

# The parameters that are not called as the field is.
HINTS = {"document": "[URL|FILE]", "source": "--from"}


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
    archive: Annotated[
        bool, typer.Option("--archive", help="Ask the Internet Archive for a copy of the page too.")
    ] = False,
) -> None:
    """Add evidence to a claim; --from and --due without a document mean that it is awaited."""
    from reviews import attaching
    from sources.session import Session

    said = attaching.Said(grade, quote, note, source, due)
    fault = attaching.fault(said, document)
    if fault is not None:
        raise typer.BadParameter(fault[1], param_hint=HINTS.get(fault[0], f"--{fault[0]}"))
    if archive and not (document or "").startswith(("http://", "https://")):
        raise typer.BadParameter("only a page is archived: give its URL", param_hint="--archive")
    found = desk.store.claim_id(claim)
    given = attaching.Document()
    if document is not None:
        record = partial(desk.store.record, article=desk.store.article_of(found))
        session = Session(desk.settings.layer, record=record)
        given = attaching.opened(document, session, desk.note, archive=archive)
    made = attaching.attach(desk.store, desk.settings.evidence, found, given, said)
    print(short(made.evidence.id))
    desk.done(made.event)
    for note_ in made.notes:
        desk.note(note_)


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
    parts = (item.title, item.url, item.file, item.source and f"from {item.source}", item.quote, item.note)
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

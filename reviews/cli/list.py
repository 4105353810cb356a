"""`claims list`: the claims of the desk, or its articles."""

from __future__ import annotations

from typing import Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short

Status = Annotated[
    str | None, typer.Option(metavar="STATE", help="Only claims in this state of the workflow.")
]
Finding = Annotated[
    str | None, typer.Option(metavar="FINDING", help="Only claims with this finding, or `none`.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "list", json=True)(list_)


def list_(
    desk: Desk,
    articles: Annotated[bool, typer.Option("--articles", help="List the articles instead.")] = False,
    article: Annotated[
        str | None, typer.Option(metavar="ARTICLE", help="Only claims of this article.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only claims of this kind.")] = None,
    status: Status = None,
    finding: Finding = None,
    assignee: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only claims given to this person.")
    ] = None,
) -> None:
    """List claims, or articles, with where their review stands."""
    if articles:
        _print_articles(desk)
        return
    _known(kind, status, finding)
    of = desk.store.article_id(article) if article else None
    found = desk.store.claims(article=of, kind=kind, workflow=status, finding=finding, assignee=assignee)
    if desk.json:
        print_json(found)
        return
    columns = (
        Column("ID", "dim"),
        Column("KIND"),
        Column("WORTH", right=True),
        Column("STATE"),
        Column("FINDING"),
        Column("CLAIM", wraps=True),
    )
    rows = [
        (short(c.id), c.kind, f"{c.worth:.2f}", c.workflow, c.finding or "", " ".join(c.statement.split()))
        for c in found
    ]
    print_table(columns, rows)
    desk.note(f"{len(found)} claim{'' if len(found) == 1 else 's'}")


def _print_articles(desk: Desk) -> None:
    found = desk.store.articles()
    if desk.json:
        print_json(found)
        return
    columns = (
        Column("ID", "dim"),
        Column("PUBLISHED"),
        Column("OPEN", right=True),
        Column("CLAIMS", right=True),
        Column("TITLE", wraps=True),
        Column("FROM", "dim", wraps=True),
    )
    rows = [
        (short(a.id), (a.published or "")[:10], str(a.open), str(a.claims), a.title or "", a.path or "")
        for a in found
    ]
    print_table(columns, rows)
    desk.note(f"{len(found)} article{'' if len(found) == 1 else 's'}")


def _known(kind: str | None, status: str | None, finding: str | None) -> None:
    from claims.claim import KINDS
    from reviews.review import FINDINGS, WORKFLOWS

    one_of(kind, KINDS, "--kind")
    one_of(status, WORKFLOWS, "--status")
    one_of(finding, (*FINDINGS, "none"), "--finding")

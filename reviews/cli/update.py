"""`claims update`: a new draft of an article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short

if TYPE_CHECKING:
    from claims.claim import Claim
    from reviews.drafts import Alignment, Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """A claim of either draft: "carried", "recheck", "orphan" or "new", as it was and as it is."""

    id: str
    outcome: str
    before: Claim | None
    after: Claim | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "update", writes=True, json=True)(update)


def update(
    desk: Desk,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="The stored article: an id, a path, or last.")
    ],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The new draft: a file, a URL, or -.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Go on where the text is not English.")] = False,
) -> None:
    """Store a new draft: reviews carry over, and what changed or is gone is marked."""
    from reviews.claiming import remade
    from reviews.cli import batch
    from reviews.cli.inputs import Missing, expand

    old = desk.store.extraction(desk.store.article_id(article)).article
    given = next(iter(expand([path])))
    if isinstance(given, Missing):
        desk.fail(given.message)
        return
    values = desk.settings.values
    options = batch.Options(
        published=published,
        date_order=values.date_order,
        force=force,
        max_size=values.max_size,
        network=desk.settings.layer,
        db=desk.settings.db,
        actor=desk.actor,
    )
    reading = batch.read(given, options)
    draft = replace(
        reading.article, draft=old.draft + 1, published=reading.article.published or old.published
    )
    if draft.sha256 == old.sha256 and draft.published == old.published:
        desk.note(
            f"{given.name} is draft {old.draft} of article {short(old.id)} already: nothing was changed"
        )
        return
    found = batch.extracted(draft, None)
    alignment = desk.store.update(
        old.id, found, source=reading.source, path=given.path, seen=old.draft, remake=remade(found.article)
    )
    _print(desk, alignment)
    counts = Counter(one.fate for one in alignment.outcomes)
    desk.note(
        f"draft {draft.draft} of article {short(old.id)}: {counts['carried']} carried, "
        f"{counts['recheck']} to recheck, {counts['orphan']} gone, {len(alignment.new)} new"
    )


def _print(desk: Desk, alignment: Alignment) -> None:
    if desk.json:
        rows = [Change(one.before.id, one.fate, one.before, one.after) for one in alignment.outcomes]
        rows += [Change(claim.id, "new", None, claim) for claim in alignment.new]
        print_json(rows)
        return
    columns = (Column("ID", "dim"), Column("KIND"), Column("OUTCOME"), Column("CLAIM", wraps=True))
    shown: list[tuple[str, str, str, str]] = [
        (short(one.before.id), one.before.kind, one.fate, _words(one))
        for one in alignment.outcomes
        if one.fate != "carried"
    ]
    shown += [(short(claim.id), claim.kind, "new", claim.statement) for claim in alignment.new]
    print_table(columns, shown)


def _words(one: Outcome) -> str:
    """What a row says of a claim: what changed in it, or what is gone."""
    from reviews.differences import differences

    if one.after is None:
        return one.before.statement
    return "; ".join(differences(one.before, one.after))

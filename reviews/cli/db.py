"""`claims db`: the database itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import short


def register(app: typer.Typer) -> None:
    """Add the commands."""
    db = typer.Typer(
        help="The database: upgrade, backup, check.", no_args_is_help=True, rich_markup_mode=None
    )
    command(db, "upgrade")(upgrade)
    command(db, "backup")(backup)
    command(db, "check")(check)
    app.add_typer(db, name="db")


def upgrade(desk: Desk) -> None:
    """Bring the database to the schema of this version; guards and all that is derived are made anew."""
    from reviews import database
    from reviews.migrations import SCHEMA

    engine = database.connect(desk.settings.db)
    database.refuse_newer(engine)
    database.upgrade(engine)
    mended = desk.store.rebuild()
    if mended:
        desk.note(f"{len(mended)} claims did not say what their histories say: now they do")
    desk.note(f"database {database.place(engine)} has schema {SCHEMA}")


def backup(
    desk: Desk, file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")]
) -> None:
    """Copy the database to a SQLite file, consistent while it is in use."""
    from reviews import backup

    if file.exists():
        raise typer.BadParameter(f"{file} exists already: name a new file", param_hint="FILE")
    backup.backup(desk.store.engine, file)
    desk.note(f"copied the database to {file}; kept documents lie in {desk.settings.evidence}")


def check(desk: Desk) -> None:
    """Check the file, the history's guards, every chain, and that all that is derived is what it should be."""
    from reviews import database

    store = desk.store
    for fault in database.integrity(store.engine):
        desk.fail(f"database: {fault}; `claims db upgrade` puts back guards and index, a backup the rest")
    for verification in store.verify():
        for one in verification.faults:
            desk.fail(f"article {short(one.article)}: {one.message}")
    for claim in store.stray():
        desk.fail(f"claim {short(claim)}: its state is not what its history says; run `claims db upgrade`")
    for claim in store.misfiled():
        desk.fail(f"claim {short(claim)}: the archive does not say what it says; run `claims db upgrade`")
    if not desk.failed:
        desk.note("the database is whole")

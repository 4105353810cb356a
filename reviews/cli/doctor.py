"""`claims doctor`: what is wrong here, and the mend for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer

from claims.errors import ClaimsError
from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table
from reviews.errors import ReviewsError
from sources.errors import SourceError


@dataclass(frozen=True, slots=True)
class Checkup:
    """What checking one part came to: "well", or "fault" with what is wrong and the mend."""

    part: str
    state: str
    says: str


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "doctor", json=True)(doctor)


def doctor(desk: Desk) -> None:
    """Check the model, the database, the configuration and the sources."""
    checks: tuple[tuple[str, Callable[[Desk], Iterator[str]]], ...] = (
        ("configuration", _configuration),
        ("model", _model),
        ("database", _database),
        ("sources", _sources),
    )
    found = list[Checkup]()
    for name, check in checks:
        try:
            faults = list(check(desk))
        except (ClaimsError, ReviewsError, SourceError) as error:
            faults = [str(error)]
        found += [Checkup(name, "fault", fault) for fault in faults]
        if not faults:
            found.append(Checkup(name, "well", ""))
    if desk.json:
        print_json(found)
    else:
        columns = (Column("PART"), Column("STATE"), Column("SAYS", wraps=True))
        print_table(columns, [(one.part, one.state, one.says) for one in found])
    desk.failed = desk.failed or any(one.state == "fault" for one in found)


def _configuration(desk: Desk) -> Iterator[str]:
    settings = desk.settings
    yield from settings.notes
    if settings.values.contact is None and not settings.values.offline:
        yield "no contact is set, so no source is asked: set CLAIMS_CONTACT to a mail address or a page"


def _model(desk: Desk) -> Iterator[str]:
    from claims import language

    nlp = language.load()
    if not list(nlp("A mayor spoke on Monday.").sents):
        yield "the language model parses nothing: install claimdesk again"


def _database(desk: Desk) -> Iterator[str]:
    from reviews import database

    yield from database.integrity(desk.store.engine)
    for verification in desk.store.verify():
        yield from (f"article {one.article[:8]}: {one.message}" for one in verification.faults)


def _sources(desk: Desk) -> Iterator[str]:
    from claims import plugins
    from reviews.cli.sources import LOCAL
    from sources.search import GROUP, adapters

    layer = desk.settings.layer
    names = [name for name in plugins.registered(GROUP) if layer.of(name).enabled]
    for source in adapters(layer, only=names, record=desk.store.record):
        if not source.configured:
            continue  # nobody has to have a snapshot, a folder of documents or a key
        if source.name not in LOCAL and (layer.offline or layer.contact is None):
            continue  # nothing may be asked; the configuration's own check says so
        fault = source.reachable()
        if fault is not None:
            yield fault

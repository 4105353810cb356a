"""`claims sources`: what each source answers and sends, the ledger, and snapshots for offline work."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table

# The sources that need no connection.
LOCAL = ("archive", "snapshot")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list: ``state`` is "answers", or why it cannot be asked now."""

    name: str
    answers: str
    sends: str
    needs: str
    api: str | None
    share: str
    state: str
    set_in: str


def register(app: typer.Typer) -> None:
    """Add the commands."""
    sources = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
    command(sources, None, json=True)(list_)
    command(sources, "import-wikidata")(import_wikidata)
    app.add_typer(sources, name="sources")


def list_(
    desk: Desk,
    sent: Annotated[
        bool, typer.Option("--sent", help="The ledger: every request that left the machine.")
    ] = False,
) -> None:
    """Show each source: what it answers, what it sends out, whether it can be asked."""
    if sent:
        _print_ledger(desk)
        return
    found = [_described(desk, source) for source in _installed(desk)]
    if desk.json:
        print_json(found)
        return
    columns = (
        Column("SOURCE"),
        Column("ANSWERS", wraps=True),
        Column("SENDS", wraps=True),
        Column("NOW", wraps=True),
        Column("SET IN", "dim"),
    )
    print_table(columns, [(s.name, s.answers, s.sends, s.state, s.set_in) for s in found])


def _installed(desk: Desk) -> list[Any]:
    from claims import plugins
    from reviews.archive import Archive
    from sources.search import GROUP, adapters

    names = tuple(plugins.registered(GROUP))
    return [*adapters(desk.settings.layer, only=names, record=desk.store.record), Archive(desk.store)]


def _described(desk: Desk, source: Any) -> SourceLine:
    settings = desk.settings
    table = settings.layer.of(source.name)
    if not table.enabled:
        state = "switched off"
    elif settings.layer.offline and source.name not in LOCAL:
        state = f"offline ({settings.origin('offline')})"
    else:
        state = source.reachable() or "answers"
    return SourceLine(
        name=source.name,
        answers=source.description.answers,
        sends=source.description.sends,
        needs=source.description.needs,
        api=table.api,
        share=table.share,
        state=state,
        set_in=settings.origin("sources") if source.name in settings.layer.sources else "default",
    )


def _print_ledger(desk: Desk) -> None:
    found = desk.store.ledger()
    if desk.json:
        print_json(found)
        return
    columns = (Column("TIME"), Column("HOST"), Column("WORDS", wraps=True))
    print_table(columns, [(sent.at, sent.host, sent.words) for sent in found])
    desk.note(f"{len(found)} request{'' if len(found) == 1 else 's'} left the machine")


def import_wikidata(
    desk: Desk,
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="A dump in Wikidata's own JSON format.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The snapshot to write.")],
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="Keep names in this language too, besides English."),
    ] = None,
) -> None:
    """Make a snapshot for offline work out of a Wikidata dump: .json, .gz, .bz2, .zst, or a folder.

    Stopped, it goes on where it was when given the same dump again.
    """
    from sources.dump import import_dump

    shows = sys.stderr.isatty() and not desk.quiet
    count = import_dump(dump, out, languages=language or (), progress=_show_share if shows else None)
    desk.note(f'wrote {out}: {count} items; put [sources.snapshot] file = "{out}" into claims.toml')


def _show_share(count: int, share: float) -> None:
    """One line on the terminal, written over as the import goes on."""
    end = "\n" if share >= 1 else ""
    print(f"\r{share:4.0%} of the dump read, {count:,} entities", end=end, file=sys.stderr, flush=True)

"""`claims lookup`: what the sources have on claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short

if TYPE_CHECKING:
    from reviews.review import ArticleReview, ClaimReview
    from reviews.twins import Shared
    from sources.candidate import Candidate, Source
    from sources.search import Lookup
    from sources.settings import Settings
    from sources.wayback import Wayback

Subjects = Annotated[
    list[str], typer.Argument(metavar="ARTICLE|CLAIM...", help="Articles (ids, paths, last) or claims.")
]
Names = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; repeatable.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would go out, and send nothing.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "lookup", writes=True, json=True)(lookup)


def lookup(
    desk: Desk,
    subjects: Subjects,
    source: Names = None,
    offline: Annotated[bool, typer.Option("--offline", help="No connection but the database's.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again what the cache has.")] = False,
    dry_run: DryRun = False,
    archive: Annotated[
        bool,
        typer.Option("--archive", help="Ask the Internet Archive for copies of the web pages found too."),
    ] = False,
) -> None:
    """Ask the sources about claims. Only names, offices, dates and figures go out unless set otherwise."""
    from reviews.twins import Shared

    layer = desk.settings.layer
    layer = replace(layer, offline=layer.offline or offline, refresh=refresh)
    asked = _asked(desk, subjects)
    if dry_run:
        _print_plan(desk, asked, layer, source or ())
        return
    shared = Shared(desk.store, again=bool(source) or refresh)
    results = [_ask(desk, article, claims, layer, source or (), archive, shared) for article, claims in asked]
    found = [
        candidate
        for _, claims in asked
        for one in claims
        for candidate in desk.store.claim_review(one.claim.id).candidates
    ]
    if desk.json:
        print_json(found)
    else:
        _print(found)
    _tell(desk, results)


def _asked(desk: Desk, subjects: Sequence[str]) -> list[tuple[ArticleReview, list[ClaimReview]]]:
    """The claims to ask about by article: of an article, all that are neither dropped nor gone."""
    store = desk.store
    wanted: dict[str, set[str] | None] = {}
    for subject in subjects:
        kind, found = store.identify(subject)
        if kind == "article":
            wanted[found] = None
        else:
            claim = store.claim_id(found)
            chosen = wanted.setdefault(store.article_of(claim), set())
            if chosen is not None:
                chosen.add(claim)
    asked = []
    for article, some in wanted.items():
        reviewed = store.review_of(article)
        if some is None:
            claims = [one for one in reviewed.claims if one.review.workflow not in ("dropped", "orphan")]
        else:
            claims = [one for one in reviewed.claims if one.claim.id in some]
        asked.append((reviewed, claims))
    return asked


def _sources(desk: Desk, layer: Settings, names: Sequence[str], article: str) -> tuple[Source, ...]:
    """The sources asked: those of the network's layer, and the desk's own archive."""
    from reviews.archive import NAME, Archive
    from sources.search import adapters

    own = (Archive(desk.store),) if not names or NAME in names else ()
    others = [name for name in names if name != NAME]
    if names and not others:
        return own
    found = adapters(layer, only=others, record=lambda sent: desk.store.record(sent, article=article))
    return (*found, *own)


def _ask(
    desk: Desk,
    article: ArticleReview,
    reviewed: Sequence[ClaimReview],
    layer: Settings,
    names: Sequence[str],
    archive: bool,
    shared: Shared,
) -> Lookup:
    from sources.search import archived, search

    extraction = article.extraction
    claims, given = shared.part(article, [one.claim for one in reviewed])
    desk.store.keep([candidate for found in given.values() for candidate in found])
    if given and article.reprint_of is not None:
        first = short(article.reprint_of)
        desk.note(
            f"{short(extraction.article.id)}: {len(given)} claims are asked in {first} too: not asked again"
        )

    def keep(candidate: Candidate) -> None:
        desk.store.keep([candidate])

    found = search(
        claims,
        extraction.article,
        _sources(desk, layer, names, extraction.article.id),
        names=extraction.annotations.names,
        keep=keep,
    )
    if not archive:
        return found
    return archived(found, claims, _wayback(desk, layer, extraction.article.id), keep=keep)


def _wayback(desk: Desk, layer: Settings, article: str) -> Wayback:
    from sources.session import Session
    from sources.wayback import Wayback

    return Wayback(Session(layer, record=lambda sent: desk.store.record(sent, article=article)), layer)


def _print_plan(
    desk: Desk,
    asked: Sequence[tuple[ArticleReview, list[ClaimReview]]],
    layer: Settings,
    names: Sequence[str],
) -> None:
    from reviews.twins import Shared
    from sources.search import plan

    shared = Shared(desk.store, again=bool(names) or layer.refresh)
    outgoing = [
        item
        for article, claims in asked
        for item in plan(
            shared.part(article, [one.claim for one in claims])[0],
            article.extraction.article,
            _sources(desk, layer, names, article.extraction.article.id),
            names=article.extraction.annotations.names,
        )
    ]
    if desk.json:
        print_json(outgoing)
        return
    columns = (Column("SOURCE"), Column("HOST"), Column("WORDS", wraps=True))
    print_table(columns, [(item.source, item.host, item.words) for item in outgoing])
    desk.note(f"{len(outgoing)} requests would go out at first; nothing was sent")


def _print(found: Sequence[Candidate]) -> None:
    columns = (
        Column("CLAIM", "dim"),
        Column("STANCE"),
        Column("SOURCE"),
        Column("WHY", wraps=True),
        Column("WHERE", "dim", wraps=True),
    )
    rows = [(short(c.claim_id), c.stance, c.source, c.reason or c.title, c.permalink or c.url) for c in found]
    print_table(columns, rows)


def _tell(desk: Desk, results: Sequence[Lookup]) -> None:
    """One line for each failure, each source's tally, and exit 1 where no source answered at all."""
    from reviews.cli.desk import say

    for message in dict.fromkeys(failure.message for result in results for failure in result.failures):
        say(message)
    for result in results:
        for one in result.asked:
            if one.claims:
                desk.note(f"{one.source}: {one.candidates} candidates on {one.claims} claims")
    if not any(_answered(result) for result in results):
        desk.fail("no source answered: nothing was looked up; see `claims sources`")


def _answered(result: Lookup) -> bool:
    """Whether a source answered; the archive always does, so it counts only where it alone was asked."""
    from reviews.archive import NAME

    others = [one for one in result.asked if one.source != NAME]
    return any(one.answered for one in others or result.asked)

"""`claims extract`: articles in, claims printed and stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command, one_of
from reviews.cli.desk import Desk
from reviews.reprints import Reprints

if TYPE_CHECKING:
    from claims.article import Article
    from claims.extraction import Extraction
    from reviews.cli.batch import Done, Options, Read
    from reviews.cli.failures import Failures
    from reviews.reprints import Reprint

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|DIR|GLOB|URL|FILE.jsonl|FILE.parquet|-...",
        help="Articles to split, or - for standard input.",
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="When it was published, if the text does not say.")
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind; repeatable.")
]
MinWorth = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Only claims worth at least this much checking.")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that work at once; the output's order stays.")]
Pipeline = Annotated[str | None, typer.Option(metavar="NAME|PATH", help="Another spaCy pipeline.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "extract", writes=True, json=True)(extract)


def extract(
    desk: Desk,
    inputs: Inputs,
    published: Published = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title, above what the text says.")
    ] = None,
    byline: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The byline, above what the text says.")
    ] = None,
    kind: Kinds = None,
    min_worth: MinWorth = 0.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print, store nothing.")] = False,
    workers: Workers = 1,
    pipeline: Pipeline = None,
    force: Annotated[bool, typer.Option("--force", help="Go on where the text is not English.")] = False,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Work on this Ray cluster; needs --out.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.parquet", help="With --cluster: write here, store and print nothing."),
    ] = None,
    failures: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl", help="Where a batch keeps what failed, and why.")
    ] = None,
) -> None:
    """Split articles into checkable claims, print them and store them."""
    from reviews import settings
    from reviews.cli.batch import Options
    from reviews.cli.failures import Failures
    from reviews.cli.inputs import are_many

    if (cluster is None) != (out is None):
        raise typer.BadParameter(
            "--cluster ADDRESS and --out FILE.parquet go together", param_hint="--cluster"
        )
    kinds = _kinds(kind)
    values = desk.settings.values
    options = Options(
        published=_date(published, values.date_order),
        title=title,
        byline=byline,
        date_order=values.date_order,
        force=force,
        max_size=values.max_size,
        pipeline=pipeline,
        network=desk.settings.layer,
        db=desk.settings.db,
        actor=desk.actor,
    )
    kept = Failures(failures or settings.data_folder() / "failures.jsonl")
    if cluster is not None and out is not None:
        from reviews.cli.cluster import run_on

        run_on(cluster, desk, inputs, options, kinds, min_worth, out, kept)
        return
    run = _Run(desk, options, kinds, min_worth, kept if are_many(inputs) else None, dry_run=dry_run)
    run.over(inputs, workers)


def _kinds(given: Sequence[str] | None) -> tuple[str, ...]:
    from claims.claim import KINDS

    for kind in given or ():
        one_of(kind, KINDS, "--kind")
    return tuple(given) if given else KINDS


def _date(given: str | None, order: str | None) -> str | None:
    if given is None:
        return None
    from claims import stamps

    value = stamps.iso(given, order=order)  # type: ignore[arg-type]
    if value is None:
        raise typer.BadParameter(
            f"{given!r} is no date that can be read: write it like 2021-07-06", param_hint="--published"
        )
    return value


class _Run:
    """One run over all inputs: what is printed, what is stored, what failed."""

    def __init__(
        self,
        desk: Desk,
        options: Options,
        kinds: Sequence[str],
        min_worth: float,
        failures: Failures | None,
        *,
        dry_run: bool,
    ) -> None:
        self.desk = desk
        self.options = options
        self.kinds = kinds
        self.min_worth = min_worth
        self.dry_run = dry_run
        self.is_stored: Callable[[str], bool] = lambda digest: False
        self.stores_first = False
        self.failures = failures
        self.reprints = Reprints() if failures is not None else None
        self.articles = 0

    def over(self, arguments: Sequence[str], workers: int) -> None:
        """All inputs in their order; failures are told as they come, and once more at the end of a batch."""
        if not self.dry_run:
            self.is_stored = self._stored_check()
        from reviews.cli.inputs import count
        from reviews.cli.progress import progress

        with progress("extracting", lambda: count(arguments), quiet=self.desk.quiet) as show:
            for number, done in enumerate(self._work(arguments, workers), 1):
                self._take(done)
                show(number)
        if self.failures is not None and self.failures.count and self.failures.count + self.articles > 1:
            self.desk.note(
                f"{self.failures.count} of {self.failures.count + self.articles} inputs failed, "
                f"{self.failures.where}: mend them and run the same again, what is stored is not done twice"
            )

    def _take(self, done: Done) -> None:
        if done.error is None:
            self._finish(done)
            return
        self.desk.fail(done.error)
        if self.failures is not None:
            self.failures.add(done.given.name, done.error)

    def _work(self, arguments: Sequence[str], workers: int) -> Iterator[Done]:
        from reviews.cli import batch
        from reviews.cli.inputs import expand

        if workers > 1:
            from reviews.cli.crew import work_side_by_side

            yield from work_side_by_side(expand(arguments), self.options, workers, again=self.dry_run)
        else:
            for given in expand(arguments):
                yield batch.work(given, self.options, self._ready, batch.extracted)

    def _ready(self, reading: Read) -> Article | None:
        """The article with its date asked for, or None where its text is stored already."""
        if self.is_stored(reading.article.sha256):
            return None
        return self._dated(reading.article, reading.given.name)

    def _dated(self, article: Article, name: str) -> Article:
        if article.published is not None or not self.desk.interactive:
            return article
        published = typer.prompt(
            f"When was {name} published? (YYYY-MM-DD, Enter if unknown)",
            default="",
            show_default=False,
            value_proc=lambda answer: _date(answer.strip() or None, self.options.date_order) or "",
            err=True,
        )
        return replace(article, published=published or None)

    def _finish(self, done: Done) -> None:
        """Print first, then import the store: the reader should not wait for it.

        Where the store is open already, nothing is printed that could not be stored.
        """
        assert done.article is not None
        self.articles += 1
        reprint = self._reprint(done)
        for warning in done.article.warnings:
            self.desk.note(f"{done.given.name}: {warning}")
        if done.found is None or self.is_stored(done.article.sha256):
            self._print_stored(done.article)
            return
        if done.article.published is None:
            self.desk.note(
                f"{done.given.name}: no date of publication found, so relative dates stay "
                "open; give it with --published"
            )
        found = self._chosen(done.found)
        if self.stores_first:
            self._store(found, done, reprint)
        self._print(found)
        if not self.dry_run and not self.stores_first:
            self._store(found, done, reprint)

    def _reprint(self, done: Done) -> Reprint | None:
        """Which article of this batch this one reprints."""
        if self.reprints is None or done.article is None:
            return None
        reprint = self.reprints.first(done.article.id, done.given.name, done.article.text)
        if reprint is not None:
            self.desk.note(
                f"{done.given.name}: a reprint of {reprint.name} ({reprint.of[:8]}, {reprint.alike:.0%} alike): "
                "what both ask is looked up once"
            )
        return reprint

    def _print_stored(self, article: Article) -> None:
        store = self.desk.store
        stored = store.extraction(store.holding(article.sha256))
        self._print(self._chosen(stored))
        self.desk.note(f"stored already as {stored.article.id[:8]}: nothing was changed")

    def _store(self, found: Extraction, done: Done, reprint: Reprint | None) -> None:
        from reviews.cli.inputs import Given

        assert isinstance(done.given, Given)
        saved = self.desk.store.save(found, source=done.source, path=done.given.path, reprint=reprint)
        if saved.known_path is not None:
            self.desk.note(
                f"another text from {done.given.name} is stored as {saved.known_path[:8]}; this one is new, "
                f"as {saved.article_id[:8]} (`claims update {saved.known_path[:8]} …` carries reviews over)"
            )
        elif saved.new:
            self.desk.note(f"stored {len(found.claims)} claims as article {saved.article_id[:8]}")

    def _chosen(self, found: Extraction) -> Extraction:
        from reviews.cli.batch import chosen

        return chosen(found, kinds=self.kinds, min_worth=self.min_worth)

    def _print(self, found: Extraction) -> None:
        if self.desk.json:
            print(json.dumps(found.document(), ensure_ascii=False))
            sys.stdout.flush()
            return
        from reviews.cli.layout import print_extraction

        print_extraction(found)

    def _stored_check(self) -> Callable[[str], bool]:
        from reviews import known

        quick = known.checker(self.desk.settings.db)
        self.stores_first = quick is None
        return quick if quick is not None else self.desk.store.holds

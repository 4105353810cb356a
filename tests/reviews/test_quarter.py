"""A newsroom's quarter: articles come in, 12 checkers and two editors work, drafts change, sources fail.

After each step the invariants hold for the article that was touched, and for the whole desk each week.
`make soak` plays 60 articles on both databases; otherwise four.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from harbour import TEXT, Ticking
from test_histories import derived, machine_s

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim
from claims.extraction import Extraction
from reviews import database, rules
from reviews.chain import Event
from reviews.errors import ReviewError, UnknownId
from reviews.review import FINDINGS, GRADES, RESOLUTIONS, ClaimReview, Evidence
from reviews.rules import Policy
from reviews.store import Rule, Store
from sources.candidate import Candidate, Failure, Passage, Verdict, candidate
from sources.errors import SourceUnusable
from sources.search import search

CHECKERS = tuple(f"checker{number}" for number in range(1, 13))
EDITORS = ("ed", "eva")
POLICY = Policy(editors=EDITORS)
WEEKS = 13
# What is done in a working hour, by how often.
HABITS = {
    "decide": 30, "evidence": 14, "look_up": 12, "note": 6, "assign": 6, "resolve": 14, "sign_off": 16, "move": 6,
    "drop": 2, "undo": 4, "amend": 3, "draft": 9, "forget": 0.3,
}  # fmt: skip


class Weather:
    """A source that works, is down, breaks off, answers nonsense or finds nothing."""

    name = "weather"
    kinds = frozenset(KINDS)
    configured = True

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        for claim in claims:
            match self.chance.choice(("found", "found", "nothing", "item", "down", "fault")):
                case "found":
                    excerpt = f"Minutes of {self.chance.randint(1, 30)} March"
                    told = Passage(self.name, "Minutes", "https://lidby.example/m", None, excerpt, None,
                                   "2026-03-03T09:00:00Z", "lidby")  # fmt: skip
                    yield candidate(
                        claim, told, Verdict(self.chance.choice(("supports", "contradicts")), "compared")
                    )
                case "item":
                    yield Failure(self.name, "weather: no answer on this", claim.id)
                case "down":
                    raise SourceUnusable("weather: no connection")
                case "fault":
                    raise KeyError("query")


@dataclass
class Newsroom:
    """The desk, and what must stay as it was: every article's digests, and its draft of words."""

    store: Store
    chance: random.Random
    digests: dict[str, list[str]] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)

    def receive(self, number: int) -> None:
        """One more article."""
        self.store.actor = self.chance.choice(CHECKERS)
        saved = self.store.save(self.text(number), source=b"copy", path=f"/copy/{number}.txt")
        assert saved.new
        self.digests[saved.article_id] = []
        self.check(saved.article_id, 1)

    def text(self, number: int) -> Extraction:
        """A draft: with or without its second claim, in May or June, with another end."""
        words = f"{TEXT} This is copy {number}, said {self.chance.random()}."
        if self.chance.random() < 0.3:
            words = words.replace("in May", "in June")
        if self.chance.random() < 0.2:
            words = words.replace("Falk is mayor of Lidby. ", "")
        made = machine_s(words)
        return replace(made, article=replace(made.article, id=made.article.sha256))

    def work(self) -> None:
        """One person does one thing; what is refused changes nothing."""
        article = self.chance.choice(sorted(set(self.digests) - self.forgotten))
        (what,) = self.chance.choices(list(HABITS), list(HABITS.values()))
        self.store.actor = self.chance.choice(
            EDITORS if what in ("resolve", "sign_off", "undo") else CHECKERS
        )
        entry = self.chance.choice(self.store.review_of(article).claims)
        said = ""
        try:
            added = getattr(self, what)(article, entry)
        except ReviewError as error:
            said, added, what = str(error), 0, f"{what}, refused"
        assert "\n" not in said
        self.done[what] += 1
        self.check(article, added)

    def act(self, entry: ClaimReview, rule: Rule) -> int:
        """One act on what was seen."""
        self.store.act(entry.claim.id, rule, seen=entry.review.version)
        return 1

    def decide(self, article: str, entry: ClaimReview) -> int:
        finding, words = self.chance.choice(FINDINGS), self.chance.choice((None, None, "other words", ""))
        parts = [None, 0, 2] if entry.claim.kind == "attendance" else [None]
        given = {
            "finding": finding,
            "part": self.chance.choice(parts),
            "replacement": words,
            "policy": POLICY,
        }
        return self.act(entry, lambda claim, state: rules.decide(claim, state, **given))

    def evidence(self, article: str, entry: ClaimReview) -> int:
        key = hashlib.sha256(str(self.chance.random()).encode()).hexdigest()
        one = Evidence(
            key, entry.claim.id, self.chance.choice(GRADES), "https://lidby.example/m", None, None, None, "Minutes",
            None, None, None, None, "lidby", "2026-03-03T09:00:00Z", self.store.actor,
        )  # fmt: skip
        self.store.add_evidence(
            entry.claim.id, one, lambda claim, state: rules.add_evidence(claim, state, one)
        )
        return 1

    def look_up(self, article: str, entry: ClaimReview) -> int:
        """Machines suggest: nothing that people decided changes, whatever the source does."""
        before = self.store.review_of(article)
        claims = [one.claim for one in before.claims]
        found = search(
            claims, before.extraction.article, [Weather(self.chance)], keep=lambda one: self.store.keep([one])
        )
        after = self.store.review_of(article)
        assert [one.review for one in after.claims] == [one.review for one in before.claims]
        kept = {candidate.id for one in after.claims for candidate in one.candidates}
        assert {candidate.id for candidate in found.candidates} <= kept
        assert all("\n" not in failure.message for failure in found.failures)
        return 0

    def note(self, article: str, entry: ClaimReview) -> int:
        return self.act(entry, lambda claim, state: rules.note(claim, state, text="asked the town hall"))

    def assign(self, article: str, entry: ClaimReview) -> int:
        to = self.chance.choice(CHECKERS)
        return self.act(entry, lambda claim, state: rules.assign(claim, state, to=to))

    def resolve(self, article: str, entry: ClaimReview) -> int:
        resolution, note = self.chance.choice(RESOLUTIONS), self.chance.choice((None, "the lawyer agrees"))
        given = {"resolution": resolution, "actor": self.store.actor, "policy": POLICY, "note": note}
        return self.act(entry, lambda claim, state: rules.resolve(claim, state, **given))

    def sign_off(self, article: str, entry: ClaimReview) -> int:
        actor = self.store.actor
        self.act(entry, lambda claim, state: rules.sign_off(claim, state, actor=actor, policy=POLICY))
        assert entry.review.found_by != (actor,)
        return 1

    def move(self, article: str, entry: ClaimReview) -> int:
        to, note = (
            self.chance.choice(("open", "in_progress", "awaiting_source")),
            self.chance.choice((None, "why")),
        )
        return self.act(entry, lambda claim, state: rules.move(claim, state, to=to, note=note))

    def drop(self, article: str, entry: ClaimReview) -> int:
        return self.act(entry, rules.drop)

    def undo(self, article: str, entry: ClaimReview) -> int:
        self.store.actor = entry.history[-1].actor if entry.history else self.store.actor
        history, actor = entry.history, self.store.actor
        return self.act(entry, lambda claim, state: rules.undo(claim, state, history=history, actor=actor))

    def amend(self, article: str, entry: ClaimReview) -> int:
        after = replace(entry.claim, statement=f"{entry.claim.text}, as amended", made_by=self.store.actor)
        self.store.amend(after, lambda claim, state: rules.amend(claim, after, state))
        return 1

    def draft(self, article: str, entry: ClaimReview) -> int:
        """Every claim of the old draft is carried, to be checked again, or gone; none is lost."""
        before = {claim.id: claim for claim in self.store.extraction(article).claims}
        alignment = self.store.update(article, self.text(0), source=b"copy", path=None)
        assert {one.before.id for one in alignment.outcomes} == set(before)
        now = {one.claim.id: one for one in self.store.review_of(article).claims}
        assert set(before) <= set(now)
        for one in alignment.outcomes:
            workflow = now[one.before.id].review.workflow
            assert one.fate == "carried" or workflow == {"recheck": "recheck", "orphan": "orphan"}[one.fate]
        assert not {claim.id for claim in alignment.new} & set(before)
        return 1 + len(alignment.outcomes)

    def forget(self, article: str, entry: ClaimReview) -> int:
        self.store.forget(article, reason="asked to")
        self.forgotten.add(article)
        with pytest.raises(UnknownId):
            self.store.extraction(article)
        return 1

    def check(self, article: str, added: int) -> None:
        """The history grew by so much at its end and verifies; the fields are what its events come to."""
        events = self.store.history(article)
        known = self.digests[article]
        assert [event.digest for event in events[: len(known)]] == known
        assert len(events) == len(known) + added
        self.digests[article] = [event.digest for event in events]
        assert [fault for found in self.store.verify(article) for fault in found.faults] == []
        if article in self.forgotten:
            return
        reviewed = self.store.review_of(article)
        text = reviewed.extraction.article.text
        for claim in reviewed.extraction.claims:
            assert text[claim.start : claim.end] == claim.text
        for one in reviewed.claims:
            fields = folded([event for event in events if event.claim == one.claim.id])
            assert {key: getattr(one.review, key) for key in fields} == fields
            if one.review.workflow == "signed_off":
                assert one.review.finding is not None

    def whole(self) -> None:
        """The database as it lies there."""
        assert [fault for found in self.store.verify() for fault in found.faults] == []
        assert (self.store.stray(), self.store.misfiled()) == ((), ())
        assert database.integrity(self.store.engine) == []
        assert len(self.store.articles()) == len(self.digests) - len(self.forgotten)


def folded(events: Sequence[Event]) -> dict[str, Any]:
    """The fields by the events alone; what was undone counts for nothing but the version."""
    void = {event.payload["sequence"] for event in events if event.kind == "undone" and event.payload}
    raw = []
    for event in events:
        stands = event.payload and event.sequence not in void
        payload = json.dumps(event.payload) if stands else None
        raw.append({"kind": event.kind, "sequence": event.sequence, "payload": payload})
    return derived(raw)


@pytest.fixture
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """How many articles, and how many acts a week."""
    return (60, 160) if request.config.getoption("--soak", default=False) else (4, 6)


def test_a_quarter(store_url: str, size: tuple[int, int]) -> None:
    articles, acts = size
    store = Store.open(store_url, actor="ed", clock=Ticking())
    room = Newsroom(store, random.Random(20260301))
    for week in range(WEEKS):
        for number in range(articles * week // WEEKS, articles * (week + 1) // WEEKS):
            room.receive(number)
        for _ in range(acts if room.digests else 0):
            room.work()
        room.whole()
    assert len(room.digests) == articles
    if articles == 60:
        assert set(HABITS) <= set(room.done), room.done
        assert room.done["decide"] > room.done["decide, refused"]
    store.engine.dispose()

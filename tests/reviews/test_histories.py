"""Random histories: the four fields that the store keeps are those that the raw events come to, and are made
from them again where all of them were lost.

The events are read as they lie in the table and folded here once more, by the contract's words and without
any code of ``reviews/review.py``.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harbour import TEXT, Ticking, extraction_of
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from postgres import Server
from sqlalchemy import text as sql

from claims.claim import Claim
from claims.extract import moved
from claims.extraction import Extraction
from reviews import database, rules
from reviews.database import reading, writing
from reviews.errors import ReviewError
from reviews.review import FINDINGS, RESOLUTIONS, WORKFLOWS, Evidence
from reviews.rules import Policy
from reviews.store import Rule, Store

WORST_FIRST = ["incorrect", "misleading", "conflicting", "unverifiable", "not_checkable", "confirmed"]
BEST_FIRST = ["primary", "secondary", "authors_word", "none"]
CLAIM = st.integers(0, 5)
ACTOR = st.sampled_from(["ana", "bo", "ed"])
NOTE = st.sampled_from([None, "because"])


def derived(events: list[dict[str, Any]]) -> dict[str, Any]:
    """Workflow, finding, resolution, grade and the rest of a claim, from its raw events in order."""
    state: dict[str, Any] = {"workflow": "open", "resolution": None, "assignee": None, "version": 0}
    whole, parts, grades = None, dict[int, str](), list[str]()
    read = [json.loads(event["payload"] or "{}") for event in events]
    void = {p["sequence"] for e, p in zip(events, read, strict=True) if e["kind"] == "undone" and p}
    for event in events:
        state["version"] = event["sequence"]
        if event["payload"] is None or event["sequence"] in void:
            continue
        payload = json.loads(event["payload"])
        state["workflow"] = payload.get("workflow", state["workflow"])
        if event["kind"] == "decided" and payload["part"] is None:
            whole = payload["finding"]
        elif event["kind"] == "decided":
            parts[payload["part"]] = payload["finding"]
        elif event["kind"] == "evidence" and not payload["awaited"]:
            grades.append(payload["grade"])
        elif event["kind"] == "resolved":
            state["resolution"] = payload["resolution"]
        elif event["kind"] == "assigned":
            state["assignee"] = payload["to"]
        elif event["kind"] in ("amended", "rechecked"):
            whole, parts, state["resolution"] = None, {}, None
    worst = min(parts.values(), key=WORST_FIRST.index, default=None)
    state["finding"] = whole or worst
    state["grade"] = min(grades, key=BEST_FIRST.index, default="none")
    return state


def machine_s(text: str) -> Extraction:
    """What the machine would find in a draft of the article: its claims, wherever they stand now."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = extraction_of()
    found = []
    for claim in made.claims:
        in_june = claim.text.replace("May", "June")
        if claim.text in text:
            found.append(moved(claim, text.index(claim.text) - claim.start))
        elif in_june in text:
            start = text.index(in_june)
            found.append(
                replace(claim, text=in_june, statement=in_june, start=start, end=start + len(in_june))
            )
    ids = [replace(c, id=hashlib.sha256(f"{digest} {c.text}".encode()).hexdigest()) for c in found]
    article = replace(made.article, text=text, sha256=digest, paragraphs=())
    return replace(made, article=article, claims=tuple(ids))


class Desk(RuleBasedStateMachine):
    """People at one article's claims, in any order; what is refused changes nothing."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.ids = itertools.count()

    @initialize()
    def stored(self) -> None:
        self.article = self.store.save(extraction_of(), source=b"").article_id

    def do(self, number: int, actor: str, act: Callable[[str], Rule]) -> None:
        """One act on one of the claims; a refusal leaves the history as it was."""
        lines = self.store.claims()
        self.store.actor = actor
        claim = lines[number % len(lines)].id
        length = len(self.store.history())
        try:
            self.store.act(claim, act(claim))
            length += 1
        except ReviewError:
            pass
        assert len(self.store.history()) == length

    @rule(
        number=CLAIM,
        actor=ACTOR,
        finding=st.sampled_from(FINDINGS),
        part=st.sampled_from([None, None, 0, 1, 2]),
        second=st.booleans(),
        words=st.sampled_from([None, "", "other words"]),
    )
    def decide(
        self, number: int, actor: str, finding: str, part: int | None, second: bool, words: str | None
    ) -> None:
        options: Any = {"finding": finding, "part": part, "replacement": words, "policy": Policy(second)}
        self.do(number, actor, lambda _: lambda claim, state: rules.decide(claim, state, **options))

    @rule(number=CLAIM, actor=ACTOR, resolution=st.sampled_from(RESOLUTIONS), note=NOTE)
    def resolve(self, number: int, actor: str, resolution: str, note: str | None) -> None:
        options: Any = {"resolution": resolution, "actor": actor, "policy": Policy(), "note": note}
        self.do(number, actor, lambda _: lambda claim, state: rules.resolve(claim, state, **options))

    @rule(number=CLAIM, actor=ACTOR, second=st.booleans())
    def sign_off(self, number: int, actor: str, second: bool) -> None:
        policy = Policy(second)
        self.do(
            number, actor, lambda _: lambda c, state: rules.sign_off(c, state, actor=actor, policy=policy)
        )

    @rule(number=CLAIM, actor=ACTOR, to=st.sampled_from(WORKFLOWS), note=NOTE)
    def move(self, number: int, actor: str, to: str, note: str | None) -> None:
        self.do(number, actor, lambda _: lambda claim, state: rules.move(claim, state, to=to, note=note))

    @rule(number=CLAIM, actor=ACTOR, kind=st.sampled_from(["drop", "assign", "note"]))
    def small_things(self, number: int, actor: str, kind: str) -> None:
        acts: dict[str, Rule] = {
            "drop": lambda claim, state: rules.drop(claim, state),
            "assign": lambda claim, state: rules.assign(claim, state, to="bo"),
            "note": lambda claim, state: rules.note(claim, state, text="well"),
        }
        self.do(number, actor, lambda _: acts[kind])

    @rule(number=CLAIM, actor=ACTOR)
    def undo(self, number: int, actor: str) -> None:
        def act(key: str) -> Rule:
            history = self.store.history(claim=key)
            return lambda claim, state: rules.undo(claim, state, history=history, actor=actor)

        self.do(number, actor, act)

    @rule(number=CLAIM, actor=ACTOR, grade=st.sampled_from(BEST_FIRST), awaited=st.booleans())
    def evidence(self, number: int, actor: str, grade: str, awaited: bool) -> None:
        def act(claim: str) -> Rule:
            one = Evidence(
                *(hashlib.sha256(str(next(self.ids)).encode()).hexdigest(), claim, grade),  # type: ignore[arg-type]
                *(None if awaited else "https://example.org/x", None, None, None, None, None, None),
                *("the clerk", "2026-03-09", "example.org", "2026-03-03T09:00:00Z", actor),
            )
            return lambda claim, state: rules.add_evidence(claim, state, one)

        self.do(number, actor, act)

    @rule(number=CLAIM, actor=ACTOR, words=st.sampled_from(["one", "two"]))
    def amend(self, number: int, actor: str, words: str) -> None:
        lines = self.store.claims()
        before = self.store.claim_review(lines[number % len(lines)].id).claim
        after = replace(before, statement=f"amended {words}", made_by=actor)
        try:
            self.store.amend(after, lambda claim, state: rules.amend(claim, after, state))
        except ReviewError:
            assert self.store.claim_review(before.id).claim == before

    @rule(
        shift=st.sampled_from(["", "Note. ", "More news. "]),
        month=st.sampled_from(["May", "June"]),
        gone=st.sampled_from([None, "Falk is mayor of Lidby. "]),
    )
    def draft(self, shift: str, month: str, gone: str | None) -> None:
        text = shift + TEXT.replace("in May", f"in {month}")
        found = machine_s(text.replace(gone, "") if gone else text)
        old = self.present()
        alignment = self.store.update(self.article, found, source=b"", path=None)
        assert [one.before.id for one in alignment.outcomes] == [claim.id for claim in old]

    def present(self) -> tuple[Claim, ...]:
        """The claims of the latest draft."""
        return self.store.extraction(self.article).claims

    @rule()
    def forget(self) -> None:
        self.store.forget(self.article, reason="asked to")
        self.store.save(extraction_of(), source=b"")

    @invariant()
    def rows_say_what_the_raw_events_say(self) -> None:
        with reading(self.store.engine) as db:
            found = db.execute(sql("SELECT * FROM claims")).mappings().all()
            raw = db.execute(sql("SELECT * FROM events ORDER BY sequence")).mappings().all()
            archived = set(db.execute(sql("SELECT claim_id FROM archive")).scalars())
        for row in found:
            wanted = derived([dict(event) for event in raw if event["claim"] == row["id"]])
            assert {key: row[key] for key in wanted} == wanted
            assert (row["id"] in archived) == (row["finding"] is not None)

    @invariant()
    def the_chain_verifies(self) -> None:
        assert [found.faults for found in self.store.verify() if found.faults] == []

    def teardown(self) -> None:
        assert (self.store.stray(), self.store.misfiled()) == ((), ())
        rebuilt(self.store)
        self.store.engine.dispose()


def rebuilt(store: Store) -> None:
    """What is derived is lost or wrong everywhere; it comes back from the events as it was."""
    before = everything(store)
    wrong = (
        "workflow = 'dropped', finding = 'confirmed', resolution = 'cut', grade = 'primary', assignee = 'x'"
    )
    with writing(store.engine) as db:
        db.execute(sql(f"UPDATE claims SET {wrong}, version = 99, article_number = 99"))
        db.execute(sql("DELETE FROM archive"))
    assert everything(store) != before
    mended = store.rebuild()
    assert set(mended) == {row["id"] for row in before["claims"]}
    assert everything(store) == before
    assert (store.stray(), store.misfiled(), database.integrity(store.engine)) == ((), (), [])


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that have something derived in them, but for the archive's own numbers."""
    queries = {"claims": "SELECT * FROM claims", "archive": "SELECT claim_id, words FROM archive"}
    with reading(store.engine) as db:
        return {
            name: sorted((dict(row) for row in db.execute(sql(query)).mappings()), key=str)
            for name, query in queries.items()
        }


def fresh(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[str]:
    """An empty database for each history."""
    for number in itertools.count():
        if kind == "postgresql":
            server: Server = request.getfixturevalue("postgresql")
            yield server.create(template=request.getfixturevalue("empty_postgresql"))
        else:
            path = folder / f"{number}.db"
            shutil.copy(request.getfixturevalue("empty_sqlite"), path)
            yield f"sqlite:///{path}"


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 30), ("postgresql", 8)])
def test_the_fields_are_what_the_events_come_to(
    kind: str, examples: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    urls = fresh(request, kind, tmp_path)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: Desk(Store.open(next(urls), actor="ana", clock=Ticking())),
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

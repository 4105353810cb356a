"""Many at once, and processes that are killed: nothing is lost, and every chain verifies.

`make soak` runs this at full size: 8 people with 500 decisions each, 200 kills, on both databases.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from operator import attrgetter
from pathlib import Path

import pytest
from harbour import TEXT, extraction_of, long_extraction
from postgres import Server

from reviews import database, rules
from reviews.chain import Event
from reviews.errors import Conflict
from reviews.rules import Policy
from reviews.store import Rule, Store

# Forked, so that a process is at work at once and is killed there, not while it imports.
FORK = multiprocessing.get_context("fork")
CLAIMS = 40
digest_of = attrgetter("digest")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it."""

    people: int
    decisions: int
    kills: int


@pytest.fixture
def size(request: pytest.FixtureRequest) -> Size:
    """The full size under --soak."""
    soak = request.config.getoption("--soak", default=False)
    return Size(8, 500, 200) if soak else Size(4, 20, 12)


def finding(note: str) -> Rule:
    """A decision that can be told from all others by its note."""
    return lambda claim, state: rules.decide(claim, state, finding="confirmed", policy=Policy(), note=note)


def decide_all(url: str, actor: str, count: int, lost: Connection) -> None:
    """Decide claim after claim on what was seen of it; whoever was slower looks again and repeats it."""
    store = Store.open(url, actor=actor)
    claims = [line.id for line in store.claims()]
    winners = list[Event]()
    for number in range(count):
        claim = claims[number % len(claims)]
        while True:
            seen = store.claim_review(claim).review.version
            try:
                store.act(claim, finding(f"{actor} {number}"), seen=seen)
                break
            except Conflict as conflict:
                winners.append(conflict.winner)
    assert set(map(digest_of, winners)) <= set(map(digest_of, store.history()))
    lost.send([event.actor for event in winners])
    lost.close()


def test_many_at_once_lose_nothing(store_url: str, size: Size) -> None:
    store = Store.open(store_url, actor="ed")
    store.save(long_extraction(CLAIMS), source=b"")
    store.engine.dispose()
    people, ends = [], []
    for number in range(size.people):
        mine, theirs = FORK.Pipe(duplex=False)
        person = FORK.Process(target=decide_all, args=(store_url, f"p{number}", size.decisions, theirs))
        person.start()
        theirs.close()
        people.append(person)
        ends.append(mine)
    winners = [end.recv() for end in ends]
    for person in people:
        person.join()
    assert [person.exitcode for person in people] == [0] * size.people
    notes = sorted(e.payload["note"] for e in store.history() if e.kind == "decided" and e.payload)
    assert notes == sorted(f"p{p} {n}" for p in range(size.people) for n in range(size.decisions))
    assert any(winners)
    assert all(f"p{number}" not in others for number, others in enumerate(winners))
    whole(store)


def whole(store: Store) -> None:
    """The database opens, its chains verify, and what is derived is what the histories say."""
    assert [fault for found in store.verify() for fault in found.faults] == []
    assert (store.stray(), store.misfiled(), database.integrity(store.engine)) == ((), (), [])
    store.engine.dispose()


def work(url: str, seed: int, done: Connection) -> None:
    """Store, decide and redraft until killed; each event that is committed is reported after that."""
    store = Store.open(url, actor="ana")
    turn = seed * 1000
    found = extraction_of(f"{TEXT} That is draft {turn}.")
    article = store.save(found, source=b"").article_id
    while True:
        turn += 1
        if turn % 7 == 0:
            store.update(article, extraction_of(f"{TEXT} That is draft {turn}."), source=b"", path=None)
        else:
            event = store.act(found.claims[turn % 3].id, finding(str(turn)))
            done.send_bytes(event.digest.encode())


def killed_after(url: str, seed: int, seconds: float, *, at_work: bool) -> list[str]:
    """Let a process work so long, kill it, and return the digests that it reported.

    ``at_work``: the time counts from its first report, however slow the machine, else from its start.
    """
    mine, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(url, seed, theirs))
    process.start()
    theirs.close()
    reported = [mine.recv_bytes().decode()] if at_work else []
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if mine.poll(left):
            reported.append(mine.recv_bytes().decode())
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    try:
        while mine.poll():
            reported.append(mine.recv_bytes().decode())
    except EOFError:
        pass
    return reported


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_process_leaves_a_whole_database(
    kind: str, size: Size, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: Server | None = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    chance = random.Random(20260303)
    url, reported = "", list[str]()
    for number in range(size.kills):
        if number % 10 == 0:
            # A fresh one now and then: the making of the schema is killed too.
            url = server.create() if server else f"sqlite:///{tmp_path / str(number) / 'claims.db'}"
            reported = []
        reported += killed_after(url, number, chance.uniform(0.0, 0.4), at_work=number % 2 == 1)
        store = Store.open(url, actor="ed")
        kept = {event.digest for event in store.history()}
        assert [digest for digest in reported if digest not in kept] == []
        whole(store)
    assert reported

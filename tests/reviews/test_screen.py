"""The full-screen review, driven by its keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from harbour import Ticking, extraction_of

from reviews import rules
from reviews.errors import ReviewError
from reviews.rules import Policy
from reviews.screen.app import ReviewScreen
from reviews.screen.marks import SIGNS
from reviews.store import Store

CLAIMS = [claim.id for claim in extraction_of().claims]
ATTENDANCE, OFFICE, STATEMENT = CLAIMS


def press(store: Store, *keys: str, size: tuple[int, int] = (80, 24)) -> ReviewScreen:
    """The screen after these keys."""
    app = ReviewScreen(store, Policy(), CLAIMS)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()

    asyncio.run(run())
    return app


@pytest.mark.parametrize(
    ("key", "finding"),
    [
        ("c", "confirmed"),
        ("i", "incorrect"),
        ("m", "misleading"),
        ("f", "conflicting"),
        ("u", "unverifiable"),
        ("x", "not_checkable"),
    ],
)
def test_one_key_is_one_finding_and_leads_on(stocked: Store, key: str, finding: str) -> None:
    app = press(stocked, key)
    assert stocked.claim_review(ATTENDANCE).review.finding == finding
    assert app.one.claim.id == OFFICE
    assert app.states[ATTENDANCE] == SIGNS[finding]


def test_an_undo_is_an_event_and_gives_back_what_was(stocked: Store) -> None:
    press(stocked, "j", "c", "k", "z")
    one = stocked.claim_review(OFFICE)
    assert [event.kind for event in one.history] == ["decided", "undone"]
    assert (one.review.finding, one.review.workflow) == (None, "open")
    assert stocked.stray() == ()
    assert all(not found.faults for found in stocked.verify())


def test_nobody_undoes_what_another_did(stocked: Store, store_url: str) -> None:
    ben = Store.open(store_url, actor="ben", clock=Ticking())
    ben.act(OFFICE, lambda c, r: rules.decide(c, r, finding="confirmed", policy=Policy()))
    one = stocked.claim_review(OFFICE)
    with pytest.raises(ReviewError, match="ben acted last"):
        rules.undo(one.claim, one.review, history=one.history, actor="ana")
    ben.engine.dispose()


def test_notes_assignments_parts_and_filters(stocked: Store) -> None:
    app = press(stocked, "n", *"seen", "enter", "t", *"ben", "enter", "p", "i", "slash", *"office", "enter")
    one = stocked.claim_review(ATTENDANCE)
    assert [event.kind for event in one.history] == ["noted", "assigned", "decided"]
    assert [(part.part, part.finding) for part in one.review.parts] == [(0, "incorrect")]
    assert one.review.assignee == "ben"
    assert app.queue == (OFFICE,)


def test_the_loser_of_a_race_is_told_and_may_do_it_again(stocked: Store, store_url: str) -> None:
    ben = Store.open(store_url, actor="ben", clock=Ticking())
    app = ReviewScreen(stocked, Policy(), CLAIMS)
    told = []

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            ben.act(ATTENDANCE, lambda c, r: rules.decide(c, r, finding="confirmed", policy=Policy()))
            await pilot.press("i")
            await pilot.pause()
            told.append(getattr(app.screen, "words", ""))
            await pilot.press("y")
            await pilot.pause()

    asyncio.run(run())
    ben.engine.dispose()
    assert "ben changed claim" in told[0]
    assert "decided confirmed" in told[0]
    history = stocked.claim_review(ATTENDANCE).history
    assert [(event.actor, event.payload["finding"]) for event in history if event.payload] == [
        ("ben", "confirmed"),
        ("ana", "incorrect"),
    ]


def test_every_state_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_it_shows_the_claim_at_eighty_columns(stocked: Store, tmp_path: Path) -> None:
    app = ReviewScreen(stocked, Policy(), CLAIMS)
    pictures = []

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            pictures.append(app.export_screenshot())

    asyncio.run(run())
    assert "1&#160;of&#160;3" in pictures[0]
    assert "attendance" in pictures[0]

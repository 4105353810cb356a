"""Draw the review's main states as docs/screens/*.svg: `python -m docs.make_screens` in the root folder."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from benchmarks.screen import article
from claims.claim import Claim
from reviews import rules, settings
from reviews.chain import Act
from reviews.review import Review
from reviews.rules import Policy
from reviews.screen.app import ReviewScreen
from reviews.store import Store
from sources.candidate import Candidate, Passage, Verdict, candidate

FOLDER = Path(__file__).parent / "screens"
OPENED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
# The keys that lead to each state. "ben" is no key: somebody else decides the claim that is shown.
STATES: Mapping[str, tuple[str, ...]] = {
    "queue": ("c", "i", "u"),
    "evidence": ("e", *"council-minutes.pdf", "enter", "p"),
    "conflict": ("ben", "i"),
    "undone": ("c", "k", "z"),
    "help": ("question_mark",),
}


@contextmanager
def desk(folder: str) -> Iterator[tuple[Store, ReviewScreen]]:
    """Ben's store, and a fresh review by ana, in a folder and at a time of their own."""
    os.environ["XDG_DATA_HOME"] = folder
    minutes = count()
    stores = [
        Store.open(
            f"sqlite:///{folder}/claims.db",
            actor=actor,
            clock=lambda: OPENED + timedelta(minutes=next(minutes)),
        )
        for actor in ("ana", "ben")
    ]
    found = article(40)
    stores[0].save(found, source=found.article.text.encode())
    stores[0].keep([lead(claim) for claim in found.claims[:4]])
    ids = [claim.id for claim in found.claims]
    yield stores[1], ReviewScreen(stores[0], Policy(), ids, settings.load())
    for store in stores:
        store.engine.dispose()


def lead(claim: Claim) -> Candidate:
    """What a source might have on the claim."""
    words = claim.text.split()
    verdict = Verdict("contradicts", f"boats of Lidby, {words[2]} = 12; the claim says {words[-2]}", 0.9)
    passage = Passage(
        "snapshot",
        "Lidby",
        "https://wiki.example/Lidby",
        None,
        "boats: 12",
        None,
        "2026-03-03T08:00:00Z",
        "snapshot",
    )
    return candidate(claim, passage, verdict)


def confirm(claim: Claim, review: Review) -> Act:
    """What ben does."""
    return rules.decide(claim, review, finding="confirmed", policy=Policy())


async def draw(name: str, keys: tuple[str, ...]) -> None:
    """The picture of a fresh review after these keys."""
    with tempfile.TemporaryDirectory() as folder, desk(folder) as (ben, app):
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("", *keys):
                if key == "ben":
                    ben.act(app.one.claim.id, confirm)
                elif key:
                    await pilot.press(key)
                await pilot.pause()
                while not app.at_rest:
                    await pilot.pause(0.01)
            await pilot.pause(0.2)
            (FOLDER / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, keys in STATES.items():
        asyncio.run(draw(name, keys))

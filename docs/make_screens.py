"""Draw the review's main states as docs/screens/*.svg: `python -m docs.make_screens` in the root folder."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.screen import article
from reviews.rules import Policy
from reviews.screen.app import ReviewScreen
from reviews.store import Store

FOLDER = Path(__file__).parent / "screens"
STATES: Mapping[str, tuple[str, ...]] = {
    "queue": ("c", "i", "u"),
    "undone": ("c", "k", "z"),
    "help": ("question_mark",),
    "note": ("n",),
}


async def draw(name: str, keys: tuple[str, ...]) -> None:
    """The picture of a fresh review after these keys."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/claims.db", actor="ana")
        found = article(40)
        store.save(found, source=found.article.text.encode())
        app = ReviewScreen(store, Policy(), [claim.id for claim in found.claims])
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            (FOLDER / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, keys in STATES.items():
        asyncio.run(draw(name, keys))

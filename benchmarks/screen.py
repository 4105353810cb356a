"""From a posted key to the end of the write that answers it: `make bench-screen`.

The review of an article with 200 claims at 80×24, and an empty application beside it. The driver's own
``write`` is time-stamped, because a test pilot waits for itself. "first" ends with the next write, "last"
with the last one before the screen is at rest.
"""

from __future__ import annotations

import asyncio
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from claims.annotation import Annotations
from claims.article import Article, Paragraph
from claims.claim import Claim, StatementDetail, claim_id
from claims.extraction import Coverage, Extraction, MadeBy

CLAIMS = 200
ALLOWED = 0.060
# Nothing is written for this long: the screen is at rest. In seconds.
REST = 0.1


class Timed(HeadlessDriver):
    """A driver that notes when each write ended."""

    written: ClassVar[list[float]] = []

    @property
    def is_headless(self) -> bool:
        """No: what is headless is not drawn at all."""
        return False

    def write(self, data: str) -> None:
        """Drop the output, as a terminal that is infinitely quick would."""
        super().write(data)
        self.written.append(time.perf_counter())


class Empty(App[None]):
    """The least that answers a key with a write."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("0")

    def on_key(self) -> None:
        self.count += 1
        self.query_one(Static).update(str(self.count))


def article(claims: int = CLAIMS) -> Extraction:
    """An article of as many sentences as claims, five to a paragraph."""
    sentences = [f"In year {1800 + n} the town of Lidby counted {n * 37} boats." for n in range(claims)]
    blocks = [" ".join(sentences[i : i + 5]) for i in range(0, claims, 5)]
    text = "\n\n".join(blocks)
    digest = hashlib.sha256(text.encode()).hexdigest()
    starts = [text.index(block) for block in blocks]
    body = tuple(Paragraph(s, s + len(b), "body") for s, b in zip(starts, blocks, strict=True))
    found = Article(digest, 1, "Boats", None, None, None, "en", digest, digest, text, body)
    made = []
    for words in sentences:
        start = text.index(words)
        detail = StatementDetail(None, None, None)
        key = claim_id(digest, "statement", words, 0)
        made.append(
            Claim(
                key, "statement", start, start + len(words), words, words, f"{words}?", 0.5, "machine", detail
            )
        )
    return Extraction(MadeBy("0", "none"), found, tuple(made), Annotations(), Coverage(claims, claims, ()))


async def delays(app: App[Any], key: str, times: int) -> tuple[list[float], list[float]]:
    """Seconds from each key to the end of the next write, and to the last write before rest."""
    running = asyncio.create_task(app.run_async(size=(80, 24)))
    first, last = [], []
    while not Timed.written or time.perf_counter() - Timed.written[-1] < 5 * REST:
        await asyncio.sleep(REST)
    for _ in range(times):
        Timed.written.clear()
        start = time.perf_counter()
        app.post_message(events.Key(key, key))
        while not Timed.written or time.perf_counter() - Timed.written[-1] < REST:
            await asyncio.sleep(0.002)
        first.append(Timed.written[0] - start)
        last.append(Timed.written[-1] - start)
    app.exit()
    await running
    return first, last


def review_of(folder: str) -> App[Any]:
    """The review of the article with 200 claims."""
    from reviews import settings
    from reviews.rules import Policy
    from reviews.screen.app import ReviewScreen
    from reviews.store import Store

    store = Store.open(f"sqlite:///{folder}/claims.db", actor="ana")
    found = article()
    store.save(found, source=found.article.text.encode())
    app = ReviewScreen(store, Policy(), [claim.id for claim in found.claims], settings.load())
    app.driver_class = Timed
    return app


def main() -> None:
    """Print both applications' medians and 95th percentiles in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Callable[[], App[Any]]] = {
            "empty app": lambda: Empty(driver_class=Timed),
            "claims review": lambda: review_of(folder),
        }
        for name, make in made.items():
            Timed.written.clear()
            for which, found in zip(
                ("first", "last"), asyncio.run(delays(make(), "j", CLAIMS - 1)), strict=True
            ):
                p95 = statistics.quantiles(found, n=20)[-1]
                print(
                    f"{name}, {which} write: median {1000 * statistics.median(found):.1f} ms, "
                    f"p95 {1000 * p95:.1f} ms (at most {1000 * ALLOWED:.0f})"
                )


if __name__ == "__main__":
    main()

"""How long a report of 500 claims takes to open and to filter in a browser: `python -m benchmarks.page`.

The article is the example, repeated; the browser is a Chromium on the path, and the best of the rounds counts.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from claims.article import read
from claims.extract import extract
from reviews.report import snapshot
from reviews.review import ArticleReview, ClaimReview, Review
from reviews.writers import as_html

ARTICLE = Path(__file__).parent.parent / "examples" / "summit-in-lisbon.txt"
WANTED = 500
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Milliseconds until the choice is made, the page laid out anew and a frame drawn.
FILTER = """() => new Promise((done) => {
  const select = document.querySelector("[data-filter=kind]");
  select.value = select.value ? "" : "office";
  const start = performance.now();
  select.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def write_page(path: Path) -> int:
    """Write a report of at least WANTED claims, and return how many there are."""
    one = ARTICLE.read_text(encoding="utf-8")
    times = 1
    while len((found := extract(read(_repeated(one, times), name="long.txt"))).claims) < WANTED:
        times = times * WANTED // max(1, len(found.claims)) + 1
    entries = tuple(ClaimReview(claim, Review(), (), (), ()) for claim in found.claims)
    with path.open("wb") as stream:
        as_html.write(
            snapshot([ArticleReview(found, entries, (), None, None, "2026-01-01T00:00:00Z")]), stream
        )
    return len(entries)


def _repeated(text: str, times: int) -> bytes:
    return "\n\n".join([text] * times).encode()


def measure(path: Path, browser: str, *, rounds: int = 5) -> tuple[float, float]:
    """Seconds from the address to the page laid out and its script run, and to one filter's choice shown."""
    from playwright.sync_api import sync_playwright

    loads, choices = [], []
    with sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for _ in range(rounds):
            page = running.new_page(viewport={"width": 1280, "height": 900})
            start = time.perf_counter()
            page.goto(path.as_uri())
            loads.append(time.perf_counter() - start)
            choices += [page.evaluate(FILTER) / 1000 for _ in range(2)]
            page.close()
        running.close()
    return min(loads), min(choices)


def main() -> int:
    """Print both; exit 1 where there is no browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print(f"no browser on the path: none of {', '.join(BROWSERS)}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        count = write_page(path)
        load, choice = measure(path, browser)
        print(f"{count} claims, {path.stat().st_size / 1e6:.1f} MB")
    print(f"open: {load:.2f} s\nfilter: {choice:.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

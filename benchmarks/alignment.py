"""How long a quotation takes to be aligned with a long transcript: `python -m benchmarks --only alignment`.

A transcript of generated speech, 300 words a page, with few words and many repetitions, so that much of it is
like the quotation. Quotations stand at its start, middle and end, word for word, shortened, altered, or not at
all. That the time is linear is seen from what twice the pages take.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.figures import Figure
from sources.checks.quote import align

PAGES, WORDS_A_PAGE, SEED, TIMES = 200, 300, 5, 3
SECONDS, GROWTH = 2.0, 2.5
COMMON = "the of and to a in that is we not for it was on are be with as have by this will you but from they"
SYLLABLES = "bar del for gal hem jor kel lum mor nar ost pel ran sel tor ulm ver wes zan"


def transcript(pages: int, seed: int = SEED) -> list[str]:
    """The words of so many pages; every second one is among the commonest."""
    chance = Random(seed)
    rare = [a + b for a in SYLLABLES.split() for b in SYLLABLES.split()]
    common = COMMON.split()
    return [chance.choice(common if chance.random() < 0.5 else rare) for _ in range(pages * WORDS_A_PAGE)]


def quotations(words: list[str]) -> Iterator[tuple[str, str]]:
    """Quotations of 40 words, and what each is to the transcript."""
    for at in (0, len(words) // 2, len(words) - 40):
        said = words[at : at + 40]
        yield " ".join(said), "verbatim"
        yield " ".join((*said[:15], "…", *said[25:])), "shortened"
        yield " ".join((*said[:10], "never", *said[12:30], "harbour", *said[31:])), "altered"
    yield " ".join(COMMON.split()[::-1] * 2), "not_found"


def slowest(pages: int) -> float:
    """Seconds that the slowest kind of quotation takes, at its best of a few times. Raises where one is misjudged."""
    words = transcript(pages)
    text = " ".join(words)
    longest = 0.0
    for quoted, kind in quotations(words):
        taken: list[float] = []
        for _ in range(TIMES):
            start = time.perf_counter()
            found = align(quoted, text)
            taken.append(time.perf_counter() - start)
            if found.kind != kind:
                raise AssertionError(f"{kind} quotation read as {found.kind}: {quoted}")
        longest = max(longest, min(taken))
    return longest


def figures(_: Path) -> Iterator[Figure]:
    """Seconds for 200 pages, and how much longer 400 take."""
    once, twice = slowest(PAGES), slowest(2 * PAGES)
    name = f"seconds to align with {PAGES} pages"
    yield Figure("quotation", name, round(once, 2), SECONDS, at_most=True, kept=False)
    yield Figure("quotation", "times longer for twice the pages", round(twice / once, 2), GROWTH, True, False)

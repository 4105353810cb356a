"""Agency copy that several desks reprinted: an article whose words were in an earlier one of the same run.

Texts are compared as sets of runs of words, by MinHash (A. Broder, On the resemblance and containment of documents,
1997) in an index of locality-sensitive hashes; both are datasketch's. What a reprint asks that its first asked too
is looked up once (``reviews/twins.py``).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

WORD = re.compile(r"\w+")
# So many words in a row are one run; texts of fewer runs are alike by chance.
RUN, FEWEST = 3, 30
# The share of runs, of all that either has, from which one is a reprint of the other: new headlines, cuts and a
# local paragraph leave so much of agency copy.
ALIKE = 0.6
HASHES = 128
# Where the index begins to look: estimates err by some 0.09 (1 / sqrt(HASHES)).
LOOK_FROM = 0.5
# Reprints come close together: so many articles are remembered, in some 200 MB.
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Reprint:
    """The article whose words these are (its id, and what it is called), and how alike the two are, 0 to 1."""

    of: str
    name: str
    alike: float

    @property
    def pointer(self) -> dict[str, Any]:
        """What the article's history keeps of it, in the payload of its first event."""
        return {"reprint": {"of": self.of, "alike": self.alike}}


class Reprints:
    """The articles of one run, each compared with those before it. Nothing is imported before the second comes."""

    def __init__(self) -> None:
        self._index: MinHashLSH | None = None
        self._only: tuple[str, str, frozenset[bytes]] | None = None
        self._known: dict[str, tuple[str, MinHash]] = {}
        self._order = deque[str]()

    def first(self, article: str, name: str, text: str) -> Reprint | None:
        """Which earlier article this one reprints; it is remembered itself only where it reprints none."""
        runs = runs_of(text)
        if article in self._known or len(runs) < FEWEST:
            return None
        if self._index is None:
            if self._only is None or self._only[0] == article:
                self._only = (article, name, runs)
                return None
            self._index = _index()
            self._remember(self._only[0], self._only[1], _hashed(self._only[2]))
        mine = _hashed(runs)
        near = [(mine.jaccard(self._known[key][1]), key) for key in sorted(self._index.query(mine))]
        alike, best = max(near, default=(0.0, ""))
        if alike >= ALIKE:
            return Reprint(best, self._known[best][0], round(float(alike), 2))
        self._remember(article, name, mine)
        return None

    def _remember(self, article: str, name: str, hashes: MinHash) -> None:
        assert self._index is not None
        self._index.insert(article, hashes)
        self._known[article] = (name, hashes)
        self._order.append(article)
        if len(self._order) > REMEMBERED:
            oldest = self._order.popleft()
            self._index.remove(oldest)
            del self._known[oldest]


def _index() -> MinHashLSH:
    from datasketch import MinHashLSH

    return MinHashLSH(threshold=LOOK_FROM, num_perm=HASHES)


def runs_of(text: str) -> frozenset[bytes]:
    """The runs of words of a text, without regard to case and marks."""
    words = WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + RUN]).encode() for at in range(len(words) - RUN + 1))


def _hashed(runs: frozenset[bytes]) -> MinHash:
    from datasketch import MinHash

    hashes = MinHash(num_perm=HASHES)
    hashes.update_batch(sorted(runs))
    return hashes

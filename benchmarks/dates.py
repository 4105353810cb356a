"""TIMEX3 expressions, scored on TimeBank and AQUAINT as TempEval-3 scores them.

The documents are split by a hash of their names: the rules are tuned on two thirds, and the last third,
which they have not seen, is what counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from benchmarks.scoring import timex
from claims import language
from claims.article import Article, Paragraph
from claims.pipeline import BLOCK

THIRDS = 3
Timex = tuple[int, int, str | None, str | None]


def documents(data: Path, *, held: bool) -> Iterator[Path]:
    """The TimeML files of the held third, or of the two that may be tuned on, by name."""
    for path in sorted((data / "dates" / "tbaq").glob("*.tml")):
        digest = int(hashlib.sha256(path.name.encode()).hexdigest(), 16)
        if (digest % THIRDS == 0) == held:
            yield path


def measure(data: Path, *, held: bool = True, nlp: Language | None = None) -> dict[str, float]:
    """Strict and relaxed extents, type and value, F1 in percent over the held (or the tuned) documents."""
    pipeline = nlp or language.load()
    scores: dict[str, float] = timex.score(pair(pipeline, path) for path in documents(data, held=held))
    return scores


def pair(nlp: Language, path: Path) -> tuple[list[Timex], list[Timex]]:
    """Gold and found times of one document."""
    text, published, gold = timex.read(path)
    doc = language.analyse(nlp, _article(text, published))
    return gold, [(date.start, date.end, date.type, date.value) for date in doc._.claims_dates]


def _article(text: str, published: str | None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = tuple(Paragraph(m.start(), m.end(), "body") for m in BLOCK.finditer(text))
    return Article(digest, 1, None, None, published, None, "en", digest, digest, text, blocks)


if __name__ == "__main__":
    print(measure(Path("../shared/data")))

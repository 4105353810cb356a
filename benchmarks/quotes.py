"""Quotations scored on PolNeAR (Newell et al., LREC 2018): `python -m benchmarks --only quotes`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from benchmarks.figures import Figure, table
from benchmarks.scoring.quotes import Attribution, Score, marked, read, score
from claims import language
from claims.annotation import Quote
from claims.article import Article, Paragraph

FOLDER = "quotes/polnear"
LOOSE, STRICT = 0.3, 0.8
LINE = re.compile(r"[^\n]+")
# (name, overlap, marked ones alone, aim of F1)
ASKED = (
    ("F1 with marks, loose", LOOSE, True, 88.0),
    ("F1 with marks, strict", STRICT, True, 70.0),
    ("F1 of all, loose", LOOSE, False, 66.0),
    ("F1 of all, strict", STRICT, False, 50.0),
)
SPEAKER = 88.0
Pair = tuple[Sequence[Attribution], Sequence[Attribution]]
Measured = tuple[str, list[Attribution], list[Attribution]]


def measure(nlp: Language, data: Path, split: str = "dev") -> list[Measured]:
    """(text, gold, system) of each article of a split."""
    return [(text, gold, found(nlp, text)) for text, gold in read(data / FOLDER, split)]


def found(nlp: Language, text: str) -> list[Attribution]:
    """The attributions that the pipeline finds in a text whose paragraphs are its lines."""
    blocks = tuple(Paragraph(m.start(), m.end(), "body") for m in LINE.finditer(text) if m.group().strip())
    article = Article("", 1, None, None, None, None, "en", "", "", text, blocks)
    return [attribution(quote) for quote in language.analyse(nlp, article)._.claims_quotes]


def attribution(quote: Quote) -> Attribution:
    """A quote as the scorer reads it."""
    return Attribution(
        tuple((part.start, part.end) for part in quote.content),
        () if quote.speaker is None else ((quote.speaker.start, quote.speaker.end),),
        () if quote.cue is None else ((quote.cue.start, quote.cue.end),),
    )


def pairs(measured: Sequence[Measured], *, marks: bool) -> list[Pair]:
    """The (gold, system) pairs; with ``marks``, of what has quotation marks alone."""
    if not marks:
        return [(gold, system) for _, gold, system in measured]
    return [
        ([x for x in gold if marked(text, x)], [x for x in system if marked(text, x)])
        for text, gold, system in measured
    ]


def figures(data: Path) -> Iterator[Figure]:
    """F1 loose and strict, with marks and of all, and how many speakers are right."""
    measured = measure(language.load(), data)
    scores = dict[str, Score]()
    for name, least, marks, aim in ASKED:
        scores[name] = score(pairs(measured, marks=marks), least)
        yield Figure("quotes", name, round(scores[name].f1, 1), aim)
    yield Figure("quotes", "speaker right, with marks", round(scores[ASKED[0][0]].speaker, 1), SPEAKER)
    yield Figure("quotes", "speaker right, of all", round(scores[ASKED[2][0]].speaker, 1))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the public data")
    print(table(figures(parser.parse_args().data)))


if __name__ == "__main__":
    main()

"""Claims scored on real articles that were annotated by reading: `python -m benchmarks --only claims`.

``gold/`` holds places and values alone; the articles stand in ``news/free.jsonl`` of the data folder. Rules are
tuned on the half called tuning; the other half, which they have not seen, is what counts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from benchmarks.figures import Figure
from benchmarks.scoring.claims import Item, Place, Score, items, matched, score, wilson
from claims import article, language
from claims.extract import extract

GOLD = Path(__file__).parent / "gold"
ARTICLES = "news/free.jsonl"
KINDS = ("attendance", "office", "figure", "superlative", "statement", "date")
PRECISION, RECALL = 85.0, 80.0
AIMED = frozenset({"attendance", "office", "figure", "superlative", "statement"})
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated article: its text, the day it appeared or None, and its claims."""

    name: str
    text: str
    published: str | None
    gold: tuple[Item, ...]


def documents(data: Path, half: str) -> Iterator[Document]:
    """The annotated articles of a half ("tuning" or "held"), as the list has them."""
    texts = {row["id"]: row for row in map(json.loads, (data / ARTICLES).open("r", encoding="utf-8"))}
    gold = _gold()
    for name, part, digest in _rows(GOLD / "documents.tsv"):
        if part != half:
            continue
        row = texts[name]
        if not hashlib.sha256(row["text"].encode()).hexdigest().startswith(digest):
            raise ValueError(f"{name}: the text in {ARTICLES} is not the one that was annotated")
        yield Document(name, row["text"], row.get("date"), tuple(gold[name]))


def _gold() -> dict[str, list[Item]]:
    found = defaultdict[str, list[Item]](list)
    for name, kind, start, end, keys, *values in _rows(GOLD / "claims.tsv"):
        found[name].append(_item(kind, (int(start), int(end)), keys, tuple(values)))
    return found


def _item(kind: str, own: Place, keys: str, values: tuple[str, ...]) -> Item:
    places = tuple(tuple(_place(one) for one in key.split("/")) for key in keys.split() if key != "-")
    if kind == "attendance":
        return Item(kind, places[0], (), values)
    width = {"figure": 2, "date": 1}.get(kind, 0)
    return Item(kind, (own,), places, (*values, "", "")[:width])


def _place(written: str) -> Place:
    start, _, end = written.partition("-")
    return int(start), int(end)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def found(nlp: Language, document: Document) -> list[Item]:
    """What the system finds in an article."""
    read = article.read(document.text.encode(), name=f"{document.name}.txt", published=document.published)
    return list(items(extract(read, nlp=nlp).claims))


def measure(data: Path, half: str = "held") -> dict[str, Score]:
    """The counts of every kind over a half."""
    nlp, totals = language.load(), dict.fromkeys(KINDS, Score())
    for document in documents(data, half):
        given = found(nlp, document)
        for kind in KINDS:
            totals[kind] += score(document.gold, given, kind)
    return totals


def figures(data: Path) -> Iterator[Figure]:
    """Precision and recall of each kind on the held half, with their 95 % intervals in the name."""
    for kind, counts in measure(data).items():
        aims = (PRECISION, RECALL) if kind in AIMED else (None, None)
        for what, share, of, aim in (
            ("precision", counts.precision, counts.given, aims[0]),
            ("recall", counts.recall, counts.there, aims[1]),
        ):
            yield Figure(
                "claims", f"{kind}, {what}", round(100 * share, 1), aim, note=interval(counts.right, of)
            )


def interval(right: int, of: int) -> str:
    """How sure a share is: "61–79 of 112"."""
    low, high = wilson(right, of)
    return f"{100 * low:.0f}–{100 * high:.0f}, n = {of}"


def show(data: Path, kind: str | None) -> Iterator[str]:
    """What is wrong and what is missed in the tuning half, and only there, one line each."""
    nlp = language.load()
    for document in documents(data, "tuning"):
        given = found(nlp, document)
        for each in [kind] if kind else KINDS:
            own = [item for item in given if item.kind == each]
            _, wrong, missed = matched([item for item in document.gold if item.kind == each], own)
            for sign, rest in (("+", wrong), ("-", missed)):
                for item in rest:
                    words = [document.text[a:b].replace("\n", " ") for a, b in item.places[:1]]
                    keys = [document.text[key[0][0] : key[0][1]] for key in item.keys]
                    yield f"{sign} {each} {document.name}: {words[0][:SHOWN]!r} {keys} {item.values}"


def main() -> None:
    """Print a half's table, or the tuning half's faults."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the public data")
    parser.add_argument("--half", choices=("tuning", "held"), default="held")
    parser.add_argument(
        "--faults", nargs="?", const="", help="list the tuning half's faults, of one kind or of all"
    )
    options = parser.parse_args()
    if options.faults is not None:
        print("\n".join(show(options.data, options.faults or None)))
        return
    for kind, counts in measure(options.data, options.half).items():
        precision = f"{100 * counts.precision:5.1f} ({interval(counts.right, counts.given)})"
        recall = f"{100 * counts.recall:5.1f} ({interval(counts.right, counts.there)})"
        print(f"{kind:12} precision {precision}   recall {recall}")


if __name__ == "__main__":
    main()

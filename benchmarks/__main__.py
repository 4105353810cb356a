"""All quality and speed figures in one table: `python -m benchmarks --data ../shared/data`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

# First: it pins every library to one core before NumPy is imported.
from benchmarks import pipeline  # isort: skip
from benchmarks import claims, dates, names, offices, quotes, startup, worth
from benchmarks.figures import Figure, below, publish, raise_floors, table


def trees_and_names(data: Path) -> Iterator[Figure]:
    """The shipped pipeline: trees and names on raw text, size, and speed against a bare one."""
    measured = pipeline.measure(data)
    trees = measured["scores"]["trees"]["raw"]["all"]
    names = measured["scores"]["names"]
    for key, name, asked in (
        ("tag", "tags", 95.5),
        ("lemma", "lemmas", 97.0),
        ("uas", "UAS", 87.5),
        ("las", "LAS", 84.5),
        ("sents_f", "sentences F", 85.0),
    ):
        yield Figure("pipeline", name, round(trees[key], 1), asked)
    gold = measured["scores"]["trees"]["gold"]["all"]
    yield Figure("pipeline", "LAS on gold tokens", round(gold["las"], 1))
    yield Figure("pipeline", "names F, world news", names["worldwide"]["all"]["f"], 84.5)
    yield Figure("pipeline", "names F, web text", names["web"]["all"]["f"], 78.0)
    yield Figure("pipeline", "megabytes on disk", measured["megabytes"], 50.0, at_most=True, kept=False)
    like, quick = measured["speed"]["ratio"], measured["speed_openblas"]["ratio_to_stock"]
    yield Figure("speed", "words/s, of a bare small pipeline, both on BLIS", like, 0.5, kept=False)
    yield Figure("speed", "words/s as the product runs it, of a bare small pipeline", quick, 0.5, kept=False)


def start(_: Path) -> Iterator[Figure]:
    """Process start to output."""
    for ratio in startup.measure():
        yield Figure("speed", ratio.name, round(ratio.value, 2), ratio.allowed, at_most=True, kept=False)


def times(data: Path) -> Iterator[Figure]:
    """TIMEX3 on the third of tbaq that the rules were not tuned on."""
    measured = dates.measure(data)
    for key, asked in (("strict", 86.0), ("relaxed", 94.0), ("type", 90.0), ("value", 84.0)):
        yield Figure("dates", f"{key} F1", round(measured[key], 1), asked)


def clusters(data: Path) -> Iterator[Figure]:
    """Who is who, on GUM's chains."""
    asked = {"names": (90.0, 60.0), "pronouns": (None, None)}
    for what, score in names.report(data):
        precision, recall = asked[what]
        yield Figure("who is who", f"{what}, precision", round(100 * score.precision, 1), precision)
        yield Figure("who is who", f"{what}, recall", round(100 * score.recall, 1), recall)


AREAS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "pipeline": trees_and_names,
    "start": start,
    "quotes": quotes.figures,
    "dates": times,
    "names": clusters,
    "claims": claims.figures,
    "worth": worth.worthiness,
    "offices": offices.figures,
}


def main() -> int:
    """Print the table; exit 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the public data")
    parser.add_argument("--only", choices=sorted(AREAS), action="append", help="this area alone; repeatable")
    parser.add_argument(
        "--raise", dest="raising", action="store_true", help="raise the floors to these figures"
    )
    parser.add_argument("--publish", action="store_true", help="put the table into the README")
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"no folder {options.data}: give the public data's with --data (make bench DATA_DIR=…)")
    figures = [figure for name in options.only or AREAS for figure in AREAS[name](options.data)]
    print(table(figures))
    if options.raising:
        raise_floors(figures)
    if options.publish:
        publish(table(figures))
    failures = below(figures)
    print("\n".join(failures), file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

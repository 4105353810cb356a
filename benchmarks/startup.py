"""Process start to the last line out, as ratios to what nobody can go below: `python -m benchmarks.startup`.

Each command is run in turns with its yardstick and the best of the rounds counts, so that a busy moment of
the machine hits both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "examples" / "summit-in-lisbon.txt"
CLAIMS = (sys.executable, "-c", "from reviews.cli import main; main()")
TYPER = (sys.executable, "-c", "import typer")
SPACY = (sys.executable, "-c", f"import spacy; spacy.load({str(ROOT / 'claims' / 'model')!r})")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A command's seconds over its yardstick's, and the most that is allowed."""

    name: str
    seconds: float
    yardstick: float
    allowed: float

    @property
    def value(self) -> float:
        """How many times the yardstick."""
        return self.seconds / self.yardstick


def measure(*, rounds: int = 5) -> list[Ratio]:
    """The three ratios that the project promises."""
    dry = (*CLAIMS, "extract", "--dry-run", str(ARTICLE))
    help_, typer = _best((*CLAIMS, "--help"), TYPER, rounds=rounds)
    dry_run, load = _best(dry, SPACY, rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        store = (*CLAIMS, "extract", "--db", f"sqlite:///{folder}/{{round}}.db", str(ARTICLE))
        stored, again = _best(store, SPACY, rounds=rounds)
    return [
        Ratio("claims --help, times importing typer", help_, typer, 4.0),
        Ratio("claims extract --dry-run, times loading the weights", dry_run, load, 1.4),
        Ratio("claims extract, times loading the weights", stored, again, 1.8),
    ]


def _best(command: tuple[str, ...], yardstick: tuple[str, ...], *, rounds: int) -> tuple[float, float]:
    times = [
        (_seconds(tuple(part.replace("{round}", str(n)) for part in command)), _seconds(yardstick))
        for n in range(rounds)
    ]
    return min(mine for mine, _ in times), min(theirs for _, theirs in times)


def _seconds(command: tuple[str, ...]) -> float:
    environment = {**os.environ, "NO_COLOR": "1", "OMP_NUM_THREADS": "1"}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


if __name__ == "__main__":
    for ratio in measure():
        print(f"{ratio.name}: {ratio.value:.2f} (at most {ratio.allowed})")

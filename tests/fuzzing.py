"""Fuzzing: a target gets its seeds as they are, then bent in every way, for as long as it is given.

A seed is a file in ``tests/seeds/TARGET``. Under ``make fuzz`` a case that fails is made as small as it gets
and kept there, so that the next run of the tests begins with it. What a round tries hangs on its number alone.
"""

from __future__ import annotations

import hashlib
import itertools
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

SEEDS = Path(__file__).parent / "seeds"
# Cases of a target in the suite, and of a round under `make fuzz`.
FEW, ROUND = 12, 200
# Seconds after which a case counts as one that never ends.
ENDLESS = 60
Target = Callable[[bytes], None]


class Endless(AssertionError):
    """A case that does not come to an end."""


def seeds(target: str) -> list[bytes]:
    """The seeds of a target, by name."""
    return [path.read_bytes() for path in sorted((SEEDS / target).iterdir())]


@dataclass(frozen=True, slots=True)
class Fuzz:
    """So many seconds for a target, 0 for a few cases; ``first`` is the number of the first round."""

    seconds: float
    first: int

    def __call__(self, name: str, target: Target, bent: SearchStrategy[bytes]) -> None:
        """The target must raise nothing, and end, on every case."""
        for case in seeds(name):
            with bounded():
                target(case)
        end = time.monotonic() + self.seconds
        for number in itertools.count(self.first):
            self._round(name, target, bent, number)
            if time.monotonic() >= end:
                break
        if self.seconds:
            print(f"\n{name}: rounds {self.first} to {number}, {(number - self.first + 1) * ROUND:,} cases")

    def _round(self, name: str, target: Target, bent: SearchStrategy[bytes], number: int) -> None:
        tried = b""
        phases = (Phase.generate, Phase.shrink)

        @seed(number)
        @settings(
            max_examples=ROUND if self.seconds else FEW,
            deadline=None,
            database=None,
            phases=phases,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(bent)
        def once(case: bytes) -> None:
            nonlocal tried
            tried = case
            with bounded():
                target(case)

        try:
            once()
        except BaseException:
            if self.seconds and tried:
                keep(name, tried)
            raise


@contextmanager
def bounded() -> Iterator[None]:
    """What runs in here ends in time, or fails."""

    def stop(_number: int, _frame: object) -> None:
        raise Endless(f"no end after {ENDLESS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(ENDLESS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def one_line(error: object, name: str) -> None:
    """A message is one line that can be written, and names what it is about."""
    assert name in str(error)
    assert "\n" not in str(error)
    assert str(error).encode() is not None


def keep(name: str, case: bytes) -> None:
    """Make a case a seed."""
    (SEEDS / name / f"found-{hashlib.sha256(case).hexdigest()[:12]}").write_bytes(case)

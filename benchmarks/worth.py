"""Check-worthiness on ClaimBuster, cross-validated by debate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from training import worth


def worthiness(data: Path) -> Iterator[Figure]:
    """Average precision, best F1 and calibration error of held-out debates."""
    scores = worth.measure(data)
    yield Figure("worth", "average precision", round(scores.average_precision, 3), 0.78)
    yield Figure("worth", "F1", round(scores.f1, 3), 0.72)
    yield Figure("worth", "calibration error", round(scores.calibration_error, 3), 0.03, at_most=True)

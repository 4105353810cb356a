"""The benchmark's table and its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import figures
from benchmarks.figures import Figure


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure("a", "b", 84.5, 84.5), True),
        (Figure("a", "b", 84.4, 84.5), False),
        (Figure("a", "b", 1.3, 1.4, at_most=True), True),
        (Figure("a", "b", 1.5, 1.4, at_most=True), False),
        (Figure("a", "b", 1.5), None),
    ],
)
def test_an_aim_is_reached_from_its_own_side(figure: Figure, reached: bool | None) -> None:
    assert figure.reached is reached


def test_floors_rise_and_never_fall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "FLOORS", tmp_path / "floors.toml")
    figures.raise_floors([Figure("a", "b", 80.0), Figure("a", "seconds", 2.0, kept=False)])
    figures.raise_floors([Figure("a", "b", 70.0)])
    assert figures.floors() == {"a: b": 80.0}
    assert figures.below([Figure("a", "b", 79.0)]) == ["a: b: 79 is under its floor 80"]
    assert figures.below([Figure("a", "b", 80.0), Figure("a", "new", 1.0)]) == []


def test_the_floor_of_what_should_be_small_falls_and_never_rises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "FLOORS", tmp_path / "floors.toml")
    for error in (0.009, 0.008, 0.01):
        figures.raise_floors([Figure("a", "error", error, at_most=True)])
    assert figures.floors() == {"a: error": 0.008}
    worse = [Figure("a", "error", 0.009, at_most=True)]
    assert figures.below(worse) == ["a: error: 0.009 is over its floor 0.008"]
    assert figures.below([Figure("a", "error", 0.007, at_most=True)]) == []


def test_the_table_stands_between_its_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "README.md"
    page.write_text("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", "utf-8")
    monkeypatch.setattr(figures, "README", page)
    figures.publish("| new |")
    assert page.read_text("utf-8") == "before\n<!-- bench -->\n| new |\n<!-- /bench -->\nafter\n"

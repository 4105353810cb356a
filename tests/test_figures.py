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


def test_the_table_stands_between_its_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "README.md"
    page.write_text("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", "utf-8")
    monkeypatch.setattr(figures, "README", page)
    figures.publish("| new |")
    assert page.read_text("utf-8") == "before\n<!-- bench -->\n| new |\n<!-- /bench -->\nafter\n"

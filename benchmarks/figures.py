"""A measured figure beside what was asked of it, the table of them, and the floors that only rise."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
README = Path(__file__).parent.parent / "README.md"
OPEN, CLOSE = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``asked`` is the aim, ``at_most`` says that less is better.

    ``kept`` figures have a floor: those of quality, which are the same on every machine; times are not.
    ``note`` stands beside the value, such as how sure it is.
    """

    area: str
    name: str
    measured: float
    asked: float | None = None
    at_most: bool = False
    kept: bool = True
    note: str = ""

    @property
    def key(self) -> str:
        """What the floor is filed under."""
        return f"{self.area}: {self.name}"

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached, None where there is none."""
        if self.asked is None:
            return None
        return not self.worse_than(self.asked)

    def worse_than(self, bound: float) -> bool:
        """Whether the figure is under this bound, or over it where less is better."""
        return self.measured > bound if self.at_most else self.measured < bound


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table of the figures; what is short of its aim says so."""
    lines = ["| what | measured | aim | |", "| --- | ---: | ---: | --- |"]
    for figure in figures:
        aim = "" if figure.asked is None else f"{'≤ ' if figure.at_most else ''}{figure.asked:g}"
        verdict = {True: "reached", False: "short", None: ""}[figure.reached]
        note = f" ({figure.note})" if figure.note else ""
        lines.append(f"| {figure.key} | {figure.measured:g}{note} | {aim} | {verdict} |")
    return "\n".join(lines)


def floors() -> dict[str, float]:
    """The value that each kept figure must not be worse than."""
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text("utf-8")).items()}


def below(figures: Sequence[Figure]) -> list[str]:
    """One line for each kept figure that is worse than its floor."""
    bounds = floors()
    return [
        f"{figure.key}: {figure.measured:g} is {'over' if figure.at_most else 'under'} its floor"
        f" {bounds[figure.key]:g}"
        for figure in figures
        if figure.kept and figure.key in bounds and figure.worse_than(bounds[figure.key])
    ]


def raise_floors(figures: Sequence[Figure]) -> None:
    """Write floors that are as good as the figures now; none gets worse."""
    bounds = floors() if FLOORS.exists() else {}
    for figure in figures:
        if figure.kept and not figure.worse_than(bounds.get(figure.key, figure.measured)):
            bounds[figure.key] = figure.measured
    lines = ["# What `make bench` must reach. Raised by `python -m benchmarks --raise`, never lowered."]
    lines += [f'"{name}" = {value:g}' for name, value in sorted(bounds.items())]
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


def publish(text: str) -> None:
    """Put the table between its marks in the README."""
    page = README.read_text("utf-8")
    before, _, rest = page.partition(OPEN)
    _, _, after = rest.partition(CLOSE)
    README.write_text(f"{before}{OPEN}\n{text}\n{CLOSE}{after}", "utf-8")

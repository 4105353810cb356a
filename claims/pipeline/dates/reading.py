"""What a written time says before it is known when it was written.

``Fixed`` needs nothing more. ``Named`` is one of a series that comes round ("Thursday", "March", "the third
quarter"), ``Counted`` lies so many units from an anchor ("last week", "two years ago"), ``Period``
is the accounting period just told of, or the same one of another year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.annotation import TimexType

# Units by their letters: S, M and H of the clock, D, W, WE (weekend), MO, Q, Y, E (decade), C, L (millennium).
Unit = str
Series = Literal["weekday", "month", "day", "season", "quarter", "half", "holiday"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A TIMEX3 value that hangs on nothing."""

    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """One of a series. ``turn`` is −1 (last), 0 (this) or 1 (next); None where the text leaves it to tense.

    ``index`` is the weekday, month, quarter or half from 1, or a season's letters, or a holiday's name;
    ``day`` the day of the month, ``weekday`` the weekday it is said to fall on,
    ``year`` the year that is said; ``of_year``: the turn counts years ("Christmas last year").
    ``told``: the turn counts from the date last told of.
    """

    series: Series
    index: int | str
    day: int = 0
    turn: int | None = None
    told: bool = False
    weekday: int | None = None
    year: int | None = None
    of_year: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """``count`` units after the anchor (before it where negative); 0 is the anchor's own.

    ``named`` is a weekday or month inside the period counted to ("Thursday last week", "June last year").
    """

    unit: Unit
    count: int
    told: bool = False
    named: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The accounting period last told of, moved by ``years`` or to the ``year`` that is said.

    ``named`` is "quarter", "month" or "period" where the text says so.
    """

    named: str = ""
    years: int = -1
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A duration that touches the anchor: ``toward`` −1 ends there ("the past two years"), 1 begins there."""

    value: str
    unit: Unit
    count: int
    toward: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Type, point, and the time of day as TIMEX3 has it ("T16:34", "TMO", "" where none is said)."""

    type: TimexType
    point: Fixed | Named | Counted | Period | Stretch
    time: str = ""

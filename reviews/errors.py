"""The errors of this layer.

ReviewsError
├── ReviewError        a rule of the review refuses it; the message says which rule
│   └── Conflict       somebody else changed the claim meanwhile
├── BrokenHistory      an event says what no event can: somebody changed it
├── StoreError         the database cannot be opened, read or written
│   ├── NewerDatabase  made by a newer claimdesk
│   ├── UnknownId      nothing stored answers to this id
│   └── AmbiguousId    several things answer to this prefix
├── SettingsError      a setting that cannot be read or makes no sense
├── ReportError        a report that cannot be written
└── SheetError         a report that came back filled in and cannot be read

Every message is one line and says what failed, on what, and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviews.chain import Event


class ReviewsError(Exception):
    """Root of all errors that the ``reviews`` package raises on purpose."""


class ReviewError(ReviewsError):
    """A rule of the review refuses it. ``rule`` is the rule's short name."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class Conflict(ReviewError):
    """Somebody else changed the claim meanwhile. ``winner`` is the event that came first."""

    def __init__(self, message: str, winner: Event) -> None:
        super().__init__("stale", message)
        self.winner = winner


class BrokenHistory(ReviewsError):
    """An event says what no event can: somebody changed it past the guards."""


class StoreError(ReviewsError):
    """The database cannot be opened, read or written."""


class NewerDatabase(StoreError):
    """The database was made by a newer claimdesk."""


class UnknownId(StoreError):
    """Nothing stored answers to this id, path or word."""


class AmbiguousId(StoreError):
    """Several things answer to this prefix."""


class SettingsError(ReviewsError):
    """A setting that cannot be read or makes no sense."""


class ReportError(ReviewsError):
    """A report that cannot be written."""


class SheetError(ReviewsError):
    """A report that came back filled in and cannot be read."""

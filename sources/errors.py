"""The errors of this layer.

SourceError
├── ItemFailed          this one question could not be answered; the source can be asked further
├── SourceUnusable      this source cannot be asked any more in this run; the others go on
│   ├── Offline         nothing may leave the machine
│   ├── Unidentified    no contact is set, and no source is asked anonymously
│   └── Refused         the source asked us to come back later
├── FetchError          an article's or a document's address that could not be read
├── DocumentError       a local document that cannot be read
├── SnapshotError       a dump or a snapshot file that cannot be read
└── UnknownSource       a source of a name that is not installed

Every message is one line and says what failed, on what, and what to do.
"""

from __future__ import annotations

from datetime import datetime


class SourceError(Exception):
    """Root of all errors that the ``sources`` package raises on purpose."""


class ItemFailed(SourceError):
    """This one question could not be answered; the source can be asked further."""


class SourceUnusable(SourceError):
    """This source cannot be asked any more in this run; the others go on."""


class Offline(SourceUnusable):
    """Nothing may leave the machine, and the answer is not in the cache."""


class Unidentified(SourceUnusable):
    """No contact is set, and no source is asked anonymously."""


class Refused(SourceUnusable):
    """The source asked us to come back later. ``retry_at`` says when (UTC), where it said so."""

    def __init__(self, message: str, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class FetchError(SourceError):
    """An article's or a document's address that could not be read."""


class DocumentError(SourceError):
    """A local document that cannot be read."""


class SnapshotError(SourceError):
    """A dump or a snapshot file that cannot be read."""


class UnknownSource(SourceError):
    """A source of a name that is not installed."""

"""Report writers, one per format: ``write(report, stream)``, registered under ``reviews.writers``.

The entry point's name is the file's ending. A writer never touches the store or the clock.
"""

from __future__ import annotations

from claims import plugins
from reviews.errors import ReportError
from reviews.report import Write

GROUP = "reviews.writers"


def writer(name: str) -> Write:
    """The writer of a format ("html", "md", "json" …). Raises ReportError for one that is not installed."""
    known = plugins.registered(GROUP)
    if name not in known:
        raise ReportError(
            f"no report format {name!r}: use one of {', '.join(known)} (--format, or the file's ending)"
        )
    write: Write = plugins.load(GROUP, name)
    return write

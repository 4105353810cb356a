"""A bar with rate and time left, for work that takes minutes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(what: str, total: Callable[[], int | None], *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A function that takes how many are done so far, and shows it on standard error.

    Nothing is shown under --quiet and NO_COLOR, where standard error is no terminal, and where the results
    themselves scroll over it; ``total`` is then not asked.
    """
    if quiet or os.environ.get("NO_COLOR") or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text("" if task.speed is None else f"{task.speed:.1f}/s")

    # No thread of its own: it would be lost in a process that forks.
    with Progress(
        "{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        redirect_stdout=False,
        transient=True,
    ) as bar:
        task = bar.add_task(what, total=total())
        yield lambda done: bar.update(task, completed=done, refresh=True)

"""One turn after another: work on the store runs in a thread, and the keys typed meanwhile wait for it.

So a slow database stops neither the drawing nor the scrolling nor the way out, and a key never acts on
another claim than the one that is shown when its turn comes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.events import DescendantFocus

from reviews.screen.forms import Form

Job = Callable[[], Awaitable[None]]
# Keys that need no turn: they change nothing, or lead out.
AT_ONCE = frozenset({"pageup", "pagedown", "ctrl+q", "ctrl+c"})
# Work that takes longer is told to the reader, in seconds.
PATIENCE = 0.5


class Turns(App[None]):
    """An application whose keys and jobs take turns. A job must not be started inside a job."""

    def __init__(self) -> None:
        super().__init__()
        self.working = False
        self.held: deque[events.Key] = deque()
        # A key of the main screen on its way: it comes back to ``on_key`` before its binding runs.
        self.under_way = False

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being read, written or waited for."""
        return not (self.working or self.held or self.under_way)

    def take(self, job: Job) -> None:
        """Begin a job; keys wait until it ends."""
        self.working = True
        self.run_worker(self._work(job))

    async def _work(self, job: Job) -> None:
        slow = self.set_timer(PATIENCE, lambda: self.waits(True))
        try:
            await job()
        finally:
            slow.stop()
            self.waits(False)
            self.working = False
        await self.release()

    def waits(self, yes: bool) -> None:
        """Tell the reader that the work takes long, or that it is done."""

    async def on_event(self, event: events.Event) -> None:
        """Textual's entry for what comes from the terminal."""
        if isinstance(event, events.Key) and not event.is_forwarded and event.key not in AT_ONCE:
            self.held.append(event)
            await self.release()
        else:
            await super().on_event(event)

    async def release(self) -> None:
        """Let the held keys go on, as many as may now."""
        while self.held and not self.working and not self.under_way and self._hears():
            event = self.held.popleft()
            self.under_way = len(self.screen_stack) == 1
            await super().on_event(event)

    def _hears(self) -> bool:
        """A form that was just opened hears nothing until its first field has the focus."""
        return not isinstance(self.screen, Form) or self.focused is not None

    def on_key(self, _event: events.Key) -> None:
        """The key of the main screen is back: its binding runs now, the next key after it."""
        if self.under_way:
            self.call_next(self._landed)

    async def _landed(self) -> None:
        self.under_way = False
        await self.release()

    async def on_descendant_focus(self, _event: DescendantFocus) -> None:
        await self.release()

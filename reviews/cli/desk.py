"""What every command works at: the settings, the store, the person, and how to speak to them.

Results go to standard output alone; notes and errors to standard error, each one line.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviews.chain import Event
    from reviews.rules import Policy
    from reviews.settings import Settings
    from reviews.store import Rule, Store


class Desk:
    """One run of one command. Settings and store are opened when first asked for."""

    def __init__(
        self, *, db: str | None = None, actor: str | None = None, quiet: bool = False, json: bool = False
    ) -> None:
        self._db = db
        self._actor = actor
        self.quiet = quiet
        self.json = json
        self.failed = False

    @cached_property
    def settings(self) -> Settings:
        """The settings in force, options on top."""
        from reviews import settings

        found = settings.load(db=self._db, reviewer=self._actor)
        for note in found.notes:
            self.note(note)
        return found

    @cached_property
    def store(self) -> Store:
        """The store, opened as the person at the desk."""
        from reviews.store import Store

        return Store.open(self.settings.db, actor=self.actor)

    @property
    def actor(self) -> str:
        """Who acts: --as, CLAIMS_REVIEWER, the setting `reviewer`, else the operating system's user."""
        return self.settings.values.reviewer or os_user()

    @property
    def policy(self) -> Policy:
        """The newsroom's rules, from the settings."""
        from reviews.rules import Policy

        values = self.settings.values
        return Policy(second_review=values.second_review, editors=values.people.editors)

    def note(self, text: str) -> None:
        """Something to know, on standard error; nothing under --quiet."""
        if not self.quiet:
            say(text)

    def fail(self, text: str) -> None:
        """An error that does not end the run, on standard error; the exit status will be 1."""
        self.failed = True
        say(text)

    def done(self, event: Event) -> None:
        """Say what an event came to."""
        from reviews.rules import described

        what = f"claim {event.claim[:8]}" if event.claim else f"article {event.article[:8]}"
        self.note(f"{what}: {described(event)}")

    def each(self, claims: Sequence[str], rule: Rule) -> None:
        """Apply a rule to each claim; one that is refused gives its line, the others go on."""
        from reviews.errors import AmbiguousId, ReviewError, UnknownId

        for reference in dict.fromkeys(claims):
            try:
                self.done(self.store.act(self.store.claim_id(reference), rule))
            except (ReviewError, UnknownId, AmbiguousId) as error:
                self.fail(str(error))

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return not self.quiet and sys.stdin.isatty() and sys.stderr.isatty()


def say(text: str) -> None:
    """One line on standard error. Where nobody can read it, that stops no work."""
    with suppress(OSError):
        print(f"claims: {' '.join(text.split())}", file=sys.stderr, flush=True)


def os_user() -> str:
    """The operating system's name for the person."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())

"""Whose turn it is: rates, and places at a service, that all processes of this user share.

Wikimedia counts a client's requests over all its projects together and wants at most three at once
(wikitech.wikimedia.org/wiki/Robot_policy), so its hosts are one service here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
from filelock import FileLock, Timeout

from sources.settings import Settings

WIKIMEDIA = ("wikipedia.org", "wikidata.org", "wikiquote.org", "wikimedia.org", "mediawiki.org")
AT_ONCE = 3
PAUSE = 0.05
# Requests a second at a service of which nothing else is known.
PER_SECOND = 3.0


def service(url: str) -> str:
    """The name under which an address's requests are counted: all of Wikimedia, else host and port."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if any(host == domain or host.endswith(f".{domain}") for domain in WIKIMEDIA):
        return "wikimedia"
    return f"{host}:{parts.port}" if parts.port else host


class Home(NamedTuple):
    """The service that a source asks while no setting says another, and how often a second it may."""

    service: str
    per_second: float


# Wikimedia grants an identified client 200 requests a minute over all its projects; the Internet Archive's
# index 30 a minute, of which four fifths are taken; GDELT one in five seconds; Crossref three a second for lists.
HOMES: Mapping[str, Home] = {
    "wikidata": Home("wikimedia", PER_SECOND),
    "wikipedia": Home("wikimedia", PER_SECOND),
    "wikiquote": Home("wikimedia", PER_SECOND),
    "wayback": Home("web.archive.org", 0.4),
    "gdelt": Home("api.gdeltproject.org", 0.18),
    "crossref": Home("api.crossref.org", 2),
    "reconciliation": Home("wikidata.reconci.link", 1),
}


def rates(settings: Settings) -> Mapping[str, float]:
    """Requests a second by service, the lowest of the sources that ask it."""
    found: dict[str, float] = {}
    for name in sorted({*HOMES, *settings.sources}):
        table, home = settings.of(name), HOMES.get(name)
        place = service(table.api) if table.api else home.service if home else None
        if place is not None:
            rate = table.per_second or (home.per_second if home else PER_SECOND)
            found[place] = min(rate, found.get(place, rate))
    return found


def rate_of(place: str, settings: Settings) -> float:
    """Requests a second at one service."""
    return rates(settings).get(place, PER_SECOND)


@contextmanager
def turn(place: str, folder: Path | None, *, longest: float) -> Iterator[None]:
    """Holds one of a service's places; a process that dies gives its place back.

    Without a folder there is nothing to share, and one process asks one thing at a time anyway. Raises
    requests.Timeout where no place comes free within ``longest`` seconds.
    """
    if folder is None:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W", "_", place)
    lock = _free([FileLock(folder / f"{name}.{index}.lock") for index in range(AT_ONCE)], longest)
    try:
        yield
    finally:
        lock.release()


def _free(locks: list[FileLock], longest: float) -> FileLock:
    started = monotonic()
    while monotonic() - started < longest:
        for lock in locks:
            try:
                lock.acquire(blocking=False)
            except Timeout:
                continue
            return lock
        sleep(PAUSE)
    raise requests.Timeout(f"no place came free within {longest:g} s")

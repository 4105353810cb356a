"""The settings of this layer, as plain values: whoever reads the configuration fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Share = Literal["names", "text"]

WIKIDATA_API = "https://www.wikidata.org/w/api.php"
WIKIPEDIA_API = "https://en.wikipedia.org/w/api.php"
WIKIQUOTE_API = "https://en.wikiquote.org/w/api.php"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One table ``[sources.NAME]``.

    ``api`` is the base URL, None for the public service; ``file`` the path of a snapshot, ``folder`` that of
    the checker's documents; ``key`` what a service knows its user by; ``share`` what may go out: "names"
    (names, offices, dates, figures) or "text" (sentences and quotations too). ``per_second`` holds for the
    service that is asked, the lowest where several sources ask one; None is what the service allows.
    """

    api: str | None = None
    file: Path | None = None
    folder: Path | None = None
    key: str | None = field(default=None, repr=False)
    share: Share = "names"
    enabled: bool = True
    per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What every source needs to know. Times are in seconds, sizes in bytes.

    ``contact`` is how a service's operators reach the people who run this copy: a mail address or a page.
    ``cache`` is the folder of the response cache, None for none. ``refresh`` asks again what the cache has.
    ``retry_after_cap`` bounds the longest wait that a service may ask for before it counts as refusing.
    """

    contact: str | None = None
    offline: bool = False
    cache: Path | None = None
    cache_life: int = 86_400
    refresh: bool = False
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    deadline: float = 120.0
    retries: int = 2
    backoff: float = 0.5
    retry_after_cap: float = 60.0
    max_body: int = 50_000_000
    max_redirects: int = 5
    allow_private: bool = False
    sources: Mapping[str, SourceSettings] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, source: str) -> SourceSettings:
        """The settings of one source, the defaults where it has no table."""
        return self.sources.get(source, SourceSettings())

"""The Internet Archive's copies of web pages: what stood there by the article's day.

Its index of captures answers which there are (github.com/internetarchive/wayback, wayback-cdx-server). The
availability API is quicker to hand and less sure: "nothing" there does not mean that nothing is kept. So the
index is asked, and the other only where the index does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim, Kind
from sources import asking
from sources.answer import Outcome, classify
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, Verdict, candidate
from sources.errors import ItemFailed, Offline, SourceUnusable, Unidentified
from sources.savepage import PUBLIC
from sources.session import Session, host_of
from sources.settings import Settings

if TYPE_CHECKING:
    import requests

AVAILABLE = "https://archive.org/wayback/available"
ADDRESS = re.compile(r"https?://[^\s<>\"'“”]*[\w/]", re.IGNORECASE)
FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
# Answers of the index take up to a minute.
PATIENCE = 2.0
STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
# What it says of a page that it does not show, with status 403.
BLOCKED = ("AdministrativeAccessControlException", "RobotAccessControlException")


class Asked(NamedTuple):
    """A page's address and the day by which its copy is wanted, YYYYMMDD."""

    url: str
    day: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A capture: when (YYYYMMDDhhmmss, UTC), the status that the page had. ``sure``: the index has it."""

    url: str
    timestamp: str
    status: str
    sure: bool = True


class Wayback:
    """The source "wayback"; it is asked only where it has a table ``[sources.wayback]``."""

    name = "wayback"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="the Internet Archive's copy, by the article's day, of a web page that a claim names",
        sends='web addresses that stand in claims, where share = "text"',
        needs="a contact and a table of its own; keys to have pages kept (--archive)",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        table = settings.of(self.name)
        self._session = session
        self._shares = table.share == "text"
        self._has_keys = bool(table.key)
        self._index_fails = False
        self.configured = self.name in settings.sources
        base = (table.api or PUBLIC).rstrip("/")
        self._index = f"{base}/cdx/search/cdx"
        self._available = AVAILABLE if table.api is None else f"{base}/wayback/available"
        self._site = base

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """The last copy by the article's day of the page that each claim names."""
        question = partial(self._question, day=self._day(article))
        return asking.one_by_one(self.name, claims, question, self.copy, self._candidates)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The addresses that would be asked for."""
        question = partial(self._question, day=self._day(article))
        for one in asking.questions(claims, question):
            yield Outgoing(self.name, host_of(self._index), f"url={one.url} to={one.day}235959")

    def reachable(self) -> str | None:
        """None where the index answers."""
        params: dict[str, str | int] = {"url": "archive.org", "output": "json", "limit": 1}
        return self._session.reachable(self.name, self._index, params, judge=judged, patience=PATIENCE)

    def copies(self, found: Sequence[Candidate], claims: Sequence[Claim]) -> Iterator[Candidate | Failure]:
        """Copies of the pages that other sources gave and that nothing pins, for ``claims lookup --archive``.

        With keys the archive is asked to make them now, else which it has. Each page is asked for once.
        """
        pages: dict[str, set[str]] = {}
        for one in found:
            if _is_loose(one):
                pages.setdefault(one.url, set()).add(one.claim_id)
        today = f"{self._session.clock():%Y%m%d}"
        make = self._made if self._has_keys else self.copy
        for url in sorted(pages):
            concerned = [claim for claim in claims if claim.id in pages[url]]
            yield from asking.one_by_one(
                self.name, concerned, partial(_same, Asked(url, today)), make, self._candidates
            )

    def _made(self, asked: Asked) -> Copy:
        """The copy that the archive makes now. Raises ItemFailed and SourceUnusable."""
        kept = self._session.archive(asked.url)
        stamp = STAMP.search(kept)
        if stamp is None:
            raise ItemFailed(f"{self.name}: the copy of {asked.url} has no time; look for it at {kept}")
        return Copy(asked.url, stamp[0], "200")

    def copy(self, asked: Asked) -> Copy | None:
        """The last capture by the day asked; None where there is none. Raises ItemFailed and SourceUnusable."""
        if self._index_fails:
            return self._nearest(asked)
        try:
            return self._indexed(asked)
        except (Offline, Unidentified):
            raise
        except SourceUnusable:
            self._index_fails = True
            return self._nearest(asked)

    def _indexed(self, asked: Asked) -> Copy | None:
        params: dict[str, str | int] = {
            "url": asked.url,
            "to": f"{asked.day}235959",
            "output": "json",
            "fl": ",".join(FIELDS),
            "filter": "statuscode:200",
            "limit": -1,
        }
        rows = self._session.json_list(self.name, self._index, params, judge=judged, patience=PATIENCE)
        found = [dict(zip(FIELDS, row, strict=False)) for row in rows[1:] if isinstance(row, list)]
        sound = [row for row in found if STAMP.fullmatch(str(row.get("timestamp")))]
        if not sound:
            return None
        last = max(sound, key=lambda row: str(row["timestamp"]))
        return Copy(asked.url, str(last["timestamp"]), str(last.get("statuscode", "-")))

    def _nearest(self, asked: Asked) -> Copy | None:
        """What the availability API has nearest to the day, which the index could not confirm."""
        params: dict[str, str | int] = {"url": asked.url, "timestamp": asked.day}
        body = self._session.json(self.name, self._available, params)
        snapshots = body.get("archived_snapshots")
        closest: Any = snapshots.get("closest") if isinstance(snapshots, dict) else None
        if not isinstance(closest, dict) or not STAMP.fullmatch(str(closest.get("timestamp"))):
            return None
        return Copy(asked.url, str(closest["timestamp"]), str(closest.get("status", "-")), sure=False)

    def _question(self, claim: Claim, *, day: str) -> Asked | None:
        found = ADDRESS.search(claim.text) if self._shares else None
        return Asked(found[0], day) if found else None

    def _day(self, article: Article) -> str:
        return f"{article.day or self._session.clock():%Y%m%d}"

    def _candidates(self, claim: Claim, copy: Copy | None) -> Iterator[Candidate]:
        if copy is None:
            return
        when = "{}-{}-{} {}:{}:{} UTC".format(*STAMP.fullmatch(copy.timestamp).groups())  # type: ignore[union-attr]
        passage = Passage(
            source=self.name,
            title=copy.url,
            url=copy.url,
            permalink=f"{self._site}/web/{copy.timestamp}/{copy.url}",
            excerpt=f"{copy.url}, captured {when}",
            published=None,
            retrieved_at=self._session.now(),
            origin=(urlsplit(copy.url).hostname or copy.url).removeprefix("www."),
        )
        doubt = "" if copy.sure else "; the archive's index did not answer to confirm it"
        reason = (
            f"the Internet Archive has a copy of {when}, status {copy.status}{doubt}: read what stood there"
        )
        yield candidate(claim, passage, Verdict("related", reason, 0.4 if copy.sure else 0.2))


def judged(response: requests.Response, *, now: datetime) -> Outcome:
    """As :func:`sources.answer.classify`; a page that the archive does not show costs itself alone."""
    if response.status_code == 403:
        for name in BLOCKED:
            if name in response.text:
                return Outcome("invalid_query", detail=f"the page is not shown ({name})")
    return classify(response, now=now)


def _same(asked: Asked, claim: Claim) -> Asked:
    """The same question for whichever claim."""
    return asked


def _is_loose(one: Candidate) -> bool:
    """Whether a candidate is of a public page that may change."""
    return one.permalink is None and one.url.startswith(("http://", "https://"))

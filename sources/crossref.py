"""Crossref: which published work a claim cites or speaks of (api.crossref.org/swagger-ui).

``/works/{doi}`` answers one work, or 404 in plain text; ``/works`` searches. Metadata are facts; abstracts are
their publishers' and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import quote

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim, Kind
from sources import asking, works
from sources.answer import absent_is_empty
from sources.candidate import Candidate, Description, Failure, Outgoing
from sources.session import Session, host_of
from sources.settings import Settings
from sources.shapes import mapping, number
from sources.works import Asked, Work

API = "https://api.crossref.org"
TAG = re.compile(r"<[^>]*>")
SELECT = "DOI,title,container-title,issued,URL,updated-by"
WITHDRAWING = frozenset({"retraction", "withdrawal", "removal", "partial_retraction"})


class Crossref:
    """The source "crossref"; it is asked only where it has a table ``[sources.crossref]``."""

    name = "crossref"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="which published work a claim on research cites or speaks of, and whether it was retracted",
        sends='DOIs; names in claims on research, their sentence where share = "text"',
        needs="a contact and a table of its own",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        table = settings.of(self.name)
        self._session = session
        self._share = table.share
        self._contact = settings.contact or ""
        self.configured = self.name in settings.sources
        self.api = (table.api or API).rstrip("/")

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """The works that each claim on research may mean."""
        question = partial(works.asked, names=names, share=self._share)
        return asking.one_by_one(self.name, claims, question, self._works, self._candidates)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The DOIs and words that would be asked for."""
        question = partial(works.asked, names=names, share=self._share)
        return (Outgoing(self.name, host_of(self.api), str(q)) for q in asking.questions(claims, question))

    def reachable(self) -> str | None:
        """None where the API answers."""
        return self._session.reachable(self.name, f"{self.api}/works", {"rows": 0, **self._mail()})

    def _mail(self) -> dict[str, str | int]:
        """Who asks, for the pool of those who say so."""
        return {"mailto": self._contact} if "@" in self._contact else {}

    def _works(self, question: Asked) -> list[Work]:
        if question.doi is not None:
            url = f"{self.api}/works/{quote(question.doi, safe='')}"
            body = self._session.json(self.name, url, self._mail(), judge=absent_is_empty)
            return [work for work in [_work(body.get("message"))] if work is not None]
        params = {
            "query.bibliographic": question.words,
            "rows": works.ROWS,
            "select": SELECT,
            **self._mail(),
        }
        body = self._session.json(self.name, f"{self.api}/works", params)
        message = body.get("message")
        items = message.get("items") if isinstance(message, dict) else None
        return [work for item in (items if isinstance(items, list) else ()) if (work := _work(item))]

    def _candidates(self, claim: Claim, found: Sequence[Work]) -> Iterator[Candidate]:
        now = self._session.now()
        return works.candidates(claim, found, source=self.name, catalogue="Crossref", retrieved_at=now)


def _work(raw: Any) -> Work | None:
    """A work of the answer; None where it has no title or DOI. ``title`` is a list, and may hold tags."""
    if not isinstance(raw, dict):
        return None
    title, doi = _first(raw.get("title")), str(raw.get("DOI") or "").lower()
    if not title or not doi:
        return None
    updates = raw.get("updated-by")
    return Work(
        title=title,
        url=f"https://doi.org/{doi}",
        doi=doi,
        venue=_first(raw.get("container-title")) or None,
        published=_day(raw.get("issued")),
        withdrawn=any(_withdraws(update) for update in (updates if isinstance(updates, list) else ())),
    )


def _withdraws(update: Any) -> bool:
    return isinstance(update, dict) and str(update.get("type")).lower().replace("-", "_") in WITHDRAWING


def _first(texts: Any) -> str:
    text = texts[0] if isinstance(texts, list) and texts else texts
    return " ".join(unescape(TAG.sub("", text)).split()) if isinstance(text, str) else ""


def _day(issued: Any) -> str | None:
    """``{"date-parts": [[2022, 7, 26]]}``, of one part to three; a part may be null."""
    parts = mapping(issued).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [part for part in first if number(part) and 0 < part <= 9999][:3]
    widths = (4, 2, 2)
    return "-".join(f"{n:0{w}d}" for n, w in zip(numbers, widths, strict=False)) or None

"""OpenAlex: which published work a claim cites or speaks of (developers.openalex.org).

``/works/doi:{doi}`` answers one work, ``/works?search=`` searches. Without a key a client has some ten searches a
day; the key goes in the address, and is kept out of ledger, cache and messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
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
from sources.shapes import mapping, page, words
from sources.works import Asked, Work

API = "https://api.openalex.org"
SELECT = "id,doi,title,publication_date,primary_location,is_retracted"
DOI_SITE = "https://doi.org/"


class OpenAlex:
    """The source "openalex"; it is asked only where it has a table ``[sources.openalex]``."""

    name = "openalex"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="which published work a claim on research cites or speaks of, and whether it was retracted",
        sends='DOIs; names in claims on research, their sentence where share = "text"',
        needs="a contact and a table of its own; a key for more than a few searches a day",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        table = settings.of(self.name)
        self._session = session
        self._share = table.share
        self._key: dict[str, str | int] = {"api_key": table.key} if table.key else {}
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
        """None where the API answers; a single work costs nothing of the day's allowance."""
        params = {"select": "id", **self._key}
        url = f"{self.api}/works/doi:10.7717/peerj.4375"
        return self._session.reachable(self.name, url, params, judge=absent_is_empty)

    def _works(self, question: Asked) -> list[Work]:
        params: dict[str, str | int] = {"select": SELECT, **self._key}
        if question.doi is not None:
            url = f"{self.api}/works/doi:{quote(question.doi, safe='/')}"
            found: Any = [self._session.json(self.name, url, params, judge=absent_is_empty)]
        else:
            # Quotation marks and capital AND, OR, NOT steer its search.
            words = question.words.replace('"', " ").lower()
            search = {"search": words, "per_page": works.ROWS, **params}
            found = self._session.json(self.name, f"{self.api}/works", search).get("results")
        return [work for raw in (found if isinstance(found, list) else ()) if (work := _work(raw))]

    def _candidates(self, claim: Claim, found: Sequence[Work]) -> Iterator[Candidate]:
        now = self._session.now()
        return works.candidates(claim, found, source=self.name, catalogue="OpenAlex", retrieved_at=now)


def _work(raw: Any) -> Work | None:
    """A work of the answer; None where it has no title or address. Every field may be null."""
    if not isinstance(raw, dict) or words(raw.get("title")) is None:
        return None
    doi = str(raw.get("doi") or "").removeprefix(DOI_SITE).lower() or None
    url = page(f"{DOI_SITE}{doi}" if doi else raw.get("id"))
    if url is None:
        return None
    return Work(
        title=raw["title"],
        url=url,
        doi=doi,
        venue=_venue(raw.get("primary_location")),
        published=words(raw.get("publication_date")),
        withdrawn=raw.get("is_retracted") is True,
    )


def _venue(location: Any) -> str | None:
    return words(mapping(mapping(location).get("source")).get("display_name"))

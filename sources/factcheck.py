"""Published fact checks, through Google's Fact Check Tools API (developers.google.com/fact-check/tools/api).

``claims:search`` answers reviews with the rating in their publisher's own words, which are never mapped to a
stance. The key goes in a header, so that it is in no address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim, Kind
from sources import asking
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, Verdict, candidate
from sources.errors import ItemFailed, SourceUnusable
from sources.session import Session, host_of
from sources.settings import Settings
from sources.shapes import mapping, mappings, page, words

API = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
PAGE = 10
# Below this likeness, 0 to 1, a review of the same people is of another claim.
ALIKE = 0.5
NEEDS_KEY = "set `[sources.factcheck] key` to a key of the Fact Check Tools API"


class FactCheck:
    """The source "factcheck"; it is asked only where a key is set."""

    name = "factcheck"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="fact checks that others published on claims like this",
        sends='a claim\'s names; its sentence where share = "text"',
        needs="a contact and a key",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        table = settings.of(self.name)
        self._session = session
        self._key = table.key or None
        self._share = table.share
        self.api = table.api or API

    @property
    def configured(self) -> bool:
        """Whether a key is set."""
        return self._key is not None

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """The reviews that are like each claim; a query that several claims share is asked once."""
        question = partial(self._query, names=names)
        return asking.one_by_one(self.name, claims, question, self._asked, self._candidates)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The queries that would be asked."""
        queries = asking.questions(claims, partial(self._query, names=names))
        return (Outgoing(self.name, host_of(self.api), f"query={query}") for query in queries)

    def reachable(self) -> str | None:
        """None where the API takes the key."""
        if self._key is None:
            return f"{self.name}: no key is set; {NEEDS_KEY}"
        try:
            self._asked("claimdesk")
        except (SourceUnusable, ItemFailed) as error:
            return str(error)
        return None

    def _query(self, claim: Claim, names: Sequence[Name]) -> str | None:
        """What goes out for a claim: its names, or where the setting says so its sentence."""
        if self._share == "text":
            return claim.text
        return " ".join(asking.names_in(claim, names)) or None

    def _asked(self, query: str) -> list[dict[str, Any]]:
        if self._key is None:
            raise SourceUnusable(f"{self.name}: no key is set; {NEEDS_KEY}")
        params: dict[str, str | int] = {"query": query, "languageCode": "en", "pageSize": PAGE}
        body = self._session.json(self.name, self.api, params, headers={"X-Goog-Api-Key": self._key})
        found = body.get("claims", [])
        if not isinstance(found, list):
            raise ItemFailed(
                f"{self.name}: the answer about {query!r} has no list of claims; ask again later"
            )
        return [one for one in found if isinstance(one, dict)]

    def _candidates(self, claim: Claim, found: Sequence[Mapping[str, Any]]) -> Iterator[Candidate]:
        for reviewed in found:
            said = str(reviewed.get("text") or "")
            alike = asking.likeness(claim.text, said)
            if alike < ALIKE:
                continue
            for review in mappings(reviewed.get("claimReview")):
                if page(review.get("url")):
                    yield candidate(claim, self._passage(said, review), _verdict(review, alike))

    def _passage(self, said: str, review: Mapping[str, Any]) -> Passage:
        url = str(review["url"])
        return Passage(
            source=self.name,
            title=str(review.get("title") or _publisher(review)),
            url=url,
            permalink=None,
            excerpt=said,
            published=words(review.get("reviewDate")),
            retrieved_at=self._session.now(),
            origin=(urlsplit(url).hostname or "").removeprefix("www."),
        )


def _verdict(review: Mapping[str, Any], alike: float) -> Verdict:
    rating = review.get("textualRating") or "nothing"
    reason = f"{_publisher(review)} rated a claim like this {str(rating)!r}; read whether it is the same"
    return Verdict("related", reason, alike * 0.9)


def _publisher(review: Mapping[str, Any]) -> str:
    publisher = mapping(review.get("publisher"))
    return str(publisher.get("name") or publisher.get("site") or "a publisher without a name")

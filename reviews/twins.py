"""What a reprint asks that its first asked too: looked up once, and handed on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claims.claim import Claim
from claims.extraction import plain
from reviews.archive import NAME
from reviews.errors import UnknownId
from sources.candidate import Candidate, handed_on

if TYPE_CHECKING:
    from reviews.review import ArticleReview
    from reviews.store import Store

# What a detail says of places in its article, which differ from those in another.
PLACES = frozenset({"start", "end", "within"})


def twins(claims: Sequence[Claim], firsts: Sequence[Claim]) -> dict[str, str]:
    """The claims that ask of the world what a claim of the first article asked, by id, with that claim's.

    Question, statement and all values are the same, so what a source says to one it says to the other.
    """
    asked: dict[Hashable, str] = {}
    for claim in firsts:
        asked.setdefault(_asks(claim), claim.id)
    found = ((claim.id, asked.get(_asks(claim))) for claim in claims)
    return {claim: first for claim, first in found if first is not None}


def _asks(claim: Claim) -> Hashable:
    return (claim.kind, claim.question, claim.statement, _values(plain(claim.detail)))


def _values(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((key, _values(inner)) for key, inner in value.items() if key not in PLACES)
    return tuple(map(_values, value)) if isinstance(value, list | tuple) else value


class Shared:
    """Which claims of a look-up are not asked, since their twins in the article that theirs reprints were.

    A twin was asked if it was in this look-up, or has candidates from an earlier one; where sources are named
    (``again``) they are asked at least once.
    """

    def __init__(self, store: Store, *, again: bool) -> None:
        self._store = store
        self._again = again
        self._asked: set[str] = set()

    def part(
        self, article: ArticleReview, claims: Sequence[Claim]
    ) -> tuple[list[Claim], dict[str, list[Candidate]]]:
        """The claims to ask, and what the twins of the others have, by the other's id."""
        first = self._first(article)
        given: dict[str, list[Candidate]] = {}
        if first is not None:
            had = {one.claim.id: one.candidates for one in first.claims}
            for claim, twin in twins(claims, [one.claim for one in first.claims]).items():
                found = [handed_on(item, claim) for item in had[twin] if item.source != NAME]
                if twin in self._asked or (found and not self._again):
                    given[claim] = found
        asked = [claim for claim in claims if claim.id not in given]
        self._asked.update(claim.id for claim in asked)
        return asked, given

    def _first(self, article: ArticleReview) -> ArticleReview | None:
        """The article that this one reprints, as long as it is stored."""
        if article.reprint_of is None:
            return None
        try:
            return self._store.review_of(article.reprint_of)
        except UnknownId:
            return None

"""GDELT DOC 2.0: what the world's press wrote around the article's day (blog.gdeltproject.org, DOC 2.0 API).

It reaches back three months and answers titles without texts. Its refusals come with status 200 as plain text,
and what it was not asked, or refused, is not measured: never "no coverage".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim, Kind
from sources import asking
from sources.answer import Outcome, classify
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, Verdict, candidate
from sources.documents import quoted_words
from sources.errors import ItemFailed
from sources.names import key
from sources.session import Session, host_of
from sources.settings import Settings
from sources.shapes import page, words

if TYPE_CHECKING:
    import requests

API = "https://api.gdeltproject.org/api/v2/doc/doc"
REACH = timedelta(days=90)
BEFORE, AFTER = timedelta(days=7), timedelta(days=3)
ROWS, MOST = 75, 5
# A longer query is refused; a shorter name is no search of its own.
LONGEST, SHORTEST, MOST_NAMES = 240, 3, 4
QUOTED_WORDS = 10
# Below this likeness of the title to the claim, 0 to 1, an article of those names is of another matter.
ALIKE = 0.4
STEERING = re.compile(r"[\"()\s]+")
# A site's own name behind a title: reprints differ in it.
SITE = re.compile(r"\s+[-–—|]\s+[^-–—|]{1,40}$")
SEEN = re.compile(r"(\d{4})(\d\d)(\d\d)T\d{6}Z")
ILLEGAL_ESCAPE = re.compile(rb"\\(?![\"\\/bfnrtu])")
# A title of fewer words is borne by different stories.
LEAST_WORDS = 5


class Asked(NamedTuple):
    """A query, and the days that it is for."""

    query: str
    first: date
    last: date


class Gdelt:
    """The source "gdelt"; it is asked only where it has a table ``[sources.gdelt]``: one question in five seconds."""

    name = "gdelt"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="articles of other media on a claim's names, from the days around the article's own",
        sends='a claim\'s names; the first words of a quotation where share = "text"',
        needs="a contact and a table of its own",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        table = settings.of(self.name)
        self._session = session
        self._share = table.share
        self.configured = self.name in settings.sources
        self.api = table.api or API

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """The articles whose titles are like each claim."""
        day = self._day(article)
        if claims and not self._reaches(day):
            said = f"{self.name}: not asked: it has the last three months, the article is of {day}"
            yield Failure(self.name, said, claims[0].id)
            return
        yield from asking.one_by_one(
            self.name,
            claims,
            lambda claim: self._question(claim, day, names),
            self._articles,
            self._candidates,
        )

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The queries that would be asked."""
        day = self._day(article)
        if self._reaches(day):
            for one in asking.questions(claims, lambda claim: self._question(claim, day, names)):
                words = f"query={one.query} startdatetime={_stamp(one.first)} enddatetime={_stamp(one.last, end=True)}"
                yield Outgoing(self.name, host_of(self.api), words)

    def reachable(self) -> str | None:
        """None where the API answers; it need not have found anything."""
        params: dict[str, str | int] = {
            "query": "claimdesk sourcelang:eng",
            "mode": "artlist",
            "format": "json",
            "maxrecords": 1,
        }
        return self._session.reachable(self.name, self.api, params, judge=judged)

    def _day(self, article: Article) -> date:
        return article.day or self._session.clock().date()

    def _reaches(self, day: date) -> bool:
        return self._session.clock().date() - day <= REACH

    def _question(self, claim: Claim, day: date, names: Sequence[Name]) -> Asked | None:
        """The names as phrases that an article must have all of, as many as a query takes."""
        phrases = [STEERING.sub(" ", name).strip() for name in asking.names_in(claim, names)]
        quoted = quoted_words(claim) if self._share == "text" else None
        if quoted is not None:
            phrases.insert(0, " ".join(STEERING.sub(" ", quoted.split("…")[0]).split()[:QUOTED_WORDS]))
        terms = [f'"{phrase}"' for phrase in phrases if len(phrase) >= SHORTEST][:MOST_NAMES]
        while terms and len(" ".join(terms)) > LONGEST:
            terms.pop()
        if not terms:
            return None
        last = min(day + AFTER, self._session.clock().date())
        return Asked(f"{' '.join(terms)} sourcelang:eng", day - BEFORE, last)

    def _articles(self, asked: Asked) -> list[dict[str, Any]]:
        params: dict[str, str | int] = {
            "query": asked.query,
            "mode": "artlist",
            "format": "json",
            "maxrecords": ROWS,
            "sort": "hybridrel",
            "startdatetime": _stamp(asked.first),
            "enddatetime": _stamp(asked.last, end=True),
        }
        found = self._session.json(self.name, self.api, params, judge=judged).get("articles", [])
        if not isinstance(found, list):
            raise ItemFailed(f"{self.name}: the answer about {asked.query!r} has no list of articles")
        return [one for one in found if isinstance(one, dict) and _is_page(one)]

    def _candidates(self, claim: Claim, found: Sequence[dict[str, Any]]) -> Iterator[Candidate]:
        """The likest titles; one title on several sites is one story."""
        origins: dict[str, str] = {}
        for one in sorted(found, key=lambda one: str(one["url"])):
            origins.setdefault(_story(str(one["title"])), _site(one))
        rated = [(asking.likeness(claim.text, str(one["title"])), one) for one in found]
        likest = sorted(rated, key=lambda rate: (-rate[0], str(rate[1]["url"])))
        for alike, one in likest[:MOST]:
            if alike >= ALIKE:
                story = _story(str(one["title"]))
                origin = origins[story] if len(story.split()) >= LEAST_WORDS else _site(one)
                yield candidate(claim, self._passage(one, origin), _verdict(one, alike))

    def _passage(self, one: dict[str, Any], origin: str) -> Passage:
        title = " ".join(str(one["title"]).split())
        return Passage(
            source=self.name,
            title=title,
            url=str(one["url"]),
            permalink=None,
            excerpt=title,
            # ``seendate`` is when it was crawled, not when it was published.
            published=None,
            retrieved_at=self._session.now(),
            origin=origin,
        )


def judged(response: requests.Response, *, now: datetime) -> Outcome:
    """As :func:`sources.answer.classify`, for a service that says its refusals in plain words with status 200."""
    text = response.text.strip()
    if response.status_code == 200 and text.startswith("{"):
        outcome = classify(response, now=now)
        return _mended(response, now) if outcome.kind == "broken" else outcome
    if response.status_code != 200 or not text or text.startswith("<"):
        return classify(response, now=now)
    said = " ".join(text.split())[:120]
    if "limit requests" in text.casefold():
        return Outcome("refused", detail=said)
    return Outcome("invalid_query", detail=said)


def _mended(response: requests.Response, now: datetime) -> Outcome:
    """The answer without escapes that JSON does not know, which its titles sometimes have."""
    response._content = ILLEGAL_ESCAPE.sub(rb"", response.content)
    return classify(response, now=now)


def _is_page(one: dict[str, Any]) -> bool:
    return page(one.get("url")) is not None and words(one.get("title")) is not None


def _story(title: str) -> str:
    return key(SITE.sub("", title))


def _site(one: dict[str, Any]) -> str:
    return (urlsplit(str(one["url"])).hostname or "").removeprefix("www.")


def _verdict(one: dict[str, Any], alike: float) -> Verdict:
    seen = SEEN.fullmatch(str(one.get("seendate")))
    when = f" on {'-'.join(seen.groups())}" if seen else ""
    reason = f"GDELT saw this article{when}; only its title was compared with the claim: read it"
    return Verdict("related", reason, alike * 0.6)


def _stamp(day: date, *, end: bool = False) -> str:
    return f"{day:%Y%m%d}{'235959' if end else '000000'}"

"""Wikipedia: the opening of an article on each name, as a lead. A pointer to sources, not a source.

One query reads title, revision, linked item and opening text of up to 20 pages (API:Query, TextExtracts:
``exlimit`` is at most 20). Extracts are of the current revision, so the revision is taken from the same
answer. Text is CC BY-SA 4.0; the page's address goes with every excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, AttendanceDetail, Claim, Kind
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, Verdict, candidate
from sources.checks.attendance import check_text
from sources.entities import looked_up, mentions, named_in
from sources.errors import ItemFailed, SourceUnusable
from sources.mediawiki import check_extracts
from sources.names import key
from sources.session import Session, host_of
from sources.settings import WIKIPEDIA_API, Settings
from sources.shapes import first, mapping, mappings, number, words

BATCH = 20
# A continued answer that goes on longer than its titles is a server's fault.
ROUNDS = 10
LONGEST_EXCERPT = 600
# Of so many names without a page of their own one is sought, each by a request, among so many hits.
SEARCHES, HITS = 4, 3
PAGES: Mapping[str, str | int] = {
    "action": "query",
    "redirects": 1,
    "prop": "info|pageprops|extracts|revisions",
    "inprop": "url",
    "ppprop": "wikibase_item|disambiguation",
    "explaintext": 1,
    "rvprop": "ids|timestamp",
    "format": "json",
    "formatversion": 2,
}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Page:
    """An article's opening at one revision. ``item`` is the Wikidata item that it is about."""

    title: str
    opening: str
    revision: int | None
    changed: str | None
    item: str | None


class Wikipedia:
    """The source "wikipedia"; ``[sources.wikipedia] api`` points it at another wiki."""

    name = "wikipedia"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="the opening of the article on each name, as a lead",
        sends="names of people, places, bodies and events",
        needs="a contact",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self.api = settings.of(self.name).api or WIKIPEDIA_API

    @property
    def configured(self) -> bool:
        """Always: the public service needs no more than a contact."""
        return True

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """The pages on the claims' names, each once."""
        asked = mentions(claims, names)
        pages: dict[str, Page] = {}
        wanted = list(asked)
        for start in range(0, len(wanted), BATCH):
            titles = wanted[start : start + BATCH]
            try:
                pages.update(self._pages(titles))
            except ItemFailed as error:
                yield Failure(self.name, f"{error} (asked of {titles[0]} and {len(titles) - 1} more)")
        pages.update(self._searched([name for name in wanted if name not in pages]))
        texts: dict[str, str] = {}
        for claim in claims:
            yield from self._candidates(claim, pages, asked)
            if isinstance(claim.detail, AttendanceDetail):
                yield from self._attendance(claim, claim.detail, pages, asked, texts)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The titles that would be asked for."""
        host = host_of(self.api)
        return (Outgoing(self.name, host, f"titles={name}") for name in mentions(claims, names))

    def reachable(self) -> str | None:
        """None where the API answers a question about itself."""
        params: dict[str, str | int] = {
            "action": "query",
            "meta": "siteinfo",
            "format": "json",
            "formatversion": 2,
        }
        return self._session.reachable(self.name, self.api, params)

    def _pages(self, titles: Sequence[str]) -> dict[str, Page]:
        """The pages by the title asked; missing pages and disambiguation pages are left out."""
        params: dict[str, str | int] = {
            "titles": "|".join(title.replace("|", " ") for title in titles),
            "exintro": 1,
            "exlimit": BATCH,
        }
        merged, renamed = self._query(params)
        read = ((title, _page(merged.get(_renamed(title, renamed), {}))) for title in titles)
        return {title: page for title, page in read if page is not None}

    def _searched(self, names: Sequence[str]) -> dict[str, Page]:
        """The likeliest page on each of the first names that no page is called by, if it speaks of that name."""
        found: dict[str, Page] = {}
        for name in names[:SEARCHES]:
            params: dict[str, str | int] = {
                "generator": "search", "gsrsearch": key(name), "gsrlimit": HITS, "exintro": 1, "exlimit": HITS,
            }  # fmt: skip
            try:
                merged, _ = self._query(params)
            except ItemFailed:
                continue
            for raw in sorted(merged.values(), key=lambda raw: number(raw.get("index")) or 0):
                page = _page(raw)
                if page is not None and f" {key(name)} " in f" {key(f'{page.title} {page.opening}')} ":
                    found[name] = page
                    break
        return found

    def _query(self, asked: Mapping[str, str | int]) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
        """The raw pages by title, portions joined, and which title was led to which.

        Raises ItemFailed and SourceUnusable.
        """
        params: dict[str, str | int] = {**PAGES, **asked}
        merged: dict[str, dict[str, Any]] = {}
        renamed: dict[str, str] = {}
        more: dict[str, str | int] = {}
        for _ in range(ROUNDS):
            body = self._session.json(self.name, self.api, {**params, **more})
            check_extracts(body, source=self.name, api=self.api)
            query = mapping(body.get("query"))
            for step in (*mappings(query.get("normalized")), *mappings(query.get("redirects"))):
                renamed[str(step.get("from"))] = str(step.get("to"))
            for raw in mappings(query.get("pages")):
                if title := words(raw.get("title")):
                    merged.setdefault(title, {}).update(raw)
            more = {name: str(value) for name, value in mapping(body.get("continue")).items()}
            # A search goes on to further pages, which are not wanted.
            if not more or "gsroffset" in more:
                return merged, renamed
        raise SourceUnusable(
            f"{self.name}: {host_of(self.api)} goes on without end; check `[sources.{self.name}] api`"
        )

    def _attendance(
        self,
        claim: Claim,
        detail: AttendanceDetail,
        pages: Mapping[str, Page],
        asked: Mapping[str, object],
        texts: dict[str, str],
    ) -> Iterator[Candidate | Failure]:
        """Each attendee against the whole text of the event's page, which is read once."""
        page = pages.get(looked_up(detail.event, asked) or "")
        if page is None:
            return
        if page.title not in texts:
            try:
                whole = self._query({"titles": page.title, "exlimit": 1})[0].get(page.title, {})
            except ItemFailed as error:
                yield Failure(self.name, str(error), claim.id)
                return
            texts[page.title] = str(whole.get("extract") or page.opening)
        for attendee in detail.attendees:
            verdict, sentence = check_text(attendee, texts[page.title], title=f"Wikipedia: {page.title}")
            passage = self._passage(page, (sentence or page.title)[:LONGEST_EXCERPT])
            yield candidate(claim, passage, verdict, part=attendee.part)

    def _candidates(
        self, claim: Claim, pages: Mapping[str, Page], asked: Mapping[str, object]
    ) -> Iterator[Candidate]:
        """One candidate for each page on one of the claim's names."""
        spans = [named for named, _ in named_in(claim)]
        names = list(dict.fromkeys(name for span in spans if (name := looked_up(span, asked))))
        for name in names:
            page = pages.get(name)
            if page is not None:
                others = [other for other in names if other != name] + _offices(claim)
                excerpt, share = _excerpt(page.opening, others)
                reason = f"Wikipedia has an article {page.title!r}; its text was not compared with the claim"
                verdict = Verdict("related", reason, 0.1 + 0.4 * share)
                yield candidate(claim, self._passage(page, excerpt), verdict)

    def _passage(self, page: Page, excerpt: str) -> Passage:
        parts = urlsplit(self.api)
        index = self.api.removesuffix("api.php") + "index.php"
        title = quote(page.title.replace(" ", "_"))
        return Passage(
            source=self.name,
            title=page.title,
            url=f"{index}?title={title}",
            permalink=f"{index}?title={title}&oldid={page.revision}" if page.revision else None,
            excerpt=excerpt,
            published=page.changed,
            retrieved_at=self._session.now(),
            origin=f"{parts.netloc}/{page.title}",
        )


def _page(raw: Mapping[str, Any]) -> Page | None:
    """A page of the answer; None where it is missing, invalid, without text, or tells namesakes apart."""
    properties = mapping(raw.get("pageprops"))
    opening = (words(raw.get("extract")) or "").strip()
    if "missing" in raw or "invalid" in raw or "disambiguation" in properties or not opening:
        return None
    revision = first(raw.get("revisions"))
    return Page(
        title=str(raw["title"]),
        opening=opening,
        revision=number(revision.get("revid")) or number(raw.get("lastrevid")),
        changed=words(revision.get("timestamp")),
        item=words(properties.get("wikibase_item")),
    )


def _renamed(title: str, renamed: Mapping[str, str]) -> str:
    """The title that an asked one was normalized and redirected to; a circle of redirects ends."""
    seen = {title}
    while title in renamed and renamed[title] not in seen:
        title = renamed[title]
        seen.add(title)
    return title


def _offices(claim: Claim) -> list[str]:
    office = getattr(claim.detail, "office", None)
    return [office.text] if office is not None else []


def _excerpt(opening: str, others: Sequence[str]) -> tuple[str, float]:
    """The sentence that names most of the claim's other names, and their share; else the opening's first."""
    sentences = SENTENCE_END.split(" ".join(opening.split()))
    wanted = [key(other) for other in others if key(other)]
    found = [sum(f" {name} " in f" {key(sentence)} " for name in wanted) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda index: (found[index], -index))
    return sentences[best][:LONGEST_EXCERPT], found[best] / len(wanted) if wanted else 0.0

"""Wikiquote: is the quotation on the speaker's page, and does the page doubt it? A pointer, never proof.

Pages list sayings under headings; those under "Misattributed" or "Disputed" the page itself takes back. The
page is asked by the speaker's name and compared here: the quoted words stay on this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from urllib.parse import quote

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim, Kind, QuoteDetail
from sources import asking
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, Verdict, candidate
from sources.checks.quote import Alignment, align
from sources.documents import quoted_words
from sources.entities import looked_up, types_of
from sources.mediawiki import check_extracts
from sources.session import Session, host_of
from sources.settings import WIKIQUOTE_API, Settings
from sources.shapes import first, mapping, number, words

HEADING = re.compile(r"^(={2,6})\s*(.+?)\s*\1\s*$", re.MULTILINE)
Standing = Literal["misattributed", "disputed", "listed"]


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one heading, and how the page stands to it, by this heading or one above it."""

    standing: Standing
    text: str


class Wikiquote:
    """The source "wikiquote"; ``[sources.wikiquote] api`` points it at another wiki."""

    name = "wikiquote"
    kinds: frozenset[Kind] = frozenset({"quote"})
    description = Description(
        answers="whether the speaker's page has the quotation, and calls it misattributed or disputed",
        sends="names of speakers",
        needs="a contact",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self.api = settings.of(self.name).api or WIKIQUOTE_API

    @property
    def configured(self) -> bool:
        """Always: the public service needs no more than a contact."""
        return True

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """Each direct quotation against its speaker's page, which is read once."""
        question = partial(_speaker, names=names)
        return asking.one_by_one(self.name, claims, question, self._page, self._compared)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The speakers' names that would be asked for."""
        speakers = asking.questions(claims, partial(_speaker, names=names))
        return (Outgoing(self.name, host_of(self.api), f"titles={name}") for name in speakers)

    def reachable(self) -> str | None:
        """None where the API answers a question about itself."""
        params: dict[str, str | int] = {"action": "query", "meta": "siteinfo", "format": "json"}
        return self._session.reachable(self.name, self.api, params)

    def _page(self, speaker: str) -> Mapping[str, Any]:
        """The speaker's page; {} where there is none. Raises ItemFailed and SourceUnusable.

        TextExtracts gives whole pages one at a time (``exlimit`` 1).
        """
        params: dict[str, str | int] = {
            "action": "query",
            "titles": speaker.replace("|", " "),
            "redirects": 1,
            "prop": "extracts|pageprops|revisions",
            "explaintext": 1,
            "exlimit": 1,
            "exsectionformat": "wiki",
            "ppprop": "disambiguation",
            "rvprop": "ids|timestamp",
            "format": "json",
            "formatversion": 2,
        }
        body = self._session.json(self.name, self.api, params)
        check_extracts(body, source=self.name, api=self.api)
        page = first(mapping(body.get("query")).get("pages"))
        usable = words(page.get("extract")) and words(page.get("title"))
        return page if usable and "disambiguation" not in mapping(page.get("pageprops")) else {}

    def _compared(self, claim: Claim, page: Mapping[str, Any]) -> Iterator[Candidate]:
        quoted = quoted_words(claim)
        if quoted is None or not page:
            return
        for section in sections(str(page["extract"])):
            place = align(quoted, section.text)
            if place.start is not None:
                excerpt = section.text[place.start : place.end]
                yield candidate(
                    claim, self._passage(page, excerpt), _verdict(section, place, str(page["title"]))
                )
                return

    def _passage(self, page: Mapping[str, Any], excerpt: str) -> Passage:
        index = self.api.removesuffix("api.php") + "index.php"
        title = quote(str(page["title"]).replace(" ", "_"))
        revision = first(page.get("revisions"))
        pinned = f"{index}?title={title}&oldid={revision['revid']}" if number(revision.get("revid")) else None
        return Passage(
            source=self.name,
            title=str(page["title"]),
            url=f"{index}?title={title}",
            permalink=pinned,
            excerpt=excerpt,
            published=words(revision.get("timestamp")),
            retrieved_at=self._session.now(),
            origin=f"{host_of(self.api)}/{page['title']}",
        )


def sections(text: str) -> list[Section]:
    """A page's sections, those that it takes back first."""
    pieces = HEADING.split(text)
    found = [Section("listed", pieces[0])]
    above: dict[int, Standing] = {}
    for mark, heading, body in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        level = len(mark)
        outer = {depth: standing for depth, standing in above.items() if depth < level}
        doubts = [standing for standing in outer.values() if standing != "listed"]
        standing = doubts[0] if doubts else _standing(heading)
        above = {**outer, level: standing}
        found.append(Section(standing, body))
    order: tuple[Standing, ...] = ("misattributed", "disputed", "listed")
    return sorted(found, key=lambda section: order.index(section.standing))


def _standing(heading: str) -> Standing:
    words = heading.casefold()
    if "misattribut" in words:
        return "misattributed"
    return "disputed" if "disputed" in words else "listed"


def _verdict(section: Section, place: Alignment, title: str) -> Verdict:
    """Same words under "Misattributed" contradict that this person said them; all else is a pointer."""
    same = place.kind in ("verbatim", "shortened")
    words = "these words" if same else "words like these"
    if section.standing == "listed":
        return Verdict("related", f"Wikiquote's page {title!r} lists {words}: check the source it gives", 0.6)
    reason = (
        f"Wikiquote's page {title!r} has {words} under {section.standing!r}; the claim is that they were said"
    )
    if section.standing == "misattributed" and same:
        return Verdict("contradicts", reason, 0.8)
    return Verdict("related", reason, 0.7)


def _speaker(claim: Claim, names: Sequence[Name]) -> str | None:
    """The one speaker's name of a direct quotation, where it is a name."""
    detail = claim.detail
    if not isinstance(detail, QuoteDetail) or quoted_words(claim) is None:
        return None
    return looked_up(detail.speaker, types_of(names))

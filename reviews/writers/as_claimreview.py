"""The report as ClaimReview: schema.org JSON-LD of the checks that are ready to be published.

Only what is signed off with a finding goes in, and nothing whose finding the editor overruled. What Google asks
of a ClaimReview (``claimReviewed``, ``reviewRating``, ``url`` on the publisher's own domain) is always there.
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from claims.claim import Claim, QuoteDetail
from reviews.errors import ReportError
from reviews.report import Item, Publisher, Report, Section
from reviews.review import Finding
from reviews.writers.events import last
from reviews.writers.wording import link, seen, spoken

WORST, BEST = 1, 5
# The scale; None: no place on it, the words alone say it.
RATINGS: Mapping[Finding, int | None] = {
    "incorrect": 1,
    "misleading": 2,
    "conflicting": 3,
    "confirmed": 5,
    "unverifiable": None,
    "not_checkable": None,
}


def write(report: Report, stream: BinaryIO) -> None:
    """One JSON-LD document, fit to stand in a page's script element. Raises ReportError without a publisher."""
    publisher, checks = _publisher(report.framing.publisher)
    found = [
        _review(section, item, publisher, checks)
        for section in report.sections
        for item in section.items
        if _ready(item)
    ]
    document = {"@context": "https://schema.org", "@graph": found}
    text = json.dumps(document, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    stream.write(text.encode("utf-8", "replace") + b"\n")


def _publisher(named: Publisher | None) -> tuple[Publisher, str]:
    """The publisher and where its checks are published. Raises ReportError where either is unknown."""
    if named is None:
        raise ReportError(
            "ClaimReview names its publisher, and none is set: give [publisher] name, url and checks in claims.toml"
        )
    if named.checks is None:
        raise ReportError(
            "ClaimReview says where each check is published, and that is not set: give [publisher] checks = "
            f'"{named.url.rstrip("/")}/checks/{{claim}}" in claims.toml'
        )
    if _domain(named.checks) != _domain(named.url):
        raise ReportError(
            f"ClaimReview: [publisher] checks is on {_domain(named.checks)} and url on {_domain(named.url)}: "
            "a check counts only on its publisher's own domain; correct claims.toml"
        )
    return named, named.checks


def _domain(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _ready(item: Item) -> bool:
    review = item.entry.review
    signed = review.workflow == "signed_off" and review.finding is not None
    return signed and review.resolution != "overruled"


def _review(section: Section, item: Item, publisher: Publisher, checks: str) -> dict[str, Any]:
    entry, article = item.entry, section.review.extraction.article
    finding, signed = entry.review.finding, last(entry, "signed_off")
    assert finding is not None
    organization = {"@type": "Organization", "name": seen(publisher.name), "url": publisher.url}
    made = {
        "@type": "ClaimReview",
        "url": checks.replace("{article}", article.id).replace("{claim}", entry.claim.id),
        "claimReviewed": seen(entry.claim.statement),
        "author": organization,
        "publisher": organization,
        "reviewRating": _rating(finding),
        "itemReviewed": _item(section, entry.claim),
    }
    return {**made, "datePublished": signed.time[:10]} if signed else made


def _rating(finding: Finding) -> dict[str, Any]:
    value, words = RATINGS[finding], spoken(finding).capitalize()
    scale = {} if value is None else {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    return {"@type": "Rating", **scale, "alternateName": words}


def _item(section: Section, claim: Claim) -> dict[str, Any]:
    """The claim: who made it and when, and the article that it appeared in; what is unknown is left out."""
    article = section.review.extraction.article
    appeared: dict[str, Any] = {"@type": "NewsArticle", "headline": seen(article.title or "Untitled article")}
    if link(article.url):
        appeared["url"] = article.url
    item: dict[str, Any] = {"@type": "Claim", "appearance": [appeared]}
    authors = _authors(claim) or ([article.byline] if article.byline else [])
    if authors:
        people = [{"@type": "Person", "name": seen(name)} for name in authors]
        item["author"] = people[0] if len(people) == 1 else people
    if article.published:
        item["datePublished"] = article.published
        appeared["datePublished"] = article.published
    return item


def _authors(claim: Claim) -> list[str]:
    """Who said it, of a quotation."""
    if not isinstance(claim.detail, QuoteDetail):
        return []
    speakers = claim.detail.speakers or ((claim.detail.speaker,) if claim.detail.speaker else ())
    return [speaker.name or speaker.text for speaker in speakers]

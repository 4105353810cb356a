"""Reports made by hand for the browser: claims of several kinds in every state, and a hostile one."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from harbour import claim_at, named

from claims.annotation import Annotations
from claims.article import Article, Paragraph
from claims.claim import Claim, OfficeDetail, StatementDetail
from claims.extraction import Coverage, Extraction, MadeBy, Uncovered
from reviews.chain import Event
from reviews.report import Framing, Report, snapshot
from reviews.review import ArticleReview, ClaimReview, Correction, Evidence, Review
from sources.candidate import Candidate, Stance

READ_AT = "2026-03-03T09:00:00Z"
REVIEWS = (
    Review(),
    Review("needs_second_review", "incorrect", "ana", version=2),
    Review("signed_off", "confirmed", "bo", signed_off_by="cy", version=3),
    Review("in_progress", "misleading", "ana", version=2),
    Review("recheck", earlier="confirmed", version=4),
    Review("in_progress", "not_checkable", "bo", version=2),
    Review("in_progress", "conflicting", "ana", version=2),
    Review("dropped", version=2),
    Review("in_progress", "unverifiable", "bo", version=2),
    Review(assignee="cy", version=1),
)


def report_of(paragraphs: int = 10, *, hostile: str = "", articles: int = 1) -> Report:
    """Two claims a paragraph, the second inside the first; ``hostile`` stands in every field that is text."""
    reviews = [_review(paragraphs, hostile, f"Lidby{number or ''}") for number in range(articles)]
    return snapshot(reviews, Framing((("second review", "yes"),), day="2026-03-10"))


def _review(count: int, hostile: str, town: str) -> ArticleReview:
    blocks = [f"Ferries of {town} {hostile}".strip()]
    blocks += [
        f"Ines Falk {n} is mayor of {town} and spent {n} million crowns on ferry {n}. Well done{hostile}!"
        for n in range(1, count + 1)
    ]
    text = "\n\n".join(blocks)
    paragraphs, at = [], 0
    for block in blocks:
        paragraphs.append(Paragraph(at, at + len(block), "body" if at else "headline"))
        at += len(block) + 2
    key = hashlib.sha256(text.encode()).hexdigest()
    claims = [claim for n in range(1, count + 1) for claim in _claims(text, key, n, town, hostile)]
    holes = tuple(
        Uncovered(p.end - len(f"Well done{hostile}!"), p.end, f"Well done{hostile}!", "sentence", "opinion")
        for p in paragraphs[1:]
    )
    article = Article(
        key, 1, blocks[0], f"Lena Ost{hostile}", "2026-03-02", f"javascript:alert(1){hostile}" if hostile else None,
        "en", key, key, text, tuple(paragraphs),
    )  # fmt: skip
    extraction = Extraction(
        MadeBy("0.1.0", "hand-made"), article, tuple(claims), Annotations(), Coverage(2 * count, count, holes)
    )
    entries = tuple(_entry(claim, n, hostile) for n, claim in enumerate(claims))
    history = (_event(key, None, 1, "extracted", {"claims": [c.id for c in claims], "note": hostile}),)
    return ArticleReview(extraction, entries, history, "f" * 64, "ferries.txt", READ_AT)


def _claims(text: str, article: str, n: int, town: str, hostile: str) -> tuple[Claim, Claim]:
    whole = f"Ines Falk {n} is mayor of {town} and spent {n} million crowns on ferry {n}"
    office = OfficeDetail(named(text, f"Ines Falk {n} "), named(text, "mayor"))
    first = claim_at(text, article, "statement", whole, StatementDetail(None, None, None))
    second = claim_at(text, article, "office", f"Ines Falk {n} is mayor of {town}", office)
    return replace(first, question=f"{first.question}{hostile}"), second


def _entry(claim: Claim, number: int, hostile: str) -> ClaimReview:
    review = REVIEWS[number % len(REVIEWS)]
    candidates, evidence = (), ()
    if number % 3 == 0:
        stances: tuple[Stance, ...] = ("contradicts", "supports", "related")
        candidates = tuple(_candidate(claim, stance, hostile) for stance in stances)
    if review.finding == "incorrect":
        review = replace(
            review, correction=Correction(claim.start, claim.end, claim.text, f"other{hostile}", "ana")
        )
        evidence = (
            Evidence(
                "e" * 64, claim.id, "primary", f"javascript:alert(1){hostile}" if hostile else None, None, "d" * 64,
                None, f"Minutes{hostile}", f"as it was{hostile}", f"seen{hostile}", f"town hall{hostile}", None,
                "lidby", READ_AT, "ana",
            ),
        )  # fmt: skip
    history = (
        (_event("a" * 64, claim.id, 2, "noted", {"note": f"asked{hostile}"}),) if number % 4 == 0 else ()
    )
    return ClaimReview(claim, review, candidates, evidence, history)


def _candidate(claim: Claim, stance: Stance, hostile: str) -> Candidate:
    url = f"javascript:alert(1){hostile}" if hostile else "https://lidby.example/mayor"
    return Candidate(
        hashlib.sha256(f"{claim.id}{stance}".encode()).hexdigest(), claim.id, None, "wikidata", f"Lidby{hostile}", url,
        url, f"an excerpt{hostile}", "2026-03-01", READ_AT, "c" * 64, stance, f"a reason{hostile}", 0.9,
        "wikidata",
    )  # fmt: skip


def _event(article: str, claim: str | None, sequence: int, kind: str, payload: dict[str, object]) -> Event:
    return Event(
        article, claim, sequence, kind, "ana", "ana", None, READ_AT, payload, "d" * 64, None, "e" * 64,  # type: ignore[arg-type]
    )  # fmt: skip

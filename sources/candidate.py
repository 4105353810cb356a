"""What a source has to say about a claim, and what a source is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, Protocol

import rfc8785

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim, Kind

Stance = Literal["supports", "contradicts", "related"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that bears on a claim, as the contract has it.

    ``part`` is the attendee's index in an attendance claim, or None. ``permalink`` pins the revision that
    was read; ``sha256`` is of the excerpt. ``stance`` is other than related only where a rule compared the
    claim's value with the source's, and ``reason`` then says both. ``score``, 0 to 1, orders the candidates
    of a claim. Candidates of one ``origin`` count once, however many sites reprint them.
    """

    id: str
    claim_id: str
    part: int | None
    source: str
    title: str
    url: str
    permalink: str | None
    excerpt: str
    published: str | None
    retrieved_at: str
    sha256: str
    stance: Stance
    reason: str
    score: float
    origin: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Where an excerpt stands: a candidate without the claim and the verdict on it."""

    source: str
    title: str
    url: str
    permalink: str | None
    excerpt: str
    published: str | None
    retrieved_at: str
    origin: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison came to. Related is the answer wherever the values cannot be told apart."""

    stance: Stance
    reason: str
    score: float = 0.5


def candidate(claim: Claim, passage: Passage, verdict: Verdict, *, part: int | None = None) -> Candidate:
    """A candidate with its id and digest.

    The id is the SHA-256 of the canonical JSON of claim id, part, source, permalink (else url) and the
    excerpt's digest: the same passage read twice is the same candidate, whatever the hour.
    """
    digest = hashlib.sha256(passage.excerpt.encode()).hexdigest()
    pinned = passage.permalink or passage.url
    return Candidate(
        id=_id(claim.id, part, passage.source, pinned, digest),
        claim_id=claim.id,
        part=part,
        source=passage.source,
        title=passage.title,
        url=passage.url,
        permalink=passage.permalink,
        excerpt=passage.excerpt,
        published=passage.published,
        retrieved_at=passage.retrieved_at,
        sha256=digest,
        stance=verdict.stance,
        reason=verdict.reason,
        score=round(verdict.score, 4),
        origin=passage.origin,
    )


def handed_on(found: Candidate, claim: str) -> Candidate:
    """The same candidate for another claim (its id) that asks the same."""
    pinned = found.permalink or found.url
    return replace(found, id=_id(claim, found.part, found.source, pinned, found.sha256), claim_id=claim)


def _id(claim: str, part: int | None, source: str, pinned: str, sha256: str) -> str:
    return hashlib.sha256(rfc8785.dumps([claim, part, source, pinned, sha256])).hexdigest()


@dataclass(frozen=True, slots=True)
class Description:
    """What a source is, for ``claims sources``: plain sentences, no full stop."""

    answers: str
    sends: str
    needs: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing that asking would send out: to which host, in which words."""

    source: str
    host: str
    words: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What a source could not answer, as one line. ``claim_id`` None: it concerns the whole source."""

    source: str
    message: str
    claim_id: str | None = None


class Source(Protocol):
    """A source of candidates. Third parties add theirs under the entry point ``sources.adapters``."""

    name: str
    kinds: frozenset[Kind]
    description: Description

    @property
    def configured(self) -> bool:
        """Whether it has the file or key without which it cannot be asked; else it is left out."""
        ...

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """What the source has on these claims of one article, a part at a time.

        ``claims`` are of this source's kinds only; ``names`` are the article's, for their types. Raises
        SourceUnusable where the source cannot be asked any more; what was yielded before stands.
        """
        ...

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """What the first round of asking would send out. Sends nothing."""
        ...

    def reachable(self) -> str | None:
        """None where the source answers, else one line saying why not and what to do."""
        ...


def utc_now() -> datetime:
    """The time now: the clock that is used where none is injected."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

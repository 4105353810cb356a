"""A report: a frozen snapshot of articles and their reviews. Writers take one and a stream, never the store.

The same Report gives the same bytes: no clock enters it, it is dated by the last event that it holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import BinaryIO, Literal, Protocol, get_args

from claims.extraction import Uncovered
from reviews.review import ArticleReview, ClaimReview, Finding, Workflow

# What an editor reads first, most urgent first: the report's order of urgency and of its legend.
State = Literal[
    "incorrect",
    "misleading",
    "conflicting",
    "contradicted",
    "unverifiable",
    "recheck",
    "open",
    "not_checkable",
    "confirmed",
    "dropped",
]
STATES: tuple[State, ...] = get_args(State)
_BY_WORKFLOW: dict[Workflow, State] = {"dropped": "dropped", "orphan": "dropped", "recheck": "recheck"}


class Desk(Protocol):
    """What a report is built from: the store, or anything that answers like it."""

    def review_of(self, article: str, /) -> ArticleReview: ...


class Write(Protocol):
    """What a writer is: an entry point of the group ``reviews.writers``, named after the file's ending."""

    def __call__(self, report: Report, stream: BinaryIO, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A claim in the report: its number in reading order, from 1, and the state that it is shown in."""

    number: int
    state: State
    entry: ClaimReview


@dataclass(frozen=True, slots=True)
class Section:
    """One article of the report. ``items`` are in reading order, orphans last."""

    review: ArticleReview
    items: tuple[Item, ...]

    @property
    def first(self) -> tuple[Item, ...]:
        """What needs somebody: everything but confirmed, not checkable and dropped, most urgent first.

        Of claims that ask the same question the first stands for all.
        """
        settled = ("confirmed", "not_checkable", "dropped")
        asked = {i.entry.claim.question: i for i in reversed(self.items) if i.state not in settled}
        waiting = asked.values()
        return tuple(sorted(waiting, key=lambda i: (STATES.index(i.state), -i.entry.claim.worth, i.number)))

    @property
    def by_state(self) -> tuple[tuple[State, int], ...]:
        """How many claims are in each state, in the order of urgency, none left out that occurs."""
        counts = Counter(item.state for item in self.items)
        return tuple((state, counts[state]) for state in STATES if counts[state])

    @property
    def by_kind(self) -> tuple[tuple[str, int], ...]:
        """How many claims there are of each kind, by name."""
        return tuple(sorted(Counter(item.entry.claim.kind for item in self.items).items()))

    @property
    def holes(self) -> tuple[Uncovered, ...]:
        """What no claim covers."""
        return self.review.extraction.coverage.uncovered


@dataclass(frozen=True, slots=True)
class Report:
    """One or more articles as their reviews stood after the last event held; ``as_of`` is its time (UTC)."""

    version: str
    as_of: str
    sections: tuple[Section, ...]


def build(desk: Desk, articles: Iterable[str]) -> Report:
    """The report on these articles (ids), in the order given."""
    return snapshot([desk.review_of(article) for article in articles])


def snapshot(reviews: Sequence[ArticleReview]) -> Report:
    """The report on these reviews as they are."""
    times = [event.time for review in reviews for event in review.history]
    times += [review.stored_at for review in reviews]
    return Report(version("claimdesk"), max(times, default=""), tuple(section(review) for review in reviews))


def section(review: ArticleReview) -> Section:
    """One article with its claims numbered in reading order."""
    items = (Item(number, state(entry), entry) for number, entry in enumerate(review.claims, start=1))
    return Section(review, tuple(items))


def state(entry: ClaimReview) -> State:
    """How a claim is shown: by the person's finding; before there is one, by what machines suggest."""
    finding: Finding | None = entry.review.finding
    if entry.review.workflow in _BY_WORKFLOW:
        return _BY_WORKFLOW[entry.review.workflow]
    if finding is not None:
        return finding
    contradicted = any(candidate.stance == "contradicts" for candidate in entry.candidates)
    return "contradicted" if contradicted else "open"

"""The editor's view of a desk: totals over articles by checker, kind, finding and age, and a line an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from claims.claim import KINDS
from reviews.report import STATES, Item, Section, State
from reviews.review import FINDINGS

NOBODY = "nobody yet"
UNDECIDED = "none yet"
# Ages in days: up to which day an age belongs to a group, and the group's name.
AGES: tuple[tuple[int, str], ...] = (
    (0, "today"),
    (1, "since yesterday"),
    (3, "2 to 3 days"),
    (7, "4 to 7 days"),
)
OLDER = "longer than a week"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims of one label are in each state, most urgent first, none left out that occurs."""

    label: str
    by_state: tuple[tuple[State, int], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(count for _, count in self.by_state)


@dataclass(frozen=True, slots=True)
class Line:
    """One article in the overview. ``href`` is where its report is, ``waiting`` what needs somebody.

    ``oldest`` is the day on which the desk got the claim that waits longest, None where none waits.
    """

    href: str
    title: str | None
    byline: str | None
    published: str | None
    draft: int
    tally: Tally
    waiting: int
    oldest: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Articles in the order given, and totals over all of their claims; ``by_age`` counts what waits."""

    day: str
    lines: tuple[Line, ...]
    by_kind: tuple[Tally, ...]
    by_finding: tuple[Tally, ...]
    by_checker: tuple[Tally, ...]
    by_age: tuple[Tally, ...]

    @property
    def by_state(self) -> tuple[tuple[State, int], ...]:
        """All claims by their state, most urgent first."""
        counts = Counter[State]()
        for line in self.lines:
            counts.update(dict(line.tally.by_state))
        return tuple((state, counts[state]) for state in STATES if counts[state])

    @property
    def waiting(self) -> int:
        """How many claims need somebody."""
        return sum(line.waiting for line in self.lines)


def overview(sections: Iterable[tuple[Section, str]], day: str) -> Overview:
    """The overview of sections, each with the address of its report; ages are counted on ``day`` (ISO date).

    A section is let go as soon as it is counted, so that a whole desk may stream through.
    """
    lines = list[Line]()
    kinds, findings, checkers, ages = _Count(), _Count(), _Count(), _Count()
    for section, href in sections:
        lines.append(_line(section, href))
        for item in section.items:
            kinds.add(item.entry.claim.kind, item.state)
            findings.add(item.entry.review.finding or UNDECIDED, item.state)
            for name in checkers_of(item) or (NOBODY,):
                checkers.add(name, item.state)
            if item.waits:
                ages.add(age(item.since, day), item.state)
    people = sorted(set(checkers.counts) - {NOBODY})
    return Overview(
        day,
        tuple(lines),
        kinds.tallies(KINDS),
        findings.tallies((*FINDINGS, UNDECIDED)),
        checkers.tallies((*people, NOBODY)),
        ages.tallies((*(name for _, name in AGES), OLDER)),
    )


def checkers_of(item: Item) -> tuple[str, ...]:
    """Who works on a claim: those whose finding it is, else the one it is assigned to."""
    review = item.entry.review
    return review.found_by or ((review.assignee,) if review.assignee else ())


def tallied(items: Iterable[Item], label: Callable[[Item], str], order: Iterable[str]) -> tuple[Tally, ...]:
    """Items counted by a label, labels in this order, none that does not occur."""
    count = _Count()
    for item in items:
        count.add(label(item), item.state)
    return count.tallies(order)


def age(since: str, day: str) -> str:
    """The group of ages that a claim of ``since`` (ISO moment in UTC) belongs to on ``day``."""
    days = (date.fromisoformat(day) - date.fromisoformat(since[:10])).days
    return next((name for most, name in AGES if days <= most), OLDER)


class _Count:
    """Counts of states under labels."""

    def __init__(self) -> None:
        self.counts = dict[str, Counter[State]]()

    def add(self, label: str, state: State) -> None:
        self.counts.setdefault(label, Counter())[state] += 1

    def tallies(self, order: Iterable[str]) -> tuple[Tally, ...]:
        return tuple(
            Tally(label, tuple((s, self.counts[label][s]) for s in STATES if self.counts[label][s]))
            for label in order
            if label in self.counts
        )


def _line(section: Section, href: str) -> Line:
    article = section.review.extraction.article
    waiting = [item for item in section.items if item.waits]
    return Line(
        href=href,
        title=article.title,
        byline=article.byline,
        published=article.published,
        draft=article.draft,
        tally=Tally("claims", section.by_state),
        waiting=len(waiting),
        oldest=min((item.since[:10] for item in waiting), default=None),
    )

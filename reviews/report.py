"""A report: a frozen snapshot of articles and their reviews. Writers take one and a stream, never the store.

The same Report gives the same bytes: no clock enters it, it is dated by the last event that it holds.
Everything a writer may want is here: the text with the bytes it was read from, claims with their four
fields, evidence, candidates and which of them a finding rests on, history, coverage, what the last draft
changed, the tool's version and the settings that shape a review.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import BinaryIO, Literal, Protocol, get_args

from claims.claim import Claim
from claims.extraction import Uncovered
from reviews import documents
from reviews.chain import Event
from reviews.review import ArticleReview, ClaimReview, Evidence, Finding, Workflow
from sources.candidate import Candidate
from sources.checks.inconsistency import Inconsistency, find, within

# What may be asked of a writer beyond the format: the corrections of a Word file instead of its questions,
# a byte order mark in front of CSV, AVeriTeC labels and a timeline in JSON.
Choice = Literal["checked", "bom", "averitec", "timeline"]
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
# Findings that ask for nothing but a second person, where one is asked for.
SETTLED: tuple[State, ...] = ("confirmed", "not_checkable", "dropped")
# Where a claim is done with, whatever its finding.
DONE: tuple[Workflow, ...] = ("signed_off", "dropped", "orphan")
# What became of a claim with the latest draft.
Fate = Literal["carried", "recheck", "orphan", "new"]
FATES: tuple[Fate, ...] = get_args(Fate)
_FATE_BY_EVENT: dict[str, Fate] = {"carried": "carried", "rechecked": "recheck", "orphaned": "orphan"}
_BY_WORKFLOW: dict[Workflow, State] = {"dropped": "dropped", "orphan": "dropped", "recheck": "recheck"}


class Desk(Protocol):
    """What a report is built from: the store, or anything that answers like it."""

    def review_of(self, article: str, /) -> ArticleReview: ...

    def source(self, article: str, /) -> bytes: ...


class Write(Protocol):
    """What a writer is: an entry point of the group ``reviews.writers``, named after the file's ending."""

    def __call__(self, report: Report, stream: BinaryIO, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the check, as a ClaimReview names them; ``url`` is the address of the publisher's site.

    ``checks`` is where a check is published, with ``{article}`` and ``{claim}`` for the ids; None: unknown.
    """

    name: str
    url: str
    checks: str | None = None


@dataclass(frozen=True, slots=True)
class Framing:
    """What a report says that no review holds: the settings in force, as (name, value), and the publisher.

    ``day`` (ISO date) is when claims are so and so old; empty means the day of the last event held.
    ``choices`` are what was asked of the writer; one that does not know a choice leaves it alone.
    """

    settings: tuple[tuple[str, str], ...] = ()
    publisher: Publisher | None = None
    day: str = ""
    choices: frozenset[Choice] = frozenset()


PLAIN = Framing()


@dataclass(frozen=True, slots=True)
class Item:
    """A claim in the report: its number in reading order, from 1, and the state that it is shown in.

    ``since`` is when the desk got it (UTC). ``cited`` are the ids of the evidence and the candidates that
    the finding in force rests on. ``fate`` is what the latest draft did to it, None where there is only
    one draft or it was gone before; ``before`` the claim as it was where it is to be rechecked. ``hints``
    are the article's inconsistencies that have a place within the claim.
    """

    number: int
    state: State
    entry: ClaimReview
    since: str = ""
    cited: tuple[str, ...] = ()
    fate: Fate | None = None
    before: Claim | None = None
    hints: tuple[Inconsistency, ...] = ()

    @property
    def questionable(self) -> bool:
        """Whether the article can't stand as it is, or nobody knows yet: neither settled nor done with."""
        return self.state not in SETTLED and self.entry.review.workflow not in DONE

    @property
    def waits(self) -> bool:
        """Whether somebody has to act: on a questionable claim, or on a finding as its second reader."""
        return self.questionable or self.entry.review.workflow == "needs_second_review"

    @property
    def cited_candidates(self) -> tuple[Candidate, ...]:
        """The candidates that the finding rests on, best first."""
        return tuple(one for one in self.entry.candidates if one.id in self.cited)

    @property
    def cited_evidence(self) -> tuple[Evidence, ...]:
        """The evidence that the finding rests on, oldest first."""
        return tuple(one for one in self.entry.evidence if one.id in self.cited)


@dataclass(frozen=True, slots=True)
class Change:
    """The latest draft: its number, from 2, who brought it and when (UTC)."""

    draft: int
    actor: str
    time: str


@dataclass(frozen=True, slots=True)
class Section:
    """One article of the report. ``items`` are in reading order, orphans last.

    ``source`` are the bytes that the latest draft was read from (None where a report was made without a
    store); ``change`` is None for a first draft; ``inconsistencies`` are what the article says in two ways,
    or cannot be so by its own words.
    """

    review: ArticleReview
    items: tuple[Item, ...]
    source: bytes | None = None
    change: Change | None = None
    inconsistencies: tuple[Inconsistency, ...] = ()

    @property
    def first(self) -> tuple[Item, ...]:
        """The open questions: what is neither settled nor done with, most urgent first.

        Of claims that ask the same question the first stands for all.
        """
        asked = {i.entry.claim.question: i for i in reversed(self.items) if i.questionable}
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
    def by_fate(self) -> tuple[tuple[Fate, int], ...]:
        """What the latest draft did to how many claims; empty for a first draft."""
        counts = Counter(item.fate for item in self.items)
        return tuple((fate, counts[fate]) for fate in FATES if counts[fate])

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
    framing: Framing = PLAIN

    @property
    def day(self) -> str:
        """The day on which ages are counted (ISO date)."""
        return self.framing.day or self.as_of[:10]


def build(desk: Desk, articles: Iterable[str], framing: Framing = PLAIN) -> Report:
    """The report on these articles (ids), in the order given."""
    read = [(desk.review_of(article), desk.source(article)) for article in articles]
    return _report([section(review, source) for review, source in read], framing)


def snapshot(reviews: Sequence[ArticleReview], framing: Framing = PLAIN) -> Report:
    """The report on these reviews as they are."""
    return _report([section(review) for review in reviews], framing)


def _report(sections: Sequence[Section], framing: Framing) -> Report:
    times = [event.time for one in sections for event in one.review.history]
    times += [one.review.stored_at for one in sections]
    return Report(version("claimdesk"), max(times, default=""), tuple(sections), framing)


def section(review: ArticleReview, source: bytes | None = None) -> Section:
    """One article with its claims numbered in reading order."""
    since, change = _since(review), _change(review)
    made = _made(review.history, change)
    hints, items = find(review.extraction), list[Item]()
    for number, entry in enumerate(review.claims, start=1):
        key = entry.claim.id
        fate, before = _fate(entry, change) if key not in made else ("new", None)
        arrived = since.get(key, review.stored_at)
        here = () if entry.review.workflow == "orphan" else within(hints, entry.claim)
        items.append(Item(number, state(entry), entry, arrived, _cited(entry), fate, before, here))
    return Section(review, tuple(items), source, change, hints)


def _since(review: ArticleReview) -> dict[str, str]:
    """When the desk got each claim: with a draft, or by a person's hand."""
    since = dict[str, str]()
    for event in review.history:
        if event.kind in ("extracted", "updated"):
            for claim in (event.payload or {}).get("claims", ()):
                since.setdefault(claim, event.time)
        elif event.kind == "added" and event.claim is not None:
            since.setdefault(event.claim, event.time)
    return since


def _change(review: ArticleReview) -> Change | None:
    updates = [event for event in review.history if event.kind == "updated"]
    if not updates:
        return None
    return Change(review.extraction.article.draft, updates[-1].actor, updates[-1].time)


def _made(history: Sequence[Event], change: Change | None) -> frozenset[str]:
    """The ids of the claims that came with the latest draft."""
    payloads = [event.payload or {} for event in history if event.kind == "updated"]
    wanted = [p["claims"] for p in payloads if change is not None and p.get("draft") == change.draft]
    return frozenset(identifier for some in wanted for identifier in some)


def _fate(entry: ClaimReview, change: Change | None) -> tuple[Fate | None, Claim | None]:
    """What the latest draft did to the claim, and how it was before where it came in other words."""
    for event in reversed(entry.history):
        payload = event.payload or {}
        if change and event.kind in _FATE_BY_EVENT and payload.get("draft") == change.draft:
            before = documents.claim(payload["before"]) if event.kind == "rechecked" else None
            return _FATE_BY_EVENT[event.kind], before
    return None, None


def _cited(entry: ClaimReview) -> tuple[str, ...]:
    """The ids that the findings in force name, and the candidates that evidence on the claim was made from."""
    named, void = dict[int | None, Sequence[str]](), entry.undone
    for event in entry.history:
        if event.kind in ("amended", "rechecked"):
            named.clear()
        elif event.kind == "decided" and event.payload is not None and event.sequence not in void:
            named[event.payload["part"]] = event.payload["evidence"]
    ids = {identifier for some in named.values() for identifier in some}
    addresses = {evidence.url for evidence in entry.evidence if evidence.id in ids and evidence.url}
    ids |= {one.id for one in entry.candidates if {one.permalink, one.url} & addresses}
    return tuple(sorted(ids))


def state(entry: ClaimReview) -> State:
    """How a claim is shown: by the person's finding; before there is one, by what machines suggest."""
    finding: Finding | None = entry.review.finding
    if entry.review.workflow in _BY_WORKFLOW:
        return _BY_WORKFLOW[entry.review.workflow]
    if finding is not None:
        return finding
    contradicted = any(candidate.stance == "contradicts" for candidate in entry.candidates)
    return "contradicted" if contradicted else "open"

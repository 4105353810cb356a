"""The desk's own archive: what was decided before on a claim like this one.

An earlier decision is shown as a candidate of the source ``archive``, never as a decision, and never as more
than related: that another claim was found incorrect decides nothing about this one. Pure; the search of the
database is ``reviews/fulltext.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim
from reviews.rows import ClaimLine
from sources.candidate import Candidate, Clock, Description, Outgoing, Passage, Verdict, candidate, stamp

NAME = "archive"
# From this likeness (0 to 1) on a decided claim is shown.
ALIKE = 0.6
# How much the words count beside the values, where both claims have values.
WORDS = 0.65
# So many of the claims that are closest by their words have their values compared.
CLOSE = 40
# Names are the same from this likeness (0 to 100) on; figures within this share of the greater one.
SAME_NAME, SAME_FIGURE = 88.0, Decimal("0.005")

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decided claim like the one asked about, ``score`` 0 to 1.

    ``found_by`` made its finding, at ``decided_at`` (UTC); ``evidence`` says on what, a line each.
    ``differs`` are its values that the claim asked about does not have. ``title`` and ``published`` are its
    article's; ``pinned`` is the digest of the event after which it stood so.
    """

    score: float
    claim: ClaimLine
    found_by: tuple[str, ...]
    decided_at: str | None
    evidence: tuple[str, ...]
    differs: tuple[str, ...]
    title: str | None
    published: str | None
    pinned: str | None


class Desk(Protocol):
    """Where the archive lies: the store, or anything that answers like it."""

    clock: Clock

    def alike(self, words: str, /, *, claim: Claim | None = None) -> tuple[Earlier, ...]: ...


class Archive:
    """The source ``archive``: earlier decisions of this desk. Nothing leaves the machine."""

    name = NAME
    kinds = frozenset(KINDS)
    configured = True
    description = Description(
        answers="what this desk decided before on a claim like this, as a lead and never as a decision",
        sends="nothing: it reads the desk's own database",
        needs="nothing",
    )

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Candidate]:
        """The decided claims most like each claim, most alike first."""
        for claim in claims:
            for earlier in self._desk.alike(claim.statement, claim=claim):
                yield _candidate(claim, earlier, stamp(self._desk.clock()))

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """Nothing: asking sends nothing out."""
        return iter(())

    def reachable(self) -> str | None:
        """None: it is where the database is."""
        return None


def address(claim: str) -> str:
    """Where a claim of this desk is found: what ``claims show`` takes stands behind the colon."""
    return f"claimdesk:{claim}"


def closest(words: str, statements: Mapping[str, str]) -> list[tuple[float, str]]:
    """The claims (by id) whose statements are most like these words, with their likeness, most alike first.

    Likeness is the mean of two: of all words in sorted order, and of those that either has beyond the other.
    """
    import numpy
    from rapidfuzz import fuzz, process, utils

    mine, ids = utils.default_process(words), sorted(statements)
    theirs = [utils.default_process(statements[claim]) for claim in ids]
    sorted_, beyond = (
        process.cdist([mine], theirs, scorer=by)[0].astype(float)
        for by in (fuzz.token_sort_ratio, fuzz.token_set_ratio)
    )
    likeness = numpy.round((sorted_ + beyond) / 200, 4)
    best = numpy.argsort(-likeness, kind="stable")[:CLOSE]
    return [(float(likeness[place]), ids[place]) for place in best]


def values(detail: Any) -> Values:
    """The figures, dates and names of a claim's detail (in its JSON form), each kind sorted."""
    found = dict[str, set[str]]()
    for kind, value in _values(detail):
        found.setdefault(kind, set()).add(value)
    return {kind: tuple(sorted(some)) for kind, some in sorted(found.items())}


def compare(mine: Values, theirs: Values) -> tuple[float | None, tuple[str, ...]]:
    """How far two claims' values agree, 0 to 1 or None where either has none; and what only theirs has.

    Names agree when they are spelt nearly alike, figures within half a percent, dates where one is the
    beginning of the other (2021-07 and 2021-07-06).
    """
    shared, all_of_them, differing = 0, 0, list[str]()
    for kind in sorted({*mine, *theirs}):
        here, there = mine.get(kind, ()), theirs.get(kind, ())
        same: Callable[[str, str], bool] = SAME[kind]
        known = [value for value in there if any(same(value, other) for other in here)]
        shared += len(known)
        all_of_them += max(len(here), len(there))
        differing += [f"{kind} {value}" for value in there if here and value not in known]
    return (shared / all_of_them if mine and theirs else None), tuple(differing)


def score(likeness: float, agreement: float | None) -> float:
    """One number of both, 0 to 1."""
    return round(likeness if agreement is None else WORDS * likeness + (1 - WORDS) * agreement, 4)


def _values(detail: Any) -> Iterator[tuple[str, str]]:
    if isinstance(detail, Mapping):
        if "unit" in detail:
            ends = (detail["value"], detail["low"], detail["high"])
            yield from (("figure", end) for end in ends if end is not None)
            return
        if "earliest" in detail:
            yield "date", detail["value"]
            return
        if detail.get("name"):
            yield "name", detail["name"]
        if detail.get("as_of"):
            yield "date", detail["as_of"]
    children = detail.values() if isinstance(detail, Mapping) else detail if isinstance(detail, list) else ()
    for child in children:
        yield from _values(child)


def _same_name(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one.casefold(), other.casefold()) >= SAME_NAME


def _same_figure(one: str, other: str) -> bool:
    try:
        a, b = Decimal(one), Decimal(other)
    except InvalidOperation:
        return one == other
    return abs(a - b) <= SAME_FIGURE * max(abs(a), abs(b))


def _same_date(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


SAME: Mapping[str, Callable[[str, str], bool]] = {
    "date": _same_date,
    "figure": _same_figure,
    "name": _same_name,
}


def _candidate(claim: Claim, earlier: Earlier, now: str) -> Candidate:
    where = address(earlier.claim.id)
    passage = Passage(
        source=NAME,
        title=earlier.title or f"article {earlier.claim.article[:8]}",
        url=where,
        permalink=f"{where}@{earlier.pinned}",
        excerpt=earlier.claim.statement,
        published=earlier.published,
        retrieved_at=now,
        origin=NAME,
    )
    return candidate(claim, passage, Verdict("related", said(earlier), earlier.score))


def said(earlier: Earlier) -> str:
    """The earlier decision as one line: the finding, whose, when, on what, and what is different there."""
    finding = (earlier.claim.finding or "").replace("_", " ")
    line = f"found {finding} by {', '.join(earlier.found_by)} on {(earlier.decided_at or '')[:10]}"
    line += f", on {'; '.join(earlier.evidence)}" if earlier.evidence else ", without evidence"
    return line + (f"; different there: {', '.join(earlier.differs)}" if earlier.differs else "")

"""Did this person hold this post on that day? The claim's date against the terms that a source gives.

Pure: no network, no clock. Three-valued throughout, because a date known to the year cannot tell days apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.claim import OfficeDetail
from sources.candidate import Verdict
from sources.days import Interval, from_iso
from sources.names import key
from sources.statements import Statement

BY_HAND = "undated statement: check by hand"
PROVISIONAL = frozenset({"acting", "interim", "caretaker"})
Held = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office, as a source has it.

    ``fact`` is the statement in words without its time ("Wikidata Q155164: position held = prime minister of
    Pakistan"), ``office`` the office's name there, ``holder`` the item id of who holds it, ``died`` when that
    person died.
    """

    fact: str
    office: str
    holder: str
    statement: Statement
    died: Interval | None = None

    @property
    def provisional(self) -> bool:
        """Whether the source has it as held in an acting capacity."""
        return self.statement.acting or not PROVISIONAL.isdisjoint(key(self.office).split())

    def __str__(self) -> str:
        return f"{self.fact}, {self.statement.period}{' (acting)' if self.statement.acting else ''}"


def held(statement: Statement, day: Interval, *, died: Interval | None = None) -> Held:
    """Whether the term certainly covers, certainly misses, or may cover the day.

    The last day of a term belongs to it. A start without an end is a term still running, unless the statement
    names a successor or the holder has died: then it has ended, and nobody says when. A statement that has a
    point in time alone speaks of that moment and no other.
    """
    start, end = statement.start, statement.end
    if start.when is not None and day.last < start.when.first:
        return "no"
    if end.when is not None and end.when.last < day.first:
        return "no"
    if died is not None and died.last < day.first:
        return "no"
    if start.kind == "absent" and end.kind == "absent" and statement.at.when is not None:
        at = statement.at.when
        return "yes" if at.first == at.last == day.first == day.last else "unknown"
    if start.when is None or start.when.last > day.first:
        return "unknown"
    if end.when is not None:
        return "yes" if day.last <= end.when.first else "unknown"
    running = end.kind == "none" or (end.kind == "absent" and not statement.replaced and died is None)
    return "yes" if running else "unknown"


def check(detail: OfficeDetail, terms: Sequence[Term]) -> Verdict:
    """The claim against all terms of this person in this office (at least one)."""
    day = from_iso(detail.as_of)
    if day is None:
        return Verdict("related", f"{_listed(terms)}; the claim has no date: check by hand")
    answers = {term: held(term.statement, day, died=term.died) for term in terms}
    asked = f"the claim is as of {day.text}"
    if detail.tense == "future" or detail.qualifier in ("elect", "designate"):
        return _coming(answers, detail, day, asked)
    if detail.tense == "former" or detail.qualifier == "ousted":
        return _former(answers, day, asked)
    if detail.qualifier in ("acting", "interim"):
        return _acting(answers, detail.qualifier, detail, asked)
    return _current(answers, detail, asked)


def _current(answers: dict[Term, Held], detail: OfficeDetail, asked: str) -> Verdict:
    yes, unknown = _of(answers, "yes"), _of(answers, "unknown")
    in_full = [term for term in yes if not term.provisional]
    if in_full:
        return Verdict("supports", f"{in_full[0]}; {asked}", 0.95)
    if yes:
        return Verdict("related", f"{yes[0]}; {asked} and does not say acting: check by hand", 0.7)
    if unknown:
        return Verdict("related", f"{_listed(unknown)}; {asked}; {_doubt(unknown)}", 0.6)
    return _none_held(answers, detail, asked)


def _none_held(answers: dict[Term, Held], detail: OfficeDetail, asked: str) -> Verdict:
    """No term covers the day, for certain."""
    if detail.jurisdiction is None and detail.organization is None and " of " not in detail.office.text:
        # Without a place the claim may mean another post of that title, which the source need not list.
        return Verdict("related", f"{_listed(answers)}; {asked} and does not say of what: check by hand", 0.6)
    return Verdict("contradicts", f"{_listed(answers)}; {asked}", 0.95)


def _former(answers: dict[Term, Held], day: Interval, asked: str) -> Verdict:
    asked = f"{asked}, and says that it was over"
    yes, unknown = _of(answers, "yes"), _of(answers, "unknown")
    # A term without an end may be one that nobody has closed: too little to contradict "former".
    closed = [term for term in yes if term.statement.end.kind in ("value", "none")]
    if closed:
        return Verdict("contradicts", f"{closed[0]}; {asked}", 0.9)
    past = [term for term in answers if _over(term, day)]
    if past and not yes and not unknown:
        return Verdict("supports", f"{_listed(past)}; {asked}", 0.95)
    if all(_to_come(term, day) for term in answers):
        return Verdict("contradicts", f"{_listed(answers)}; {asked}", 0.85)
    return Verdict("related", f"{_listed(answers)}; {asked}; {_doubt(yes or unknown)}", 0.6)


def _coming(answers: dict[Term, Held], detail: OfficeDetail, day: Interval, asked: str) -> Verdict:
    asked = f"{asked}, and says that it was still to come"
    later = [term for term in answers if _to_come(term, day)]
    if later and all(answer == "no" for answer in answers.values()):
        return Verdict("supports", f"{_listed(later)}; {asked}", 0.8)
    closed = [term for term in _of(answers, "yes") if term.statement.end.kind in ("value", "none")]
    # "Will be" may speak of another term; who is "elect" has not begun.
    if closed and not later and detail.qualifier in ("elect", "designate"):
        return Verdict("contradicts", f"{closed[0]}; {asked}", 0.8)
    return Verdict("related", f"{_listed(answers)}; {asked}: check by hand", 0.6)


def _acting(answers: dict[Term, Held], qualifier: str, detail: OfficeDetail, asked: str) -> Verdict:
    named = [term for term in _of(answers, "yes") if term.provisional]
    if named:
        return Verdict("supports", f"{named[0]}; {asked}", 0.9)
    none = all(answer == "no" for answer in answers.values())
    # Only a source that lists acting terms of this person says anything by leaving one out.
    if none and any(term.provisional for term in answers):
        return _none_held(answers, detail, asked)
    doubt = f'the source does not say "{qualifier}": check by hand'
    return Verdict("related", f"{_listed(answers)}; {asked}; {doubt}", 0.6)


def check_holders(detail: OfficeDetail, person: str, terms: Sequence[Term]) -> Verdict | None:
    """The claim against the list of holders of a post of one seat; None where the list says nothing.

    ``person`` is the item of the person claimed. Only for a current post: the list of holders says nothing
    about when somebody else was to come or to go.
    """
    day = from_iso(detail.as_of)
    if day is None or detail.tense != "current" or detail.qualifier is not None:
        return None
    asked = f"the claim is as of {day.text}"
    answers = {term: held(term.statement, day, died=term.died) for term in terms}
    holding = [term for term in _of(answers, "yes") if not term.provisional]
    for term in holding:
        if term.holder == person:
            return Verdict("supports", f"{term}; {asked}", 0.9)
    mine_doubtful = any(term.holder == person for term in _of(answers, "unknown"))
    if len(holding) == 1 and _firm(holding[0], day) and not mine_doubtful:
        return Verdict("contradicts", f"{holding[0]}; {asked}", 0.9)
    return None


def _firm(term: Term, day: Interval) -> bool:
    """Whether a term is sure to leave no room for another on that day.

    It must go on beyond the day, by its end or by being marked as the one that runs now. On the day on which
    one leaves and the next begins, both hold the post.
    """
    start, end = term.statement.start.when, term.statement.end
    after_start = start is not None and start.last < day.first
    before_end = end.when is None or day.last < end.when.first
    closed = end.kind in ("value", "none") or term.statement.rank == "preferred"
    return after_start and before_end and closed


def _over(term: Term, day: Interval) -> bool:
    end = term.statement.end.when or term.died
    return end is not None and end.last < day.first


def _to_come(term: Term, day: Interval) -> bool:
    start = term.statement.start.when
    return start is not None and day.last < start.first


def _of(answers: dict[Term, Held], answer: Held) -> list[Term]:
    return [term for term, given in answers.items() if given == answer]


def _doubt(terms: Sequence[Term]) -> str:
    """Why nothing can be said: no dates at all, or dates too rough."""
    rough = [t for t in terms if t.statement.start.when is not None and t.statement.end.kind != "unknown"]
    return "the source's dates are too rough: check by hand" if rough else BY_HAND


def _listed(terms: Iterable[Term]) -> str:
    """The terms in words, the fact itself said once; at most four."""
    shown = list(terms)[:4]
    first = str(shown[0])
    rest = [t.statement.period if t.fact == shown[0].fact else str(t) for t in shown[1:]]
    return " and ".join([first, *rest])

"""Did this happen then? The claim's interval against the source's, neither made more exact than it is."""

from __future__ import annotations

from claims.claim import DateDetail
from sources.candidate import Verdict
from sources.days import Interval, from_iso


def claimed(detail: DateDetail) -> Interval | None:
    """The days that the claim speaks of: of an anniversary, those of the event it remembers."""
    if detail.anniversary is not None:
        return from_iso(detail.anniversary.implies)
    first, last = from_iso(detail.date.earliest), from_iso(detail.date.latest)
    if first is None or last is None:
        return None
    exact = from_iso(detail.date.value)
    shown = exact.text if exact else f"{first.text} to {last.text}"
    return Interval(first.first, last.last, shown)


def check(said: Interval, value: Interval, *, fact: str) -> Verdict:
    """The claim's days against the source's; ``fact`` says what the source's value is of."""
    reason = f"{fact} = {value.text}; the claim says {said.text}"
    if value.within(said):
        return Verdict("supports", reason, 0.9)
    if value.apart(said):
        return Verdict("contradicts", reason, 0.9)
    return Verdict("related", f"{reason}; the source is less exact: check by hand", 0.6)

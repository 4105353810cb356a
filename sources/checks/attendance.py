"""Did this one take part in that? A source that names them supports; its silence proves nothing."""

from __future__ import annotations

from collections.abc import Mapping

from claims.claim import Attendee
from sources.candidate import Verdict

SILENCE = "absence from the source proves nothing"


def check(attendee: Attendee, named: Mapping[str, str], item: str, *, fact: str) -> Verdict:
    """One attendee against who the source names, ``named`` being item id → in which part ("participant")."""
    part = named.get(item)
    if part is None:
        return Verdict("related", f"{fact}: {attendee.name or attendee.text} is not named; {SILENCE}", 0.3)
    reason = f"{fact}: {part} = {attendee.name or attendee.text}; the claim is {attendee.status}"
    if attendee.status in ("attended", "accepted", "expected"):
        return Verdict("supports", reason, 0.9)
    if attendee.status == "absent":
        return Verdict("contradicts", reason, 0.8)
    return Verdict("related", f"{reason}: check by hand", 0.6)

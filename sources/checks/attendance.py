"""Did this one take part in that? A source that names them supports; its silence proves nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claims.claim import Attendee
from sources.candidate import Verdict
from sources.names import key

SILENCE = "absence from the source proves nothing"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
# In which parts a source must name somebody whom the claim says to have had that role; others need any.
ROLES: Mapping[str, frozenset[str]] = {
    "speaker": frozenset({"speaker"}),
    "host": frozenset({"organizer"}),
    "organizer": frozenset({"organizer"}),
}


def check(attendee: Attendee, named: Mapping[str, str], item: str, *, fact: str) -> Verdict:
    """One attendee against who the source names, ``named`` being item id → in which part ("participant")."""
    who = attendee.name or attendee.text
    part = named.get(item)
    if part is None:
        return Verdict("related", f"{fact}: {who} is not named; {SILENCE}", 0.3)
    reason = f"{fact}: {part} = {who}; the claim is {attendee.status}"
    if attendee.status == "absent":
        return Verdict("contradicts", reason, 0.8)
    if attendee.status not in ("attended", "accepted", "expected"):
        return Verdict("related", f"{reason}: check by hand", 0.6)
    wanted = ROLES.get(attendee.role)
    if wanted is not None and part not in wanted:
        return Verdict("related", f"{reason} as {attendee.role}: check by hand", 0.6)
    if wanted is None and part == "organizer":
        return Verdict("related", f"{reason}; who organizes need not be there: check by hand", 0.6)
    return Verdict("supports", reason, 0.9)


def check_text(attendee: Attendee, text: str, *, title: str) -> tuple[Verdict, str]:
    """One attendee against a text on the event: a verdict, never a stance, and the sentence that names them."""
    who = attendee.name or attendee.text
    for sentence in (
        part for line in text.splitlines() for part in SENTENCE_END.split(" ".join(line.split()))
    ):
        if key(who) and f" {key(who)} " in f" {key(sentence)} ":
            return Verdict(
                "related", f"{title} names {who}; read whether as there: check by hand", 0.5
            ), sentence
    return Verdict("related", f"{title} does not name {who}; {SILENCE}", 0.1), ""

"""What changed in a claim between two drafts, in words: for the terminal, the report, the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from claims.claim import Claim
from reviews import documents
from reviews.chain import Event
from reviews.drafts import leaves

# The first and the last day of a date.
BOUNDS = frozenset({"earliest", "latest"})


def differences(before: Claim, after: Claim) -> tuple[str, ...]:
    """A line for the statement, if it changed, then one for each part of the detail that did.

    The statement's line has what went in [-…-] and what came in {+…+}; a part's line has both values. What
    several parts say alike is said once, and of a date its value alone, not the days that it comes to.
    """
    found = [difference_of(before.statement, after.statement)] if before.statement != after.statement else []
    if before.statement == after.statement and before.text != after.text:
        found.append(difference_of(before.text, after.text))
    mine, theirs = dict(leaves(before.detail)), dict(leaves(after.detail))
    changed = {
        part: (mine.get(part, "—"), theirs.get(part, "—"))
        for part in {**mine, **theirs}
        if mine.get(part) != theirs.get(part)
    }
    told = dict[tuple[Any, Any], str]()
    for part, values in changed.items():
        of, _, name = part.rpartition(".")
        if name not in BOUNDS or f"{of}.value" not in changed:
            told.setdefault(values, part)
    found += [f"{part}: {old} → {new}" for (old, new), part in told.items()]
    if before.detail.within != after.detail.within:
        found.append("it stands in another quotation, or no longer in one")
    return tuple(found)


def last_change(history: Sequence[Event]) -> tuple[str, ...]:
    """What the latest draft changed in a claim that is to be rechecked; nothing where the words are erased."""
    changes = [event.payload for event in history if event.kind == "rechecked" and event.payload is not None]
    if not changes:
        return ()
    return differences(documents.claim(changes[-1]["before"]), documents.claim(changes[-1]["after"]))


def difference_of(before: str, after: str) -> str:
    """The old words with what went in [-…-] and what came in {+…+}."""
    return " ".join(_marked(before.split(), after.split()))


def _marked(old: list[str], new: list[str]) -> Iterator[str]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from old[a:b]
            continue
        if old[a:b]:
            yield f"[-{' '.join(old[a:b])}-]"
        if new[c:d]:
            yield f"{{+{' '.join(new[c:d])}+}}"

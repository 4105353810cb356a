"""Carrying reviews from one draft to the next: every old claim is carried, to be rechecked, or an orphan.

Carried means the same text, statement and detail; offsets never count. What is only alike is rechecked,
which sets its finding aside, and never silently taken for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from claims.claim import Claim
from claims.errors import ClaimError
from reviews.documents import fits

Fate = Literal["carried", "recheck", "orphan"]
# From this likeness of the words (0 to 100) on, two claims of one kind count as one in other words.
ALIKE = 75.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claim of the old draft; ``after`` is the claim in the new one, None for an orphan."""

    fate: Fate
    before: Claim
    after: Claim | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every claim of the old draft exactly once, and the claims of the new draft that none of them became."""

    outcomes: tuple[Outcome, ...]
    new: tuple[Claim, ...]


def align(old: Sequence[Claim], new: Sequence[Claim], before: str, text: str) -> Alignment:
    """What became of the old claims, given what the machine found in the new draft; both drafts' texts."""
    rest = list(new)
    fates = dict[str, Outcome]()
    for claim in old:
        after = _same(claim, rest) or _standing(claim, rest, text)
        if after is not None:
            rest = [other for other in rest if other is not after and not _twin(other, after)]
            fates[claim.id] = Outcome("carried", claim, replace(after, id=claim.id))
    left = [claim for claim in old if claim.id not in fates]
    for claim, other in _pairs(left, rest):
        rest.remove(other)
        fates[claim.id] = Outcome("recheck", claim, replace(other, id=claim.id))
    return Alignment(tuple(fates.get(claim.id, Outcome("orphan", claim, None)) for claim in old), tuple(rest))


def renamed(alignment: Alignment, ids: dict[str, str]) -> Alignment:
    """The same with the machine's ids, ``detail.within`` too, put to those that last."""
    return Alignment(
        tuple(
            replace(one, after=_within(one.after, ids)) if one.after is not None else one
            for one in alignment.outcomes
        ),
        tuple(_within(replace(claim, id=ids[claim.id]), ids) for claim in alignment.new),
    )


def content(value: Any) -> Any:
    """A claim's or detail's content: everything but places, ids, worth and who made it."""
    if isinstance(value, tuple):
        return tuple(content(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        left_out = ("start", "end", "id", "worth", "within", "made_by", "question")
        return (
            type(value).__name__,
            *(content(getattr(value, f.name)) for f in fields(value) if f.name not in left_out),
        )
    return " ".join(value.split()) if isinstance(value, str) else value


def _same(claim: Claim, others: Iterable[Claim]) -> Claim | None:
    """The first claim of the same text, statement and detail."""
    wanted = content(claim)
    return next((other for other in others if content(other) == wanted), None)


def _standing(claim: Claim, others: Sequence[Claim], text: str) -> Claim | None:
    """A person's claim, which no machine finds again, where all its words stand unchanged in one place."""
    if claim.made_by == "machine" or text.count(claim.text) != 1:
        return None
    from claims.extract import moved  # brings spaCy, which the store should not wait for

    shifted = moved(claim, text.index(claim.text) - claim.start)
    try:
        fits(shifted, text)
    except ClaimError:
        return None
    return shifted


def _twin(other: Claim, after: Claim) -> bool:
    """Whether the machine's claim stands where a person's carried claim of that kind stands."""
    return after.made_by != "machine" and other.kind == after.kind and other.text == after.text


def _pairs(old: Sequence[Claim], new: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Claims of one kind, each the other's most alike, most alike first."""
    from rapidfuzz.fuzz import ratio

    scored = sorted(
        (
            (-ratio(a.text, b.text), i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
            if a.kind == b.kind
        )
    )
    pairs, taken_old, taken_new = list[tuple[Claim, Claim]](), set[int](), set[int]()
    for score, i, j in scored:
        if -score >= ALIKE and i not in taken_old and j not in taken_new:
            pairs.append((old[i], new[j]))
            taken_old.add(i)
            taken_new.add(j)
    return pairs


def _within(claim: Claim, ids: dict[str, str]) -> Claim:
    holder = claim.detail.within
    return (
        claim
        if holder is None
        else replace(claim, detail=replace(claim.detail, within=ids.get(holder, holder)))
    )


def difference_of(before: str, after: str) -> str:
    """The old words with what went in [-…-] and what came in {+…+}."""
    old, new = before.split(), after.split()
    if old == new:
        return f"{after} (other referents or values)"
    return " ".join(_marked(old, new))


def _marked(old: list[str], new: list[str]) -> Iterator[str]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from old[a:b]
            continue
        if old[a:b]:
            yield f"[-{' '.join(old[a:b])}-]"
        if new[c:d]:
            yield f"{{+{' '.join(new[c:d])}+}}"

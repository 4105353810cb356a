"""Carrying reviews from one draft to the next: every old claim is carried, to be rechecked, or an orphan.

Carried means the same text, statement and detail; offsets never count. What is only alike is rechecked, which
sets its finding aside and shows the difference. Sentences are aligned first, then claims by their content: a
claim is looked for where its sentence went, and elsewhere only if hardly a word of it changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal

from claims.claim import Claim
from claims.errors import ClaimError
from claims.span import Named
from reviews.chain import Event
from reviews.documents import fits
from reviews.sentences import Places

Fate = Literal["carried", "recheck", "orphan"]
# From this likeness (0 to 100) on, claims of one kind are one in other words: where its sentence went, and
# anywhere else.
HERE, ELSEWHERE = 50.0, 85.0
# How much the words count beside the detail.
WORDS = 0.6
# What says nothing about a claim's content.
LEFT_OUT = ("start", "end", "id", "worth", "within", "made_by", "question")

Remake = Callable[[Claim], Claim]
# The kinds and texts that a person's claim (by id) stands instead of.
Instead = Mapping[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claim of the old draft; ``after`` is the claim in the new one, None for an orphan."""

    fate: Fate
    before: Claim
    after: Claim | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every claim of the old draft exactly once, and the claims of the new draft that none of them became.

    ``became`` has the machine's ids in the new draft with the old ids that those claims go on under.
    """

    outcomes: tuple[Outcome, ...]
    new: tuple[Claim, ...]
    became: Mapping[str, str] = field(default_factory=dict)


def align(
    old: Sequence[Claim],
    new: Sequence[Claim],
    before: str,
    after: str,
    *,
    remake: Remake | None = None,
    instead: Instead | None = None,
) -> Alignment:
    """What became of the old claims, given what the machine found in the new draft, and both drafts' texts.

    ``remake`` says a person's claim, moved to its new place, as the machine would say it there; without it
    such a claim is taken to say what it said.
    """
    work = _Work(list(new), Places(before, after))
    for claim, other in _same(old, work):
        work.settle(claim, other, other.id)
    for claim in old:
        if claim.id not in work.after and claim.made_by != "machine":
            standing = _standing(claim, after, work.places, remake)
            if standing is not None:
                work.settle(claim, standing, None)
                work.drop_twins(standing, (instead or {}).get(claim.id, frozenset()))
    for claim, other in _pairs([claim for claim in old if claim.id not in work.after], work):
        work.settle(claim, other, other.id)
    outcomes = tuple(_outcome(claim, work) for claim in old)
    return Alignment(outcomes, tuple(work.rest), work.became)


def amended(history: Iterable[Event]) -> Instead:
    """What the claims that people amended said before."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for event in history:
        if event.kind == "amended" and event.claim is not None and event.payload is not None:
            before = event.payload["before"]
            said = frozenset({(before["kind"], before["text"])})
            found[event.claim] = found.get(event.claim, frozenset()) | said
    return found


def renamed(alignment: Alignment, ids: dict[str, str]) -> Alignment:
    """The same with the machine's ids, ``detail.within`` too, put to those that last."""
    return Alignment(
        tuple(
            replace(one, after=_within(one.after, ids)) if one.after is not None else one
            for one in alignment.outcomes
        ),
        tuple(_within(replace(claim, id=ids[claim.id]), ids) for claim in alignment.new),
        alignment.became,
    )


def content(value: Any) -> Any:
    """A claim's or detail's content: everything but places, ids, worth and who made it."""
    if isinstance(value, tuple):
        return tuple(content(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return (
            type(value).__name__,
            *(content(getattr(value, f.name)) for f in fields(value) if f.name not in LEFT_OUT),
        )
    return " ".join(value.split()) if isinstance(value, str) else value


class _Work:
    """What is still to be placed (``rest``), and what each old claim (by id) became so far."""

    def __init__(self, rest: list[Claim], places: Places) -> None:
        self.rest = rest
        self.places = places
        self.after: dict[str, Claim] = {}
        self.became: dict[str, str] = {}

    def settle(self, claim: Claim, other: Claim, found_as: str | None) -> None:
        """The old claim is this one now. ``found_as``: the machine's id of it, None where it found none."""
        self.after[claim.id] = replace(other, id=claim.id)
        if found_as is not None:
            self.became[found_as] = claim.id
            self.rest = [one for one in self.rest if one is not other]

    def drop_twins(self, standing: Claim, instead: frozenset[tuple[str, str]]) -> None:
        """The machine finds again what a person has put into other words: theirs stands."""
        theirs = {(standing.kind, standing.text), *instead}
        here = self.places.new(standing.start, standing.end)
        self.rest = [
            one
            for one in self.rest
            if (one.kind, one.text) not in theirs or not here & self.places.new(one.start, one.end)
        ]


def _same(old: Sequence[Claim], work: _Work) -> Iterator[tuple[Claim, Claim]]:
    """Claims of the same content: first those whose sentence says so too, then the others in order."""
    alike = defaultdict(list)
    for one in work.rest:
        alike[content(one)].append(one)
    found = set[str]()
    for nearby in (True, False):
        for claim in old:
            others = alike[content(claim)] if claim.id not in found else []
            here = work.places.old(claim.start, claim.end)
            fitting = (o for o in others if not nearby or here & work.places.new(o.start, o.end))
            other = next(fitting, None)
            if other is not None:
                found.add(claim.id)
                others.remove(other)
                yield claim, other


def _standing(claim: Claim, text: str, places: Places, remake: Remake | None) -> Claim | None:
    """A person's claim, which no machine finds again, where all its words stand unchanged in one place."""
    from claims.extract import moved  # brings spaCy, which the store should not wait for

    starts = [i for i in range(len(text)) if text.startswith(claim.text, i)]
    here = places.old(claim.start, claim.end)
    nearby = [start for start in starts if here & places.new(start, start + len(claim.text))]
    where = nearby if len(nearby) == 1 else starts
    if len(where) != 1:
        return None
    shifted = moved(claim, where[0] - claim.start)
    try:
        fits(shifted, text)
        return remake(shifted) if remake is not None else shifted
    except ClaimError:
        return None


def _pairs(old: Sequence[Claim], work: _Work) -> list[tuple[Claim, Claim]]:
    """Claims of one kind that are one in other words, most alike first; where its sentence went first."""
    scored = []
    for i, claim in enumerate(old):
        here = work.places.old(claim.start, claim.end)
        for j, other in enumerate(work.rest):
            if claim.kind != other.kind:
                continue
            nearby = bool(here & work.places.new(other.start, other.end))
            words, both = _likeness(claim, other)
            if both >= HERE if nearby else words >= ELSEWHERE and _names(claim) == _names(other):
                scored.append((not nearby, -both, i, j))
    pairs, taken_old, taken_new = list[tuple[Claim, Claim]](), set[int](), set[int]()
    for _, _, i, j in sorted(scored):
        if i not in taken_old and j not in taken_new:
            pairs.append((old[i], work.rest[j]))
            taken_old.add(i)
            taken_new.add(j)
    return pairs


def _likeness(claim: Claim, other: Claim) -> tuple[float, float]:
    """How alike the words are, and words and detail together, 0 to 100."""
    from rapidfuzz.fuzz import ratio

    words = ratio(claim.text, other.text)
    mine, theirs = dict(leaves(claim.detail)), dict(leaves(other.detail))
    known = mine.keys() | theirs.keys()
    shared = sum(mine.get(key) == theirs.get(key) for key in known)
    return words, WORDS * words + (1 - WORDS) * 100 * (shared / len(known) if known else 1.0)


def _names(claim: Claim) -> frozenset[str]:
    """The fullest names of whom and what a claim is about."""
    return frozenset(named.name or named.text for named in _named(claim.detail))


def _named(value: Any) -> Iterator[Named]:
    if isinstance(value, Named):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _named(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _named(getattr(value, one.name))


def _outcome(claim: Claim, work: _Work) -> Outcome:
    """Carried only where nothing differs, the quotation that it stands in included."""
    after = work.after.get(claim.id)
    if after is None:
        return Outcome("orphan", claim, None)
    holder = after.detail.within
    lasting = work.became.get(holder, holder) if holder is not None else None
    there = lasting is None or lasting in work.after
    same = content(after) == content(claim) and lasting == claim.detail.within and there
    return Outcome("carried" if same else "recheck", claim, after)


def _within(claim: Claim, ids: dict[str, str]) -> Claim:
    holder = claim.detail.within
    return (
        claim
        if holder is None
        else replace(claim, detail=replace(claim.detail, within=ids.get(holder, holder)))
    )


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """What a detail says, part by part: ("person.name", "Ines Falk"); places are left out."""
    if isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from leaves(item, f"{path} {number}")
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name not in LEFT_OUT:
                yield from leaves(getattr(value, one.name), f"{path}.{one.name}" if path else one.name)
    elif value is not None:
        yield path, value

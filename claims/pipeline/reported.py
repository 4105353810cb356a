"""What is reported: the stretches of text that a verb's frames make its content.

All places are tokens; a stretch is [start, end). Marked words that a stretch touches belong to it whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.symbols import AUX, VERB
from spacy.tokens import Token

from claims.pipeline.complements import complement, noun_object
from claims.pipeline.cues import PARTICLE, is_speech
from claims.pipeline.labels import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    COPULA,
    NEGATION,
    OBJECT,
    OBLIQUE,
    PREPOSITION,
    RELATIVE,
    SUBJECT,
)
from claims.pipeline.layout import STOPS, Layout, Region, Stretch, Unit

SEPARATORS = frozenset({",", ":", ";", "-", "--", "–", "—"})
# What ends marked words that a reporting clause follows.
BREAKS = frozenset(".,?!…—-")
FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBORDINATE = RELATIVE | ADVERBIAL_CLAUSE | {"acl", "csubj"}
RELATIVE_PRONOUN = frozenset({"WP", "WDT", "WP$"})
OWN_CLAUSE = frozenset({"ROOT", "ccomp", "parataxis", "conj"})
CLAUSES = frozenset({"ccomp", "parataxis"})
# Dependents of a reporting verb that belong to the reporting clause, not to what is reported.
CIRCUMSTANCE = (
    OBLIQUE | PREPOSITION | AUXILIARY | NEGATION | PARTICLE | {"advmod", "discourse", "iobj", "dative"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The reporting clause itself: [start, end) with its verb, within one unit and outside all marks."""

    verb: Token
    unit: Unit
    start: int
    end: int


def clause_of(layout: Layout, verb: Token, speaker: Stretch | None) -> Clause:
    """The reporting clause around ``verb``: speaker, auxiliaries, hearer, circumstances."""
    unit = layout.units[layout.unit_of[verb.i]]
    low, high = _gap(layout, verb.i, unit)
    start, end = verb.i, verb.i + 1
    if speaker is not None and low <= speaker[0] < verb.i:
        start = speaker[0]
    for child in verb.lefts:
        touches = child.right_edge.i + 1 == start and not child.right_edge.is_punct
        if child.dep_ in CIRCUMSTANCE and low <= child.i < start and touches:
            start = child.left_edge.i
    for child in verb.rights:
        if child.i >= high or child.left_edge.i > end + 1:
            break
        if child.dep_ in SUBJECT | OBJECT | CIRCUMSTANCE:
            end = min(high, child.right_edge.i + 1)
        elif not child.is_punct:
            break
    if speaker is not None and verb.i < speaker[0] <= end:
        end = max(end, min(high, speaker[1]))
    return Clause(verb, unit, _after_separators(layout, start, verb.i), end)


def _gap(layout: Layout, token: int, unit: Unit) -> Stretch:
    """The stretch of the unit around a token that stands in the same marks as it, or like it in none."""
    low, high, region = token, token + 1, layout.region_of[token]
    while low > unit.start and layout.region_of[low - 1] == region:
        low -= 1
    while high < unit.end and layout.region_of[high] == region:
        high += 1
    return low, high


def _after_separators(layout: Layout, start: int, limit: int) -> int:
    while start < limit and (layout.doc[start].is_punct or layout.doc[start].is_space):
        start += 1
    return start


def reported(layout: Layout, verb: Token, frames: frozenset[str], speaker: Stretch | None) -> list[Stretch]:
    """The content of a reporting verb: what stands after it, before it, or on both sides."""
    found = complement(verb, frames)
    if found is not None and is_speech(verb) and found[0] > verb.i:
        found = _run_on(layout, verb, found)
    after = [] if found is None else [found]
    if frames.isdisjoint({"speech", "aside"}):
        return after
    clause = clause_of(layout, verb, speaker)
    marked = _marked_after(layout, clause, whole="speech" not in frames)
    before = _before(layout, clause, marked, after=bool(after) or marked is not None)
    if before is not None:
        return [before, *_resumed(layout, clause, marked)]
    if marked is None or (found is not None and not _replaces(marked, found, verb, frames)):
        return after
    return [marked.stretch]


def _run_on(layout: Layout, verb: Token, found: Stretch) -> Stretch:
    """The complement up to the next comma or stop: nothing else follows a reporting verb's complement."""
    doc, end = layout.doc, found[1]
    unit = layout.units[layout.unit_of[verb.i]]
    if _clausal(layout, found):
        while end < unit.end and not (doc[end].is_punct and layout.region_of[end] < 0):
            region = layout.region_at(end)
            if doc[end].dep_ == "cc" and not (end + 1 < unit.end and doc[end + 1].lower_ == "that"):
                break
            end = end + 1 if region is None else region.end
            if region is not None and layout.inner_end(region) in STOPS | {","}:
                break
    return found[0], end


def _clausal(layout: Layout, stretch: Stretch) -> bool:
    return any(t.tag_ in FINITE or t.tag_ == "MD" for t in layout.doc[stretch[0] : stretch[1]])


def _replaces(marked: Region, found: Stretch, verb: Token, frames: frozenset[str]) -> bool:
    """Whether marked words are the content; what was found is within them, or the hearer: "asked her, …"."""
    hearer = found[1] <= marked.start and found == noun_object(verb, frames)
    return found[0] >= marked.start or hearer


def _separates(token: Token) -> bool:
    return token.text in SEPARATORS or token.is_space


def _marked_after(layout: Layout, clause: Clause, *, whole: bool) -> Region | None:
    """Marked words that follow the reporting clause at once, or after a comma or colon.

    No other verb stands between, and without comma or colon, or if they are to be ``whole``, they begin
    a sentence of their own.
    """
    i = clause.verb.i + 1
    while i < clause.unit.end and layout.region_of[i] == layout.region_of[clause.verb.i]:
        if layout.doc[i].pos in (VERB, AUX):
            return None
        i += 1
    region = layout.region_from(i) if i < clause.unit.end else None
    if region is None:
        return None
    separated = _separates(layout.doc[i - 1])
    introduced = not whole and (i == clause.verb.i + 1 or separated)
    sentence = layout.begins_sentence(region) and (separated or layout.has_verb(region))
    return region if introduced or sentence else None


def _before(layout: Layout, clause: Clause, quoted: Region | None, *, after: bool) -> Stretch | None:
    """What stands in the unit before the reporting clause, where that is what it reports.

    ``after`` says whether the verb has content behind it, ``quoted`` are marked words there.
    """
    end = clause.start
    while end > clause.unit.start and _separates(layout.doc[end - 1]):
        end -= 1
    if end <= clause.unit.start:
        return None
    marked = _marked_before(layout, clause)
    if marked is not None:
        afterthought = after and clause.verb.tag_ == "VBG"
        return None if afterthought else _led(layout, clause, marked, after=after)
    if layout.doc[clause.unit.start].lower_ == "as":
        return None
    relative = layout.doc[clause.start].tag_ in RELATIVE_PRONOUN
    alone = relative or clause.start == clause.verb.i == clause.end - 1
    if end == clause.start or clause.verb.tag_ not in FINITE or alone:
        return None
    broken = _closed(layout, clause) and not (quoted is not None and layout.begins_sentence(quoted))
    if broken or (not after and _asserts(layout, clause, end)):
        return _behind_relative(layout, clause, end)
    return None


def _led(layout: Layout, clause: Clause, marked: Region, *, after: bool) -> Stretch | None:
    """The marked words with what leads up to them in the unit.

    A lead that reports by itself leaves them nothing but a sentence of their own; one without a verb, before
    a clause with content behind it, is a circumstance that holds a title: In "The Critic," he said that …
    """
    lead = [t for t in layout.doc[clause.unit.start : marked.start] if layout.region_of[t.i] < 0]
    if any(t.tag_ in FINITE and is_speech(t) for t in lead):
        return marked.stretch if layout.begins_sentence(marked) else None
    if after and lead and not any(t.pos in (VERB, AUX) for t in lead):
        return None
    return clause.unit.start, marked.end


def _behind_relative(layout: Layout, clause: Clause, end: int) -> Stretch:
    """The words before a reporting clause; of a relative clause, its pronoun: "which, he said, …"."""
    if layout.doc[end - 1].tag_ in RELATIVE_PRONOUN:
        return end - 1, end
    return clause.unit.start, end


def _marked_before(layout: Layout, clause: Clause) -> Region | None:
    """The marked words that the reporting clause follows, with nothing but its subject between."""
    doc, i = layout.doc, clause.verb.i
    while i > clause.unit.start and layout.region_of[i - 1] == layout.region_of[clause.verb.i]:
        i -= 1
        if doc[i].pos in (VERB, AUX) and doc[i].dep_ in OWN_CLAUSE and doc[i].head.i != clause.verb.i:
            return None
    region = layout.region_to(i - 1) if i > clause.unit.start else None
    if region is None or doc[i].dep_ == "cc":
        return None
    return region if layout.inner_end(region) in BREAKS or doc[i].text in SEPARATORS else None


def _asserts(layout: Layout, clause: Clause, end: int) -> bool:
    """Whether the words before the reporting clause are a clause of their own, not an adverbial of it."""
    verb = clause.verb
    if any(child.dep_ in CLAUSES and child.i < end for child in verb.lefts):
        return True
    for token in layout.doc[clause.unit.start : end]:
        finite = token.tag_ in FINITE or token.tag_ == "MD"
        head = token.head if token.dep_ in AUXILIARY | COPULA else token
        if finite and head.dep_ not in SUBORDINATE and layout.region_of[token.i] < 0:
            return True
    return False


def _resumed(layout: Layout, clause: Clause, marked: Region | None) -> Iterator[Stretch]:
    """What goes on behind a reporting clause that broke it."""
    if marked is not None or (marked := _lower_later(layout, clause)) is not None:
        yield marked.stretch
        return
    if _marked_before(layout, clause) is None and _closed(layout, clause):
        yield clause.end + 1, clause.unit.end


def _closed(layout: Layout, clause: Clause) -> bool:
    """Whether the reporting clause ends in a comma with more of the sentence to come."""
    end = clause.end
    more = end + 2 < clause.unit.end and layout.doc[end].text == ","
    return more and layout.region_of[end] < 0 and not _adds(layout.doc[end + 1])


def _adds(token: Token) -> bool:
    """Whether a word begins an afterthought of the reporting clause: "…, he said, adding", "…, and left"."""
    return token.tag_ == "VBG" or token.dep_ == "cc" or token.tag_ in RELATIVE_PRONOUN | {"WRB"}


def _lower_later(layout: Layout, clause: Clause) -> Region | None:
    """Marked words later in the unit that go on in lower case after a comma: "…," he said, smiling, "…"."""
    i = clause.verb.i + 1
    while i < clause.unit.end and layout.region_of[i] < 0:
        if layout.doc[i].tag_ in FINITE and is_speech(layout.doc[i]):
            return None
        i += 1
    region = layout.region_from(i) if i < clause.unit.end else None
    if region is None or layout.begins_sentence(region):
        return None
    comma = layout.doc[i - 2 if layout.doc[i - 1].dep_ == "cc" else i - 1]
    return region if comma.text == "," else None


def widened(layout: Layout, stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with all marked words that they touch, and without stops and commas at their ends."""
    found = list[Stretch]()
    for start, end in stretches:
        first = layout.region_at(start)
        last = layout.region_at(end - 1) or (layout.region_from(end) if end < len(layout.doc) else None)
        start = min(start, first.start) if first is not None else start
        end = max(end, last.end) if last is not None else end
        unit = layout.units[layout.unit_of[start]] if layout.unit_of[start] >= 0 else None
        end = min(end, unit.end) if unit is not None else end
        start, end = _bare(layout, start, end)
        if start < end and not any(start < e and s < end for s, e in found):
            found.append((start, end))
    return found


def _bare(layout: Layout, start: int, end: int) -> Stretch:
    while start < end and layout.region_of[start] < 0 and _loose(layout.doc[start], opening=True):
        start += 1
    while end > start and layout.region_of[end - 1] < 0 and _loose(layout.doc[end - 1], opening=False):
        end -= 1
    return start, end


def _loose(token: Token, *, opening: bool) -> bool:
    return token.is_space or (token.is_punct and token.text not in ("([{" if opening else ")]}%"))

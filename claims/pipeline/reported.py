"""What is reported: the stretches of text that a verb's frames make its content.

All places are tokens; a stretch is [start, end). Marked words that a stretch touches belong to it whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.symbols import AUX, VERB
from spacy.tokens import Token

from claims.pipeline.cues import PARTICLE, is_speech, prepositions
from claims.pipeline.labels import (
    ATTRIBUTE,
    AUXILIARY,
    NEGATION,
    OBJECT,
    OBLIQUE,
    PREPOSITION,
    PREPOSITION_OBJECT,
    RELATIVE,
    SUBJECT,
)
from claims.pipeline.layout import Layout, Stretch, Unit, follows_comma

SEPARATORS = frozenset({",", ":", ";", "-", "--", "–", "—"})
# What ends marked words that a reporting clause follows.
BREAKS = frozenset(",?!…—-")
FINITE = frozenset({"VBD", "VBZ", "VBP"})
# "told reporters that …", "said in a letter that …": a clause that parsers hang on the noun before it.
HEARER_OR_PLACE = OBJECT | OBLIQUE
ON_NOUN = frozenset({"acl", "acl:relcl", "relcl", "ccomp", "advcl"})
OWN_CLAUSE = frozenset({"ROOT", "ccomp", "parataxis", "conj"})
AS = frozenset({"as"})
PREPOSITIONAL = OBLIQUE | PREPOSITION | {"advcl", "xcomp", "ccomp", "nmod"}
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


def clause_of(layout: Layout, verb: Token) -> Clause:
    """The reporting clause around ``verb``: subject, auxiliaries, hearer, circumstances."""
    unit = layout.units[layout.unit_of[verb.i]]
    low, high = _gap(layout, verb.i, unit)
    start = end = verb.i
    for child in verb.lefts:
        if child.dep_ in SUBJECT | CIRCUMSTANCE and child.left_edge.i >= low and child.left_edge.i < start:
            start = child.left_edge.i
            break
    end = verb.i + 1
    for child in verb.rights:
        if child.i >= high or child.left_edge.i > end + 1:
            break
        if child.dep_ in SUBJECT | OBJECT | CIRCUMSTANCE:
            end = min(high, child.right_edge.i + 1)
        elif not child.is_punct:
            break
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


def reported(layout: Layout, verb: Token, frames: frozenset[str]) -> list[Stretch]:
    """The content of a reporting verb: what stands after it, before it, or on both sides."""
    clause = clause_of(layout, verb)
    after = list(_after(layout, clause, frames))
    if not frames & {"speech", "aside"}:
        return after
    marked = _marked_after(layout, clause, whole="speech" not in frames)
    before = _before(layout, clause, after=bool(after) or marked is not None)
    if before is not None:
        return [before, *_resumed(layout, clause, marked)]
    if marked is not None and not any(start < marked[0] for start, _ in after):
        return [marked]
    return after


def _separates(token: Token) -> bool:
    return token.text in SEPARATORS or token.is_space


def _marked_after(layout: Layout, clause: Clause, *, whole: bool) -> Stretch | None:
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
    introduced = not whole and (i == clause.verb.i + 1 or _separates(layout.doc[i - 1]))
    return (region.start, region.end) if introduced or layout.begins_sentence(region) else None


def _before(layout: Layout, clause: Clause, *, after: bool) -> Stretch | None:
    """What stands in the unit before the reporting clause, where that is what it reports."""
    end = clause.start
    while end > clause.unit.start and _separates(layout.doc[end - 1]):
        end -= 1
    if end <= clause.unit.start:
        return None
    marked = _marked_before(layout, clause)
    if marked is not None:
        return None if after and clause.verb.tag_ == "VBG" else (clause.unit.start, marked)
    if after or end == clause.start or clause.verb.tag_ not in FINITE or not _asserts(layout, clause, end):
        return None
    return clause.unit.start, end


def _marked_before(layout: Layout, clause: Clause) -> int | None:
    """Where marked words end that the reporting clause follows, with nothing but its subject between."""
    doc, i = layout.doc, clause.verb.i
    while i > clause.unit.start and layout.region_of[i - 1] == layout.region_of[clause.verb.i]:
        i -= 1
        if doc[i].pos in (VERB, AUX) and doc[i].dep_ in OWN_CLAUSE and doc[i].head.i != clause.verb.i:
            return None
    region = layout.region_to(i - 1) if i > clause.unit.start else None
    if region is None or doc[i].dep_ == "cc":
        return None
    return region.end if layout.inner_end(region) in BREAKS or doc[i].text in SEPARATORS else None


def _asserts(layout: Layout, clause: Clause, end: int) -> bool:
    """Whether the words before the reporting clause are a clause of their own that it hangs on or governs."""
    verb = clause.verb
    if any(child.dep_ in CLAUSES and child.i < end for child in verb.lefts):
        return True
    if verb.dep_ in {"parataxis", "ccomp", "conj", "dep"} and clause.unit.start <= verb.head.i < end:
        return verb.dep_ == "parataxis" or any(t.dep_ in SUBJECT for t in verb.head.children)
    return False


def _resumed(layout: Layout, clause: Clause, marked: Stretch | None) -> Iterator[Stretch]:
    """What goes on behind a reporting clause that broke it."""
    if marked is not None or (marked := _lower_later(layout, clause)) is not None:
        yield marked
        return
    verb, start = clause.verb, clause.end
    if start >= clause.unit.end or layout.doc[start].text != ",":
        return
    governed = verb.dep_ == "parataxis" and verb.head.right_edge.i > start
    if (governed and verb.head.i < verb.i) or (verb.dep_ == "parataxis" and verb.head.i > start):
        yield start + 1, clause.unit.end


def _lower_later(layout: Layout, clause: Clause) -> Stretch | None:
    """Marked words later in the unit that go on in lower case after a comma: "…," he said, smiling, "…"."""
    i = clause.verb.i + 1
    while i < clause.unit.end and layout.region_of[i] < 0:
        if is_speech(layout.doc[i]):
            return None
        i += 1
    region = layout.region_from(i) if i < clause.unit.end else None
    if region is None or layout.doc[i - 1].text != "," or layout.begins_sentence(region):
        return None
    return region.start, region.end


def _after(layout: Layout, clause: Clause, frames: frozenset[str]) -> Iterator[Stretch]:
    """The content among the verb's complements, by frame: the first that applies."""
    for kind in (_finite, _infinitive, _called, _likened, _prepositional, _object):
        found = kind(clause, frames)
        if found is not None:
            yield found
            return


def _finite(clause: Clause, frames: frozenset[str]) -> Stretch | None:
    if not frames & {"speech", "aside", "clause"}:
        return None
    for child in clause.verb.rights:
        clausal = child.dep_ == "ccomp" or (child.dep_ == "parataxis" and not is_speech(child))
        if clausal and child.left_edge.i > clause.verb.i and not _aside(child):
            return _from(child)
        inner = _on_noun(child, frames) if child.dep_ in HEARER_OR_PLACE else None
        if inner is not None:
            return _from(inner)
    return None


def _on_noun(noun: Token, frames: frozenset[str]) -> Token | None:
    """A clause that parsers hang on the hearer or place before it: "told reporters (that) …"."""
    for child in noun.rights:
        first = child.left_edge
        if child.dep_ in ON_NOUN and first.lower_ == "that" and first.dep_ == "mark":
            return child
        hears = "person" in frames and noun.dep_ in OBJECT
        if hears and first.dep_ != "mark" and any(c.dep_ in SUBJECT for c in child.lefts):
            return child if child.dep_ not in RELATIVE else None
    return None


def _aside(token: Token) -> bool:
    """Whether this is a participle behind a comma: "…, the ministry said, linking it to the vote"."""
    bare = token.tag_ == "VBG" and not any(child.dep_ in SUBJECT for child in token.lefts)
    return bare and follows_comma(token)


def _infinitive(clause: Clause, frames: frozenset[str]) -> Stretch | None:
    if not frames & {"inf", "raise"}:
        return None
    for child in clause.verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(child):
            held = next((c for c in clause.verb.rights if c.dep_ in OBJECT and c.i < child.i), None)
            first = child if held is None or "person" in frames else held
            return first.left_edge.i, child.right_edge.i + 1
    return None


def _is_infinitive(token: Token) -> bool:
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in token.lefts)


def _called(clause: Clause, frames: frozenset[str]) -> Stretch | None:
    """"called him a liar": the object and what it is called."""
    if "name" not in frames:
        return None
    thing = next((c for c in clause.verb.rights if c.dep_ in OBJECT | SUBJECT), None)
    for child in clause.verb.rights:
        second = thing is not None and child.i > thing.i and child.dep_ in OBJECT
        if second or child.dep_ in ATTRIBUTE | {"xcomp", "oprd"}:
            return (thing or child).left_edge.i, child.right_edge.i + 1
    return None


def _likened(clause: Clause, frames: frozenset[str]) -> Stretch | None:
    """"described it as a success": the object with what it is taken for."""
    if "as" not in frames:
        return None
    thing = next((c for c in clause.verb.rights if c.dep_ in OBJECT), None)
    for child in clause.verb.rights:
        if (thing is None or child.i > thing.i) and _under(child, AS):
            return (thing or child).left_edge.i, child.right_edge.i + 1
    return None


def _under(token: Token, prepositions: frozenset[str]) -> bool:
    """Whether the phrase stands under one of the prepositions (a case child in UD, the head in ClearNLP)."""
    if token.dep_ in PREPOSITION:
        return token.lower_ in prepositions
    return any(child.dep_ in {"case", "mark"} and child.lower_ in prepositions for child in token.lefts)


def _prepositional(clause: Clause, frames: frozenset[str]) -> Stretch | None:
    wanted = prepositions(frames)
    if not wanted:
        return None
    for child in clause.verb.rights:
        if child.dep_ in PREPOSITIONAL and _under(child, wanted):
            return _below_preposition(child)
    return None


def _below_preposition(token: Token) -> Stretch | None:
    if token.dep_ in PREPOSITION:
        held = next((c for c in token.rights if c.dep_ in PREPOSITION_OBJECT), None)
        return None if held is None else _from(held)
    case = [c.i for c in token.lefts if c.dep_ in {"case", "mark"}]
    return (max(case) + 1 if case else token.left_edge.i), token.right_edge.i + 1


def _object(clause: Clause, frames: frozenset[str]) -> Stretch | None:
    if "object" not in frames:
        return None
    held = next((c for c in clause.verb.rights if c.dep_ in OBJECT), None)
    return None if held is None else _from(held)


def _from(token: Token) -> Stretch:
    return token.left_edge.i, token.right_edge.i + 1


def widened(layout: Layout, stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with all marked words that they touch, and without stops and commas at their ends."""
    found = list[Stretch]()
    for start, end in stretches:
        first, last = layout.region_at(start), layout.region_at(end - 1)
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

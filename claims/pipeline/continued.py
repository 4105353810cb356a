"""Quotations that go on without a cue: in the next sentence, in the next paragraph, by the last speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.symbols import AUX, VERB

from claims.pipeline.cues import is_speech
from claims.pipeline.draft import Draft
from claims.pipeline.labels import SUBJECT
from claims.pipeline.layout import Layout, Region, Stretch, Unit
from claims.pipeline.speakers import FINITE, phrase_of, speaker

DASHES = frozenset({"―", "—", "–", "-", "--", "~"})
LONGEST_SIGNATURE = 15
# Fewer marked words behind a colon, marks included, are a title or a list.
SHORTEST = 6
# A speaker who was last heard more paragraphs ago is not taken to go on.
PARAGRAPHS = 2


@dataclass(slots=True)
class _Drafts:
    """The drafts while quotations are added in text order, with what is looked up among them."""

    layout: Layout
    drafts: list[Draft]
    # Whether each token stands in some content.
    held: list[bool]
    # For each unit the draft that its last marked words belong to.
    ending: dict[int, int] = field(default_factory=dict)

    def note(self, index: int) -> None:
        """Take up a draft, or the last stretch that it gained."""
        for start, end in self.drafts[index].stretches:
            self.held[start:end] = [True] * (end - start)
            unit = self.layout.unit_of[start]
            before = self.ending.get(unit)
            if self.layout.regions_between(start, end) and (
                before is None or self.drafts[before].end <= self.drafts[index].end
            ):
                self.ending[unit] = index


def continued(layout: Layout, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, with every marked unit that none of them holds joined to one, or made one of its own."""
    state = _Drafts(layout, sorted(drafts, key=lambda d: (d.end, d.stretches)), [False] * len(layout.doc))
    for index in range(len(state.drafts)):
        state.note(index)
    for draft in _introduced(state):
        state.drafts.append(draft)
        state.note(len(state.drafts) - 1)
    heard = sorted((d for d in state.drafts if _says(layout, d)), key=lambda d: d.end)
    last, position = None, 0
    for unit in layout.units:
        while position < len(heard) and heard[position].end <= unit.start:
            last, position = heard[position], position + 1
        region = _alone(layout, unit)
        if region is not None and not any(state.held[region.start : region.end]):
            last = _continue(state, unit, region, last) or last
    return state.drafts


def _continue(state: _Drafts, unit: Unit, region: Region, last: Draft | None) -> Draft | None:
    """Join the marked words of the unit to the draft that they continue, or make them a draft: which."""
    index = _before(state, unit, region)
    if index is not None:
        held = state.drafts[index]
        state.drafts[index] = replace(held, stretches=(*held.stretches, (region.start, region.end)))
    else:
        own = _signed(state.layout, unit, region) or _uncued(state.layout, unit, region, last)
        if own is None:
            return None
        index = len(state.drafts)
        state.drafts.append(own)
    state.note(index)
    return state.drafts[index] if state.drafts[index].speaker is not None else None


def _says(layout: Layout, draft: Draft) -> bool:
    """Whether it has a speaker who speaks in it, rather than wants or feels something."""
    if draft.speaker is None:
        return False
    marked = any(layout.regions_between(*stretch) for stretch in draft.stretches)
    return marked or (draft.cue is not None and is_speech(layout.doc[draft.cue[0]]))


def _introduced(state: _Drafts) -> Iterator[Draft]:
    """Marked words behind a colon, whoever the clause before it is about: she had one answer: "…"."""
    layout = state.layout
    for region in layout.regions:
        unit = layout.units[layout.unit_of[region.start]]
        if state.held[region.start] or region.start == unit.start or layout.doc[region.start - 1].text != ":":
            continue
        announced = _announcer(layout, replace(unit, end=region.start))
        if announced is not None and region.end - region.start > SHORTEST:
            yield Draft(((region.start, region.end),), *announced)


def _signed(layout: Layout, unit: Unit, region: Region) -> Draft | None:
    """Marked words with the speaker behind a dash, as letters and epigraphs have them."""
    number = layout.unit_of[unit.start] + 1
    if number >= len(layout.units) or layout.units[number].paragraph != unit.paragraph:
        return None
    after = layout.units[number]
    tokens = [token for token in layout.doc[after.start + 1 : after.end] if not token.is_punct]
    signed = layout.doc[after.start].text in DASHES and 0 < len(tokens) <= LONGEST_SIGNATURE
    if not signed or any(token.pos in (VERB, AUX) for token in tokens):
        return None
    author = tokens[0].i, tokens[-1].i + 1
    return Draft(((region.start, region.end),), author, (after.start, after.start + 1))


def _alone(layout: Layout, unit: Unit) -> Region | None:
    """The marked words that are all of the unit, or a sentence that makes up most of it."""
    region = layout.region_from(unit.start)
    if region is None:
        return None
    rest = [t for t in layout.doc[region.end : unit.end] if not (t.is_punct or t.is_space)]
    mostly = layout.begins_sentence(region) and len(rest) < region.end - region.start
    return region if not rest or (mostly and layout.has_verb(region)) else None


def _before(state: _Drafts, unit: Unit, region: Region) -> int | None:
    """The draft that this unit goes on with: its marked content ends the unit before, in this paragraph
    or, where the paragraph before was left open, in that one."""
    number = state.layout.unit_of[unit.start] - 1
    if number < 0:
        return None
    same = state.layout.units[number].paragraph == unit.paragraph
    return state.ending.get(number) if same or region.marked.continues else None


def _uncued(layout: Layout, unit: Unit, region: Region, last: Draft | None) -> Draft | None:
    """A quotation of its own: by whom the unit before announces with a colon, or by the last speaker."""
    if not layout.has_verb(region):
        return None
    number = layout.unit_of[unit.start] - 1
    if number >= 0 and layout.doc[layout.units[number].end - 1].text == ":":
        announced = _announcer(layout, layout.units[number])
        if announced is not None:
            return Draft(((region.start, region.end),), *announced)
    if last is None:
        return None
    heard = layout.units[layout.unit_of[last.stretches[-1][0]]].paragraph
    near = unit.paragraph - heard <= PARAGRAPHS
    return Draft(((region.start, region.end),), last.speaker if near else None, None)


def _announcer(layout: Layout, unit: Unit) -> tuple[Stretch | None, Stretch] | None:
    """Subject and verb of the last clause of a unit that ends in a colon."""
    verbs = [t for t in layout.doc[unit.start : unit.end] if t.pos == VERB and layout.region_of[t.i] < 0]
    finite = [token for token in verbs if token.tag_ in FINITE]
    for token in reversed(finite or verbs):
        return speaker(layout, token), (token.i, token.i + 1)
    subject = next((t for t in layout.doc[unit.start : unit.end] if t.dep_ in SUBJECT), None)
    return None if subject is None else (phrase_of(layout, subject), (unit.end - 1, unit.end))

"""Quotations that go on without a cue: in the next sentence, in the next paragraph, by the last speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.symbols import AUX, VERB

from claims.pipeline.draft import Draft
from claims.pipeline.labels import SUBJECT
from claims.pipeline.layout import Layout, Region, Stretch, Unit
from claims.pipeline.speakers import phrase_of, speaker

DASHES = frozenset({"―", "—", "–", "-", "--", "~"})
LONGEST_SIGNATURE = 15
# Fewer marked words behind a colon, marks included, are a title or a list.
SHORTEST = 6


def continued(layout: Layout, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, with every marked unit that none of them holds joined to one, or made one of its own."""
    done = sorted(drafts, key=lambda draft: draft.end)
    done += _introduced(layout, done)
    for unit in layout.units:
        region = _alone(layout, unit)
        if region is None or any(draft.holds(region.start, region.end) for draft in done):
            continue
        index = _before(layout, done, unit, region)
        if index is not None:
            held = done[index]
            done[index] = replace(held, stretches=(*held.stretches, (region.start, region.end)))
        elif (own := _signed(layout, unit, region) or _uncued(layout, done, unit, region)) is not None:
            done.append(own)
    return done


def _introduced(layout: Layout, done: list[Draft]) -> Iterator[Draft]:
    """Marked words behind a colon, whoever the clause before it is about: she had one answer: "…"."""
    held = {i for draft in done for start, end in draft.stretches for i in layout.region_of[start:end]}
    for index, region in enumerate(layout.regions):
        unit = layout.units[layout.unit_of[region.start]]
        if index in held or region.start == unit.start or layout.doc[region.start - 1].text != ":":
            continue
        announced = _announcer(layout, replace(unit, end=region.start))
        if announced is not None and region.end - region.start > SHORTEST:
            yield Draft(((region.start, region.end),), *announced)


def _signed(layout: Layout, unit: Unit, region: Region) -> Draft | None:
    """Marked words with the speaker behind a dash, as letters and epigraphs have them."""
    number = layout.unit_of[unit.start] + 1
    if number >= len(layout.units) or layout.units[number].start > unit.end + 1:
        return None
    after = layout.units[number]
    tokens = [token for token in layout.doc[after.start + 1 : after.end] if not token.is_punct]
    signed = layout.doc[after.start].text in DASHES and 0 < len(tokens) <= LONGEST_SIGNATURE
    if not signed or any(token.pos in (VERB, AUX) for token in tokens):
        return None
    author = tokens[0].i, tokens[-1].i + 1
    return Draft(((region.start, region.end),), author, (after.start, after.start + 1))


def _alone(layout: Layout, unit: Unit) -> Region | None:
    """The marked words that are all of the unit."""
    region = layout.region_from(unit.start)
    if region is None:
        return None
    rest = layout.doc[region.end : unit.end]
    return region if all(token.is_punct or token.is_space for token in rest) else None


def _before(layout: Layout, done: list[Draft], unit: Unit, region: Region) -> int | None:
    """The draft that this unit goes on with: its marked content ends the unit before, in this paragraph
    or, where the paragraph before was left open, in that one."""
    number = layout.unit_of[unit.start] - 1
    if number < 0:
        return None
    previous = layout.units[number]
    if previous.paragraph != unit.paragraph and not region.marked.continues:
        return None
    fitting = [
        (draft.end, index)
        for index, draft in enumerate(done)
        if any(
            previous.start <= start < previous.end and layout.regions_between(start, end)
            for start, end in draft.stretches
        )
    ]
    return max(fitting)[1] if fitting else None


def _uncued(layout: Layout, done: list[Draft], unit: Unit, region: Region) -> Draft | None:
    """A quotation of its own: by whom the unit before announces with a colon, or by the last speaker."""
    tokens = layout.doc[region.start : region.end]
    if not any(token.pos in (VERB, AUX) for token in tokens):
        return None
    number = layout.unit_of[unit.start] - 1
    if number >= 0 and layout.doc[layout.units[number].end - 1].text == ":":
        announced = _announcer(layout, layout.units[number])
        if announced is not None:
            return Draft(((region.start, region.end),), *announced)
    earlier = [draft for draft in done if draft.speaker is not None and draft.end <= region.start]
    last = max(earlier, key=lambda draft: draft.end, default=None)
    if last is None:
        return None
    return Draft(((region.start, region.end),), last.speaker, None)


def _announcer(layout: Layout, unit: Unit) -> tuple[Stretch | None, Stretch] | None:
    """Subject and verb of the last clause of a unit that ends in a colon."""
    for i in reversed(range(unit.start, unit.end)):
        token = layout.doc[i]
        if token.pos == VERB and layout.region_of[i] < 0:
            return speaker(layout, token), (i, i + 1)
    subject = next((t for t in layout.doc[unit.start : unit.end] if t.dep_ in SUBJECT), None)
    return None if subject is None else (phrase_of(layout, subject), (unit.end - 1, unit.end))

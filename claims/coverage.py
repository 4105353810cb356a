"""What no claim covers, and why: sentences, numbers, dates, names and quotations.

Nothing falls through: whatever is a sentence, holds a digit, or is annotated as date, name, quantity or
quotation shares a character with a claim or is listed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from claims.article import CLAIM_ROLES, Paragraph
from claims.assertions import sentence_reason
from claims.claim import Found
from claims.extraction import Coverage, Uncovered, What, Why
from claims.pipeline import paragraphs, text_of
from claims.pipeline.marks import pair

DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
Place = tuple[int, int]


def coverage(doc: Doc, found: Sequence[Found]) -> Coverage:
    """Sentences of headline, captions and body, those that share a character with a claim, and the holes."""
    blocks = paragraphs(doc)
    claimed = merged((item.start, item.end) for item in found)
    counted, covered = 0, 0
    holes = list[Uncovered]()
    reasons = list[tuple[int, int, Why]]()
    for start, end, why, counts in _sentences(doc, blocks):
        touched = overlaps(claimed, start, end)
        counted += counts
        covered += counts and touched
        reasons.append((start, end, why if why is not None else "no_assertion"))
        if not touched:
            holes.append(_hole(doc, start, end, "sentence", reasons[-1][2]))
    for (start, end), what in _items(doc, blocks):
        if not overlaps(claimed, start, end):
            holes.append(_hole(doc, start, end, what, _reason_at(reasons, start)))
    holes.sort(key=lambda hole: (hole.start, hole.end, hole.what))
    return Coverage(counted, covered, tuple(holes))


def merged(places: Iterable[Place]) -> list[Place]:
    """The places as disjoint ones in order, those that touch or overlap made one."""
    result = list[Place]()
    for start, end in sorted(places):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def overlaps(places: Sequence[Place], start: int, end: int) -> bool:
    """Whether [start, end) shares a character with one of the disjoint ordered places."""
    index = bisect_left(places, (end, end)) - 1
    return index >= 0 and places[index][1] > start


def _sentences(doc: Doc, blocks: Sequence[Paragraph]) -> Iterator[tuple[int, int, Why | None, bool]]:
    """Start, end, reason (None: an assertion) and whether it counts, of each sentence in each paragraph."""
    text = text_of(doc)
    sents = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]] if len(doc) else []
    first = 0
    for block in blocks:
        while first < len(sents) and sents[first].end_char <= block.start:
            first += 1
        index = first
        while index < len(sents) and sents[index].start_char < block.end:
            sent = sents[index]
            place = trimmed_text(text, max(sent.start_char, block.start), min(sent.end_char, block.end))
            if place is not None:
                yield *place, _reason(sent, block), block.role in CLAIM_ROLES
            index += 1


def trimmed_text(text: str, start: int, end: int) -> Place | None:
    """The place without white space at its edges, or None where nothing else is there."""
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(body)


def _reason(sent: Tokens, block: Paragraph) -> Why | None:
    if block.role == "boilerplate":
        return "boilerplate"
    if block.role not in CLAIM_ROLES:
        return "filtered"
    return sentence_reason(sent)


def _items(doc: Doc, blocks: Sequence[Paragraph]) -> Iterator[tuple[Place, What]]:
    """Every number, date, name and quotation, each place once for each sort."""
    dates = [(date.start, date.end) for date in doc._.claims_dates]
    numbers = {(quantity.start, quantity.end) for quantity in doc._.claims_quantities}
    known = merged([*dates, *numbers])
    for match in DIGITS.finditer(text_of(doc)):
        if not overlaps(known, *match.span()):
            numbers.add(match.span())
    names = {(name.start, name.end) for name in doc._.claims_names}
    sorts: tuple[tuple[What, set[Place]], ...] = (
        ("number", numbers),
        ("date", set(dates)),
        ("name", names),
        ("quotation", _quotations(doc, blocks)),
    )
    for what, places in sorts:
        for place in sorted(places):
            yield place, what


def _quotations(doc: Doc, blocks: Sequence[Paragraph]) -> set[Place]:
    """What stands between quotation marks, and the content of quotes without any."""
    marked = {(m.start, m.end) for m in pair(text_of(doc), blocks) if m.depth == 0}
    ordered = merged(marked)
    contents = {(part.start, part.end) for quote in doc._.claims_quotes for part in quote.content}
    return marked | {place for place in contents if not overlaps(ordered, *place)}


def _reason_at(reasons: Sequence[tuple[int, int, Why]], start: int) -> Why:
    """The reason of the sentence that holds this offset; between sentences nothing was parsed."""
    index = bisect_left(reasons, (start + 1,)) - 1
    return reasons[index][2] if index >= 0 and start < reasons[index][1] else "unparsed"


def _hole(doc: Doc, start: int, end: int, what: What, why: Why) -> Uncovered:
    return Uncovered(start, end, text_of(doc)[start:end], what, why)

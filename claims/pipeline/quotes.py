"""The component ``claims_quotes``: who is reported to have said, written, thought or wanted what.

Marked words are paired first (``marks``), the text is laid out in units around them (``layout``), then
every word that reports (``cues``) is asked for its content (``reported``, ``nominal``) and its speaker
(``speakers``). Marked words that nothing reports go on with the quotation before them, if they can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from claims.annotation import Quote, QuoteForm
from claims.pipeline.continued import continued
from claims.pipeline.cues import frames
from claims.pipeline.draft import Draft, outermost
from claims.pipeline.layout import Layout, Stretch, lay_out
from claims.pipeline.names import named
from claims.pipeline.nominal import according, nominal
from claims.pipeline.reported import reported, widened
from claims.pipeline.speakers import head_of, members, speaker
from claims.span import Named, Span


@Language.factory("claims_quotes")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that writes ``doc._.claims_quotes``."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Fill ``doc._.claims_quotes``."""
    layout = lay_out(doc)
    drafts = outermost(layout, [*_verbal(layout), *according(layout), *nominal(layout)])
    quotes = [_quote(layout, draft) for draft in continued(layout, drafts)]
    doc._.claims_quotes = tuple(sorted(quotes, key=lambda q: (q.start, q.end)))
    return doc


def _verbal(layout: Layout) -> Iterator[Draft]:
    for token in layout.doc:
        of = frames(token)
        if not of or layout.unit_of[token.i] < 0 or layout.region_of[token.i] >= 0:
            continue
        who = speaker(layout, token)
        stretches = widened(layout, reported(layout, token, of, who))
        if stretches:
            yield Draft(tuple(stretches), who, (token.i, token.i + 1))


def _quote(layout: Layout, draft: Draft) -> Quote:
    doc = layout.doc
    form, content = _content(layout, draft)
    single, several = _speakers(doc, draft.speaker)
    return Quote(form, content, single, several, None if draft.cue is None else _span(layout, *draft.cue))


def _content(layout: Layout, draft: Draft) -> tuple[QuoteForm, tuple[Span, ...]]:
    """The form, and the content's spans: without the marks where marked words are all of it."""
    regions = [layout.region_at(start) for start, _ in draft.stretches]
    pure = [
        region is not None and (region.start, region.end) == stretch
        for region, stretch in zip(regions, draft.stretches, strict=True)
    ]
    if all(pure):
        inner = [r.marked for r in regions if r is not None]
        spans = [_stripped(layout.text, m.inner_start, m.inner_end) for m in inner]
        return "direct", tuple(spans)
    marked = any(layout.regions_between(*stretch) for stretch in draft.stretches)
    return "mixed" if marked else "indirect", tuple(_span(layout, *stretch) for stretch in draft.stretches)


def _stripped(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return Span(inner.strip(), start, start + len(inner.strip()))


def _span(layout: Layout, start: int, end: int) -> Span:
    first, last = layout.doc[start], layout.doc[end - 1]
    return Span(layout.text[first.idx : last.idx + len(last)], first.idx, last.idx + len(last))


def _speakers(doc: Doc, phrase: Stretch | None) -> tuple[Named | None, tuple[Named, ...]]:
    """The speaker and its members: a coordination has no name of its own."""
    if phrase is None:
        return None, ()
    parts = members(doc, phrase, head_of(doc, phrase))
    single = _named(doc, phrase)
    if len(parts) == 1:
        return single, (single,)
    return Named(single.text, single.start, single.end, None), tuple(_named(doc, part) for part in parts)


def _named(doc: Doc, phrase: Stretch) -> Named:
    last = doc[phrase[1] - 1]
    return named(doc, doc[phrase[0]].idx, last.idx + len(last))

"""The kind ``quote``: someone said this, then and there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.annotation import Date, Quote
from claims.claim import Found, QuoteDetail
from claims.pipeline import text_of
from claims.pipeline.cues import is_speech, noun_frames
from claims.pipeline.labels import OBJECT, OBLIQUE, PREPOSITION, PREPOSITION_OBJECT
from claims.span import Span
from claims.wordlists import table

# Tags of finite verbs and infinitives: what is reported under one of them is said, not only spoken of.
CLAUSAL = frozenset({"VBD", "VBZ", "VBP", "MD", "TO"})
# Whoever writes "I think" or "you know" quotes nobody.
NARRATOR = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
SETTINGS = "settings.tsv"


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every quote claim of the Doc."""
    starts = [token.idx for token in doc]
    dates = _Dates(doc._.claims_dates)
    for quote in doc._.claims_quotes:
        cue = None if quote.cue is None else doc[bisect_left(starts, quote.cue.start)]
        if not _said(quote, cue):
            continue
        detail = QuoteDetail(
            quote.form,
            quote.speaker,
            quote.speakers,
            quote.cue,
            quote.content,
            said_on=None if cue is None else dates.of(quote, cue),
            setting=None if cue is None else setting(doc, cue),
        )
        yield Found("quote", *_place(doc, quote), detail)


def _place(doc: Doc, quote: Quote) -> tuple[int, int]:
    """The quote with its cue; of words without one, with their speaker only where that stands beside them."""
    first, last = quote.content[0].start, quote.content[-1].end
    if quote.cue is not None or quote.speaker is None:
        return quote.start, quote.end
    before = text_of(doc)[quote.speaker.end : first] if quote.speaker.end <= first else ""
    behind = text_of(doc)[last : quote.speaker.start] if last <= quote.speaker.start else ""
    apart = any(character.isalnum() for character in before + behind)
    return (first, last) if apart else (quote.start, quote.end)


def _said(quote: Quote, cue: Token | None) -> bool:
    """Whether it is words: marked ones, or a clause that another says, rather than wants or feels."""
    if quote.form != "indirect" or cue is None:
        return True
    says = is_speech(cue) or cue.lower_ == "according" or bool(noun_frames(cue))
    another = quote.speaker is not None and quote.speaker.text.lower() not in NARRATOR
    return another and says and any(_clausal(cue.doc, part) for part in quote.content)


def _clausal(doc: Doc, part: Span) -> bool:
    words = doc.char_span(part.start, part.end, alignment_mode="expand")
    return words is not None and any(word.tag_ in CLAUSAL for word in words)


class _Dates:
    """The Doc's dates, found by place."""

    def __init__(self, dates: Sequence[Date]) -> None:
        self.dates = sorted(dates, key=lambda date: date.start)
        self.starts = [date.start for date in self.dates]

    def of(self, quote: Quote, cue: Token) -> Date | None:
        """The point in time that the reporting clause carries, outside what it reports."""
        for child in (*cue.rights, *cue.lefts):
            if child.dep_ not in OBLIQUE | PREPOSITION | {"advmod", "nmod"}:
                continue
            start, end = child.left_edge.idx, child.right_edge.idx + len(child.right_edge)
            index = bisect_left(self.starts, start)
            if index < len(self.dates) and self.dates[index].end <= end:
                date = self.dates[index]
                inside = any(part.overlaps(date.start, date.end) for part in quote.content)
                if date.type in {"DATE", "TIME"} and not inside:
                    return date
        return None


def setting(doc: Doc, cue: Token) -> str | None:
    """Where it was said, as the text has it: "told a briefing", "in a statement", "on Twitter", "tweeted".

    A verb that names its own medium gives that medium; otherwise the noun of the reporting clause that
    stands in ``claims/data/settings.tsv``, with its determiner and adjectives.
    """
    places = table(SETTINGS)
    for noun in _circumstances(cue):
        if places.get(noun.lemma_.lower()) == "noun":
            return _phrase(doc, noun)
    medium = places.get(cue.lemma_.lower())
    return None if medium in (None, "noun") else medium


def _circumstances(cue: Token) -> Iterator[Token]:
    """The nouns of the reporting clause: hearers and what stands under prepositions."""
    for child in cue.rights:
        if child.dep_ in OBJECT | OBLIQUE | {"nmod"}:
            yield child
        elif child.dep_ in PREPOSITION:
            yield from (held for held in child.rights if held.dep_ in PREPOSITION_OBJECT)


def _phrase(doc: Doc, noun: Token) -> str:
    start = noun.i
    for child in noun.lefts:
        if child.dep_ not in {"case", "punct", "cc"}:
            start = child.left_edge.i
            break
    return " ".join(text_of(doc)[doc[start].idx : noun.idx + len(noun)].split())

"""A claim that a person makes or amends, with statement, question and worth as the machine would say them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc

from claims import language
from claims.article import Article
from claims.claim import DETAILS, Claim, Detail, Found, StatementDetail
from claims.errors import ClaimError
from claims.extract import moved
from claims.kinds import finders
from claims.statement import wording
from claims.worth import worth


def place(article: Article, words: str, *, near: int | None = None) -> tuple[int, int]:
    """Where these words stand, [start, end). Raises ClaimError where that is nowhere, or not one place.

    Of several places the one nearest to ``near`` is taken, if that is given.
    """
    starts = [i for i in range(len(article.text)) if article.text.startswith(words, i)] if words else []
    if not starts:
        raise ClaimError(
            f"the article does not say {words[:60]!r}: copy the words, or give --start and --end"
        )
    if len(starts) > 1 and near is None:
        shown = ", ".join(str(start) for start in starts[:5])
        raise ClaimError(
            f"the article says {words[:60]!r} {len(starts)} times (at {shown}): give --start and --end"
        )
    start = starts[0] if near is None else min(starts, key=lambda s: (abs(s - near), s))
    return start, start + len(words)


def made(
    article: Article,
    kind: str,
    start: int,
    end: int,
    *,
    detail: Detail | None,
    by: str,
    pipeline: str | None = None,
) -> Claim:
    """A claim of this kind at [start, end), its id still empty. Without ``detail`` the machine's is taken.

    Raises ClaimError where the place is none, or no detail can be found there.
    """
    if not 0 <= start < end <= len(article.text):
        raise ClaimError(f"no text at {start}–{end}: the article has {len(article.text)} characters")
    return _claim(_Read(article, pipeline), kind, start, end, detail=detail, by=by)


def remade(draft: Article) -> Callable[[Claim], Claim]:
    """Says a person's claim at a place of this draft with the statement and question that it has there."""
    read = _Read(draft, None)

    def remake(claim: Claim) -> Claim:
        again = _claim(read, claim.kind, claim.start, claim.end, detail=claim.detail, by=claim.made_by)
        return replace(again, id=claim.id)

    return remake


class _Read:
    """An article of which each section is analysed once, when a claim is made in it."""

    def __init__(self, article: Article, pipeline: str | None) -> None:
        self.article = article
        self._pipeline = pipeline
        self._docs: dict[int, Doc] = {}

    def at(self, start: int) -> tuple[int, Doc]:
        """The section that holds this place, and where it starts."""
        found = reversed(list(language.sections(self.article)))
        offset, section = next((o, s) for o, s in found if o <= start)
        if offset not in self._docs:
            self._docs[offset] = language.analyse(language.load(self._pipeline), section)
        return offset, self._docs[offset]


def _claim(read: _Read, kind: str, start: int, end: int, *, detail: Detail | None, by: str) -> Claim:
    offset, doc = read.at(start)
    local = (
        moved(detail, -offset) if detail is not None else _found_at(doc, kind, start - offset, end - offset)
    )
    found = Found(kind, start - offset, end - offset, local)  # type: ignore[arg-type]
    said, asked = wording(doc, found)
    return Claim(
        id="",
        kind=found.kind,
        start=start,
        end=end,
        text=read.article.text[start:end],
        statement=said,
        question=asked,
        worth=round(worth(doc, found), 4),
        made_by=by,
        detail=moved(local, offset),
    )


def amended(
    before: Claim, article: Article, start: int, end: int, *, detail: Detail | None, by: str
) -> Claim:
    """The claim at another place or with another detail; its id stays."""
    after = made(article, before.kind, start, end, detail=detail or before.detail, by=by)
    return replace(after, id=before.id)


def _found_at(doc: Doc, kind: str, start: int, end: int) -> Detail:
    """The detail of the machine's own claim of this kind that shares most of the span."""
    found = list[Found]()
    for find in finders().values():
        found += find(doc, tuple(found))
    here = [item for item in found if item.kind == kind and item.start < end and start < item.end]
    if here:
        return max(here, key=lambda item: min(end, item.end) - max(start, item.start)).detail
    if kind == "statement":
        return StatementDetail(None, None, None)
    keys = ", ".join(DETAILS[kind].__slots__)  # type: ignore[attr-defined]
    raise ClaimError(f"no {kind} is found in these words: give its --detail as JSON ({keys})")

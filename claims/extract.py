"""The verb of this layer: an article in, its claims, annotations and coverage out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from importlib.metadata import version
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from claims import coverage as holes
from claims import language
from claims.annotation import Annotations
from claims.article import CLAIM_ROLES, Article
from claims.claim import KINDS, Claim, Found, claim_id
from claims.extraction import Coverage, Extraction, MadeBy
from claims.kinds import finders
from claims.statement import wording
from claims.worth import worth

Moved = TypeVar("Moved")


def extract(
    article: Article,
    *,
    nlp: Language | None = None,
    kinds: Iterable[str] = KINDS,
    min_worth: float = 0.0,
) -> Extraction:
    """Split an article into checkable claims.

    ``kinds`` and ``min_worth`` choose what is returned; ids, annotations and coverage are computed
    before this choice. The same text gives the same claims on any machine.
    """
    nlp = nlp or language.load()
    drafts, annotations, coverages = list[Claim](), list[Annotations](), list[Coverage]()
    names = 0
    for offset, section in language.sections(article):
        doc = language.analyse(nlp, section)
        found = _found(doc)
        drafts += moved(_drafts(doc, found), offset)
        layers = renumbered(_annotations(doc), names)
        names += 1 + max((name.cluster for name in layers.names), default=names - 1) - names
        annotations.append(moved(layers, offset))
        coverages.append(moved(holes.coverage(doc, found), offset))
    wanted = frozenset(kinds)
    claims = within(identified(article, drafts))
    return Extraction(
        made_by=MadeBy(version("claimdesk"), f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"),
        article=article,
        claims=tuple(c for c in claims if c.kind in wanted and c.worth >= min_worth),
        annotations=_joined(annotations),
        coverage=Coverage(
            sum(c.sentences for c in coverages),
            sum(c.covered for c in coverages),
            tuple(hole for c in coverages for hole in c.uncovered),
        ),
    )


def _found(doc: Doc) -> list[Found]:
    """What every kind found in headline, captions and body, in the kinds' order, each thing once."""
    article: Article = doc._.claims_article
    found = dict[Found, None]()
    for find in finders().values():
        for item in find(doc, tuple(found)):
            if article.role_at(item.start) in CLAIM_ROLES:
                found.setdefault(item)
    return list(found)


def _drafts(doc: Doc, found: Sequence[Found]) -> tuple[Claim, ...]:
    """Claims without their ids: those depend on the whole article."""
    return tuple(_draft(doc, item) for item in found)


def _draft(doc: Doc, item: Found) -> Claim:
    said, asked = wording(doc, item)
    return Claim(
        id="",
        kind=item.kind,
        start=item.start,
        end=item.end,
        text=doc._.claims_article.text[item.start : item.end],
        statement=said,
        question=asked,
        worth=round(worth(doc, item), 4),
        made_by="machine",
        detail=item.detail,
    )


def identified(article: Article, drafts: Iterable[Claim]) -> list[Claim]:
    """The drafts in the contract's order, each with its id."""
    counts = Counter[tuple[str, str]]()
    claims = []
    for claim in sorted(drafts, key=lambda c: (c.start, c.end, c.kind)):
        key = claim.kind, " ".join(claim.text.split())
        claims.append(replace(claim, id=claim_id(article.id, *key, counts[key])))
        counts[key] += 1
    return sorted(claims, key=lambda c: (c.start, c.end, c.kind, c.id))


def within(claims: Sequence[Claim]) -> list[Claim]:
    """Each claim that stands inside a quotation's content, with that quote claim's id (the innermost)."""
    contents = sorted(
        (part.start, part.end, claim.id)
        for claim in claims
        if claim.kind == "quote"
        for part in claim.detail.content  # type: ignore[union-attr]
    )
    longest = max((end - start for start, end, _ in contents), default=0)

    def holder(claim: Claim) -> str | None:
        first = bisect_left(contents, (claim.end - longest,))
        last = bisect_right(contents, claim.start, key=lambda content: content[0])
        holding = (c for c in contents[first:last] if claim.end <= c[1] and claim.id != c[2])
        return min(((end - start, i) for start, end, i in holding), default=(0, None))[1]

    return [replace(c, detail=replace(c.detail, within=holder(c))) for c in claims]


def _annotations(doc: Doc) -> Annotations:
    by_place = lambda item: (item.start, item.end)  # noqa: E731
    return Annotations(
        names=tuple(sorted(doc._.claims_names, key=by_place)),
        dates=tuple(sorted(doc._.claims_dates, key=by_place)),
        quotes=tuple(sorted(doc._.claims_quotes, key=by_place)),
        quantities=tuple(sorted(doc._.claims_quantities, key=by_place)),
    )


def renumbered(layers: Annotations, first: int) -> Annotations:
    """The annotations with name clusters counted from ``first``."""
    names = tuple(replace(name, cluster=name.cluster + first) for name in layers.names)
    return replace(layers, names=names)


def _joined(parts: Sequence[Annotations]) -> Annotations:
    return Annotations(
        *(
            tuple(item for part in parts for item in getattr(part, field.name))
            for field in fields(Annotations)
        )
    )


def moved(value: Moved, offset: int) -> Moved:
    """The same value with every span in it moved by ``offset`` characters."""
    return value if offset == 0 else _moved(value, offset)


def _moved(value: Any, offset: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(item, offset) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: _moved(getattr(value, f.name), offset) for f in fields(value)}
        if "start" in changes:
            changes["start"] += offset
            changes["end"] += offset
        return replace(value, **changes)
    return value

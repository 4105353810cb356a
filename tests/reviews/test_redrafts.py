"""Generated edits, two hundred under `--soak`: what differs is never carried, and what nobody touched is.

Whether a claim differs is asked here once more of the documents' own JSON, without any code of the alignment.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import edits
import pytest
from spacy.language import Language

from claims import article, language
from claims.article import Article
from claims.claim import Claim
from claims.extract import extract
from claims.extraction import plain
from reviews import claiming
from reviews.drafts import Alignment, align

ROOT = Path(__file__).parents[2]
TEXTS = {
    "bridge": ROOT / "tests" / "claims" / "harbour_bridge.txt",
    "forum": ROOT / "examples" / "summit-in-lisbon.txt",
}
# Of each text by each kind of edit, in every run and under --soak.
DRAFTS, ALL_DRAFTS = 2, 10
UNTOUCHED = 0.98
AMENDED = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """An article with the machine's claims, some amended by a person; ``instead``: what those were before."""

    article: Article
    claims: tuple[Claim, ...]
    instead: dict[str, frozenset[tuple[str, str]]]
    people: tuple[str, ...]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


@pytest.fixture(scope="module", params=sorted(TEXTS))
def desk(nlp: Language, request: pytest.FixtureRequest) -> Desk:
    path = TEXTS[request.param]
    first = article.read(path.read_bytes(), name=path.name)
    found = extract(first, nlp=nlp)
    chosen = [c for c in found.claims if c.kind == "statement" and len(c.text.split()) > 4][:AMENDED]
    claims, instead = list(found.claims), {}
    for claim in chosen:
        start = claim.start + len(claim.text.split()[0]) + 1
        again = claiming.made(first, claim.kind, start, claim.end, detail=None, by="ana")
        claims[claims.index(claim)] = replace(again, id=claim.id)
        instead[claim.id] = frozenset({(str(claim.kind), claim.text)})
    people = {name.text for name in found.annotations.names if name.type == "PERSON" and " " in name.text}
    return Desk(first, tuple(claims), instead, tuple(sorted(people)))


def said(value: Any) -> Any:
    """A document's value without places and ids, white space collapsed."""
    if isinstance(value, dict):
        return {key: said(item) for key, item in value.items() if key not in ("start", "end", "within")}
    if isinstance(value, list):
        return [said(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def content(claim: Claim) -> str:
    document = plain(claim)
    return json.dumps([said(document[key]) for key in ("kind", "text", "statement", "detail")])


def redrafted(desk: Desk, text: str, nlp: Language) -> tuple[Alignment, tuple[Claim, ...]]:
    """What becomes of the claims in a draft of this text, and what the machine finds in it."""
    read = article.read(text.encode(), name="draft.txt", published=desk.article.published)
    draft = replace(read, draft=2)
    found = extract(draft, nlp=nlp).claims
    remake = claiming.remade(draft)
    return align(desk.claims, found, desk.article.text, text, remake=remake, instead=desk.instead), found


def untouched(desk: Desk, claim: Claim, text: str) -> bool:
    """Whether the sentences that the claim stands in are there in the new draft word for word."""
    old = desk.article.text
    mine = [old[a:b].strip() for a, b in edits.sentences(old) if a < claim.end and claim.start < b]
    return set(mine) <= {text[a:b].strip() for a, b in edits.sentences(text)}


@pytest.mark.parametrize("edit", [*edits.EDITS, edits.several], ids=lambda edit: edit.__name__)
def test_what_differs_is_never_carried_and_what_nobody_touched_is(
    desk: Desk, edit: edits.Edit, nlp: Language, request: pytest.FixtureRequest
) -> None:
    count = ALL_DRAFTS if request.config.getoption("--soak", default=False) else DRAFTS
    counts = Counter[str]()
    for text in edits.drafts(desk.article.text, desk.people, edit, count):
        alignment, found = redrafted(desk, text, nlp)
        assert [one.before for one in alignment.outcomes] == list(desk.claims)
        machine_s = Counter(map(content, found))
        for one in alignment.outcomes:
            stands = untouched(desk, one.before, text)
            same = one.before.made_by != "machine" or machine_s[content(one.before)] > 0
            counts["untouched"] += stands and same
            if one.fate == "carried":
                assert one.after is not None
                assert content(one.after) == content(one.before)
                assert text[one.after.start : one.after.end] == one.after.text
                counts["kept"] += stands and same
            elif one.after is not None:
                assert one.fate == "recheck"
                assert one.after.kind == one.before.kind
        settled(alignment, found)
    assert counts["untouched"] > 0
    assert counts["kept"] >= UNTOUCHED * counts["untouched"]


def settled(alignment: Alignment, found: tuple[Claim, ...]) -> None:
    """Each claim that the machine found is an old one's or new, never two at once; ids stay apart."""
    became = set(alignment.became)
    new = {claim.id for claim in alignment.new}
    assert not became & new
    assert became | new <= {claim.id for claim in found}
    assert len(set(alignment.became.values())) == len(became)

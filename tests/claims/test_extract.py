"""``extract`` as a whole: what the contract promises of every document, on an article and on mangled text."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claims import article, language
from claims.article import CLAIM_ROLES
from claims.claim import KINDS
from claims.extract import extract
from claims.extraction import ARTICLE_KEYS

HERE = Path(__file__).parent
SOURCE = HERE / "harbour_bridge.txt"
GOLDEN = HERE / "harbour_bridge.golden.json"
DOCUMENT_KEYS = ["schema", "made_by", "article", "paragraphs", "claims", "annotations", "coverage"]
CLAIM_KEYS = [
    "id",
    "kind",
    "start",
    "end",
    "text",
    "statement",
    "question",
    "worth",
    "made_by",
    "detail",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


@pytest.fixture(scope="module")
def bridge() -> article.Article:
    return article.read(SOURCE.read_bytes(), name=SOURCE.name)


@pytest.fixture(scope="module")
def document(nlp: Language, bridge: article.Article) -> dict[str, Any]:
    return extract(bridge, nlp=nlp).document()


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the document that has a place."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def claim_id(article_id: str, kind: str, text: str, n: int) -> str:
    """The contract's rule, written out again."""
    return hashlib.sha256(rfc8785.dumps([article_id, kind, text, n])).hexdigest()


def assert_contract(document: dict[str, Any]) -> None:
    text = document["article"]["text"]
    for found in spans(document):
        if "sha256" not in found:
            assert text[found["start"] : found["end"]] == found["text"]
    groups = defaultdict[tuple[str, str], set[str]](set)
    for claim in document["claims"]:
        groups[claim["kind"], " ".join(claim["text"].split())].add(claim["id"])
        assert claim["kind"] in KINDS
        assert 0 <= claim["worth"] <= 1
        assert claim["statement"]
        assert claim["question"].endswith("?")
    for key, ids in groups.items():
        assert ids == {claim_id(document["article"]["id"], *key, n) for n in range(len(ids))}
    assert len({claim["id"] for claim in document["claims"]}) == len(document["claims"])
    places = [(c["start"], c["end"], c["kind"], c["id"]) for c in document["claims"]]
    assert places == sorted(places)
    for layer in ("names", "dates"):
        items = document["annotations"][layer]
        assert [(i["start"], i["end"]) for i in items] == sorted((i["start"], i["end"]) for i in items)


def test_the_document_keeps_the_contract(document: dict[str, Any]) -> None:
    assert_contract(document)
    assert list(document) == DOCUMENT_KEYS
    assert list(document["article"]) == list(ARTICLE_KEYS)
    assert all(list(claim) == CLAIM_KEYS for claim in document["claims"])
    assert list(document["coverage"]) == ["sentences", "covered", "uncovered"]


def test_claims_come_from_headline_captions_and_body(
    document: dict[str, Any], bridge: article.Article
) -> None:
    assert {bridge.role_at(claim["start"]) for claim in document["claims"]} <= CLAIM_ROLES


def test_within_is_the_id_of_a_quote_that_holds_the_claim(document: dict[str, Any]) -> None:
    quotes = {claim["id"]: claim for claim in document["claims"] if claim["kind"] == "quote"}
    held = [claim for claim in document["claims"] if claim["detail"]["within"] is not None]
    assert held
    for claim in held:
        contents = quotes[claim["detail"]["within"]]["detail"]["content"]
        assert any(c["start"] <= claim["start"] and claim["end"] <= c["end"] for c in contents)


def test_the_same_text_gives_the_same_document(
    nlp: Language, bridge: article.Article, document: dict[str, Any]
) -> None:
    assert extract(bridge, nlp=nlp).document() == document


def test_a_choice_of_kinds_changes_nothing_else(
    nlp: Language, bridge: article.Article, document: dict[str, Any]
) -> None:
    chosen = extract(bridge, nlp=nlp, kinds=["date", "quote"], min_worth=0.2).document()
    wanted = [c for c in document["claims"] if c["kind"] in {"date", "quote"} and c["worth"] >= 0.2]
    assert chosen["claims"] == wanted
    assert chosen["annotations"] == document["annotations"]
    assert chosen["coverage"] == document["coverage"]


def test_offsets_hold_where_an_article_is_taken_in_sections(
    nlp: Language, bridge: article.Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "SECTION", 300)
    cut = extract(bridge, nlp=nlp).document()
    assert_contract(cut)
    assert cut["coverage"]["sentences"] > 0


def test_offsets_hold_where_a_file_is_one_line(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    line = " ".join(SOURCE.read_text(encoding="utf-8").split())
    monkeypatch.setattr(language, "SECTION", 400)
    whole = article.read(line.encode(), name="line.txt", published="2024-05-02")
    assert len(whole.paragraphs) == 1
    assert all(len(part.text) <= 400 for _, part in language.sections(whole))
    cut = extract(whole, nlp=nlp).document()
    assert_contract(cut)
    assert len(cut["claims"]) > 5


def test_a_line_of_ten_megabytes_is_taken_in_sections() -> None:
    text = "The mayor said no. " * 550_000
    sections = list(language.sections(article.read(text.encode(), name="line.txt")))
    assert len(sections) > 50
    assert max(len(part.text) for _, part in sections) <= language.SECTION
    assert "".join(part.text for _, part in sections) == text


def test_claims_of_the_article(document: dict[str, Any]) -> None:
    """The golden file: run with UPDATE_GOLDEN=1 after reading what changed."""
    got = [[claim["kind"], claim["text"]] for claim in document["claims"]]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(GOLDEN.read_text(encoding="utf-8"))


MARKS = ["“", "”", "‘", "’", '"', "'", "``", "''", "«", "»", "(", ")", "—", "\n\n", "\n", "\t", "\u00a0"]
STRANGE = ["\u200b", "\u200f", "\u202e", "🙂", "e\u0301", "中文", "مرحبا", "ß", "İ", "\ufffd", "\u2028"]


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """The article with marks and strange characters put in and stretches taken out."""
    text = SOURCE.read_text(encoding="utf-8")[:1500]
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 40))
        text = text[:at] + draw(st.sampled_from([*MARKS, *STRANGE, ""])) + text[at + cut :]
    return text


@settings(max_examples=10, deadline=None)
@given(mangled())
def test_mangled_text_gives_a_sound_document(nlp: Language, text: str) -> None:
    source = article.read((text or "x").encode(), name="a.txt", published="2024-05-02", force=True)
    assert_contract(extract(source, nlp=nlp).document())


@pytest.mark.parametrize("text", ["x", "“”“”", '"' * 50, "no full stop " * 200, "A.\n\nB.", "\u200b a"])
def test_odd_texts(nlp: Language, text: str) -> None:
    source = article.read(text.encode(), name="a.txt", force=True)
    assert_contract(extract(source, nlp=nlp).document())

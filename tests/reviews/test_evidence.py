"""Kept documents: their words compared with what is quoted, and their copies handed out again."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import claim_at, extraction_of
from typer.testing import Result

from claims.claim import QuoteDetail
from claims.span import Span
from reviews import keeping
from reviews.passages import compared, readable
from reviews.review import Evidence

Claims = Callable[..., Result]
ATTENDANCE, OFFICE, _ = (claim.id for claim in extraction_of().claims)
SAID = "We will not raise the fees"
ARTICLE = f'"{SAID}", Falk said.'


def evidence(quote: str | None = None) -> Evidence:
    """A transcript without an address."""
    return Evidence(
        id="e" * 64,
        claim_id="c",
        grade="primary",
        url=None,
        file="transcript.txt",
        sha256=None,
        type=None,
        title=None,
        quote=quote,
        note=None,
        source=None,
        due=None,
        origin="o",
        added_at="2026-03-03T09:00:00Z",
        added_by="ana",
    )


@pytest.mark.parametrize(
    ("document", "stance", "says"),
    [
        ("He said: we will not raise the fees, ever.", "supports", "unaltered"),
        ("He said: we will raise the fees, sadly.", "contradicts", "negation: not"),
        ("Nothing of the kind was said there.", "related", "does not have these words"),
    ],
)
def test_a_direct_quote_is_compared_with_the_document(document: str, stance: str, says: str) -> None:
    start = ARTICLE.index(SAID)
    detail = QuoteDetail("direct", None, (), None, (Span(SAID, start, start + len(SAID)),))
    found = compared(claim_at(ARTICLE, "a", "quote", ARTICLE, detail), evidence(), document, title="it")
    assert found is not None
    assert found.stance == stance
    assert says in found.reason
    assert found.excerpt in document


def test_other_kinds_are_not_compared() -> None:
    assert compared(extraction_of().claims[1], evidence(), "Falk is mayor", title="it") is None


def test_what_is_no_text_has_no_words() -> None:
    assert readable(b"%PDF-1.7 \x00\x01", name="scan.pdf") is None
    assert readable("Grüße aus Lidby".encode(), name="mail.txt") == "Grüße aus Lidby"


def test_the_place_of_a_passage_is_told(claims: Claims, article_file: Path) -> None:
    claims("extract", str(article_file))
    add = ("evidence", "add", OFFICE, str(article_file), "--grade", "primary", "--quote")
    assert "stands at" in claims(*add, "mayor of Lidby").stderr
    assert "does not have the words" in claims(*add, "king of all Spain and Portugal").stderr


def test_copies_are_exported_once_and_a_damaged_one_is_told(
    claims: Claims, article_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    monkeypatch.setenv("CLAIMS_EVIDENCE", str(folder))
    claims("extract", str(article_file))
    for claim in (OFFICE, ATTENDANCE):
        claims("evidence", "add", claim, str(article_file), "--grade", "primary")
    out = tmp_path / "out"
    assert claims("evidence", "export", "last", "-o", str(out)).exit_code == 0
    copies = sorted(path.name for path in out.iterdir())
    assert len(copies) == 2  # the one document that both claims share, and the list
    assert (out / copies[0]).read_bytes() == article_file.read_bytes()
    assert stat.S_IMODE((out / copies[0]).stat().st_mode) == 0o600
    listed = json.loads((out / "evidence.json").read_text())
    assert {item["claim_id"] for item in listed} == {OFFICE, ATTENDANCE}
    keeping.place(folder, listed[0]["sha256"]).write_bytes(b"another text")
    broken = claims("evidence", "export", "last", "-o", str(tmp_path / "again"))
    assert broken.exit_code == 1
    assert "lost or altered" in broken.stderr

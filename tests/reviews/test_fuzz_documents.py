"""Whatever a document made elsewhere holds, it is stored and reported, or one line says why not."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bending import bent_bytes, bent_json
from fuzzing import Fuzz, seeds
from test_writers import FRAMING, NAMES, checked, inert_csv, inert_html, inert_word, signed, written
from typer.testing import Result

from claims.annotation import Annotations
from claims.article import Article, Paragraph
from claims.claim import Claim, StatementDetail, claim_id
from claims.extraction import Coverage, Extraction, MadeBy, Uncovered
from reviews.report import snapshot
from reviews.review import Evidence
from reviews.store import Store

Claims = Callable[..., Result]
SIGNS = (
    b"</script>", b"<script>", b"]]>", b"<!--", b"&amp;", b"=cmd|", b"@SUM(", b"[a](javascript:x)", b"\xe2\x80\xae",
    b"\x1b[31m", b"\x0b", b"\x0c", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xf0\x9f\x99\x82", b"e\xcc\x81", b"\r", b"\t",
    b"``", b"\n\n", b"|", b"{{ 7 }}", b"{% x %}", b"\xc2\x85", b"\xe2\x80\xa8", b"\xd8\xa7", b"'''=", b"\\",
    b"javascript:",
)  # fmt: skip
CELLS = (
    b"confirmed", b"incorrect", b"attributed", b"(cut)", b'"', b'""', b",", b";", b"9" * 5000, b"-1", b"0", b"1",
    "²".encode(), "٣".encode(), b"overruled", b"claim,part,finding,version\n", b"\r\n",
)  # fmt: skip
SOUND: dict[str, Callable[[bytes], object]] = {
    "html": inert_html,
    "docx": inert_word,
    "csv": inert_csv,
    "json": json.loads,
    "claimreview": json.loads,
    "md": bytes.decode,
}


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What a file holds does not hang on the database."""
    return sqlite_url


def clear(done: Result) -> None:
    """Done, or refused in one line for each thing that was refused."""
    assert done.exit_code in (0, 1), done.stderr
    assert done.exit_code == 0 or done.stderr
    assert all(line.startswith("claims: ") for line in done.stderr.splitlines()), done.stderr


def fresh(url: str) -> str:
    """A copy of a database: what one case stored is nothing to the next."""
    path = Path(url.removeprefix("sqlite:///"))
    for old in path.parent.glob("case-*"):
        shutil.rmtree(old)
    copy = shutil.copy(path, tempfile.mkdtemp(prefix="case-", dir=path.parent))
    return f"sqlite:///{copy}"


def test_import(fuzz: Fuzz, store_url: str, claims: Claims) -> None:
    def stored(data: bytes) -> None:
        Path("made.json").write_bytes(data.replace(b"\n", b" "))
        url = fresh(store_url)
        done = claims("import", "made.json", "--db", url)
        clear(done)
        store = Store.open(url, actor="ana")
        kept = [store.review_of(line.id) for line in store.articles()]
        store.engine.dispose()
        assert bool(kept) is (done.exit_code == 0)
        for name in NAMES if kept else ():
            SOUND[name](written(name, snapshot(kept, FRAMING)))

    fuzz("documents", stored, bent_json(seeds("documents")))


def said(words: str) -> Extraction:
    """An article whose every paragraph is a claim that says its own words everywhere."""
    digest = hashlib.sha256(words.encode()).hexdigest()
    spans, at = [], 0
    for line in words.split("\n\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 2
    article = Article(
        digest, 1, words[:80] or None, words[:40] or None, "2026-03-02", words[:60], "en", digest, digest, words,
        tuple(Paragraph(start, end, "body") for start, end in spans),
    )  # fmt: skip
    claims = tuple(
        Claim(
            claim_id(digest, "statement", words[start:end], n), "statement", start, end, words[start:end],
            words[start:end], f"{words[start:end]}?", 0.5, words[:9] or "machine", StatementDetail(None, None, None),
        )
        for n, (start, end) in enumerate(spans)
    )  # fmt: skip
    hole = (Uncovered(0, len(words), words, "sentence", "opinion"),)
    return Extraction(MadeBy("1", words[:20]), article, claims, Annotations(), Coverage(1, 0, hole))


def test_writers(fuzz: Fuzz) -> None:
    def report(data: bytes) -> None:
        words = data.decode(errors="replace").replace("\0", "")
        made = signed(said(words))
        entries = tuple(replace(one, evidence=worn(one.claim.id, words)) for one in made.claims)
        report = snapshot([replace(made, claims=entries)], FRAMING)
        for name in NAMES:
            SOUND[name](written(name, report))

    fuzz("writers", report, bent_bytes(seeds("writers"), SIGNS))


def worn(claim: str, words: str) -> tuple[Evidence, ...]:
    """The evidence of a checked report, with these words in all its fields."""
    evidence = checked().sections[0].items[0].entry.evidence
    fields = ("url", "title", "quote", "note", "source")
    return tuple(replace(one, claim_id=claim, **dict.fromkeys(fields, words[:300])) for one in evidence)


def test_a_sheet_that_comes_back(fuzz: Fuzz, store_url: str, claims: Claims, article_file: Path) -> None:
    assert claims("extract", str(article_file)).exit_code == 0

    def filled(data: bytes) -> None:
        Path("back.csv").write_bytes(data)
        done = claims("decide", "--from", "back.csv", "--as", "ed", "--db", fresh(store_url))
        clear(done)

    fuzz("sheet", filled, bent_bytes(seeds("sheet"), (*SIGNS, *CELLS)))

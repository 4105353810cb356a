"""Kept documents: their words compared with what is quoted, and their copies handed out again."""

from __future__ import annotations

import io
import json
import mimetypes
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document as Word
from harbour import claim_at, extraction_of
from pytest_httpserver import HTTPServer
from typer.testing import Result

from claims.claim import QuoteDetail
from claims.span import Span
from reviews import keeping
from reviews.contents import WORD, Contents, contents
from reviews.passages import compared
from reviews.review import Evidence

Claims = Callable[..., Result]
ATTENDANCE, OFFICE, _ = (claim.id for claim in extraction_of().claims)
SAID = "We will not raise the fees"
ARTICLE = f'"{SAID}", Falk said.'


PAGE = b"""<!DOCTYPE html><html><head><title>Council minutes</title></head><body><article><h1>Council minutes</h1>
<p>The council of Lidby met on Monday, 2 March, in the old town hall by the harbour.</p>
<p>The clerk read out that Ines Falk is mayor of Lidby until the next election in May.</p></article></body></html>"""


def pdf(*lines: str, title: str) -> bytes:
    """A PDF of one page."""
    drawn = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {drawn}ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< /Title ({title}) >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    ends = f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{ends}".encode()


def word(*paragraphs: str, title: str) -> bytes:
    """A Word file with a title among its properties."""
    document, stream = Word(), io.BytesIO()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


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
    assert contents(b"%PDF-1.7 \x00\x01", name="scan.pdf") == Contents("application/pdf", None, None)
    assert contents("Grüße aus Lidby".encode(), name="mail.txt").text == "Grüße aus Lidby"


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


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PAGE, "minutes.txt", "text/html"),
        (pdf("Minutes", title="Minutes"), "minutes.doc", "application/pdf"),
        (word("Minutes", title=""), "minutes.pdf", WORD),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20), "scan.txt", "image/png"),
        (b"Plain words.", "minutes.txt", "text/plain"),
        (b"# Words", "minutes.md", "text/markdown"),
        (b"PK\x03\x04 and no more", "figures.xlsx", mimetypes.guess_type("figures.xlsx")[0]),
        (b"\0\x07\0\x07", "unknown.qqq", None),
    ],
)
def test_the_content_says_the_type_before_the_name_does(data: bytes, name: str, kind: str | None) -> None:
    assert contents(data, name=name).type == kind


def test_a_server_s_word_counts_where_the_content_says_nothing() -> None:
    told = contents(b"\0\x07\0\x07", name="https://x.example/a", said="Application/X-Tally; charset=x")
    assert told.type == "application/x-tally"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("minutes.html", PAGE),
        ("minutes.pdf", pdf("The clerk read out that", "Falk is mayor of Lidby.", title="Council minutes")),
        (
            "minutes.docx",
            word("They met.", "It is said that Falk is mayor of Lidby.", title="Council minutes"),
        ),
    ],
)
def test_title_type_and_place_are_read_from_the_document(
    claims: Claims, article_file: Path, name: str, data: bytes
) -> None:
    document = article_file.with_name(name)
    document.write_bytes(data)
    claims("extract", str(article_file))
    quote = "Falk is mayor of Lidby"
    added = claims("evidence", "add", OFFICE, str(document), "--grade", "primary", "--quote", quote)
    assert added.exit_code == 0
    (one,) = json.loads(claims("evidence", "show", added.stdout.strip(), "--json").stdout)
    read = contents(data, name=name)
    assert read.text is not None
    assert read.text[one["start"] : one["end"]] == quote
    assert (one["title"], one["type"]) == ("Council minutes", read.type)


def test_a_printer_s_title_is_none() -> None:
    assert contents(pdf("x", title="Microsoft Word - draft2.doc"), name="a.pdf").title is None


def test_what_is_refused_leaves_no_copy(
    claims: Claims, article_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    monkeypatch.setenv("CLAIMS_EVIDENCE", str(folder))
    claims("extract", str(article_file))
    claims("drop", OFFICE)
    refused = claims("evidence", "add", OFFICE, str(article_file), "--grade", "primary")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "is dropped and takes no evidence" in refused.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "kept" in path.parts] == []
    assert json.loads(claims("evidence", "list", "last", "--json").stdout) == []


def test_a_copy_that_cannot_be_kept_is_no_evidence(
    claims: Claims, article_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    monkeypatch.setenv("CLAIMS_EVIDENCE", str(tmp_path / "kept"))
    claims("extract", str(article_file))
    refused = claims("evidence", "add", OFFICE, str(article_file), "--grade", "primary")
    assert refused.exit_code == 1
    assert "cannot keep a document" in refused.stderr
    assert json.loads(claims("evidence", "list", "last", "--json").stdout) == []


@pytest.fixture
def archiving(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page, and an archive that takes two looks to keep it, in the settings; the page's address."""
    page = httpserver.url_for("/minutes")
    httpserver.expect_ordered_request("/minutes").respond_with_data(PAGE, content_type="text/html")
    authorized = {"Authorization": "LOW access:secret"}
    httpserver.expect_ordered_request(
        "/save", method="POST", headers=authorized, data=f"url={quote(page, safe='')}"
    ).respond_with_json({"url": page, "job_id": "spn2-1"})
    state = {"status": "success", "timestamp": "20260303090000", "original_url": page}
    for answer in ({"status": "pending"}, state):
        httpserver.expect_ordered_request("/save/status/spn2-1", headers=authorized).respond_with_json(answer)
    monkeypatch.setenv("CLAIMS_OFFLINE", "0")
    monkeypatch.setenv("CLAIMS_CONTACT", "desk@example.org")
    monkeypatch.setattr("sources.savepage.PAUSE", 0.0)
    settings = f"""[network]\nallow_private = true\n[sources.wayback]
api = "{httpserver.url_for("").rstrip("/")}"\nkey = "access:secret"\nper_second = 1000"""
    Path("claims.toml").write_text(settings)
    return page


def test_the_archive_is_asked_for_a_copy(claims: Claims, article_file: Path, archiving: str) -> None:
    claims("extract", str(article_file))
    added = claims("evidence", "add", OFFICE, archiving, "--grade", "primary", "--archive")
    assert added.exit_code == 0
    (one,) = json.loads(claims("evidence", "show", added.stdout.strip(), "--json").stdout)
    assert one["archived"].endswith(f"/web/20260303090000/{archiving}")
    assert one["title"] == "Council minutes"
    sent = claims("sources", "--sent").stdout
    assert archiving in sent
    assert "secret" not in sent


def test_without_keys_the_evidence_stands_and_the_mend_is_told(
    claims: Claims, article_file: Path, archiving: str
) -> None:
    Path("claims.toml").write_text("[network]\nallow_private = true\n")
    claims("extract", str(article_file))
    added = claims("evidence", "add", OFFICE, archiving, "--grade", "primary", "--archive")
    assert added.exit_code == 0
    assert "set [sources.wayback] key" in added.stderr
    (one,) = json.loads(claims("evidence", "show", added.stdout.strip(), "--json").stdout)
    assert (one["archived"], one["title"]) == (None, "Council minutes")


def test_only_a_page_is_archived(claims: Claims, article_file: Path) -> None:
    claims("extract", str(article_file))
    refused = claims("evidence", "add", OFFICE, str(article_file), "--grade", "primary", "--archive")
    assert refused.exit_code == 2

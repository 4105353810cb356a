from pathlib import Path

import pytest
from docx import Document as Word
from wikibase_double import claim, make_session

from claims.article import Article
from claims.claim import Claim, QuoteDetail
from claims.span import Named, Span
from sources.candidate import Candidate, Failure
from sources.documents import Documents
from sources.errors import SourceUnusable
from sources.settings import Settings, SourceSettings

SAID = "We will not close the harbour this winter, and nobody will lose a job over it."


def pdf(words: str) -> bytes:
    """A PDF of one page with one line of text; no text, no text layer."""
    drawn = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET" if words else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(body)
    size = len(objects) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{body}startxref\n{start}\n%%EOF\n".encode("ascii")


def quotation(words: str, form: str = "direct") -> Claim:
    speaker = Named("Ana Lima", 0, 8, "Ana Lima")
    return claim("quote", QuoteDetail(form, speaker, (speaker,), None, (Span(words, 0, len(words)),)))


def asked(folder: Path, article: Article, one: Claim, **more: int) -> list[Candidate | Failure]:
    settings = Settings(offline=True, sources={"documents": SourceSettings(folder=folder)}, **more)
    return list(Documents(make_session(settings), settings).ask([one], article, ()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "transcript.txt").write_text(f"ANA LIMA: {SAID}\n", "utf-8")
    (tmp_path / "page.html").write_text(
        f"<html><body><article><p>{SAID}</p></article></body></html>", "utf-8"
    )
    (tmp_path / "release.pdf").write_bytes(pdf(SAID))
    word = Word()
    word.add_paragraph(SAID)
    word.save(tmp_path / "notes.docx")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_each_format_is_read_here(folder: Path, article: Article) -> None:
    found = asked(folder, article, quotation("nobody will lose a job over it"))
    assert [one.title for one in found if isinstance(one, Candidate)] == [
        "transcript.txt",
        "notes.docx",
        "page.html",
        "release.pdf",
    ]
    assert {one.stance for one in found if isinstance(one, Candidate)} == {"supports"}
    assert all(one.excerpt == "nobody will lose a job over it" for one in found if isinstance(one, Candidate))


def test_a_dropped_negation_is_told(folder: Path, article: Article) -> None:
    found = asked(
        folder, article, quotation("We will close the harbour this winter, and nobody will lose a job")
    )
    first = found[0]
    assert isinstance(first, Candidate)
    assert first.stance == "contradicts"
    assert "negation: not" in first.reason


@pytest.mark.parametrize(
    ("words", "form"),
    [("The mayor resigned yesterday after the vote", "direct"), (SAID, "indirect")],
)
def test_what_no_document_has(folder: Path, article: Article, words: str, form: str) -> None:
    assert asked(folder, article, quotation(words, form)) == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("scan.pdf", pdf(""), "perhaps a scan"),
        ("cut.pdf", pdf(SAID)[:60], "no readable PDF"),
        ("junk.pdf", b"not a PDF", "no readable PDF"),
        ("empty.txt", b"", "holds no text"),
        ("junk.docx", b"PK\x03\x04junk", "junk.docx"),
        ("large.txt", b"x" * 2_000_001, "above 2 MB"),
    ],
)
def test_an_unreadable_document_costs_one_line(
    folder: Path, article: Article, name: str, data: bytes, said: str
) -> None:
    (folder / name).write_bytes(data)
    found = asked(folder, article, quotation("nobody will lose a job over it"), max_body=2_000_000)
    (failure,) = (one for one in found if isinstance(one, Failure))
    assert said in failure.message
    assert name in failure.message
    assert "\n" not in failure.message
    assert len(found) == 5


def test_no_folder(tmp_path: Path, article: Article) -> None:
    with pytest.raises(SourceUnusable, match="no such folder"):
        asked(tmp_path / "gone", article, quotation(SAID))

import socket
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as Word
from wikibase_double import claim, make_session

from claims.article import Article
from claims.claim import Claim, QuoteDetail
from claims.span import Named, Span
from sources.candidate import Candidate, Failure
from sources.documents import Documents
from sources.errors import SourceUnusable
from sources.origins import joined
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


ELSEWHERE = "http://10.0.0.8/secret"


def word_that_asks() -> bytes:
    """A Word file whose document type, entity, template and picture lie elsewhere."""
    stream = BytesIO()
    word = Word()
    word.add_paragraph(SAID)
    word.save(stream)
    made = BytesIO()
    with ZipFile(stream) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                doctype = (
                    f'<!DOCTYPE w:document SYSTEM "{ELSEWHERE}.dtd" [<!ENTITY far SYSTEM "{ELSEWHERE}">]>'
                )
                head, _, body = data.partition(b"?>")
                data = (
                    head
                    + b"?>"
                    + doctype.encode()
                    + body.replace(b"<w:r>", b"<w:r><w:t>&far;</w:t></w:r><w:r>", 1)
                )
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
                far = f'<Relationship Id="far" Type="{kind}" Target="{ELSEWHERE}" TargetMode="External"/>'
                data = data.replace(b"</Relationships>", f"{far}</Relationships>".encode())
            new.writestr(name, data)
    return made.getvalue()


PAGE_THAT_ASKS = f"""<!DOCTYPE html SYSTEM "{ELSEWHERE}.dtd" [<!ENTITY far SYSTEM "{ELSEWHERE}">]>
<html><head><base href="{ELSEWHERE}/"><link rel="stylesheet" href="{ELSEWHERE}.css">
<meta http-equiv="refresh" content="0; url={ELSEWHERE}"><script src="{ELSEWHERE}.js"></script></head>
<body><article><p>&far;{SAID}</p><img src="{ELSEWHERE}.png"><iframe src="{ELSEWHERE}"></iframe>
<object data="{ELSEWHERE}"></object></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "data"), [("asks.docx", word_that_asks()), ("asks.html", PAGE_THAT_ASKS.encode())]
)
def test_what_a_document_points_at_is_not_fetched(
    tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        pytest.fail(f"a document was read with a connection: {args}")

    for way in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, way, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (tmp_path / name).write_bytes(data)
    (found,) = asked(tmp_path, article, quotation(SAID))
    assert isinstance(found, Candidate), found
    assert found.stance == "supports"


def test_no_folder(tmp_path: Path, article: Article) -> None:
    with pytest.raises(SourceUnusable, match="no such folder"):
        asked(tmp_path / "gone", article, quotation(SAID))


def test_a_saved_web_page_is_of_the_page_that_it_names(tmp_path: Path, article: Article) -> None:
    page = (
        "<html><head><link rel='canonical' href='{}'></head><body><article><p>{}</p></article></body></html>"
    )
    for name in ("first", "again"):
        saved = page.format("https://www.harbour-times.example.org/2021/ferry?utm_source=mail", SAID)
        (tmp_path / f"{name}.html").write_text(f"{saved}<!-- {name} -->", "utf-8")
    (tmp_path / "plain.txt").write_text(SAID, "utf-8")
    found = [x for x in asked(tmp_path, article, quotation(SAID)) if isinstance(x, Candidate)]
    elsewhere = replace(
        found[0], id="0", source="gdelt", url="http://harbour-times.example.org/2021/ferry", origin="x"
    )
    again, first, plain, other = (one.origin for one in joined([*found, elsewhere]))
    assert again == first == other != plain

"""The Word copies and the CSV report in LibreOffice: as pages, with the changes settled, and filled in.

Needs `soffice` with Writer and Calc; skipped where it is not installed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from manuscript import LINES, accepted, manuscript
from office import PROGRAM, Office
from pypdf import PdfReader
from typer.testing import Result

from reviews import rules
from reviews.report import Choice, Framing, build
from reviews.store import Store
from reviews.writers import as_docx

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice (soffice) is not installed")
ALONE = rules.Policy(second_review=False)
Claims = Callable[..., Result]


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What a file holds does not hang on the database."""
    return sqlite_url


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One LibreOffice for all."""
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def own(word_desk: Store) -> Store:
    """The editor's own Word file, with a correction, a cut and a recommendation."""
    settle(word_desk, "office", "corrected", "Falk was mayor of Lidby")
    settle(word_desk, "statement", "cut", None)
    decide(word_desk, "attendance", "They met in town")
    return word_desk


def decide(desk: Store, kind: str, replacement: str | None) -> str:
    claim = desk.claims(kind=kind)[0].id  # type: ignore[arg-type]
    desk.act(
        claim,
        lambda one, review: rules.decide(
            one, review, finding="incorrect", policy=ALONE, replacement=replacement, note="so says the town"
        ),
    )
    return claim


def settle(desk: Store, kind: str, resolution: str, replacement: str | None) -> None:
    desk.act(
        decide(desk, kind, replacement),
        lambda one, review: rules.resolve(one, review, resolution=resolution, actor="ed", policy=ALONE),
    )


def written(desk: Store, path: Path, *choices: Choice) -> Path:
    stream = io.BytesIO()
    as_docx.write(build(desk, [desk.article_id("last")], Framing(choices=frozenset(choices))), stream)
    path.write_bytes(stream.getvalue())
    return path


def test_the_checking_copy_as_pages_has_the_text_and_every_comment(
    own: Store, office: Office, tmp_path: Path
) -> None:
    pages = PdfReader(office.pdf(written(own, tmp_path / "copy.docx"))).pages
    said = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert [line for line in LINES[:2] if line not in said] == []
    notes = [
        str(note.get_object().get("/Contents", "")) for page in pages for note in page.get("/Annots", ())
    ]
    for words in ("Checking copy", "Is this so: Falk is mayor of Lidby?", "so says the town", "Old remark"):
        assert any(words in note for note in notes)


def test_changes_accepted_give_the_corrected_text_and_refused_the_draft(
    own: Store, office: Office, tmp_path: Path
) -> None:
    copy = written(own, tmp_path / "copy.docx", "checked")
    draft = accepted(manuscript())
    corrected = draft.replace("Falk is mayor", "Falk was mayor").replace(" The fees doubled in May.", "")
    assert accepted(office.settled(copy, "Accept").read_bytes()) == corrected
    # The draft's author had struck out a word: whoever refuses all has it back too.
    struck = draft.replace("Boats pay more. The quay", "Boats will ")
    assert " ".join(accepted(office.settled(copy, "Reject").read_bytes()).split()) == " ".join(struck.split())


@pytest.mark.parametrize("choices", [(), ("checked",)])
def test_an_article_that_was_no_word_file_opens_too(
    stocked: Store, office: Office, tmp_path: Path, choices: tuple[Choice, ...]
) -> None:
    settle(stocked, "office", "corrected", "Falk was mayor of Lidby")
    (page,) = PdfReader(office.pdf(written(stocked, tmp_path / "copy.docx", *choices))).pages
    assert "Mayor Ines Falk met Omar Tull and Ruta Berg" in " ".join(page.extract_text().split())
    width, height = page.mediabox[2:]
    assert (round(width), round(height)) == (595, 842)


def test_a_table_filled_in_with_a_spreadsheet_comes_back(
    claims: Claims, office: Office, article_file: Path
) -> None:
    claims("extract", str(article_file))
    claims("report", "last", "-o", "out.csv")
    table = list(csv.DictReader(io.StringIO(Path("out.csv").read_bytes().decode(), newline="")))
    at = next(n for n, row in enumerate(table, start=1) if row["kind"] == "office")
    filled = office.filled(Path("out.csv").resolve(), list(table[0]).index("finding"), at, "not checkable")
    result = claims("decide", "--from", str(filled), "--as", "ed")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0, f"claims: 1 row of {filled} had been filled in"
    )  # fmt: skip
    assert claims("list", "--finding", "not_checkable").stdout.count("\n") == 1

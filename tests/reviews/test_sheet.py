"""The CSV report: a form that comes back, inert in a spreadsheet, and does nothing that nobody filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import extraction_of
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from reviews import sheet

Claims = Callable[..., Result]
OFFICE = extraction_of().claims[1].id


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What a file holds does not hang on the database."""
    return sqlite_url


@pytest.fixture
def table(claims: Claims, article_file: Path) -> list[dict[str, str]]:
    """The rows of a fresh report."""
    claims("extract", str(article_file))
    return rows(claims)


def rows(claims: Claims) -> list[dict[str, str]]:
    claims("report", "last", "-o", "out.csv")
    return list(csv.DictReader(Path("out.csv").open(encoding="utf-8", newline="")))


def give_back(
    claims: Claims, table: list[dict[str, str]], *, delimiter: str = ",", code: str = "utf-8"
) -> Result:
    with Path("back.csv").open("w", encoding=code, newline="") as stream:
        writer = csv.DictWriter(stream, list(table[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)
    return claims("decide", "--from", "back.csv", "--as", "ed")


def row(table: list[dict[str, str]], kind: str, part: str = "") -> dict[str, str]:
    return next(one for one in table if (one["kind"], one["part"]) == (kind, part))


def test_a_row_for_each_claim_and_each_attendee(table: list[dict[str, str]]) -> None:
    assert [(one["kind"], one["part"]) for one in table] == [
        ("attendance", ""), ("attendance", "0"), ("attendance", "1"), ("attendance", "2"),
        ("office", ""), ("statement", ""),
    ]  # fmt: skip
    assert list(table[0]) == list(sheet.COLUMNS)


@pytest.mark.parametrize(("delimiter", "code"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_what_was_filled_in_comes_back(
    claims: Claims, table: list[dict[str, str]], delimiter: str, code: str
) -> None:
    row(table, "office").update({"finding": "Incorrect", "replace": "Falk was mayor", "note": "“gone”"})
    row(table, "attendance", "1").update({"finding": "not checkable"})
    row(table, "statement").update({"finding": "misleading", "resolution": "cut"})
    result = give_back(claims, table, delimiter=delimiter, code=code)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0, "claims: 3 rows of back.csv had been filled in"
    )  # fmt: skip
    after = rows(claims)
    office = row(after, "office")
    assert (office["finding"], office["replace"], office["checked_by"]) == (
        "incorrect",
        "Falk was mayor",
        "ed",
    )
    assert "“gone”" in office["said"]
    assert row(after, "attendance")["finding"] == "not_checkable"
    assert [row(after, "attendance", n)["finding"] for n in "012"] == ["", "not_checkable", ""]
    assert row(after, "statement")["resolution"] == "cut"


def test_what_nobody_touched_does_nothing_whatever_came_since(
    claims: Claims, table: list[dict[str, str]]
) -> None:
    claims("decide", OFFICE, "--finding", "confirmed", "--as", "ana")
    before = claims("log", "--json").stdout
    result = give_back(claims, table)
    assert (result.exit_code, claims("log", "--json").stdout) == (0, before)


def test_the_same_file_twice_does_it_once(claims: Claims, table: list[dict[str, str]]) -> None:
    row(table, "office").update(
        {"finding": "incorrect", "resolution": "corrected", "replace": "x", "note": "why"}
    )
    row(table, "statement").update({"note": "a remark"})
    give_back(claims, table)
    before = claims("log", "--json").stdout
    result = give_back(claims, table)
    assert (result.exit_code, claims("log", "--json").stdout) == (0, before)


def test_who_comes_second_is_told_and_the_other_rows_go_on(
    claims: Claims, table: list[dict[str, str]]
) -> None:
    claims("decide", OFFICE, "--finding", "confirmed", "--as", "ana")
    row(table, "office").update({"finding": "incorrect"})
    row(table, "statement").update({"finding": "confirmed"})
    result = give_back(claims, table)
    assert result.exit_code == 1
    assert "back.csv, row 6: ana changed claim" in result.stderr
    after = rows(claims)
    assert (row(after, "office")["finding"], row(after, "statement")["finding"]) == ("confirmed", "confirmed")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"finding": "perhaps"}, "no finding 'perhaps'"),
        ({"replace": "Falk was"}, "a replacement needs a finding"),
        ({"finding": "confirmed", "version": ""}, "the cell 'version' is empty"),
        ({"finding": "confirmed", "version": "x"}, "the cell 'version' holds 'x'"),
        ({"finding": "confirmed", "claim": "f" * 64}, "nothing stored answers"),
    ],
)
def test_a_row_that_cannot_be_meant_gives_its_line(
    claims: Claims, table: list[dict[str, str]], cells: dict[str, str], said: str
) -> None:
    row(table, "office").update(cells)
    result = give_back(claims, table)
    assert result.exit_code == 1
    assert "back.csv, row 6: " in result.stderr
    assert said in result.stderr
    assert row(rows(claims), "office")["finding"] == ""


def test_an_emptied_finding_is_not_guessed_at(claims: Claims, table: list[dict[str, str]]) -> None:
    claims("decide", OFFICE, "--finding", "confirmed", "--as", "ana")
    table = rows(claims)
    row(table, "office")["finding"] = ""
    result = give_back(claims, table)
    assert (result.exit_code, "the cell 'finding' was emptied" in result.stderr) == (1, True)


def test_another_file_is_refused_in_one_line(claims: Claims) -> None:
    Path("other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = claims("decide", "--from", "other.csv")
    assert result.exit_code == 1
    assert result.stderr == (
        "claims: other.csv has no column 'claim': give the file of `claims report -o FILE.csv`, filled in\n"
    )
    assert claims("decide", "--from", "none.csv").exit_code == 1
    assert claims("decide", OFFICE, "--from", "other.csv").exit_code == 2
    assert claims("decide", OFFICE).exit_code == 2


def test_a_byte_order_mark_on_request(claims: Claims, table: list[dict[str, str]]) -> None:
    claims("report", "last", "-o", "marked.csv", "--bom")
    plain = Path("out.csv").read_bytes()
    assert Path("marked.csv").read_bytes() == b"\xef\xbb\xbf" + plain
    assert claims("report", "last", "-o", "out.json", "--bom").exit_code == 2


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "＝1"])
def test_a_formula_is_words(cell: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerow([sheet.defused(cell)])
    assert next(csv.reader(io.StringIO(written.getvalue(), newline="")))[0].startswith("'")
    assert sheet.plain(sheet.defused(cell)) == cell


@given(st.text())
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert sheet.plain(sheet.defused(cell)) == cell
    assert not sheet.defused(cell).startswith(tuple("=+-@\t\r\n"))

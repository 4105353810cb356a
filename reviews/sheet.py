"""The CSV report as a form: what the cells of a claim hold, and what a person filled in when it comes back.

``version`` is what the claim's review stood at when the file was written. A cell counts as filled in where
it differs from what was written then, so that a cell nobody touched does nothing, whatever came since.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.claim import AttendanceDetail, Claim
from claims.readers import encoding
from reviews.chain import Event
from reviews.errors import SheetError
from reviews.review import Review, review

COLUMNS = (
    "number", "claim", "part", "kind", "state", "text", "question", "finding", "replace", "resolution",
    "note", "workflow", "checked_by", "resolved_by", "signed_off_by", "grade", "evidence", "suggested",
    "said", "at_odds", "changed", "assignee", "worth", "article", "draft", "version",
)  # fmt: skip
# What a person may fill in.
FILLED = ("finding", "replace", "resolution", "note")
# The columns without which nothing can be read back.
NEEDED = ("claim", "part", "finding", "version")
# In the column "replace": the words go, nothing comes in their place.
CUT = "(cut)"
DELIMITERS = ",;\t"
# What a spreadsheet takes for a formula, by OWASP's list, and what is such a thing with apostrophes before it.
RISKY = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What one row asks for; None where its cell says what it said, or is not there.

    ``row`` is the spreadsheet's number of it, ``seen`` the version that the person looked at. A replacement
    without a resolution goes with the finding that stood. An empty ``replacement`` cuts.
    """

    row: int
    claim: str
    part: int | None
    seen: int
    finding: str | None
    replacement: str | None
    resolution: str | None
    note: str | None


def defused(cell: str) -> str:
    """The cell as words: an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if RISKY.match(cell) else cell


def plain(cell: str) -> str:
    """The cell as it was before it was defused."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell[1:]) else cell


def form(claim: Claim, standing: Review, part: int | None) -> dict[str, str]:
    """The cells that a person may change, as the review stands; ``part`` None is the claim's own row."""
    if part is None:
        finding = standing.finding
    else:
        finding = next((one.finding for one in standing.parts if one.part == part), None)
    correction = standing.correction
    here = correction is not None and _part_at(claim, correction.start, correction.end) == part
    return {
        "finding": finding or "",
        "replace": (correction.new or CUT) if here and correction is not None else "",
        "resolution": (standing.resolution or "") if part is None else "",
        "note": "",
    }


def _part_at(claim: Claim, start: int, end: int) -> int | None:
    attendees = claim.detail.attendees if isinstance(claim.detail, AttendanceDetail) else ()
    return next((one.part for one in attendees if (one.start, one.end) == (start, end)), None)


def rows(data: bytes, *, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows with their numbers, from 2, cells as they were before they were defused. Raises SheetError."""
    text, _ = encoding.decode(data, name=name)
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise SheetError(
            f"{name} has no column {missing[0]!r}: give the file of `claims report -o FILE.csv`, filled in"
        )
    for number, row in enumerate(reader, start=2):
        cells = {key: plain(value or "") for key, value in row.items() if isinstance(key, str)}
        if cells["claim"].strip():
            yield number, cells


def asked(row: int, cells: Mapping[str, str], claim: Claim, history: Sequence[Event]) -> Asked | None:
    """What a row asks for; None where nobody filled it in, or all of it was done. Raises SheetError."""
    part, seen = _number(cells, "part"), _number(cells, "version")
    if seen is None:
        raise SheetError("the cell 'version' is empty: write the report again and fill that in")
    then = form(claim, review(event for event in history if event.sequence <= seen), part)
    changed = _changed(cells, then)
    if part is not None and "resolution" in changed:
        raise SheetError("a resolution is of a whole claim: write it in the claim's own row")
    now = form(claim, review(history), part)
    said = {(event.payload or {}).get("note") for event in history if event.sequence > seen}
    left = {name: cell for name, cell in changed.items() if cell != now[name] and cell not in said}
    if not left:
        return None
    words = left.get("replace")
    decides = "finding" in left or (words is not None and "resolution" not in left)
    return Asked(
        row=row,
        claim=claim.id,
        part=part,
        seen=seen,
        finding=(left.get("finding") or then["finding"] or None) if decides else None,
        replacement="" if words == CUT else words,
        resolution=left.get("resolution"),
        note=left.get("note"),
    )


def _changed(cells: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """The cells that a person filled in, findings and resolutions by their own names."""
    changed = dict[str, str]()
    for column, was in then.items():
        cell = cells.get(column, was)
        if cell.split() == was.split():
            continue
        if not cell.strip():
            raise SheetError(
                f"the cell {column!r} was emptied: write what it should be ({CUT} cuts the words)"
            )
        changed[column] = _word(cell) if column in ("finding", "resolution") else cell.strip()
    return changed


def _word(cell: str) -> str:
    return "_".join(cell.lower().split())


def _number(cells: Mapping[str, str], column: str) -> int | None:
    cell = cells[column].strip()
    if cell and not cell.isdecimal():
        raise SheetError(f"the cell {column!r} holds {cell[:20]!r} and no number: leave it as it was written")
    return int(cell) if cell else None

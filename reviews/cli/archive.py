"""`claims archive`: what was decided before on a claim like this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import Column, print_json, print_table, short

if TYPE_CHECKING:
    from reviews.rows import ClaimLine

# How many are shown, and from which likeness (0 to 100) on.
SHOWN = 5
ALIKE = 60.0


@dataclass(frozen=True, slots=True)
class Alike:
    """A decided claim and how much it is like the words asked for, 0 to 1."""

    score: float
    claim: ClaimLine


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "archive", json=True)(archive)


def archive(
    desk: Desk,
    text: Annotated[str, typer.Argument(metavar="TEXT|CLAIM", help="Words, or a claim's id.")],
) -> None:
    """Show decided claims like this one; never a decision on it."""
    from reviews.errors import UnknownId

    own = None
    try:
        own = desk.store.claim_id(text)
        text = desk.store.claim_review(own).claim.statement
    except UnknownId:
        desk.note("taken as words to search for")
    decided = [line for line in desk.store.claims() if line.finding is not None and line.id != own]
    found = _alike(text, decided)
    if desk.json:
        print_json([Alike(round(score / 100, 4), line) for score, line in found])
        return
    columns = (
        Column("ID", "dim"),
        Column("ALIKE", right=True),
        Column("FINDING"),
        Column("STATE"),
        Column("CLAIM", wraps=True),
    )
    rows = [
        (short(line.id), f"{score / 100:.2f}", line.finding or "", line.workflow, line.statement)
        for score, line in found
    ]
    print_table(columns, rows)


def _alike(text: str, decided: list[ClaimLine]) -> list[tuple[float, ClaimLine]]:
    """The decided claims most like the text, most alike first."""
    from rapidfuzz import fuzz, process, utils

    statements = [line.statement for line in decided]
    found = process.extract(
        text,
        statements,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=SHOWN,
        score_cutoff=ALIKE,
    )
    return [(score, decided[index]) for _, score, index in found]

"""`claims decide --from`: a CSV report that comes back filled in. Each row stands for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import ClaimsError
from reviews import rules, sheet
from reviews.errors import ReviewsError, SheetError

if TYPE_CHECKING:
    from reviews.cli.desk import Desk
    from reviews.store import Rule


def take_back(desk: Desk, path: Path) -> None:
    """Do what the rows ask for; one that is refused gives its line, the others go on."""
    seen, done = dict[str, int](), 0
    for number, cells in sheet.rows(path.read_bytes(), name=str(path)):
        try:
            found = _asked(desk, number, cells)
            if found is None:
                continue
            for rule in _rules(desk, found):
                event = desk.store.act(found.claim, rule, seen=seen.get(found.claim, found.seen))
                seen[found.claim] = event.sequence
                desk.done(event)
            done += 1
        except (ReviewsError, ClaimsError) as error:
            desk.fail(f"{path}, row {number}: {error}")
    desk.note(f"{done} row{'' if done == 1 else 's'} of {path} had been filled in")


def _asked(desk: Desk, number: int, cells: Mapping[str, str]) -> sheet.Asked | None:
    entry = desk.store.claim_review(desk.store.claim_id(cells["claim"].strip()))
    return sheet.asked(number, cells, entry.claim, entry.history)


def _rules(desk: Desk, found: sheet.Asked) -> Iterator[Rule]:
    """What a row comes to: a finding, a resolution, or a note alone."""
    alone = found.resolution is None
    finding = found.finding
    if finding is not None:
        yield partial(
            rules.decide,
            finding=finding,
            policy=desk.policy,
            part=found.part,
            replacement=found.replacement,
            note=found.note if alone else None,
        )
    elif found.replacement is not None and alone:
        raise SheetError("a replacement needs a finding: fill in the cell 'finding'")
    if found.resolution is not None:
        yield partial(
            rules.resolve,
            resolution=found.resolution,
            actor=desk.actor,
            policy=desk.policy,
            replacement=found.replacement if finding is None else None,
            note=found.note,
        )
    if finding is None and alone and found.note is not None:
        yield partial(rules.note, text=found.note)

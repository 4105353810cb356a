"""Is it the largest, first, oldest? Never a stance: no source lists all that there is. But what comes nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from claims.claim import SuperlativeDetail
from sources.candidate import Verdict

SHOWN = 3


class Comparison(NamedTuple):
    """What a superlative compares: a property, its label, and whether most or least of it leads."""

    marker: re.Pattern[str]
    among: re.Pattern[str] | None
    property_id: str
    label: str
    most: bool


@dataclass(frozen=True, slots=True)
class Peer:
    """Something of the class compared, with its value as a number and as a person reads it."""

    name: str
    value: Decimal
    shown: str


def comparison(detail: SuperlativeDetail) -> list[Comparison]:
    """What this superlative may compare, likeliest first."""
    marker, among = detail.marker.text, detail.among.text if detail.among else ""
    return [
        row
        for row in comparisons()
        if row.marker.fullmatch(marker) and (row.among is None or row.among.search(among))
    ]


def check(subject: Peer, peers: Iterable[Peer], row: Comparison, *, fact: str, said: str) -> Verdict:
    """The subject's value beside those that come nearest to it among its like; never a stance."""
    ranked = sorted(peers, key=lambda peer: (abs(peer.value - subject.value), peer.name))
    ahead = [
        peer for peer in ranked if (peer.value > subject.value) is row.most and peer.value != subject.value
    ]
    level = [peer for peer in ranked if peer.value == subject.value]
    behind = [peer for peer in ranked if peer not in ahead and peer not in level]
    reason = f"{fact} = {subject.shown}; the claim says {said}; {_listed(ahead, level, behind)}"
    return Verdict("related", f"{reason}; no source lists them all: check by hand", 0.4 + 0.2 * bool(ahead))


def _listed(ahead: Sequence[Peer], level: Sequence[Peer], behind: Sequence[Peer]) -> str:
    groups = (("ahead of it", ahead), ("level with it", level), ("behind it", behind))
    parts = [
        f"{said}: {', '.join(f'{peer.name} ({peer.shown})' for peer in group[:SHOWN])}"
        for said, group in groups
        if group
    ]
    return "; ".join(parts) or "nothing of its class is at hand to compare"


@cache
def comparisons() -> tuple[Comparison, ...]:
    """The superlatives that items' values can be compared for."""
    lines = files("sources").joinpath("data", "comparisons.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        Comparison(
            re.compile(markers, re.IGNORECASE),
            None if among == "-" else re.compile(rf"\b(?:{among})\b", re.IGNORECASE),
            property_id,
            label,
            lead in ("most", "last"),
        )
        for markers, among, property_id, label, lead in rows
    )

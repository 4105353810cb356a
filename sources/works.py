"""What a claim says of published research, and the works that a catalogue has on it: leads, never a stance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from claims.annotation import Name
from claims.claim import Claim
from sources.asking import likeness, names_in
from sources.candidate import Candidate, Passage, Verdict, candidate
from sources.settings import Share

# A digital object identifier as it stands in a text (DOI Handbook, 2.2); a sentence's end is none of it.
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>“”’]*[\w/]", re.IGNORECASE)
# Below this likeness of the title to the claim, 0 to 1, a work is of another matter.
ALIKE = 0.75
MOST = 3
ROWS = 10


class Asked(NamedTuple):
    """What a catalogue is asked: a DOI, or words to search its works for."""

    doi: str | None
    words: str

    def __str__(self) -> str:
        return self.doi or self.words


@dataclass(frozen=True, slots=True)
class Work:
    """A published work. ``published`` is as exact as the catalogue says: YYYY, YYYY-MM or YYYY-MM-DD."""

    title: str
    url: str
    doi: str | None
    venue: str | None
    published: str | None
    withdrawn: bool = False


def asked(claim: Claim, names: Sequence[Name], share: Share) -> Asked | None:
    """What to ask for a claim: the DOI in it; where it speaks of research its names, or its sentence if shared."""
    identifier = DOI.search(claim.text)
    if identifier is not None:
        return Asked(identifier[0].lower(), "")
    if not research().search(claim.text):
        return None
    words = claim.text if share == "text" else " ".join(names_in(claim, names))
    return Asked(None, words) if words else None


def candidates(
    claim: Claim, works: Sequence[Work], *, source: str, catalogue: str, retrieved_at: str
) -> Iterator[Candidate]:
    """The works that are the claim's, or like it, likest first."""
    cited = DOI.search(claim.text)
    rated = [
        (1.0 if cited and work.doi == cited[0].lower() else likeness(claim.text, work.title), work)
        for work in works
    ]
    likest = sorted((one for one in rated if one[0] >= ALIKE), key=lambda one: (-one[0], one[1].url))
    for alike, work in likest[:MOST]:
        passage = Passage(
            source=source,
            title=work.title,
            url=work.url,
            permalink=None,
            excerpt=", ".join(part for part in (work.title, work.venue, work.published) if part),
            published=work.published,
            retrieved_at=retrieved_at,
            origin=f"doi.org/{work.doi}" if work.doi else work.url,
        )
        yield candidate(claim, passage, _verdict(work, catalogue, alike))


def _verdict(work: Work, catalogue: str, alike: float) -> Verdict:
    warning = "RETRACTED or withdrawn; " if work.withdrawn else ""
    where = f" in {work.venue}" if work.venue else ""
    said = f"{warning}{catalogue} lists this work{where}, published {work.published or 'on a day unknown'}"
    return Verdict("related", f"{said}; read whether it says so", 0.9 if work.withdrawn else alike * 0.7)


@cache
def research() -> re.Pattern[str]:
    """Words by which a sentence speaks of published research."""
    lines = files("sources").joinpath("data", "research.txt").read_text("utf-8").splitlines()
    words = "|".join(re.escape(line) for line in lines if line and not line.startswith("#"))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

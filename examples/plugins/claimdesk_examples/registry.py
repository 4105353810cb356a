"""The source "registry": who held which post from when to when, in a table that the desk keeps itself.

``[sources.registry] file`` names a file of tab-separated lines: person, office, first day, last day (empty while it
goes on), and the address of the proof. It sends nothing out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim, OfficeDetail
from sources.candidate import (
    Candidate,
    Description,
    Failure,
    Outgoing,
    Passage,
    Verdict,
    candidate,
    stamp,
    utc_now,
)
from sources.errors import SourceUnusable
from sources.session import Session
from sources.settings import Settings


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the table; days are ISO dates, so that they compare as text."""

    person: str
    office: str
    first: str
    last: str
    proof: str

    def says(self, day: str | None) -> Verdict:
        """Whether the post was held on that day; without a day nothing can be said."""
        said = f"{self.person} was {self.office} from {self.first} to {self.last or 'now'}"
        if day is None:
            return Verdict("related", f"{said}; the claim has no day")
        held = self.first <= day and (not self.last or day <= self.last)
        return Verdict("supports" if held else "contradicts", f"{said}; the claim is as of {day}", 0.9)


class Registry:
    """Answers office claims from the desk's own table."""

    name = "registry"
    kinds = frozenset({"office"})
    description = Description(
        answers="who held a post when", sends="nothing", needs="a table of the desk's own"
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._file = settings.of(self.name).file

    @property
    def configured(self) -> bool:
        """Only where a table is named."""
        return self._file is not None

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """The terms of the claims' persons in offices of that name."""
        terms = self._terms()
        for claim in claims:
            detail = claim.detail
            assert isinstance(detail, OfficeDetail)
            person = (detail.person.name or detail.person.text).casefold()
            for term in terms:
                if (
                    term.person.casefold() == person
                    and term.office.casefold() == detail.office.text.casefold()
                ):
                    yield candidate(claim, self._passage(term), term.says(detail.as_of))

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """Nothing goes out."""
        return iter(())

    def reachable(self) -> str | None:
        """None where the table can be read."""
        try:
            self._terms()
        except SourceUnusable as error:
            return str(error)
        return None

    def _terms(self) -> list[Term]:
        path = self._file or Path("registry.tsv")
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                return [Term(*row) for row in csv.reader(stream, delimiter="\t") if row]
        except (OSError, TypeError) as error:
            raise SourceUnusable(f"{self.name}: {path}: {error}; give five columns a line") from error

    def _passage(self, term: Term) -> Passage:
        return Passage(
            source=self.name,
            title=term.person,
            url=term.proof,
            permalink=None,
            excerpt=f"{term.person}, {term.office}: {term.first} to {term.last or 'now'}",
            published=None,
            retrieved_at=stamp(utc_now()),
            origin=f"{self.name}:{term.proof}",
        )

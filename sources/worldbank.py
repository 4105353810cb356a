"""The World Bank's indicators: a country's figure as of the year (datahelpdesk.worldbank.org, Indicators API).

The whole series of one indicator is asked for, so that neither the year nor the figure leaves this machine.
Values are revised: the day of the last update goes with each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim, FigureDetail, Kind
from sources import asking
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, candidate
from sources.checks.figure import Figure, check
from sources.entities import bare
from sources.errors import ItemFailed
from sources.measures import changes
from sources.names import key
from sources.session import Session, host_of
from sources.settings import Settings

API = "https://api.worldbank.org/v2"
PAGE = "https://data.worldbank.org/indicator"
ROWS = 500


class Indicator(NamedTuple):
    """A series of the World Bank's, with the words by which news call it and the code of its unit."""

    words: re.Pattern[str]
    code: str
    label: str
    unit: str | None


class Asked(NamedTuple):
    """A country's ISO 3166 code and one of its series."""

    country: str
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Series:
    """A country's values by year, and the day on which they were last revised."""

    asked: Asked
    country: str
    updated: str | None
    values: Mapping[int, Decimal]


class WorldBank:
    """The source "worldbank"; ``[sources.worldbank] api`` points it at a mirror."""

    name = "worldbank"
    kinds: frozenset[Kind] = frozenset({"figure"})
    description = Description(
        answers="a country's population, economy, area, prices and unemployment, as of the year",
        sends="the codes of a country and of an indicator",
        needs="a contact",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self.api = (settings.of(self.name).api or API).rstrip("/")

    @property
    def configured(self) -> bool:
        """Always: the public service needs no more than a contact."""
        return True

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """Each country's figure of the claim's year."""
        return asking.one_by_one(self.name, claims, _question, self._series, self._candidates)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The series that would be asked for."""
        host = host_of(self.api)
        return (
            Outgoing(self.name, host, f"country/{one.country}/indicator/{one.indicator.code}")
            for one in asking.questions(claims, _question)
        )

    def reachable(self) -> str | None:
        """None where the API answers."""
        params: dict[str, str | int] = {"format": "json", "per_page": 1}
        return self._session.reachable(self.name, f"{self.api}/country/FRA/indicator/SP.POP.TOTL", params)

    def _series(self, asked: Asked) -> Series:
        url = f"{self.api}/country/{asked.country}/indicator/{asked.indicator.code}"
        answer = self._session.json_list(self.name, url, {"format": "json", "per_page": ROWS})
        head: Any = answer[0] if answer else None
        if not isinstance(head, dict):
            raise ItemFailed(f"{self.name}: the answer about {asked.country} has no head; ask again later")
        rows: Any = answer[1] if len(answer) > 1 else None
        sound = [row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)]
        named: Any = next((row["country"] for row in sound if isinstance(row.get("country"), dict)), {})
        values = {int(str(row["date"])): value for row in sound if (value := _value(row)) is not None}
        updated = head.get("lastupdated")
        return Series(
            asked, str(named.get("value") or asked.country), str(updated) if updated else None, values
        )

    def _candidates(self, claim: Claim, series: Series) -> Iterator[Candidate]:
        """The value of the claim's year, else the last one before it, which takes no stance."""
        detail = claim.detail
        if not isinstance(detail, FigureDetail) or detail.as_of is None:
            return
        asked = int(detail.as_of[:4])
        year = max((year for year in series.values if year <= asked), default=None)
        if year is None:
            return
        value = Figure(series.values[year], unit=series.asked.indicator.unit)
        said = f"{series.asked.indicator.label} of {series.country}, {year}"
        verdict = check(detail.quantity, value, fact=f"World Bank: {said}", same_year=year == asked)
        yield candidate(claim, self._passage(series, f"{said}: {value}"), verdict)

    def _passage(self, series: Series, excerpt: str) -> Passage:
        code, country = series.asked.indicator.code, series.asked.country
        return Passage(
            source=self.name,
            title=f"{series.asked.indicator.label} ({code})",
            url=f"{PAGE}/{code}?locations={country}",
            permalink=None,
            excerpt=excerpt,
            published=series.updated,
            retrieved_at=self._session.now(),
            origin=f"worldbank.org/{code}/{country}",
        )


def _question(claim: Claim) -> Asked | None:
    """The series that a figure claim speaks of; None for a change and for what is no country's."""
    detail = claim.detail
    if not isinstance(detail, FigureDetail) or detail.subject is None or detail.measure is None:
        return None
    country = countries().get(key(bare(detail.subject.name or detail.subject.text)))
    if country is None or detail.as_of is None or changes().search(claim.text):
        return None
    measured = (row for row in indicators() if row.words.fullmatch(detail.measure.text))
    indicator = next(measured, None)
    return Asked(country, indicator) if indicator else None


def _value(row: Mapping[str, Any]) -> Decimal | None:
    """A year's value; None for a quarter, a month and a year without one."""
    if row.get("value") is None or not str(row.get("date")).isdecimal():
        return None
    try:
        value = Decimal(str(row["value"]))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _rows(name: str) -> list[list[str]]:
    lines = files("sources").joinpath("data", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def countries() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 codes by each of a country's names (keys of :mod:`sources.names`)."""
    return {key(name): code for code, *names in _rows("countries.tsv") for name in names}


@cache
def indicators() -> tuple[Indicator, ...]:
    """The series that figures are compared with."""
    return tuple(
        Indicator(re.compile(rf"(?:{words})", re.IGNORECASE), code, label, None if unit == "-" else unit)
        for words, code, label, unit in _rows("indicators.tsv")
    )

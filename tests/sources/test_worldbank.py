"""The World Bank's figures as of the year, read from a recorded answer with the numbers changed."""

import json
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from recordings import answering, recorded_json
from wikibase_double import claim, make_session, named

from claims.annotation import Quantity
from claims.article import Article
from claims.claim import Claim, FigureDetail
from claims.span import Span
from sources.candidate import Candidate, Failure
from sources.session import Sent
from sources.settings import Settings, SourceSettings
from sources.worldbank import WorldBank, countries, indicators


def series(*values: tuple[str, float | None]) -> list[object]:
    """An answer in the recorded shape."""
    row = {
        "indicator": {"id": "SP.POP.TOTL", "value": "Population, total"},
        "country": {"id": "PK", "value": "Pakistan"},
    }
    rows = [
        {**row, "date": date, "value": value, "unit": "", "obs_status": "", "decimal": 0}
        for date, value in values
    ]
    return [{"page": 1, "pages": 1, "per_page": 500, "total": len(rows), "lastupdated": "2021-12-16"}, rows]


def figure(
    value: str = "220000000",
    wording: str = "exactly",
    day: str | None = "2021-07-06",
    subject: str = "Pakistan",
    measure: str = "population",
    unit: str | None = "person",
    text: str = "Pakistan's population is 220 million",
) -> Claim:
    quantity = Quantity("220 million", 0, 11, value, None, None, unit, wording)
    detail = FigureDetail(quantity, Span(measure, 0, len(measure)), named(subject), day)
    return replace(claim("figure", detail), text=text)


@pytest.fixture
def here(settings: Settings, httpserver: HTTPServer) -> Settings:
    table = SourceSettings(api=httpserver.url_for("/v2"), per_second=1000)
    return replace(settings, sources={"worldbank": table})


PATH = "/v2/country/PAK/indicator/SP.POP.TOTL"
YEARS = (("2022", 235_824_862.0), ("2021", 231_402_117.0), ("2020", 227_196_741.0), ("2019", 223_293_280.0))


@pytest.mark.parametrize(
    ("given", "stance", "year"),
    [
        (figure("231000000"), "supports", "2021"),
        (figure("220000000"), "related", "2021"),
        (figure("150000000"), "contradicts", "2021"),
        (figure("220000000", "about"), "supports", "2021"),
        (figure("200000000", "about"), "related", "2021"),
        (figure("230000000", "more_than"), "supports", "2021"),
        (figure("260000000", "more_than"), "contradicts", "2021"),
        (figure("240000000", "less_than"), "supports", "2021"),
        (figure("236000000", day="2022-02-01"), "supports", "2022"),
        (figure("236000000", day="2021-12-31"), "related", "2021"),
        (figure("231000000", day="2026-02-01"), "related", "2022"),
        (figure("10", day="2026-02-01"), "related", "2022"),
        (figure("231000000", unit="USD"), "related", "2021"),
    ],
)
def test_as_of_the_year(
    here: Settings, article: Article, httpserver: HTTPServer, given: Claim, stance: str, year: str
) -> None:
    answering(httpserver, PATH, series(*YEARS))
    (found,) = WorldBank(make_session(here), here).ask([given], article, ())
    assert isinstance(found, Candidate)
    assert found.stance == stance
    assert f"population, total of Pakistan, {year}" in found.reason
    assert (found.published, found.origin) == ("2021-12-16", "worldbank.org/SP.POP.TOTL/PAK")


@pytest.mark.parametrize(
    "given",
    [
        figure(subject="Lidby"),
        figure(measure="ferries"),
        figure(day=None),
        figure(text="Pakistan's population rose by 220 million"),
    ],
)
def test_what_is_not_asked(here: Settings, article: Article, ledger: list[Sent], given: Claim) -> None:
    assert list(WorldBank(make_session(here, ledger), here).ask([given], article, ())) == []
    assert ledger == []


def test_neither_year_nor_figure_goes_out_and_a_series_is_asked_once(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    answering(httpserver, PATH, series(*YEARS))
    claims = [figure(day=f"{year}-01-01") for year in (2019, 2020, 2021)]
    assert len(list(WorldBank(make_session(here, ledger), here).ask(claims, article, ()))) == 3
    assert [sent.words for sent in ledger] == [PATH]


@pytest.mark.parametrize(
    ("body", "failed"),
    [
        ([{"message": [{"id": "120", "key": "Invalid value", "value": "The value is not valid"}]}], True),
        ([{"page": 1, "total": 0}, None], False),
        ([{"page": 1, "total": 0}], False),
        (series(("2021", None), ("2020Q1", 3.0)), False),
        ([], True),
    ],
)
def test_what_is_no_figure(
    here: Settings, article: Article, httpserver: HTTPServer, body: object, failed: bool
) -> None:
    answering(httpserver, PATH, body)
    found = list(WorldBank(make_session(here), here).ask([figure()], article, ()))
    assert [type(one) for one in found] == [Failure] * failed


def test_a_recorded_answer(here: Settings, article: Article, httpserver: HTTPServer) -> None:
    body = recorded_json("worldbank/v2_country_indicator_US_GNP.json")
    answering(httpserver, "/v2/country/USA/indicator/NY.GDP.PCAP.CD", body)
    given = figure("31270", subject="U.S.", measure="GDP per capita", unit="USD", day="1997-05-05", text="x")
    (found,) = WorldBank(make_session(here), here).ask([given], article, ())
    assert isinstance(found, Candidate)
    assert (found.stance, found.published) == ("supports", "2020-07-01")
    assert "31,270 USD" in found.reason


def test_an_error_is_never_cached(
    here: Settings, article: Article, httpserver: HTTPServer, tmp_path: object
) -> None:
    kept = replace(here, cache=tmp_path)
    wrong = json.dumps([{"message": [{"id": "120", "key": "Invalid value", "value": "no"}]}])
    httpserver.expect_ordered_request(PATH).respond_with_data(wrong, content_type="application/json")
    httpserver.expect_ordered_request(PATH).respond_with_json(series(*YEARS))
    answers = [next(iter(WorldBank(make_session(kept), kept).ask([figure()], article, ()))) for _ in range(3)]
    assert [type(one) for one in answers] == [Failure, Candidate, Candidate]


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ("GDP", "NY.GDP.MKTP.CD"),
        ("gross domestic product", "NY.GDP.MKTP.CD"),
        ("GDP per capita", "NY.GDP.PCAP.CD"),
        ("unemployment rate", "SL.UEM.TOTL.ZS"),
        ("inflation", "FP.CPI.TOTL.ZG"),
        ("inhabitants", "SP.POP.TOTL"),
        ("rural population", None),
        ("GDP growth", None),
    ],
)
def test_measures_and_their_series(measure: str, code: str | None) -> None:
    found = [row.code for row in indicators() if row.words.fullmatch(measure)]
    assert found == ([code] if code else [])


def test_every_country_has_a_code_of_its_own() -> None:
    assert all(len(code) == 3 and code.isupper() for code in countries().values())
    assert len(set(countries().values())) > 190
    assert (countries()["us"], countries()["united kingdom"], countries()["turkiye"]) == ("USA", "GBR", "TUR")

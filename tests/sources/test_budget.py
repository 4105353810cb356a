"""What an article costs the services: 60 claims that name 25 entities, cold and warm; `-s` prints the counts."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from test_documents import quotation
from werkzeug import Request, Response
from wikibase_double import NOW, Wiki, claim, named, office, term

from claims.annotation import Date, Quantity
from claims.article import Article
from claims.claim import AttendanceDetail, Attendee, Claim, DateDetail, FigureDetail, SuperlativeDetail
from claims.span import Span
from sources.candidate import Candidate
from sources.search import adapters, search
from sources.session import Sent
from sources.settings import Settings, SourceSettings

PEOPLE = [f"Ada Person{chr(65 + n)}" for n in range(12)]
PLACES = ["Pakistan", "France", "Kenya", "Peru", "Oslo", "Lidby"]
EVENTS = ["Narva Forum", "Lidby Summit", "Oslo Congress"]
BODIES = ["Harbour Council", "Ferry Union", "Fish Board", "Port Bank"]
NAMES = [*PEOPLE, *PLACES, *EVENTS, *BODIES]
NAMESAKES = 5
ALL = ("crossref", "factcheck", "gdelt", "openalex", "wayback", "wikidata", "wikipedia", "wikiquote", "worldbank",
       "reconciliation")  # fmt: skip


def span(text: str) -> Span:
    return Span(text, 0, len(text))


def claims() -> list[Claim]:
    """Ten of each kind that is looked up by names, each in a sentence of its own."""
    made: list[Claim] = []
    for n in range(10):
        person, place = PEOPLE[n % 12], PLACES[n % 6]
        when = Date("2021-07-06", 0, 10, "DATE", "2021-07-06", "2021-07-06", "2021-07-06")
        people = tuple(Attendee(p, 0, len(p), p, part=i) for i, p in enumerate(PEOPLE[n : n + 3]))
        quoted = replace(quotation(f"We will do {n} things and never look back at them"), id="")
        speaker = named(PEOPLE[-1 - n % 3])
        made += [
            claim("office", office(person, "finance minister" if n % 2 else "Prime Minister", place)),
            claim("date", DateDetail(when, span("was founded"), (named(BODIES[n % 4]),))),
            claim("attendance", AttendanceDetail(named(EVENTS[n % 3]), people)),
            claim(
                "figure",
                FigureDetail(Quantity("9", 0, 1, "9"), span("population"), named(place), "2021-07-06"),
            ),
            claim("superlative", SuperlativeDetail(span("largest"), named(PLACES[(n + 3) % 6]))),
            replace(quoted, detail=replace(quoted.detail, speaker=speaker, speakers=(speaker,))),
        ]
    page = "https://lidby.example/minutes"
    return [
        replace(one, id=f"c{n}", text=f"Sentence {n} of a study, see {page}/{n} and 10.5555/{n}x.")
        for n, one in enumerate(made)
    ]


def answer(request: Request) -> Response:
    """Wikidata with namesakes of every name, a Wikipedia without most pages, nothing elsewhere."""
    if request.path == "/wikidata":
        return WIKI.answer(request)
    pages = [
        {"title": t, "extract": f"{t}.", "pageid": 1} for t in EVENTS if t in request.args.get("titles", "")
    ]
    body: object = {"query": {"pages": pages}}
    if request.path.startswith(("/worldbank", "/wayback")):
        body = [{"page": 1}, []]
    return Response(json.dumps(body), content_type="application/json")


WIKI = Wiki(
    {
        f"Q{1000 + n * NAMESAKES + k}": {
            "id": f"Q{1000 + n * NAMESAKES + k}",
            **term(name, {"claims": {"P31": ["Q5"]}}),
        }
        for n, name in enumerate(NAMES)
        for k in range(NAMESAKES)
    }
)


@pytest.fixture
def here(settings: Settings, httpserver: HTTPServer, tmp_path: Path) -> Settings:
    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    tables = {
        name: SourceSettings(api=httpserver.url_for(f"/{name}"), key="k", share="text", per_second=1e6)
        for name in ALL
    }
    return replace(settings, cache=tmp_path, sources=tables)


def test_sixty_claims_that_name_25_entities(here: Settings, article: Article) -> None:
    assert (len(claims()), len(NAMES)) == (60, 25)
    recent = replace(article, published="2026-11-20")
    counts = []
    for _ in ("cold", "warm"):
        cost: Counter[str] = Counter()
        for name in ALL:
            sent: list[Sent] = []
            (source,) = adapters(here, only=[name], record=sent.append, clock=lambda: NOW)
            found = search(claims(), recent, [source])
            assert not [failure for failure in found.failures if "requests" in failure.message]
            assert all(isinstance(one, Candidate) for one in found.candidates)
            cost[name] = len(sent)
        counts.append(cost)
    cold, warm = counts
    print(f"requests cold: {dict(cold)}; warm: {sum(warm.values())}")
    assert 27 <= cold["wikidata"] + cold["wikipedia"] <= 60
    assert all(1 <= cold[name] <= 60 for name in ALL)
    assert sum(warm.values()) == 0

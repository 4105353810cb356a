"""A reconciliation service, by the examples of its specification."""

import json
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from recordings import recorded_json
from werkzeug import Request, Response
from wikibase_double import claim, make_session, office

from claims.article import Article
from claims.claim import Claim
from sources.candidate import Candidate, Failure
from sources.reconciliation import Reconciliation
from sources.session import Sent
from sources.settings import Settings, SourceSettings

HIT = {
    "id": "Q 7/8",
    "name": "Khan, Imran",
    "score": 99,
    "match": True,
    "type": [{"id": "Q5", "name": "person"}],
    "description": "politician",
}
MANIFEST = {"versions": ["0.2"], "name": "made", "view": {"url": "https://desk.example/{{id}}"}}


class Service:
    """Answers the manifest to a GET and the same hits to each query of a form."""

    def __init__(self, hits: object, manifest: object = MANIFEST) -> None:
        self.hits, self.manifest = hits, manifest
        self.queries: list[dict[str, dict[str, object]]] = []

    def answer(self, request: Request) -> Response:
        if request.method == "GET":
            return Response(json.dumps(self.manifest), content_type="application/json")
        self.queries.append(json.loads(request.form["queries"]))
        body = {name: {"result": self.hits} for name in self.queries[-1]}
        return Response(json.dumps(body), content_type="application/json")


@pytest.fixture
def here(settings: Settings, api: str) -> Settings:
    return replace(settings, sources={"reconciliation": SourceSettings(api=api, per_second=1000)})


def ask(
    here: Settings,
    article: Article,
    service: Service,
    httpserver: HTTPServer,
    *claims: Claim,
    ledger: list[Sent] | None = None,
) -> list[Candidate | Failure]:
    httpserver.expect_request("/w/api.php").respond_with_handler(service.answer)
    return list(Reconciliation(make_session(here, ledger), here).ask(claims, article, ()))


def test_what_it_knows_is_a_lead(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    service = Service([HIT, {**HIT, "id": "9", "name": "Imran Khanna"}, {"name": "Imran Khan"}, 7])
    (found,) = ask(here, article, service, httpserver, claim("office", office()), ledger=ledger)
    assert isinstance(found, Candidate)
    assert found.url == "https://desk.example/Q%207/8"
    assert found.excerpt == "Khan, Imran (Q 7/8): politician | person"
    assert (found.stance, "takes it for a match" in found.reason) == ("related", True)
    assert service.queries == [
        {"q0": {"query": "Imran Khan", "limit": 5}, "q1": {"query": "Pakistan", "limit": 5}}
    ]
    assert "Imran Khan" in ledger[1].words


def test_names_are_asked_once_and_ten_at_a_time(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    service = Service([])
    claims = [claim("office", office(f"Person {chr(65 + n)}"), f"c{n}") for n in range(12)] * 2
    assert ask(here, article, service, httpserver, *claims) == []
    assert [len(queries) for queries in service.queries] == [10, 3]


@pytest.mark.parametrize(
    "manifest", [{}, {"view": None}, {"view": {"url": "javascript:{{id}}"}}, {"view": {"url": 7}}]
)
def test_a_manifest_without_a_page_for_entities(
    here: Settings, article: Article, httpserver: HTTPServer, manifest: object
) -> None:
    (found,) = ask(here, article, Service([HIT], manifest), httpserver, claim("office", office()))
    assert isinstance(found, Candidate)
    assert found.url == f"{here.of('reconciliation').api}#Q%207/8"


def test_the_examples_of_the_specification(here: Settings, article: Article, httpserver: HTTPServer) -> None:
    body, manifest = (
        recorded_json("reconciliation/result_batch.json"),
        recorded_json("reconciliation/manifest_lobid.json"),
    )
    service = Service(body["q2"]["result"], manifest)
    (found,) = ask(
        here, article, service, httpserver, claim("office", office("Ernst Schwanhold", place=None))
    )
    assert isinstance(found, Candidate)
    assert (found.title, found.url) == ("Schwanhold, Ernst", "https://lobid.org/gnd/123064325")


def test_a_batch_that_fails_costs_its_names(here: Settings, article: Article, httpserver: HTTPServer) -> None:
    def answer(request: Request) -> Response:
        if request.method == "GET":
            return Response("{}", content_type="application/json")
        return (
            Response("no", 413)
            if "Person A" in request.form["queries"]
            else Response('{"q0": 7}', content_type="application/json")
        )

    httpserver.expect_request("/w/api.php").respond_with_handler(answer)
    claims = [claim("office", office(f"Person {chr(65 + n)}"), f"c{n}") for n in range(12)]
    answers = list(Reconciliation(make_session(here), here).ask(claims, article, ()))
    assert [isinstance(one, Failure) for one in answers] == [True]


def test_a_form_is_answered_from_the_cache(
    here: Settings, article: Article, httpserver: HTTPServer, tmp_path: object
) -> None:
    kept, service = replace(here, cache=tmp_path), Service([HIT])
    cold, warm = list[Sent](), list[Sent]()
    first = ask(kept, article, service, httpserver, claim("office", office()), ledger=cold)
    again = list(Reconciliation(make_session(kept, warm), kept).ask([claim("office", office())], article, ()))
    assert (len(cold), warm, [one.id for one in again if isinstance(one, Candidate)]) == (
        2, [], [one.id for one in first if isinstance(one, Candidate)]
    )  # fmt: skip

import gzip
import json
import socket
import sqlite3
import tracemalloc
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from wikibase_double import NOW, make_session, replay

from sources.errors import ItemFailed, Offline, Refused, SourceUnusable, Unidentified
from sources.session import Sent, Session, words_of
from sources.settings import Settings

ASKED = {"action": "wbsearchentities", "search": "Imran Khan", "format": "json", "key": "s3cret"}


def serve(httpserver: HTTPServer, *answers: Response) -> list[Request]:
    """Gives the answers one after another, the last for ever; collects the requests."""
    seen: list[Request] = []

    def handler(request: Request) -> Response:
        seen.append(request)
        return answers[min(len(seen), len(answers)) - 1]

    httpserver.expect_request("/w/api.php").respond_with_handler(handler)
    return seen


def good(body: str = '{"search": []}') -> Response:
    return Response(body, content_type="application/json")


def test_the_user_agent_names_tool_contact_and_library(
    session: Session, httpserver: HTTPServer, api: str
) -> None:
    seen = serve(httpserver, good())
    session.json("wikidata", api, ASKED)
    agent = seen[0].headers["User-Agent"]
    assert agent == f"claimdesk/{version('claimdesk')} (desk@example.org) requests/{requests.__version__}"


def test_no_contact_no_request(settings: Settings, httpserver: HTTPServer, api: str) -> None:
    seen = serve(httpserver, good())
    with pytest.raises(Unidentified, match=r"`contact`.*CLAIMS_CONTACT"):
        make_session(replace(settings, contact=None)).json("wikidata", api, ASKED)
    assert seen == []


def test_the_ledger_has_the_words_and_no_key(
    session: Session, ledger: list[Sent], httpserver: HTTPServer, api: str
) -> None:
    serve(httpserver, good())
    session.json("wikidata", api, ASKED)
    assert ledger == [Sent("2026-11-23T12:00:00Z", f"localhost:{httpserver.port}", "search=Imran Khan")]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://a.org/w/api.php?action=query&titles=A%7CB&api_key=x", "titles=A|B"),
        ("https://a.org/story/mayor?token=x", "/story/mayor"),
        ("https://a.org/s?q=na%C3%AFve&Key=x", "q=naïve"),
    ],
)
def test_words_of(url: str, words: str) -> None:
    assert words_of(url) == words


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (Response("<html>busy</html>", 429, content_type="text/html"), Refused, "HTTP 429"),
        (Response("x", 429, {"Retry-After": "9999"}), Refused, "ask again after 2026-11-23T14:46:39Z"),
        (Response("<html>hi</html>", 200, content_type="text/html"), SourceUnusable, "web page"),
        (Response('{"search": [', 200, content_type="application/json"), ItemFailed, "broken JSON"),
        (Response("[]", 200, content_type="application/json"), ItemFailed, "another shape"),
        (Response("no", 403), SourceUnusable, "HTTP 403"),
        (Response("no", 404), SourceUnusable, "HTTP 404"),
        (Response("no", 500), SourceUnusable, "HTTP 500"),
        (replay("error_ro_readonly"), Refused, "readonly"),
        (replay("error_no_action"), SourceUnusable, "web page"),
        (replay("error_internal_500_as_200"), ItemFailed, "internal_api_error_TypeError"),
        (replay("get_ids_51_fv2"), ItemFailed, "toomanyvalues"),
    ],
)
def test_faults_are_one_clear_line(
    session: Session,
    httpserver: HTTPServer,
    api: str,
    answer: Response,
    error: type[Exception],
    said: str,
) -> None:
    serve(httpserver, answer)
    with pytest.raises(error, match=said) as caught:
        session.json("wikidata", api, ASKED)
    message = str(caught.value)
    assert message.startswith("wikidata: ")
    assert "\n" not in message
    assert "s3cret" not in message


def test_retry_after_is_honoured_once(settings: Settings, httpserver: HTTPServer, api: str) -> None:
    waits: list[float] = []
    seen = serve(httpserver, replay("error_maxlag_fv2"), good())
    session = Session(settings, clock=lambda: NOW, wait=waits.append)
    assert session.json("wikidata", api, ASKED) == {"search": []}
    assert (waits, len(seen)) == ([5.0], 2)


def test_a_lasting_refusal_ends_the_asking(session: Session, httpserver: HTTPServer, api: str) -> None:
    seen = serve(httpserver, replay("error_maxlag_fv2"))
    with pytest.raises(Refused, match="maxlag"):
        session.json("wikidata", api, ASKED)
    assert len(seen) == 2


def test_a_wait_above_the_cap_is_not_waited(settings: Settings, httpserver: HTTPServer, api: str) -> None:
    waits: list[float] = []
    serve(httpserver, Response("x", 429, {"Retry-After": "61"}))
    with pytest.raises(Refused):
        Session(settings, clock=lambda: NOW, wait=waits.append).json("wikidata", api, ASKED)
    assert waits == []


def test_a_gateway_error_is_asked_again(settings: Settings, httpserver: HTTPServer, api: str) -> None:
    seen = serve(httpserver, Response("", 502), good())
    make_session(replace(settings, retries=1)).json("wikidata", api, ASKED)
    assert len(seen) == 2


def test_connection_refused(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        api = f"http://127.0.0.1:{taken.getsockname()[1]}/w/api.php"
        with pytest.raises(SourceUnusable, match=r"no connection at 127\.0\.0\.1"):
            make_session(settings).json("wikidata", api, ASKED)


def test_no_answer_in_time(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        api = f"http://127.0.0.1:{silent.getsockname()[1]}/w/api.php"
        with pytest.raises(SourceUnusable, match="no answer within the time allowed"):
            make_session(replace(settings, read_timeout=0.05)).json("wikidata", api, ASKED)


def test_an_answer_that_breaks_off(session: Session, httpserver: HTTPServer, api: str) -> None:
    cut = Response(iter([b'{"search"']), headers={"Content-Length": "1000"}, content_type="application/json")
    serve(httpserver, cut)
    with pytest.raises(SourceUnusable, match=r"broke off"):
        session.json("wikidata", api, ASKED)


@pytest.mark.parametrize("times", [1, 2])
def test_a_gzip_bomb_stops_at_the_bound_in_size_and_memory(
    settings: Settings, httpserver: HTTPServer, api: str, times: int
) -> None:
    bomb = b"0" * 60_000_000
    for _ in range(times):
        bomb = gzip.compress(bomb)
    packed = {"Content-Encoding": ", ".join(["gzip"] * times)}
    serve(httpserver, Response(bomb, headers=packed, content_type="application/json"))
    session = make_session(replace(settings, max_body=1_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(SourceUnusable, match="above 1 MB"):
            session.json("wikidata", api, ASKED)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_endless_redirects_end(session: Session, httpserver: HTTPServer, api: str) -> None:
    serve(httpserver, Response("", 302, {"Location": api}))
    with pytest.raises(SourceUnusable, match="too many redirects"):
        session.json("wikidata", api, ASKED)


@pytest.mark.parametrize("name", ["X-Goog-Api-Key", "Authorization", "x-api-key"])
@pytest.mark.parametrize(("host", "goes"), [("localhost", True), ("127.0.0.1", False)])
def test_a_redirect_to_another_host_takes_no_key_along(
    session: Session, httpserver: HTTPServer, api: str, name: str, host: str, goes: bool
) -> None:
    seen: list[Request] = []

    def elsewhere(request: Request) -> Response:
        seen.append(request)
        return good()

    httpserver.expect_request("/elsewhere").respond_with_handler(elsewhere)
    serve(httpserver, Response("", 302, {"Location": f"http://{host}:{httpserver.port}/elsewhere"}))
    session.json("wikidata", api, {}, headers={name: "s3cret"})
    assert [request.headers.get(name) == "s3cret" for request in seen] == [goes]


@pytest.fixture
def cached(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, cache=tmp_path / "cache")


def test_a_warm_cache_costs_no_request(
    cached: Settings, ledger: list[Sent], httpserver: HTTPServer, api: str
) -> None:
    seen = serve(httpserver, good())
    for _ in range(2):
        make_session(cached, ledger).json("wikidata", api, ASKED)
    assert (len(seen), len(ledger)) == (1, 1)


def test_refresh_asks_again(cached: Settings, httpserver: HTTPServer, api: str) -> None:
    seen = serve(httpserver, good())
    make_session(cached).json("wikidata", api, ASKED)
    make_session(replace(cached, refresh=True)).json("wikidata", api, ASKED)
    assert len(seen) == 2


@pytest.mark.parametrize("name", ["error_ro_readonly", "error_internal_500_as_200", "error_no_action"])
def test_errors_in_200_bodies_are_never_cached(
    cached: Settings, httpserver: HTTPServer, api: str, name: str
) -> None:
    seen = serve(httpserver, replay(name), good())
    with pytest.raises((Refused, ItemFailed, SourceUnusable)):
        make_session(cached).json("wikidata", api, ASKED)
    assert make_session(cached).json("wikidata", api, ASKED) == {"search": []}
    assert len(seen) == 2


def test_no_key_reaches_the_cache(cached: Settings, httpserver: HTTPServer, api: str) -> None:
    serve(httpserver, good())
    make_session(cached).json("wikidata", api, ASKED, headers={"X-Goog-Api-Key": "s3cret"})
    assert cached.cache is not None
    with sqlite3.connect(cached.cache / "responses.sqlite") as database:
        dump = "\n".join(database.iterdump())
    for path in (path for path in cached.cache.rglob("*") if path.is_file()):
        assert b"s3cret" not in path.read_bytes()
    assert "s3cret" not in dump


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt to connect or to look up a host is noted and refused."""
    tried: list[object] = []

    def refuse(*args: object, **kwargs: object) -> None:
        tried.append(args)
        raise AssertionError("a connection was opened offline")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return tried


def test_offline_opens_no_connection(
    settings: Settings, cached: Settings, no_sockets: list[object], api: str
) -> None:
    for case in (settings, cached):
        session = make_session(replace(case, offline=True))
        with pytest.raises(Offline, match="offline"):
            session.json("wikidata", api, ASKED)
        with pytest.raises(Offline, match="offline"):
            session.fetch("https://example.org/story")
    assert no_sockets == []


def test_offline_answers_from_the_cache(cached: Settings, httpserver: HTTPServer, api: str) -> None:
    seen = serve(httpserver, good(json.dumps({"search": [], "success": 1})))
    make_session(cached).json("wikidata", api, ASKED)
    offline = make_session(replace(cached, offline=True))
    assert offline.json("wikidata", api, ASKED) == {"search": [], "success": 1}
    assert len(seen) == 1

"""What every installed source keeps to, whoever wrote it."""

import gzip
import json
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
import trustme
from pytest_httpserver import HTTPServer
from test_documents import SAID, quotation
from test_faults import CHUNKED, HEAD, raw
from werkzeug import Request, Response
from wikibase_double import claim, make_session, named, office

from claims import plugins
from claims.annotation import Quantity
from claims.article import Article
from claims.claim import KINDS, Claim, FigureDetail
from claims.span import Span
from sources.candidate import Candidate, Failure, Source
from sources.dump import import_dump
from sources.errors import SourceError
from sources.search import GROUP, search
from sources.session import Sent
from sources.settings import Settings, SourceSettings

NAMES = sorted(plugins.registered(GROUP))
PAGE = "https://lidby.example/minutes"
SENTENCE = (
    f'"{SAID}" Imran Khan, prime minister of Pakistan, told Ana Lima on Tuesday: a study of 220 million people '
    f"said so, see 10.5555/lidby.7 and {PAGE}."
)
COUNTED = FigureDetail(
    Quantity("220 million", 0, 11, "220000000"), Span("population", 0, 10), named("Pakistan"), "2021-07-06"
)
CLAIMS = [
    replace(claim("office", office(), "c1"), text=SENTENCE, statement=SENTENCE),
    replace(quotation(SAID), id="c2", text=SENTENCE, statement=SENTENCE),
    replace(claim("figure", COUNTED, "c3"), text=SENTENCE, statement=SENTENCE),
]
# These read what lies on this machine.
LOCAL = frozenset({"documents", "snapshot"})
ASKING = [name for name in NAMES if name not in LOCAL]
# What these three claims may cost one source whose every answer says that there is more.
MOST_REQUESTS = 20


@pytest.fixture
def here(settings: Settings, api: str, tmp_path: Path) -> Settings:
    """Settings in which every source has what it needs, on this machine."""
    dump = tmp_path / "dump.json"
    dump.write_text(json.dumps({"id": "Q1", "type": "item", "labels": {}, "claims": {}}), "utf-8")
    import_dump(dump, tmp_path / "snapshot.sqlite")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "release.txt").write_text(f"{SAID}\n", "utf-8")
    table = SourceSettings(
        api=api, file=tmp_path / "snapshot.sqlite", folder=folder, key="s3cret", per_second=1000
    )
    tables = dict.fromkeys(NAMES, table)
    # It sends addresses that a claim names, and nothing where it may not.
    return replace(settings, sources={**tables, "wayback": replace(table, share="text")})


def built(name: str, settings: Settings, ledger: list[Sent] | None = None) -> Source:
    """The source on the day after the article."""
    now = datetime(2021, 7, 7, tzinfo=UTC)
    made: Source = plugins.load(GROUP, name)(make_session(settings, ledger, now=now), settings)
    return made


def serve(httpserver: HTTPServer, answer: Response) -> list[Request]:
    seen: list[Request] = []

    def handler(request: Request) -> Response:
        seen.append(request)
        return answer

    httpserver.expect_request(re.compile(r"^/w/api\.php")).respond_with_handler(handler)
    return seen


def asked(source: Source, article: Article) -> list[Candidate | Failure]:
    """All answers; the error that ends the asking is the last of them."""
    mine: list[Claim] = [one for one in CLAIMS if one.kind in source.kinds]
    found: list[Candidate | Failure] = []
    try:
        found.extend(source.ask(mine, article, ()))
    except SourceError as error:
        found.append(Failure(source.name, str(error)))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is(name: str, here: Settings) -> None:
    source = built(name, here)
    assert source.name == name
    assert source.kinds <= frozenset(KINDS)
    assert source.configured
    for line in (source.description.answers, source.description.sends, source.description.needs):
        assert line
        assert not line.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_being_made_and_planning_send_nothing(
    name: str, here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    seen = serve(httpserver, Response("{}", content_type="application/json"))
    ledger: list[Sent] = []
    source = built(name, here, ledger)
    list(source.plan(CLAIMS, article, ()))
    assert list(source.ask([], article, ())) == []
    assert (seen, ledger) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_and_no_quotation_goes_out_unasked(
    name: str, here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    serve(httpserver, Response("{}", content_type="application/json"))
    ledger: list[Sent] = []
    source = built(name, here, ledger)
    asked(source, article)
    planned = [out.words for out in source.plan(CLAIMS, article, ())]
    assert bool(ledger) is bool(planned) is (name not in LOCAL)
    for words in [sent.words for sent in ledger] + planned:
        assert "harbour" not in words
        assert "told" not in words
        assert "s3cret" not in words


@pytest.mark.parametrize("name", NAMES)
def test_offline_it_opens_no_connection(
    name: str, here: Settings, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was opened offline")

    for way in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, way, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    source = built(name, replace(here, offline=True))
    for answer in asked(source, article):
        assert isinstance(answer, Candidate) or "offline" in answer.message


FAULTS = {
    "no JSON": Response('{"search": [', content_type="application/json"),
    "another shape": Response("[]", content_type="application/json"),
    "lists of the wrong things": Response(
        '{"claims": 7, "search": 7, "entities": 7, "query": {"pages": []}}', content_type="application/json"
    ),
    "web page": Response("<html>busy</html>", content_type="text/html"),
    "error in a 200 body": Response(
        '{"error": {"code": "badvalue", "info": "no"}}', content_type="application/json"
    ),
    "later in a 200 body": Response(
        '{"error": {"code": "readonly", "info": "no"}}', content_type="application/json"
    ),
    "429": Response("<html>slow</html>", 429, content_type="text/html"),
    "429 with a time": Response("slow", 429, {"Retry-After": "9999"}),
    "text": Response("busy, come back", content_type="text/plain"),
    "empty": Response("", content_type="application/json"),
    "null": Response("null", content_type="application/json"),
    "list of nothing": Response("[null, [7, null]]", content_type="application/json"),
    "nested beyond all bounds": Response("[" * 100_000, content_type="application/json"),
    "gzip bomb": Response(
        gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"}, content_type="application/json"
    ),
    "no gzip": Response("{}", headers={"Content-Encoding": "gzip"}, content_type="application/json"),
    "redirect to itself": Response("", 302, {"Location": "/w/api.php"}),
    "cut short": Response("{", headers={"Content-Length": "1000"}, content_type="application/json"),
    "404": Response("no", 404),
    "500": Response("no", 500),
    "503": Response("no", 503),
    "403": Response("no", 403),
}


# What may be read as an answer without anything in it.
USUAL = frozenset({"lists of the wrong things"})
SILENT = {
    "crossref": USUAL | {"404"},
    "openalex": USUAL | {"404"},
    "wayback": USUAL | {"list of nothing", "another shape"},
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("name", NAMES)
def test_a_fault_is_one_line_that_names_the_source(
    name: str, fault: str, here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    seen = serve(httpserver, FAULTS[fault])
    result = search(CLAIMS, article, [built(name, replace(here, max_body=1_000_000))])
    assert bool(seen) is (name not in LOCAL)
    assert fault in SILENT.get(name, USUAL) or not seen or result.failures
    for failure in result.failures:
        assert failure.message.startswith(f"{name}: ")
        assert "\n" not in failure.message
        assert "a fault of this source" not in failure.message


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes the call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/w/api.php"


@contextmanager
def refusing() -> Iterator[str]:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/w/api.php"


@contextmanager
def breaking_off() -> Iterator[str]:
    """A server that resets the connection amid the body."""
    server, url = raw([HEAD + b'{"search": ['], reset=True)
    with server:
        yield url


@contextmanager
def dripping() -> Iterator[str]:
    """A server that sends a byte now and then, without end."""
    server, url = raw([CHUNKED, b"1\r\n \r\n"], endless=True)
    with server:
        yield url


@contextmanager
def untrusted() -> Iterator[str]:
    """A server whose certificate nobody here trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with HTTPServer(ssl_context=context) as server:
        yield server.url_for("/w/api.php")


@contextmanager
def unknown() -> Iterator[str]:
    """A name that is reserved for having no address (RFC 6761)."""

    def no_such(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", no_such)
        yield "https://nowhere.invalid/w/api.php"


LINES: dict[Callable[[], AbstractContextManager[str]], str] = {
    silent: "no answer within the time allowed",
    refusing: "no connection",
    breaking_off: "the answer broke off|no connection",
    dripping: "the answer is above 0.3 s",
    untrusted: "the certificate is not trusted",
    unknown: "no such host",
}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.__name__)
@pytest.mark.parametrize("name", ASKING)
def test_a_fault_of_the_line_is_one_line_and_bounded_in_time(
    name: str, line: Callable[[], AbstractContextManager[str]], here: Settings, article: Article
) -> None:
    with line() as url:
        tables = {one: replace(table, api=url) for one, table in here.sources.items()}
        short = replace(here, sources=tables, deadline=0.3, read_timeout=0.1)
        started = monotonic()
        result = search(CLAIMS, article, [built(name, short)])
        took = monotonic() - started
    assert not result.answered
    (said,) = {failure.message for failure in result.failures}
    assert re.match(f"{name}: ({LINES[line]}) at ", said)
    assert "\n" not in said
    assert took < 20


ENDLESS = {
    "continue": {"excontinue": 1, "continue": "||"},
    "search-continue": 7,
    "nextPageToken": "more",
    "meta": {"next_cursor": "more"},
    "message": {"next-cursor": "more", "items": []},
    "search": [],
    "query": {"pages": []},
}


@pytest.mark.parametrize("body", [ENDLESS, [{"page": 1, "pages": 10**9}, []]], ids=["object", "list"])
@pytest.mark.parametrize("name", ASKING)
def test_what_always_goes_on_is_left(
    name: str, body: object, here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    seen = serve(httpserver, Response(json.dumps(body), content_type="application/json"))
    result = search(CLAIMS, article, [built(name, here)])
    assert 1 <= len(seen) <= MOST_REQUESTS
    said = any("goes on without end" in failure.message for failure in result.failures)
    assert said is (name == "wikipedia" and isinstance(body, dict))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_question_has_the_same_answer(
    name: str, here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    serve(httpserver, Response("{}", content_type="application/json"))
    assert asked(built(name, here), article) == asked(built(name, here), article)

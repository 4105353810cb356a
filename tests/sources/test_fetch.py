import gzip
import re
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from test_contract import LINES
from werkzeug import Response
from wikibase_double import make_session

from sources.errors import FetchError, Unidentified
from sources.fetch import check_address
from sources.session import Sent, Session
from sources.settings import Settings


@pytest.fixture
def reader(settings: Settings, ledger: list[Sent]) -> Session:
    return make_session(replace(settings, allow_private=True, max_body=1_000_000), ledger)


def test_a_page_comes_with_its_bytes_and_type(
    reader: Session, ledger: list[Sent], httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/story").respond_with_data("<p>Ports</p>", content_type="text/html")
    fetched = reader.fetch(httpserver.url_for("/story"))
    assert (fetched.content, fetched.content_type) == (b"<p>Ports</p>", "text/html")
    assert fetched.retrieved_at == "2026-11-23T12:00:00Z"
    assert [line.words for line in ledger] == ["/story"]


def test_redirects_are_followed_and_named(reader: Session, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_response(Response("", 301, {"Location": "/new"}))
    httpserver.expect_request("/new").respond_with_data("x")
    assert reader.fetch(httpserver.url_for("/old")).url == httpserver.url_for("/new")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Response("gone", 404), "answered HTTP 404; check the address"),
        (Response("no", 503), "answered HTTP 503"),
        (Response("", 302, {"Location": "/page"}), "more than 5 redirects"),
        (Response("x" * 2_000_000), "above 1 MB"),
        (Response("", 302, {"Location": "file:///etc/passwd"}), "only http and https"),
    ],
)
def test_faults(reader: Session, httpserver: HTTPServer, answer: Response, said: str) -> None:
    httpserver.expect_request("/page").respond_with_response(answer)
    with pytest.raises(FetchError, match=said) as caught:
        reader.fetch(httpserver.url_for("/page"))
    assert "\n" not in str(caught.value)


def test_a_page_that_hangs(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        reader = make_session(replace(settings, allow_private=True, read_timeout=0.05))
        with pytest.raises(FetchError, match="no answer within the time allowed"):
            reader.fetch(url)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.__name__)
def test_a_fault_of_the_line_is_one_line(
    settings: Settings, line: Callable[[], AbstractContextManager[str]]
) -> None:
    short = replace(settings, allow_private=True, deadline=0.3, read_timeout=0.1)
    with line() as url, pytest.raises(FetchError) as caught:
        make_session(short).fetch(url)
    assert re.match(f"{re.escape(url)}: ({LINES[line]}); try again, or save the page", str(caught.value))
    assert "\n" not in str(caught.value)


def test_a_page_that_unpacks_without_end(reader: Session, httpserver: HTTPServer) -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 5_000_000))
    packed = Response(bomb, headers={"Content-Encoding": "gzip, gzip"})
    httpserver.expect_request("/page").respond_with_response(packed)
    with pytest.raises(FetchError, match="above 1 MB"):
        reader.fetch(httpserver.url_for("/page"))


def test_no_contact_no_request(settings: Settings) -> None:
    with pytest.raises(Unidentified, match="contact"):
        make_session(replace(settings, contact=None)).fetch("https://example.org/")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.8/a", "http://169.254.169.254/latest", "http://0.0.0.0/",
     "http://localhost/", "http://2130706433/", "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:10.0.0.8]/",
     "http://100.64.0.1/", "http://192.168.1.1:8080/", "http://a@10.0.0.8/", "http://[fe80::1]/", "http://[fd00::1]/"],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="private address"):
        check_address(url, allow_private=False)


def test_a_redirect_to_a_private_address_is_refused(
    settings: Settings, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {"localhost": ["93.184.215.14"], "intranet": ["10.0.0.8"]}
    monkeypatch.setattr("sources.fetch._addresses", lambda url, host, port: addresses[host])
    httpserver.expect_request("/page").respond_with_response(
        Response("", 302, {"Location": "http://intranet/secret"})
    )
    with pytest.raises(FetchError, match=r"http://intranet/secret: leads to the private address 10\.0\.0\.8"):
        make_session(settings).fetch(httpserver.url_for("/page"))


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "story.html", "http://", "http://[::1", "javascript:1"]
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchError, match="http"):
        check_address(url, allow_private=True)

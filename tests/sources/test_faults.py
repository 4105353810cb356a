"""Faults of the line and of servers that the other tests do not have: each one line, bounded in time."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
import trustme
from pytest_httpserver import HTTPServer
from wikibase_double import make_session

from sources.errors import SourceUnusable
from sources.session import Sent, Session
from sources.settings import Settings


@pytest.fixture
def untrusted() -> Iterator[HTTPServer]:
    """A server whose certificate nobody here trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with HTTPServer(ssl_context=context) as server:
        yield server


def test_an_untrusted_certificate(untrusted: HTTPServer, session: Session) -> None:
    with pytest.raises(SourceUnusable, match="the certificate is not trusted at localhost"):
        session.json("wikidata", untrusted.url_for("/w/api.php"), {})


def test_a_name_that_no_server_knows(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(SourceUnusable, match=r"wikidata: no such host at nowhere\.example;"):
        session.json("wikidata", "https://nowhere.example/w/api.php", {})


def raw(parts: list[bytes], *, reset: bool = False, endless: bool = False) -> tuple[socket.socket, str]:
    """A server that says these bytes on each connection, the last of them for ever if asked to."""
    server = socket.create_server(("127.0.0.1", 0))

    def speak(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65_536)
            for part in parts:
                connection.sendall(part)
            while endless:
                connection.sendall(parts[-1])
                threading.Event().wait(0.01)
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    def serve() -> None:
        with suppress(OSError):
            while True:
                speak(server.accept()[0])

    threading.Thread(target=serve, daemon=True).start()
    return server, f"http://127.0.0.1:{server.getsockname()[1]}/w/api.php"


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"


def test_a_reset_amid_the_body(session: Session) -> None:
    server, url = raw([HEAD + b'{"search": ['], reset=True)
    with server, pytest.raises(SourceUnusable, match=r"wikidata: (the answer broke off|no connection) at"):
        session.json("wikidata", url, {})


def test_a_body_that_drips_ends_at_the_deadline(settings: Settings) -> None:
    server, url = raw([CHUNKED, b"1\r\n \r\n"], endless=True)
    with server, pytest.raises(SourceUnusable, match=r"the answer is above 0\.3 s"):
        make_session(replace(settings, deadline=0.3)).json("wikidata", url, {})


def test_a_password_in_a_base_url_reaches_neither_ledger_nor_message(
    session: Session, ledger: list[Sent], httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api").respond_with_data("no", 500)
    host = f"localhost:{httpserver.port}"
    with pytest.raises(SourceUnusable) as caught:
        session.json("wikidata", f"http://me:s3cret@{host}/api", {})
    assert ledger[0].host == host
    assert "s3cret" not in f"{ledger} {caught.value}"

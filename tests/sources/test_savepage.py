"""Asking the Internet Archive to keep a page: its refusals come with status 200 (answers made by hand)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from wikibase_double import make_session

from sources.errors import FetchError, ItemFailed, Offline, SourceError, SourceUnusable, Unidentified
from sources.session import Sent, Session
from sources.settings import Settings, SourceSettings

PAGE = "http://203.0.113.7/minutes"


@pytest.fixture
def asked(settings: Settings, httpserver: HTTPServer, ledger: list[Sent]) -> Session:
    table = SourceSettings(api=httpserver.url_for("").rstrip("/"), key="access:secret", per_second=1000)
    return make_session(replace(settings, allow_private=True, retries=0, sources={"wayback": table}), ledger)


@pytest.mark.parametrize(
    ("status", "answer", "error", "said"),
    [
        (200, {"job_id": None, "message": "Cannot be archived"}, ItemFailed, "Cannot be archived"),
        (200, {"status": "error", "status_ext": "error:blocked-url"}, ItemFailed, "error:blocked-url"),
        (200, [], ItemFailed, "no JSON object"),
        (401, {"message": "You need to be logged in"}, SourceUnusable, "does not accept the keys"),
        (429, {}, ItemFailed, "HTTP 429"),
    ],
)
def test_refusals(
    asked: Session, httpserver: HTTPServer, status: int, answer: object, error: type[SourceError], said: str
) -> None:
    httpserver.expect_request("/save", method="POST").respond_with_json(answer, status=status)
    with pytest.raises(error, match=said) as caught:
        asked.archive(PAGE)
    assert "secret" not in str(caught.value)


def test_a_capture_that_fails_or_takes_too_long(asked: Session, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/save", method="POST").respond_with_json({"job_id": "1"})
    failed = httpserver.expect_oneshot_request("/save/status/1")
    failed.respond_with_json({"status": "error", "message": "Too big"})
    with pytest.raises(ItemFailed, match="Too big"):
        asked.archive(PAGE)
    httpserver.expect_request("/save/status/1").respond_with_json({"status": "pending"})
    with pytest.raises(ItemFailed, match="not made in time"):
        asked.archive(PAGE)


def test_the_ledger_has_the_page_s_address(
    asked: Session, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    httpserver.expect_request("/save", method="POST").respond_with_json({})
    with pytest.raises(ItemFailed):
        asked.archive(PAGE)
    assert [line.words for line in ledger] == [f"url={PAGE}"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"offline": True}, Offline),
        ({"contact": None}, Unidentified),
        ({"sources": {}}, Unidentified),
        ({"allow_private": False}, FetchError),
    ],
)
def test_what_must_not_go_out_does_not(
    asked: Session, ledger: list[Sent], changes: dict[str, object], error: type[SourceError]
) -> None:
    session = make_session(replace(asked.settings, **changes), ledger)
    with pytest.raises(error):
        session.archive("http://127.0.0.1/minutes")
    assert ledger == []

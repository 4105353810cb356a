"""Fixtures: a Wikibase on this machine, settings that point at it, and a session without waiting."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer
from wikibase_double import Wiki, entities, make_session

from claims.article import Article
from sources.session import Sent, Session
from sources.settings import Settings, SourceSettings


@pytest.fixture
def article() -> Article:
    return Article("a1", 1, None, None, "2021-07-06", None, "en", "0", "0", "x", ())


@pytest.fixture
def wiki(httpserver: HTTPServer) -> Wiki:
    wiki = Wiki(entities())
    httpserver.expect_request("/w/api.php").respond_with_handler(wiki.answer)
    return wiki


@pytest.fixture
def api(httpserver: HTTPServer) -> str:
    return httpserver.url_for("/w/api.php")


@pytest.fixture
def settings(api: str) -> Settings:
    """Settings that wait for nothing and point every service at this machine."""
    service = SourceSettings(api=api, per_second=1000)
    return Settings(
        contact="desk@example.org",
        read_timeout=0.5,
        connect_timeout=0.5,
        retries=0,
        backoff=0,
        sources={"wikidata": service, "wikipedia": service},
    )


@pytest.fixture
def ledger() -> list[Sent]:
    return []


@pytest.fixture
def session(settings: Settings, ledger: list[Sent]) -> Session:
    return make_session(settings, ledger)

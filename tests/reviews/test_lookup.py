"""`claims lookup` against services on this machine: killed, refused, resumed, offline, archived."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harbour import ON_SQLITE, extraction_of
from pytest_httpserver import HTTPServer
from typer.testing import Result
from werkzeug import Request, Response

from reviews.store import Store

Claims = Callable[..., Result]
KEY = "k3y-of-the-desk"
TABLE = '\n[sources.{}]\napi = "{}"\nper_second = 1000\n'
CLAIMS = Path(sys.executable).with_name("claims")


def identifier_of(name: str) -> str:
    """The item that bears this name at the Wikidata on this machine."""
    return f"Q{sum(map(ord, name))}"


PEOPLE = {identifier_of(name): name for name in ("Falk", "Ines Falk", "Omar Tull", "Ruta Berg")}
MAYOR = "Q7"


class Services:
    """Services on this machine that note what they were asked; ``hold`` is the question never answered."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.hold = ""
        self.held = threading.Event()
        self.free = threading.Event()
        self.refusing: set[str] = set()
        self.keys: set[str] = set()

    def answer(self, request: Request) -> Response:
        said = next(
            (
                request.args[name]
                for name in ("search", "titles", "ids", "query", "url")
                if name in request.args
            ),
            "",
        )
        self.keys.update(request.headers.getlist("X-Goog-Api-Key"))
        self.asked.append(f"{request.path}?{said}")
        if self.asked[-1].startswith(self.hold or "-") and not self.free.is_set():
            self.held.set()
            self.free.wait(60)
        if request.path in self.refusing:
            return Response("slow down", 429)
        return Response(json.dumps(_body(request)), content_type="application/json")


def _body(request: Request) -> object:
    if (name := request.args.get("search")) is not None:
        match = {"type": "label", "language": "en", "text": name}
        return {"search": [{"id": identifier_of(name), "label": name, "match": match}]}
    if (ids := request.args.get("ids")) is not None:
        return {"entities": {one: _item(one) for one in ids.split("|")}}
    if (titles := request.args.get("titles")) is not None:
        pages = [{"title": t, "extract": f"{t} is here.", "lastrevid": 7} for t in titles.split("|")]
        return {"query": {"pages": pages}}
    if "query" in request.args:
        review = {"url": "https://lidby.example/a", "publisher": {"name": "Lidby Checks"}}
        return {"claims": [{"text": "Ines Falk is mayor of Lidby", "claimReview": [review]}]}
    if "url" in request.args:
        row = ["20260301101112", "https://lidby.example/a", "text/html", "200", "X", "9"]
        return [["timestamp", "original", "mimetype", "statuscode", "digest", "length"], row]
    return {"query": {"search": []}}


def _item(identifier: str) -> dict[str, object]:
    label = "mayor of Lidby" if identifier == MAYOR else PEOPLE.get(identifier, "x")
    post = {"entity-type": "item", "id": MAYOR, "numeric-id": 7}
    start = {
        "time": "+2024-01-01T00:00:00Z",
        "precision": 11,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    held = {
        "id": "s1",
        "type": "statement",
        "rank": "normal",
        "mainsnak": {
            "snaktype": "value",
            "property": "P39",
            "datavalue": {"type": "wikibase-entityid", "value": post},
        },
        "qualifiers": {
            "P580": [{"snaktype": "value", "property": "P580", "datavalue": {"type": "time", "value": start}}]
        },
    }
    return {
        "id": identifier,
        "type": "item",
        "labels": {"en": {"language": "en", "value": label}},
        "claims": {"P39": [held]} if label == "Falk" else {},
    }


@pytest.fixture
def services(httpserver: HTTPServer) -> Iterator[Services]:
    made = Services()
    httpserver.expect_request(re.compile(".*")).respond_with_handler(made.answer)
    yield made
    made.free.set()


@pytest.fixture
def online(monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer, services: Services) -> None:
    """Settings that point at the services; the sources besides those are switched off."""
    monkeypatch.delenv("CLAIMS_OFFLINE")
    lines = ['contact = "desk@example.org"', "", "[network]", "retries = 0"]
    for name in ("wikidata", "wikipedia"):
        lines += ["", f"[sources.{name}]", f'api = "{httpserver.url_for(f"/{name}")}"', "per_second = 1000"]
    for name in ("wikiquote", "worldbank"):
        lines += ["", f"[sources.{name}]", "enabled = false"]
    Path("claims.toml").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def desk(claims: Claims, article_file: Path, online: None) -> Claims:
    assert claims("extract", str(article_file), "--published", "2026-03-02").exit_code == 0
    return claims


def sources_of(store: Store) -> set[str]:
    found = [store.claim_review(claim.id).candidates for claim in extraction_of().claims]
    return {candidate.source for candidates in found for candidate in candidates}


@pytest.mark.parametrize(
    ("hold", "kept"),
    [("/wikidata?Ines Falk", set()), ("/wikidata?Q", set()), ("/wikipedia?", {"wikidata"})],
)
def test_a_killed_look_up_loses_nothing_that_had_arrived(
    desk: Claims, store_url: str, services: Services, hold: str, kept: set[str]
) -> None:
    services.hold = hold
    run = subprocess.Popen([CLAIMS, "lookup", "last", "--db", store_url], stdout=subprocess.DEVNULL)
    try:
        assert services.held.wait(60)
        os.kill(run.pid, signal.SIGKILL)
    finally:
        run.wait()
    services.free.set()
    before = list(services.asked)
    assert sources_of(Store.open(store_url, actor="ana")) == kept
    again = desk("lookup", "last")
    assert again.exit_code == 0
    assert sources_of(Store.open(store_url, actor="ana")) >= {"wikidata", "wikipedia"}
    # What had been answered is not asked again; only the question that was killed is.
    assert {asked for asked, times in Counter(services.asked).items() if times > 1} == {before[-1]}


def test_a_source_that_refuses_is_asked_no_more_and_a_second_look_up_goes_on(
    desk: Claims, store_url: str, services: Services
) -> None:
    services.refusing.add("/wikidata")
    first = desk("lookup", "last")
    assert first.exit_code == 0
    assert first.stderr.count("wikidata: localhost") == first.stderr.count("refuses for now (HTTP 429)") == 1
    assert len([asked for asked in services.asked if asked.startswith("/wikidata")]) == 1
    assert sources_of(Store.open(store_url, actor="ana")) == {"wikipedia"}
    services.refusing.clear()
    before = len(services.asked)
    second = desk("lookup", "last")
    assert (second.exit_code, "refuses" in second.stderr) == (0, False)
    assert all(asked.startswith("/wikidata") for asked in services.asked[before:])
    assert sources_of(Store.open(store_url, actor="ana")) == {"wikidata", "wikipedia"}


def test_where_all_refuse_the_request_failed(desk: Claims, services: Services) -> None:
    services.refusing.update({"/wikidata", "/wikipedia"})
    result = desk("lookup", "last")
    assert result.exit_code == 1
    assert "no source answered" in result.stderr
    assert "Traceback" not in result.stderr


def test_what_went_out_is_in_the_ledger_and_a_warm_look_up_adds_nothing(
    desk: Claims, services: Services
) -> None:
    assert desk("lookup", "last").exit_code == 0
    sent = json.loads(desk("sources", "--sent", "--json").stdout)
    assert len(sent) == len(services.asked)
    assert any(line["words"] == "search=Ines Falk" for line in sent)
    assert desk("lookup", "last").exit_code == 0
    assert json.loads(desk("sources", "--sent", "--json").stdout) == sent


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, an attempt to connect or to look up a host fails the test."""

    def refuse(*args: object, **kwargs: object) -> None:
        pytest.fail(f"a connection was opened offline: {args}")

    def closed() -> None:
        for way in ("connect", "connect_ex", "sendto", "sendmsg"):
            monkeypatch.setattr(socket.socket, way, refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)

    return closed


@ON_SQLITE
@pytest.mark.parametrize("how", ["option", "environment"])
def test_offline_opens_no_connection(
    desk: Claims,
    services: Services,
    no_sockets: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    """On a database that is a file no socket is opened at all."""
    no_sockets()
    if how == "environment":
        monkeypatch.setenv("CLAIMS_OFFLINE", "1")
    result = desk("lookup", "last", *(("--offline",) if how == "option" else ()))
    assert result.exit_code == 1
    assert "offline is set" in result.stderr
    assert services.asked == []
    assert json.loads(desk("sources", "--sent", "--json").stdout) == []


@ON_SQLITE
def test_a_snapshot_says_offline_what_the_live_source_says(
    desk: Claims, services: Services, no_sockets: Callable[[], None]
) -> None:
    live = desk("lookup", "last", "--source", "wikidata", "--json")
    Path("dump.json").write_text("\n".join(json.dumps(_item(one)) for one in (*PEOPLE, MAYOR)), "utf-8")
    assert desk("sources", "import-wikidata", "dump.json", "--out", "wikidata.sqlite").exit_code == 0
    with Path("claims.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[sources.snapshot]\nfile = "wikidata.sqlite"\n')
    no_sockets()
    offline = desk("lookup", "last", "--source", "snapshot", "--offline", "--json")
    said = [_said(result, source) for result, source in ((live, "wikidata"), (offline, "snapshot"))]
    assert said[0] == said[1]
    assert any("mayor of Lidby, 2024-01-01 to" in reason for *_, reason in said[0])


def _said(result: Result, source: str) -> list[tuple[str, str, str, str]]:
    mine = [one for one in json.loads(result.stdout) if one["source"] == source]
    return sorted((one["claim_id"], one["excerpt"], one["stance"], one["reason"]) for one in mine)


def test_archive_asks_for_copies_of_the_pages_that_were_found(
    desk: Claims, httpserver: HTTPServer, services: Services
) -> None:
    with Path("claims.toml").open("a", encoding="utf-8") as settings:
        settings.write(TABLE.format("factcheck", httpserver.url_for("/factcheck")) + f'key = "{KEY}"\n')
        settings.write(TABLE.format("wayback", httpserver.url_for("/wayback")))
    result = desk("lookup", "last", "--source", "factcheck", "--archive", "--json")
    found = {one["source"]: one for one in json.loads(result.stdout)}
    assert sorted(found) == ["factcheck", "wayback"], result.stderr
    assert found["wayback"]["permalink"].endswith("/web/20260301101112/https://lidby.example/a")
    assert found["wayback"]["origin"] == found["factcheck"]["origin"]


def test_no_key_reaches_ledger_cache_database_or_log(
    desk: Claims,
    httpserver: HTTPServer,
    services: Services,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    with Path("claims.toml").open("a", encoding="utf-8") as settings:
        settings.write(TABLE.format("factcheck", httpserver.url_for("/factcheck")) + f'key = "{KEY}"\n')
    result = desk("lookup", "last", "--source", "factcheck")
    assert services.keys == {KEY}
    sent = desk("sources", "--sent", "--json")
    own = [
        r.getMessage() for r in caplog.records if r.name != "werkzeug"
    ]  # the test's server logs as it likes
    assert KEY not in "\n".join([result.output, sent.output, *own])
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "claims.toml"]
    assert any(path.name == "responses.sqlite" for path in kept)
    assert [path for path in kept if KEY.encode() in path.read_bytes()] == []

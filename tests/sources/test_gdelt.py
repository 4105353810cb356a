"""GDELT in answers made up after its documented shapes: no recording of it is at hand."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer
from recordings import answering
from test_documents import quotation
from werkzeug import Request, Response
from wikibase_double import claim, make_session, office

from claims.article import Article
from claims.claim import Claim
from sources.candidate import Candidate, Failure
from sources.errors import Refused
from sources.gdelt import Gdelt
from sources.session import Sent
from sources.settings import Settings, SourceSettings

NOW = datetime(2021, 7, 8, tzinfo=UTC)
TEXT = "Imran Khan, prime minister of Pakistan, opened the harbour of Lidby."


def found_at(
    site: str, title: str = "Imran Khan opens the harbour of Lidby", **more: object
) -> dict[str, object]:
    return {
        "url": f"https://www.{site}/story",
        "title": title,
        "seendate": "20210706T150000Z",
        "domain": site,
        "language": "English",
        **more,
    }


def said(identifier: str = "c1", text: str = TEXT) -> Claim:
    return replace(claim("office", office(), identifier), text=text)


@pytest.fixture
def here(settings: Settings, api: str) -> Settings:
    return replace(settings, sources={"gdelt": SourceSettings(api=api, per_second=1000)})


def ask(
    here: Settings, article: Article, *claims: Claim, ledger: list[Sent] | None = None
) -> list[Candidate | Failure]:
    return list(Gdelt(make_session(here, ledger, now=NOW), here).ask(claims or [said()], article, ()))


def test_a_title_is_a_lead(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    seen = answering(httpserver, "/w/api.php", {"articles": [found_at("lidby.example")]})
    first, second = ask(here, article, said(), said("c2"), ledger=ledger)
    assert isinstance(first, Candidate)
    assert isinstance(second, Candidate)
    assert (first.stance, first.origin, first.published) == ("related", "lidby.example", None)
    assert "saw this article on 2021-07-06" in first.reason
    assert len(seen) == 1
    assert seen[0].args["query"] == '"Imran Khan" "Pakistan" sourcelang:eng'
    assert (seen[0].args["startdatetime"], seen[0].args["enddatetime"]) == (
        "20210629000000",
        "20210708235959",
    )
    plan = Gdelt(make_session(here, now=NOW), here).plan([said()], article, ())
    assert [out.words for out in plan] == [ledger[0].words]


def test_ten_reprints_are_one_origin(here: Settings, article: Article, httpserver: HTTPServer) -> None:
    endings = ("", " - Lidby Post", " | The Bay", " – Coast News")
    pages = [
        found_at(f"s{n}.example", f"Imran Khan opens the harbour of Lidby{end}")
        for n, end in enumerate(endings)
    ]
    answering(
        httpserver,
        "/w/api.php",
        {
            "articles": [
                *pages,
                found_at("a.example", "Imran Khan in Lidby: harbour, prime minister, Pakistan"),
            ]
        },
    )
    found = [one for one in ask(here, article) if isinstance(one, Candidate)]
    assert len(found) == 5
    assert {one.origin for one in found} == {"s0.example", "a.example"}


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (found_at("lidby.example"), 1),
        (found_at("lidby.example", "Recipes for the summer"), 0),
        (found_at("lidby.example", url="javascript:alert(1)"), 0),
        (found_at("lidby.example", title=""), 0),
        (found_at("lidby.example", seendate=None), 1),
    ],
)
def test_what_is_kept(
    here: Settings, article: Article, httpserver: HTTPServer, page: dict[str, object], kept: int
) -> None:
    answering(httpserver, "/w/api.php", {"articles": [page, 7]})
    assert len(ask(here, article)) == kept


@pytest.mark.parametrize(
    ("body", "kind", "said_so"),
    [
        (b"Your query was too short or too long.", "text/html; charset=utf-8", "too short or too long"),
        (b"Timespan is too short.", "text/html", "Timespan"),
        (b"", "text/html", "web page"),
        (b"<html>busy</html>", "text/html", "web page"),
    ],
)
def test_refusals_in_plain_words_are_no_answer(
    here: Settings, article: Article, httpserver: HTTPServer, body: bytes, kind: str, said_so: str
) -> None:
    answering(httpserver, "/w/api.php", body, content_type=kind)
    try:
        (failure,) = ask(here, article)
        message = failure.message if isinstance(failure, Failure) else ""
    except Exception as error:
        message = str(error)
    assert message.startswith("gdelt: ")
    assert said_so in message


def test_asked_to_slow_down_it_is_asked_no_more(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    words = b"Please limit requests to one every 5 seconds or contact us for larger queries."
    seen = answering(httpserver, "/w/api.php", words, content_type="text/html")
    with pytest.raises(Refused, match="limit requests"):
        ask(here, article, said(), quotation("another claim altogether"))
    assert len(seen) == 1


def test_json_with_escapes_that_it_does_not_know_is_mended(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    body = json.dumps({"articles": [found_at("lidby.example")]}).replace("Imran", "Imran\\'s")
    answering(httpserver, "/w/api.php", body.encode())
    (found,) = ask(here, article)
    assert isinstance(found, Candidate)
    assert found.title.startswith("Imran's Khan")


@pytest.mark.parametrize(
    ("day", "asked"),
    [("2021-07-06", True), ("2021-04-10", True), ("2021-04-08", False), ("2011-07-06", False)],
)
def test_what_is_older_than_three_months_is_not_asked_and_not_called_uncovered(
    here: Settings, article: Article, httpserver: HTTPServer, day: str, asked: bool
) -> None:
    seen = answering(httpserver, "/w/api.php", {})
    answers = ask(here, replace(article, published=day))
    assert bool(seen) is asked
    assert [isinstance(one, Failure) and "not asked" in one.message for one in answers] == [True] * (
        not asked
    )


@pytest.mark.parametrize(
    ("share", "query"),
    [
        ("names", '"Ana Lima" sourcelang:eng'),
        ("text", '"We will not close the harbour this winter and nobody" "Ana Lima" sourcelang:eng'),
    ],
)
def test_quoted_words_go_out_only_where_the_setting_says_so(
    here: Settings, article: Article, httpserver: HTTPServer, share: str, query: str
) -> None:
    seen = answering(httpserver, "/w/api.php", {})
    table = replace(here.of("gdelt"), share=share)
    words = 'We will not close the (harbour) this winter "and" nobody will lose a job over it.'
    assert ask(replace(here, sources={"gdelt": table}), article, quotation(words)) == []
    assert [request.args["query"] for request in seen] == [query]


def test_a_query_is_never_longer_than_it_takes(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    seen: list[Request] = []

    def handler(request: Request) -> Response:
        seen.append(request)
        return Response("{}", content_type="application/json")

    httpserver.expect_request("/w/api.php").respond_with_handler(handler)
    long = claim("office", office("Imran " + "Khan" * 18, place="Pakistan" * 9))
    ask(here, article, long)
    assert len(seen[0].args["query"]) < 250

import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from wikibase_double import claim, named, office, recorded, replay

from claims.article import Article
from claims.claim import AttendanceDetail, Attendee
from sources.candidate import Candidate, Failure
from sources.errors import SourceUnusable
from sources.session import Sent, Session
from sources.settings import Settings
from sources.wikipedia import Wikipedia

EXTRACT = recorded("client_extracts_fv2")["body"]["query"]["pages"][0]["extract"]
KHAN = {
    "pageid": 3,
    "ns": 0,
    "title": "Imran Khan",
    "lastrevid": 19,
    "pageprops": {"wikibase_item": "Q990001"},
    "revisions": [{"revid": 19, "timestamp": "2022-04-11T16:59:00Z"}],
    "extract": EXTRACT,
}


def serve(httpserver: HTTPServer, *pages: dict[str, object], **query: object) -> None:
    body = {"batchcomplete": True, "query": {**query, "pages": list(pages)}}
    httpserver.expect_request("/w/api.php").respond_with_json(body)


@pytest.fixture
def wikipedia(settings: Settings, session: Session) -> Wikipedia:
    return Wikipedia(session, settings)


def asked(
    wikipedia: Wikipedia, article: Article, person: str = "Imran Khan", place: str | None = None
) -> list[Candidate | Failure]:
    return list(wikipedia.ask([claim("office", office(person, place=place))], article, []))


def test_a_page_is_a_lead_pinned_to_its_revision(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer, api: str
) -> None:
    serve(httpserver, KHAN)
    (found,) = asked(wikipedia, article)
    assert isinstance(found, Candidate)
    assert (found.stance, found.title, found.published) == ("related", "Imran Khan", "2022-04-11T16:59:00Z")
    assert found.permalink == f"{api.replace('api.php', 'index.php')}?title=Imran_Khan&oldid=19"
    assert found.excerpt in EXTRACT
    assert "Prime Minister of Pakistan" in found.excerpt


@pytest.mark.parametrize(
    "page",
    [
        {**KHAN, "pageprops": {"disambiguation": ""}},
        {"ns": 0, "title": "Imran Khan", "missing": True},
        {"title": "Imran Khan", "invalid": True, "invalidreason": "x"},
        {**KHAN, "extract": ""},
        {key: value for key, value in KHAN.items() if key != "extract"},
    ],
)
def test_what_is_no_page(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer, page: dict[str, object]
) -> None:
    serve(httpserver, page)
    assert asked(wikipedia, article) == []


def test_redirects_lead_to_the_page(wikipedia: Wikipedia, article: Article, httpserver: HTTPServer) -> None:
    serve(httpserver, KHAN, redirects=[{"from": "Imran Khan Niazi", "to": "Imran Khan"}])
    (found,) = asked(wikipedia, article, "Imran Khan Niazi")
    assert isinstance(found, Candidate)
    assert found.title == "Imran Khan"


def test_continued_answers_are_joined(wikipedia: Wikipedia, article: Article, httpserver: HTTPServer) -> None:
    """Extracts come in portions: the first answer may hold a page without its text."""

    def answer(request: Request) -> Response:
        bare = {key: value for key, value in KHAN.items() if key != "extract"}
        body: dict[str, object] = {
            "query": {"pages": [bare]},
            "continue": {"excontinue": 1, "continue": "||"},
        }
        if request.args.get("excontinue") == "1" and request.args.get("continue") == "||":
            body = {"batchcomplete": True, "query": {"pages": [{"title": "Imran Khan", "extract": EXTRACT}]}}
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/w/api.php").respond_with_handler(answer)
    assert len(asked(wikipedia, article)) == 1


def test_a_wiki_without_the_extension_for_texts_says_so(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer
) -> None:
    """As the recorded one answers a query for a property that it does not know, in the other form of its answers."""
    said = recorded("client_bad_prop")["body"]["warnings"]["query"]["*"]
    warning = {"query": {"warnings": said.replace("nonsense", "extracts")}}
    page = {name: value for name, value in KHAN.items() if name != "extract"}
    body = {"batchcomplete": True, "warnings": warning, "query": {"pages": [page]}}
    httpserver.expect_request("/w/api.php").respond_with_json(body)
    with pytest.raises(SourceUnusable, match="lacks the extension TextExtracts; set"):
        asked(wikipedia, article)


def test_endless_continuation_ends(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    body = {"query": {"pages": [KHAN]}, "continue": {"excontinue": 1, "continue": "||"}}
    httpserver.expect_request("/w/api.php").respond_with_json(body)
    with pytest.raises(SourceUnusable, match=r"goes on without end; check `\[sources\.wikipedia\] api`"):
        asked(wikipedia, article)
    assert len(ledger) == 10


def test_a_recorded_mix_of_missing_and_invalid_titles(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_response(replay("client_titles_mix_fv2"))
    assert asked(wikipedia, article) == []


def test_a_failed_batch_is_one_line(wikipedia: Wikipedia, article: Article, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/w/api.php").respond_with_data("{", content_type="application/json")
    (failure,) = asked(wikipedia, article)
    assert isinstance(failure, Failure)
    assert "broken JSON" in failure.message


def test_only_names_go_out(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    serve(httpserver, KHAN)
    asked(wikipedia, article, place="Pakistan")
    # Pakistan has no page there: it is sought.
    assert [sent.words for sent in ledger] == ["titles=Imran Khan|Pakistan", "gsrsearch=pakistan"]


def by_what_is_asked(httpserver: HTTPServer, **answers: dict[str, object]) -> None:
    """Answers titles, searches and whole texts from these."""

    def answer(request: Request) -> Response:
        given = (
            "search"
            if "gsrsearch" in request.args
            else "whole"
            if "exintro" not in request.args
            else "titles"
        )
        body = answers.get(given, {"query": {"pages": []}})
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/w/api.php").respond_with_handler(answer)


@pytest.mark.parametrize(
    ("title", "opening", "found"),
    [
        ("Zulfikar Nobody", "A clerk.", True),
        ("Clerks of Lahore", "Among them was Zulfikar Nobody, a clerk.", True),
        ("Clerks of Lahore", "A list.", False),
    ],
)
def test_a_name_without_a_page_is_sought(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer, title: str, opening: str, found: bool
) -> None:
    page = {**KHAN, "title": title, "extract": opening, "index": 1}
    more = {"gsroffset": 3, "continue": "gsroffset||"}
    by_what_is_asked(httpserver, search={"query": {"pages": [page]}, "continue": more})
    assert len(asked(wikipedia, article, "Zulfikar Nobody")) == found


def test_a_recorded_search(wikipedia: Wikipedia, article: Article, httpserver: HTTPServer) -> None:
    """Its pages come without texts: nothing to read is nothing found."""
    by_what_is_asked(httpserver, search=recorded("client_generator_search_fv2")["body"])
    assert asked(wikipedia, article, "Imran Khan") == []


def test_each_attendee_against_the_event_s_whole_text(
    wikipedia: Wikipedia, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    page = {**KHAN, "title": "Narva Forum", "extract": "The Narva Forum is a gathering."}
    text = "The Narva Forum is a gathering.\n\n\n== 2021 ==\nKaja Kallas spoke. It rained."
    by_what_is_asked(
        httpserver,
        titles={"query": {"pages": [page]}},
        whole={"query": {"pages": [{"title": "Narva Forum", "extract": text}]}},
    )
    people = tuple(Attendee(n, 0, len(n), n, part=i) for i, n in enumerate(("Kaja Kallas", "Ines Falk")))
    claims = [claim("attendance", AttendanceDetail(named("Narva Forum"), people), f"c{n}") for n in range(2)]
    found = [c for c in wikipedia.ask(claims, article, []) if isinstance(c, Candidate) and c.part is not None]
    assert [(c.part, c.stance, c.excerpt) for c in found[:2]] == [
        (0, "related", "Kaja Kallas spoke."),
        (1, "related", "Narva Forum"),
    ]
    assert "absence from the source proves nothing" in found[1].reason
    assert [sent.words for sent in ledger].count("titles=Narva Forum") == 1

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from wikibase_double import claim, make_session, office

from claims.article import Article
from claims.claim import Claim
from sources.candidate import Candidate, Failure
from sources.errors import SourceUnusable
from sources.factcheck import FactCheck
from sources.session import Sent
from sources.settings import Settings, SourceSettings

TEXT = "Imran Khan was prime minister of Pakistan in 2021."
# Made up for this test, in the shape of the discovery document of v1alpha1.
REVIEW = {
    "publisher": {"name": "Harbour Facts", "site": "facts.example"},
    "url": "https://www.facts.example/khan",
    "title": "Was Khan in office?",
    "reviewDate": "2021-08-01T00:00:00Z",
    "textualRating": "Mostly right",
}
ALIKE = {"text": "Imran Khan was prime minister of Pakistan in 2021", "claimReview": [REVIEW]}
OTHER = {"text": "Vaccines hold chips", "claimReview": [REVIEW]}


def said(identifier: str = "c1") -> Claim:
    return replace(claim("office", office(), identifier), text=TEXT)


@pytest.fixture
def here(settings: Settings, api: str) -> Settings:
    table = SourceSettings(api=api, per_second=1000, key="s3cret")
    return replace(settings, sources={"factcheck": table})


def answer(httpserver: HTTPServer, response: Response) -> list[Request]:
    seen: list[Request] = []

    def handler(request: Request) -> Response:
        seen.append(request)
        return response

    httpserver.expect_request("/w/api.php").respond_with_handler(handler)
    return seen


def good(*claims: dict[str, object]) -> Response:
    import json

    return Response(json.dumps({"claims": list(claims)} if claims else {}), content_type="application/json")


def test_a_review_is_a_lead_and_never_a_stance(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    seen = answer(
        httpserver, good(ALIKE, OTHER, {"text": TEXT}, {**ALIKE, "claimReview": [{"url": "javascript:x"}]})
    )
    source = FactCheck(make_session(here, ledger), here)
    first, second = source.ask([said(), said("c2")], article, ())
    assert isinstance(first, Candidate)
    assert isinstance(second, Candidate)
    assert (first.stance, first.origin, first.published) == (
        "related",
        "facts.example",
        "2021-08-01T00:00:00Z",
    )
    assert "Harbour Facts rated a claim like this 'Mostly right'" in first.reason
    assert [sent.words for sent in ledger] == ["query=Imran Khan Pakistan"]
    assert seen[0].headers["X-Goog-Api-Key"] == "s3cret"


@pytest.mark.parametrize(("share", "words"), [("names", "Imran Khan Pakistan"), ("text", TEXT)])
def test_a_sentence_goes_out_only_where_the_setting_says_so(
    here: Settings, article: Article, httpserver: HTTPServer, share: str, words: str
) -> None:
    seen = answer(httpserver, good())
    table = replace(here.of("factcheck"), share=share)
    asked = replace(here, sources={"factcheck": table})
    source = FactCheck(make_session(asked), asked)
    assert list(source.ask([said()], article, ())) == []
    assert [request.args["query"] for request in seen] == [words]
    assert [out.words for out in source.plan([said()], article, ())] == [f"query={words}"]


def test_the_key_stays_out_of_cache_ledger_and_representation(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent], tmp_path: Path
) -> None:
    answer(httpserver, good(ALIKE))
    kept = replace(here, cache=tmp_path)
    assert list(FactCheck(make_session(kept, ledger), kept).ask([said()], article, ()))
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"s3cret" in data for data in files)
    assert "s3cret" not in f"{ledger} {kept}"


def test_a_question_that_fails_costs_its_claim(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    answer(httpserver, Response('{"error": {"code": 400}}', 400, content_type="application/json"))
    (failure,) = FactCheck(make_session(here), here).ask([said()], article, ())
    assert isinstance(failure, Failure)
    assert failure.claim_id == "c1"


def test_a_key_that_is_not_taken_ends_the_asking(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    seen = answer(httpserver, Response("{}", 403, content_type="application/json"))
    with pytest.raises(SourceUnusable, match="HTTP 403"):
        list(FactCheck(make_session(here), here).ask([said(), said("c2")], article, ()))
    assert len(seen) == 1


def test_without_a_key_it_is_not_asked(settings: Settings) -> None:
    source = FactCheck(make_session(settings), settings)
    assert not source.configured
    assert "key" in str(source.reachable())

"""Crossref and OpenAlex: what they are asked, and what is read out of their recorded answers."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from recordings import answering, recorded_json, recording
from wikibase_double import claim, make_session, office

from claims.article import Article
from claims.claim import Claim
from sources.candidate import Candidate, Failure
from sources.crossref import Crossref
from sources.openalex import OpenAlex
from sources.session import Sent
from sources.settings import Settings, Share, SourceSettings
from sources.works import asked

STATE = (
    "“The state of OA: a large-scale analysis of the prevalence and impact of Open Access articles” was "
    "published in PeerJ, Imran Khan said."
)
MICE = "The mice lost neurons, as a study (10.1371/journal.pone.0033693) by Imran Khan says."
ECOLOGY = "Imran Khan praised the study Communicating Ecology in Pakistan."


def said(text: str) -> Claim:
    return replace(claim("office", office()), text=text)


def here(settings: Settings, name: str, api: str, **more: str) -> Settings:
    return replace(settings, sources={name: SourceSettings(api=api, per_second=1000, **more)})


def answers(source: Crossref | OpenAlex, article: Article, *claims: Claim) -> list[Candidate | Failure]:
    return list(source.ask(claims, article, ()))


@pytest.mark.parametrize(
    ("text", "share", "question"),
    [
        ("See 10.1371/journal.pone.0033693.", "names", "10.1371/journal.pone.0033693"),
        ("See https://doi.org/10.5555/ABC(7)x, and go.", "names", "10.5555/abc(7)x"),
        (MICE, "text", "10.1371/journal.pone.0033693"),
        ("A study says so.", "names", "Imran Khan Pakistan"),
        ("A study says so.", "text", "A study says so."),
        ("Scientists found it.", "names", "Imran Khan Pakistan"),
        ("It was published in Nature.", "names", "Imran Khan Pakistan"),
        ("He is studying law.", "names", None),
        ("He is prime minister.", "text", None),
        ("Version 10.5 of 2021", "text", None),
    ],
)
def test_what_is_asked(text: str, share: Share, question: str | None) -> None:
    found = asked(said(text), (), share)
    assert (str(found) if found else None) == question


@pytest.mark.parametrize(
    ("text", "doi", "published"),
    [
        (ECOLOGY, "10.1093/obo/9780199830060-0238", "2022-07-26"),
        ("A study of Chemical Ecology by Imran Khan is out.", "10.1093/obo/9780199830060-0023", "2012-05-23"),
    ],
)
def test_crossref_finds_works_like_the_claim(
    settings: Settings,
    article: Article,
    httpserver: HTTPServer,
    ledger: list[Sent],
    text: str,
    doi: str,
    published: str,
) -> None:
    seen = answering(httpserver, "/works", recorded_json("crossref/works_query_2rows.json"))
    given = here(settings, "crossref", httpserver.url_for("").rstrip("/"))
    (found,) = answers(Crossref(make_session(given, ledger), given), article, said(text))
    assert isinstance(found, Candidate)
    assert (found.stance, found.origin, found.published) == ("related", f"doi.org/{doi}", published)
    assert found.excerpt.endswith(f"Ecology, {published}")
    assert [sent.words for sent in ledger] == ["query.bibliographic=Imran Khan Pakistan"]
    assert seen[0].args["mailto"] == "desk@example.org"


def test_crossref_reads_the_work_that_is_cited(
    settings: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    answering(httpserver, "/works/10.1371/journal.pone.0033693", recorded_json("crossref/work_single.json"))
    given = here(settings, "crossref", httpserver.url_for("").rstrip("/"))
    (found,) = answers(Crossref(make_session(given, ledger), given), article, said(MICE))
    assert isinstance(found, Candidate)
    assert (found.url, found.published) == ("https://doi.org/10.1371/journal.pone.0033693", "2012-03-21")
    # A correction is no retraction.
    assert "RETRACTED" not in found.reason
    assert ledger[0].words.endswith("/works/10.1371%2Fjournal.pone.0033693")


@pytest.mark.parametrize(
    ("kind", "warned"), [("retraction", True), ("Withdrawal", True), ("correction", False)]
)
def test_a_retraction_comes_first(
    settings: Settings, article: Article, httpserver: HTTPServer, kind: str, warned: bool
) -> None:
    body = recorded_json("crossref/work_single.json")
    body["message"]["updated-by"][0]["type"] = kind
    answering(httpserver, "/works/10.1371/journal.pone.0033693", body)
    given = here(settings, "crossref", httpserver.url_for("").rstrip("/"))
    (found,) = answers(Crossref(make_session(given), given), article, said(MICE))
    assert isinstance(found, Candidate)
    assert found.reason.startswith("RETRACTED") is warned


@pytest.mark.parametrize(
    ("status", "name", "kind", "failure"),
    [
        (404, "crossref/work_404.txt", "text/plain", None),
        (400, "crossref/error_rows_invalid_400.json", "application/json", "does not accept the question"),
    ],
)
def test_recorded_refusals_of_crossref(
    settings: Settings,
    article: Article,
    httpserver: HTTPServer,
    status: int,
    name: str,
    kind: str,
    failure: str | None,
) -> None:
    answering(
        httpserver, "/works/10.1371/journal.pone.0033693", recording(name), status=status, content_type=kind
    )
    given = here(settings, "crossref", httpserver.url_for("").rstrip("/"))
    found = answers(Crossref(make_session(given), given), article, said(MICE))
    assert [isinstance(one, Failure) and failure in one.message for one in found if failure] == [True] * bool(
        failure
    )
    assert bool(found) is bool(failure)


def test_openalex_finds_works_like_the_claim(
    settings: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    work = recorded_json("openalex/workJsonResponse.json")
    seen = answering(httpserver, "/works", {"meta": {"count": 1}, "results": [work]})
    given = here(settings, "openalex", httpserver.url_for("").rstrip("/"), key="s3cret")
    (found,) = answers(OpenAlex(make_session(given, ledger), given), article, said(STATE))
    assert isinstance(found, Candidate)
    assert (found.origin, found.published) == ("doi.org/10.7717/peerj.4375", "2018-02-13")
    assert "in PeerJ" in found.reason
    assert (seen[0].args["api_key"], [sent.words for sent in ledger]) == (
        "s3cret",
        ["search=imran khan pakistan"],
    )


@pytest.mark.parametrize(
    "change", [{"is_retracted": True}, {"doi": None}, {"primary_location": None}, {"title": None}]
)
def test_openalex_reads_a_work_with_gaps(
    settings: Settings, article: Article, httpserver: HTTPServer, change: dict[str, object]
) -> None:
    work = {**recorded_json("openalex/workJsonResponse.json"), **change}
    answering(httpserver, "/works/doi:10.7717/peerj.4375", work)
    given = here(settings, "openalex", httpserver.url_for("").rstrip("/"))
    found: Sequence[Candidate | Failure] = answers(
        OpenAlex(make_session(given), given),
        article,
        said("The state of OA: a large-scale analysis, 10.7717/peerj.4375"),
    )
    reasons = [one.reason for one in found if isinstance(one, Candidate)]
    assert len(found) == len(reasons) == ("title" not in change)
    assert any(reason.startswith("RETRACTED") for reason in reasons) is ("is_retracted" in change)


def test_both_catalogues_speak_of_one_origin_and_neither_is_asked_unset(settings: Settings) -> None:
    session = make_session(settings)
    assert not Crossref(session, settings).configured
    assert not OpenAlex(session, settings).configured

"""The Internet Archive: its index in the documented shape of lists, the availability API where that fails."""

from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from recordings import answering, recording
from wikibase_double import claim, make_session, office

from claims.article import Article
from claims.claim import Claim
from sources.candidate import Candidate, Failure, Passage, Verdict, candidate
from sources.errors import SourceUnusable
from sources.session import Sent
from sources.settings import Settings, SourceSettings
from sources.wayback import FIELDS, Wayback

PAGE = "https://lidby.example/minutes?id=7"
CDX, AVAILABLE = "/cdx/search/cdx", "/wayback/available"


def row(timestamp: str, status: str = "200") -> list[str]:
    return [timestamp, PAGE, "text/html", status, "AAT2EUOFX4QOJJ7O7W7GOD23HRMVHM5Q"]


def said(identifier: str = "c1", text: str = f"The minutes ({PAGE}) say so.") -> Claim:
    return replace(claim("office", office(), identifier), text=text)


@pytest.fixture
def here(settings: Settings, httpserver: HTTPServer) -> Settings:
    table = SourceSettings(api=httpserver.url_for("").rstrip("/"), per_second=1000, share="text")
    return replace(settings, allow_private=True, sources={"wayback": table})


def ask(
    here: Settings, article: Article, *claims: Claim, ledger: list[Sent] | None = None
) -> list[Candidate | Failure]:
    return list(Wayback(make_session(here, ledger), here).ask(claims, article, ()))


def test_the_last_copy_by_the_article_s_day(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    seen = answering(httpserver, CDX, [list(FIELDS), row("20210630101112"), row("20210705235900")])
    first, second = ask(here, article, said(), said("c2"), ledger=ledger)
    assert isinstance(first, Candidate)
    assert isinstance(second, Candidate)
    assert first.permalink == f"{here.of('wayback').api}/web/20210705235900/{PAGE}"
    assert (first.url, first.stance, first.origin) == (PAGE, "related", "lidby.example")
    assert "2021-07-05 23:59:00 UTC, status 200: read" in first.reason
    assert (len(seen), ledger[0].words) == (1, f"url={PAGE} to=20210706235959")
    plan = Wayback(make_session(here), here).plan([said()], article, ())
    assert [out.words for out in plan] == [ledger[0].words]


@pytest.mark.parametrize(
    ("body", "copies"),
    [
        ([], 0),
        ([list(FIELDS)], 0),
        ([list(FIELDS), ["-", PAGE]], 0),
        ([list(FIELDS), row("20210705235900"), [], ["resume key"]], 1),
        ([list(FIELDS), 7, row("20210705235900", "-")], 1),
    ],
)
def test_what_the_index_lists(
    here: Settings, article: Article, httpserver: HTTPServer, body: object, copies: int
) -> None:
    answering(httpserver, CDX, body)
    assert len(ask(here, article, said())) == copies


def test_a_page_that_is_blocked_costs_itself_alone(
    here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    answering(
        httpserver, CDX, recording("wayback_cdx/cdx_blocked_403.txt"), status=403, content_type="text/plain"
    )
    (failure,) = ask(here, article, said())
    assert isinstance(failure, Failure)
    assert failure.message.startswith("wayback: ")
    assert "AdministrativeAccessControlException" in failure.message


CLOSEST = {"status": "404", "available": True, "url": "http://x", "timestamp": "20210704000000"}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            {"url": PAGE, "archived_snapshots": {"closest": CLOSEST}},
            "status 404; the archive's index did not answer",
        ),
        ({"url": PAGE, "archived_snapshots": {}}, None),
    ],
)
def test_where_the_index_fails_the_other_api_is_asked_and_called_unconfirmed(
    here: Settings, article: Article, httpserver: HTTPServer, answer: object, reason: str | None
) -> None:
    index = answering(httpserver, CDX, b"busy", status=503)
    answering(httpserver, AVAILABLE, answer)
    found = ask(here, article, said(), said("c2", "See https://lidby.example/other."))
    reasons = [one.reason for one in found if isinstance(one, Candidate)]
    assert len(found) == len(reasons) == (2 if reason else 0)
    assert all(reason in said for said in reasons if reason)
    assert len(index) == 1


def test_where_both_fail_it_says_so(here: Settings, article: Article, httpserver: HTTPServer) -> None:
    answering(httpserver, CDX, b"busy", status=503)
    answering(httpserver, AVAILABLE, b"busy", status=503)
    with pytest.raises(SourceUnusable, match=r"^wayback: .* refuses for now"):
        ask(here, article, said())


@pytest.mark.parametrize(
    ("share", "text", "asked"),
    [
        ("text", f"See {PAGE}.", PAGE),
        ("text", "See (https://lidby.example/a/).", "https://lidby.example/a/"),
        ("text", "See lidby.example.", None),
        ("names", f"See {PAGE}.", None),
    ],
)
def test_an_address_goes_out_only_where_the_setting_says_so(
    here: Settings, article: Article, httpserver: HTTPServer, share: str, text: str, asked: str | None
) -> None:
    seen = answering(httpserver, CDX, [])
    table = replace(here.of("wayback"), share=share)
    ask(replace(here, sources={"wayback": table}), article, said(text=text))
    assert [request.args["url"] for request in seen] == ([asked] if asked else [])


def lead(one: Claim, url: str, permalink: str | None = None) -> Candidate:
    passage = Passage("gdelt", "T", url, permalink, "T", None, "2021-07-07T00:00:00Z", "lidby.example")
    return candidate(one, passage, Verdict("related", "x"))


def test_copies_of_what_other_sources_gave(here: Settings, httpserver: HTTPServer) -> None:
    """A page that two claims have is asked for once; what is pinned, or is no page, is not."""
    seen = answering(httpserver, CDX, [list(FIELDS), row("20210705235900")])
    claims = [said("c1"), said("c2"), said("c3")]
    found = [lead(claims[0], PAGE), lead(claims[1], PAGE), lead(claims[2], PAGE, "https://x/?oldid=7"),
             lead(claims[2], "file:///srv/a.pdf")]  # fmt: skip
    copies = list(Wayback(make_session(here), here).copies(found, claims))
    assert [one.claim_id for one in copies if isinstance(one, Candidate)] == ["c1", "c2"]
    assert [request.args["url"] for request in seen] == [PAGE]


def test_with_keys_a_copy_is_made(here: Settings, httpserver: HTTPServer) -> None:
    kept = replace(here, sources={"wayback": replace(here.of("wayback"), key="a:b")})
    page = "http://203.0.113.7/minutes"
    answering(httpserver, "/save", {"url": page, "job_id": "spn2-1"})
    answering(
        httpserver,
        "/save/status/spn2-1",
        {"status": "success", "timestamp": "20210707010203", "original_url": page},
    )
    (copy,) = Wayback(make_session(kept), kept).copies([lead(said(), page)], [said()])
    assert isinstance(copy, Candidate)
    assert (copy.permalink or "").endswith(f"/web/20210707010203/{page}")

from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from test_documents import quotation
from wikibase_double import make_session, recorded

from claims.article import Article
from sources.candidate import Candidate, Failure
from sources.errors import SourceUnusable
from sources.session import Sent
from sources.settings import Settings, SourceSettings
from sources.wikiquote import Wikiquote, sections

# Made up for this test, in the shape that TextExtracts gives with exsectionformat=wiki.
EXTRACT = """Ana Lima is a mayor.

== Quotes ==
=== 2019 ===
A harbour is a promise to people who are not here yet.

== Disputed ==
Nobody ever drowned in a budget.

== Misattributed ==
=== Internet ===
Fish do not vote, and that is their only fault.

== See also ==
Ports are for people.
"""
PAGE = {
    "title": "Ana Lima",
    "extract": EXTRACT,
    "revisions": [{"revid": 7, "timestamp": "2026-01-02T03:04:05Z"}],
}


@pytest.fixture
def here(settings: Settings, api: str) -> Settings:
    return replace(settings, sources={"wikiquote": SourceSettings(api=api, per_second=1000)})


def asked(here: Settings, article: Article, words: str, ledger: list[Sent]) -> list[Candidate | Failure]:
    return list(Wikiquote(make_session(here, ledger), here).ask([quotation(words)], article, ()))


@pytest.mark.parametrize(
    ("words", "stance", "said"),
    [
        ("A harbour is a promise to people who are not here yet.", "related", "lists these words"),
        ("Nobody ever drowned in a budget.", "related", "'disputed'"),
        ("Fish do not vote, and that is their only fault.", "contradicts", "'misattributed'"),
        ("Fish do vote, and that is their only fault.", "related", "words like these under 'misattributed'"),
        ("Ports are for people.", "related", "lists these words"),
    ],
)
def test_a_section_says_how_the_page_stands_to_it(
    here: Settings,
    article: Article,
    httpserver: HTTPServer,
    api: str,
    ledger: list[Sent],
    words: str,
    stance: str,
    said: str,
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_json({"query": {"pages": [PAGE]}})
    (found,) = asked(here, article, words, ledger)
    assert isinstance(found, Candidate)
    assert (found.stance, found.published) == (stance, "2026-01-02T03:04:05Z")
    assert said in found.reason
    assert found.permalink == f"{api.replace('api.php', 'index.php')}?title=Ana_Lima&oldid=7"
    assert [sent.words for sent in ledger] == ["titles=Ana Lima"]


@pytest.mark.parametrize(
    "page",
    [
        {"title": "Ana Lima", "missing": True},
        {**PAGE, "pageprops": {"disambiguation": ""}},
        {**PAGE, "extract": ""},
        PAGE,
    ],
)
def test_nothing_to_say(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent], page: dict[str, object]
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_json({"query": {"pages": [page]}})
    assert asked(here, article, "The vote was a disgrace to this town.", ledger) == []


def test_a_recorded_page_comes_in_its_sections() -> None:
    extract = recorded("client_extracts_wiki_sections")["body"]["query"]["pages"]["2"]["extract"]
    assert [section.text.strip().split(" ")[0] for section in sections(extract)] == [
        "Pakistan",
        "The",
        "Imran",
        "",
    ]


def test_a_subheading_belongs_to_the_heading_above() -> None:
    standings = [section.standing for section in sections(EXTRACT)]
    assert standings == ["misattributed", "misattributed", "disputed", "listed", "listed", "listed", "listed"]


def test_a_wiki_without_the_extension_for_texts_says_so(
    here: Settings, article: Article, httpserver: HTTPServer, ledger: list[Sent]
) -> None:
    warning = recorded("client_bad_prop")["body"]["warnings"]["query"]["*"].replace("nonsense", "extracts")
    body = {
        "warnings": {"query": {"warnings": warning}},
        "query": {"pages": [{"title": "Ana Lima", "pageid": 1}]},
    }
    httpserver.expect_request("/w/api.php").respond_with_json(body)
    with pytest.raises(SourceUnusable, match=r"wikiquote: .* lacks the extension TextExtracts"):
        asked(here, article, "Ports are for people.", ledger)

"""One suite for live Wikidata and for a snapshot of the same facts: they must come to the same stances."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from wikibase_double import Wiki, claim, entities, make_session, named, office, replay

from claims.annotation import Date, Quantity
from claims.article import Article
from claims.claim import (
    Anniversary,
    AttendanceDetail,
    Attendee,
    Claim,
    DateDetail,
    FigureDetail,
    OfficeDetail,
)
from claims.span import Span
from sources.candidate import Candidate, Failure, Source
from sources.dump import import_dump
from sources.errors import ItemFailed, SourceUnusable
from sources.session import Sent, Session
from sources.settings import Settings, SourceSettings
from sources.snapshot import Snapshot
from sources.wikidata import Wikidata


@pytest.fixture(params=["wikidata", "snapshot"])
def source(
    request: pytest.FixtureRequest, settings: Settings, session: Session, wiki: Wiki, tmp_path: Path
) -> Source:
    if request.param == "wikidata":
        return Wikidata(session, settings)
    dump = tmp_path / "dump.json"
    lines = ",\n".join(json.dumps(entity) for entity in entities().values())
    dump.write_text(f"[\n{lines}\n]\n", "utf-8")
    import_dump(dump, tmp_path / "snapshot.sqlite")
    return Snapshot(
        session, Settings(sources={"snapshot": SourceSettings(file=tmp_path / "snapshot.sqlite")})
    )


def asked(source: Source, article: Article, *claims: Claim) -> list[Candidate]:
    answers = list(source.ask(claims, article, []))
    assert not [answer for answer in answers if isinstance(answer, Failure)]
    return [answer for answer in answers if isinstance(answer, Candidate)]


@pytest.mark.parametrize(
    ("detail", "stances"),
    [
        (office(), {"supports"}),
        (office(day="2022-04-11"), {"contradicts"}),
        (office(day="2018-08-17"), {"contradicts"}),
        (office(tense="former"), {"contradicts"}),
        (office(tense="former", day="2023-01-01"), {"supports"}),
        (office("Shehbaz Sharif", day="2022-06-01"), {"supports"}),
        (office("Shehbaz Sharif", day="2023-10-01"), {"contradicts"}),
        (office("Nawaz Sharif", day="1991-01-01"), {"supports"}),
        (office("Nawaz Sharif", day="1995-01-01"), {"contradicts"}),
        (office("Nasirul Mulk", day="2018-07-01"), {"supports"}),
        (office("Nasirul Mulk", day="2018-06-20"), {"related"}),
        (office("Shahid Khaqan Abbasi", day="2018-01-01"), {"supports"}),
        (office("Imran Khan", "President"), {"related"}),
        (office("Zulfikar Nobody"), {"related"}),
        (office("Zulfikar Nobody", place=None), set()),
    ],
)
def test_office(source: Source, article: Article, detail: OfficeDetail, stances: set[str]) -> None:
    found = asked(source, article, claim("office", detail))
    of_person = [c for c in found if "position held" in c.reason] or found
    assert {c.stance for c in of_person} == stances


def test_the_reason_and_the_excerpt_of_an_office(source: Source, article: Article) -> None:
    first = asked(source, article, claim("office", office()))[0]
    assert first.reason == (
        "Wikidata Q990001: position held = Prime Minister of Pakistan, 2018-08-18 to 2022-04-10; "
        "the claim is as of 2021-07-06; "
        "Imran Khan is taken as Q990001 (1.70: label, its type, held that post), "
        "not Q990040 (1.20), Q990041 (1.20)"
    )
    assert first.excerpt == (
        "Imran Khan (Q990001): position held = Prime Minister of Pakistan, 2018-08-18 to 2022-04-10"
    )
    assert (first.source, first.title, first.published) == (source.name, "Imran Khan", "2024-04-01T18:34:00Z")
    assert first.retrieved_at == "2026-11-23T12:00:00Z"


def test_the_permalink_pins_the_revision(source: Source, article: Article) -> None:
    first = asked(source, article, claim("office", office()))[0]
    assert first.permalink is not None
    assert first.permalink.endswith("/w/index.php?oldid=114")


def test_a_contradiction_says_who_did_hold_the_post(source: Source, article: Article) -> None:
    found = asked(source, article, claim("office", office("Nawaz Sharif", day="2021-07-06")))
    by_person = next(c for c in found if "position held" in c.reason)
    assert by_person.stance == "contradicts"
    assert "1990-11-06 to 1993-04-18 and 1993-05-26 to 1993-07-18" in by_person.reason
    assert by_person.reason.endswith("held then by Imran Khan")


def test_namesakes_without_a_post_are_a_tie(source: Source, article: Article) -> None:
    event = named("Imran Khan")
    detail = AttendanceDetail(named("Nowhere Forum"), (Attendee("Imran Khan", 0, 10, event.name),))
    assert asked(source, article, claim("attendance", detail)) == []


def date_claim(value: str, words: str, participant: str, years: int | None = None) -> Claim:
    when = Date(value, 0, len(value), "DATE", value, value, value)
    event = Span(words, 0, len(words))
    anniversary = Anniversary(years, event, value) if years else None
    return claim("date", DateDetail(when, event, (named(participant),), anniversary))


@pytest.mark.parametrize(
    ("given", "stances"),
    [
        (date_claim("1952-10-05", "Imran Khan was born", "Imran Khan"), []),
        (date_claim("1951-09-23", "Shehbaz Sharif was born", "Shehbaz Sharif"), ["supports"]),
        (date_claim("1951-09-24", "Shehbaz Sharif was born", "Shehbaz Sharif"), ["contradicts"]),
        (date_claim("1951", "birthday", "Shehbaz Sharif", 70), ["supports"]),
        (date_claim("1951", "Shehbaz Sharif resigned", "Shehbaz Sharif"), []),
    ],
)
def test_dates(source: Source, article: Article, given: Claim, stances: list[str]) -> None:
    assert [c.stance for c in asked(source, article, given)] == stances


@pytest.mark.parametrize(
    ("value", "day", "stances"),
    [("224000000", "2021-07-06", ["supports"]), ("90000000", "2021-07-06", ["contradicts"]),
     ("90000000", "1960-07-06", ["related"])],
)  # fmt: skip
def test_figures(source: Source, article: Article, value: str, day: str, stances: list[str]) -> None:
    quantity = Quantity("x people", 0, 8, value)
    detail = FigureDetail(quantity, Span("population", 0, 10), named("Pakistan"), day)
    assert [c.stance for c in asked(source, article, claim("figure", detail))] == stances


def test_one_answer_is_one_candidate_whatever_the_hour(source: Source, article: Article) -> None:
    first, second = (asked(source, article, claim("office", office())) for _ in range(2))
    assert [c.id for c in first] == [c.id for c in second]


def test_a_working_source_is_reachable(source: Source) -> None:
    assert source.reachable() is None


def many(count: int) -> Iterator[Claim]:
    people = ("Imran Khan", "Shehbaz Sharif", "Nawaz Sharif", "Nasirul Mulk")
    for index in range(count):
        yield claim("office", office(people[index % 4]), f"c{index}")


def test_requests_are_batched_and_names_asked_once(
    settings: Settings, session: Session, ledger: list[Sent], wiki: Wiki, article: Article
) -> None:
    found = list(Wikidata(session, settings).ask(list(many(40)), article, []))
    assert len({answer.claim_id for answer in found if isinstance(answer, Candidate)}) == 40
    searches = [sent.words for sent in ledger if sent.words.startswith("search=")]
    assert len(searches) == len(set(searches)) == 5
    assert len(ledger) <= 9


@pytest.mark.parametrize(
    ("name", "answer", "ids"),
    [
        ("Khan", "repo_listsearch_fv2", ["Q990001", "Q990040", "Q990041", "Q990042"]),
        ("zzz no such thing", "repo_listsearch_nohit", []),
        ("position", "repo_listsearch_ns120", []),
    ],
)
def test_recorded_searches_by_words(
    settings: Settings, session: Session, httpserver: HTTPServer, name: str, answer: str, ids: Sequence[str]
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_response(replay(answer))
    assert Wikidata(session, settings).by_words(name) == ids


def test_what_steers_a_search_is_taken_as_words(settings: Settings, session: Session, wiki: Wiki) -> None:
    Wikidata(session, settings).by_words('haswbstatement:P31=Q5 "Khan" -x')
    assert wiki.asked[-1]["srsearch"] == "haswbstatement p31 q5 khan x"


@pytest.mark.parametrize("bad", ["Q", "q1", "Q1|Q2", "P31", "Q01", None])
def test_an_id_that_is_none_is_never_asked_for(
    settings: Settings, session: Session, httpserver: HTTPServer, bad: str | None
) -> None:
    hit = {"id": bad, "label": "Khan", "match": {"type": "label", "language": "en", "text": "Khan"}}
    body = {
        "search": [hit, {**hit, "id": "Q7"}, None],
        "query": {"search": [{"title": bad}, {"title": "Item:Q7"}]},
    }
    httpserver.expect_request("/w/api.php").respond_with_json(body)
    source = Wikidata(session, settings)
    assert (source.search("Khan"), source.by_words("Khan")) == (["Q7"], ["Q7"])


def test_nothing_but_names_goes_out(
    settings: Settings, session: Session, ledger: list[Sent], wiki: Wiki, article: Article
) -> None:
    list(Wikidata(session, settings).ask([claim("office", office())], article, []))
    words = {sent.words for sent in ledger}
    assert words <= {w for w in words if w.startswith("ids=")} | {"search=Imran Khan", "search=Pakistan"}


def test_the_plan_is_what_is_searched(
    settings: Settings, session: Session, ledger: list[Sent], wiki: Wiki, article: Article
) -> None:
    source, claims = Wikidata(session, settings), [claim("office", office())]
    planned = [out.words for out in source.plan(claims, article, [])]
    assert ledger == []
    list(source.ask(claims, article, []))
    assert planned == [sent.words for sent in ledger if sent.words.startswith("search=")]


@pytest.mark.parametrize(
    ("name", "answer", "ids"),
    [
        ("Imran Khan", "search_exact_label_fv2", ["Q990001", "Q990040", "Q990041", "Q990042"]),
        ("zzz no such thing", "search_nohit", []),
        ("Friedrich Merz", "search_mul_only_label", ["Q990022"]),
        ("Imra", "search_prefix", []),
    ],
)
def test_recorded_searches(
    settings: Settings, session: Session, httpserver: HTTPServer, name: str, answer: str, ids: Sequence[str]
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_response(replay(answer))
    assert Wikidata(session, settings).search(name) == ids


@pytest.mark.parametrize(
    ("asked_id", "answer", "found"),
    [
        ("Q990060", "get_redirect_fv2", {"Q990060": "Q990001"}),
        ("Q123456", "get_missing_fv2", {}),
        ("Q990001", "get_full_fv2", {"Q990001": "Q990001"}),
        ("Q990062", "get_noterms_fv2", {"Q990062": "Q990062"}),
    ],
)
def test_recorded_entities(
    settings: Settings,
    session: Session,
    httpserver: HTTPServer,
    asked_id: str,
    answer: str,
    found: dict[str, str],
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_response(replay(answer))
    read = Wikidata(session, settings).items([asked_id])
    assert {key: item.id for key, item in read.items()} == found


def test_more_ids_than_one_request_takes(settings: Settings, session: Session, wiki: Wiki) -> None:
    Wikidata(session, settings).items([f"Q{n}" for n in range(1, 121)])
    assert all(len(request["ids"].split("|")) <= 50 for request in wiki.asked)


@pytest.mark.parametrize("body", ['{"success": 1}', '{"search": "x"}'])
def test_an_answer_without_what_was_asked(
    settings: Settings, session: Session, httpserver: HTTPServer, body: str
) -> None:
    httpserver.expect_request("/w/api.php").respond_with_data(body, content_type="application/json")
    with pytest.raises(ItemFailed, match="has no list of hits"):
        Wikidata(session, settings).search("Pakistan")


def test_one_name_that_fails_costs_its_own_claims_only(
    settings: Settings, session: Session, httpserver: HTTPServer, article: Article
) -> None:
    wiki = Wiki(entities())

    def answer(request: Request) -> Response:
        if request.args.get("search") == "Nawaz Sharif":
            return Response('{"search": [', content_type="application/json")
        return wiki.answer(request)

    httpserver.expect_request("/w/api.php").respond_with_handler(answer)
    claims = [claim("office", office(), "c1"), claim("office", office("Nawaz Sharif"), "c2")]
    answers = list(Wikidata(session, settings).ask(claims, article, []))
    failures = [answer for answer in answers if isinstance(answer, Failure)]
    assert [failure.claim_id for failure in failures] == ["c2"]
    assert "broken JSON" in failures[0].message
    assert "c1" in {answer.claim_id for answer in answers if isinstance(answer, Candidate)}


def test_an_unreachable_source_says_so(settings: Settings) -> None:
    closed = {"wikidata": SourceSettings(api="http://127.0.0.1:9/w/api.php", per_second=1000)}
    source = Wikidata(make_session(replace(settings, sources=closed)), replace(settings, sources=closed))
    assert (source.reachable() or "").startswith("wikidata: no connection at 127.0.0.1:9")
    with pytest.raises(SourceUnusable, match="no connection"):
        list(source.ask([claim("office", office())], Article("a", 1, *[None] * 5, "", "", "", ()), []))

from datetime import date

import pytest
from wikibase_double import claim, named, office

from claims.annotation import Name
from claims.claim import StatementDetail
from claims.span import Named
from sources.days import from_iso
from sources.entities import Mention, bare, looked_up, match, mentions
from sources.names import key
from sources.statements import Item, Statement


def item(identifier: str, label: str, *classes: str, **more: object) -> Item:
    statements = tuple(Statement("s", "P31", "normal", item=target) for target in classes)
    return Item(identifier, label, statements={"P31": statements}, **more)


KHANS = (
    item("Q1", "Imran Khan", "Q5", description="Pakistani politician and prime minister"),
    item("Q2", "Imran Khan", "Q5", description="Indian film actor"),
    item("Q3", "Imran Khan", "Q4167410"),
)


@pytest.mark.parametrize(
    ("name", "kind", "context", "hits", "chosen"),
    [
        ("Imran Khan", "PERSON", set(), KHANS, None),
        ("Imran Khan", "PERSON", {"prime", "minister", "pakistan"}, KHANS, "Q1"),
        ("imran  khan", "PERSON", set(), KHANS[1:], "Q2"),
        ("Imran", "PERSON", set(), KHANS, None),
        ("Imran Khan", "ORG", set(), KHANS, None),
        ("Georgia", "PLACE", set(), (item("Q230", "Georgia", "Q6256"), item("Q1428", "Georgia")), "Q230"),
        ("Paris", "PLACE", set(), (item("Q90", "Paris"), item("Q8", "Paris", "Q5")), "Q90"),
        ("Paris", "PLACE", set(), (item("Q90", "Paris"), item("Q830149", "Paris")), None),
        ("Nobody", None, set(), (), None),
    ],
)
def test_match(
    name: str, kind: str | None, context: set[str], hits: tuple[Item, ...], chosen: str | None
) -> None:
    found = match(Mention(name, kind, frozenset(context)), hits)
    assert (found.item.id if found.item else None) == chosen


def test_a_tie_names_those_who_tie() -> None:
    found = match(Mention("Imran Khan", "PERSON"), KHANS)
    assert [other.item.id for other in found.others] == ["Q1", "Q2"]
    assert found.doubt == "2 items bear that name (Q1 1.20, Q2 1.20) and nothing here tells them apart"


def test_evidence_tells_namesakes_apart() -> None:
    found = match(
        Mention("Imran Khan", "PERSON"), KHANS, evidence=lambda it: (0.5 * (it.id == "Q2"), "held it")
    )
    assert found.item is KHANS[1]


def test_nobody_is_meant_before_birth() -> None:
    born = Statement("s", "P569", "normal", when=from_iso("2020"))
    child = Item("Q9", "Imran Khan", statements={"P569": (born,)})
    assert match(Mention("Imran Khan", "PERSON"), [child], published=date(2015, 1, 1)).item is None
    assert match(Mention("Imran Khan", "PERSON"), [child], published=date(2021, 1, 1)).item is child


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Phú Trọng", "Nguyen Phu Trong"),
        ("the United Nations", "United Nations"),
        ("Okonjo-Iweala", "okonjo iweala"),
        ("O’Brien", "O'Brien"),
        ("Finland’s", "Finland"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("span", "known", "sent"),
    [
        (named("Khan", "Imran Khan"), {}, "Imran Khan"),
        (named("the United Nations"), {}, "United Nations"),
        (Named("Moura", 0, 5, None), {"Moura": None}, "Moura"),
        (Named("Moura", 0, 5, None), {"Costa": None}, None),
        (Named("Moura", 0, 5, None), {}, "Moura"),
        (Named("four representatives of the dockers", 0, 35, None), {}, None),
        (Named("The union said it would not come", 0, 32, None), {}, None),
        (named("x" * 90), {}, None),
        (None, {}, None),
    ],
)
def test_only_names_go_out(span: Named | None, known: dict[str, None], sent: str | None) -> None:
    assert looked_up(span, known) == sent


@pytest.mark.parametrize(
    ("name", "expected"), [("the CCP’s", "CCP"), ("The Hague", "Hague"), ("the", ""), ("Xi", "Xi")]
)
def test_bare(name: str, expected: str) -> None:
    assert bare(name) == expected


def test_mentions_join_what_all_claims_say_of_a_name() -> None:
    statement = StatementDetail(named("Imran Khan"), None, None)
    found = mentions([claim("statement", statement), claim("office", office())], [])
    assert sorted(found) == ["Imran Khan", "Pakistan"]
    assert found["Imran Khan"].type == "PERSON"
    assert "minister" in found["Imran Khan"].context


def test_the_article_s_names_give_types() -> None:
    names = [Name("Tagus", 0, 5, "Tagus", "PLACE", 0), Name("Expo", 6, 10, "Expo", "MISC", 1)]
    claims = [
        claim("statement", StatementDetail(named(name), None, None), name) for name in ("Tagus", "Expo")
    ]
    found = mentions(claims, names)
    assert (found["Tagus"].type, found["Expo"].type) == ("PLACE", None)

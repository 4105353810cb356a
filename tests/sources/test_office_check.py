from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wikibase_double import office

from sources.checks.office import Term, check, check_holders, held, same_office
from sources.days import Interval, from_iso, from_wikibase
from sources.statements import ABSENT, Bound, Statement

UNKNOWN, NONE = Bound("unknown"), Bound("none")


def bound(text: str | Bound) -> Bound:
    """A bound from an ISO date, from Wikibase digits with "@precision", or as it is."""
    if isinstance(text, Bound):
        return text
    if "@" not in text:
        return Bound("value", from_iso(text))
    digits, precision = text.split("@")
    when = from_wikibase({"time": f"{digits}T00:00:00Z", "precision": int(precision)})
    return Bound("value", when) if when else UNKNOWN


def term(start: str | Bound, end: str | Bound, holder: str = "Q1", **more: object) -> Term:
    statement = Statement("s", "P39", "normal", item="Q9", start=bound(start), end=bound(end))
    fact = f"Wikidata {holder}: position held = prime minister of Pakistan"
    return Term(fact, "prime minister of Pakistan", holder, replace(statement, **more))


KHAN = ("2018-08-18", "2022-04-10")


@pytest.mark.parametrize(
    ("terms", "day", "stance"),
    [
        ([KHAN], "2021-07-06", "supports"),
        ([KHAN], "2018-08-18", "supports"),
        ([KHAN], "2022-04-10", "supports"),
        ([KHAN], "2018-08-17", "contradicts"),
        ([KHAN], "2022-04-11", "contradicts"),
        ([KHAN], "2021-07", "supports"),
        ([KHAN], "2022-04", "related"),
        ([KHAN], "2022", "related"),
        ([KHAN], "2023", "contradicts"),
        ([KHAN], None, "related"),
        ([("2018", "2022")], "2020-05-05", "supports"),
        ([("2018", "2022")], "2018-03-03", "related"),
        ([("2018", "2022")], "2022-12-31", "related"),
        ([("2018", "2022")], "2023-01-01", "contradicts"),
        ([("+2018-01-01@9", "+2022-01-01@9")], "2018-06-01", "related"),
        ([("+2018-08-00@10", "+2022-04-00@10")], "2018-08-20", "related"),
        ([("+2018-08-00@10", "+2022-04-00@10")], "2018-09-01", "supports"),
        ([("+2018-08-18@11", "+2022-02-31@11")], "2021-07-06", "related"),
        ([("+0000-00-00@9", "+2022-04-10@11")], "2021-07-06", "related"),
        ([("-0044-03-15@11", "-0043-03-15@11")], "2021-07-06", "contradicts"),
        ([("2018-08-18", UNKNOWN)], "2021-07-06", "related"),
        ([("2018-08-18", UNKNOWN)], "2018-01-01", "contradicts"),
        ([("2018-08-18", NONE)], "2021-07-06", "supports"),
        ([("2018-08-18", ABSENT)], "2021-07-06", "supports"),
        ([(ABSENT, ABSENT)], "2021-07-06", "related"),
        ([(UNKNOWN, "2022-04-10")], "2021-07-06", "related"),
        ([(ABSENT, "2022-04-10")], "2022-04-11", "contradicts"),
        ([("1990-11-06", "1993-04-18"), ("2013-06-05", "2017-07-28")], "2015-01-01", "supports"),
        ([("1990-11-06", "1993-04-18"), ("2013-06-05", "2017-07-28")], "2000-01-01", "contradicts"),
        ([("1990-11-06", "1993-04-18"), (ABSENT, ABSENT)], "2000-01-01", "related"),
    ],
)
def test_current_office(terms: list[tuple[str | Bound, str | Bound]], day: str | None, stance: str) -> None:
    assert check(office(day=day), [term(*given) for given in terms]).stance == stance


@pytest.mark.parametrize(
    ("start", "end", "more", "stance"),
    [
        ("2013-06-05", "2017-07-28", {"tense": "former"}, "supports"),
        ("2018-08-18", "2022-04-10", {"tense": "former"}, "contradicts"),
        ("2018-08-18", NONE, {"tense": "former"}, "contradicts"),
        ("2018-08-18", ABSENT, {"tense": "former"}, "related"),
        ("2013-06-05", UNKNOWN, {"tense": "former"}, "related"),
        ("2022-04-11", ABSENT, {"tense": "former"}, "related"),
        ("2013-06-05", "2017-07-28", {"qualifier": "ousted"}, "supports"),
        ("2022-04-11", ABSENT, {"qualifier": "elect"}, "supports"),
        ("2022-04-11", ABSENT, {"tense": "future"}, "supports"),
        ("2018-08-18", "2022-04-10", {"qualifier": "elect"}, "related"),
        ("2018-08-18", "2022-04-10", {"qualifier": "acting"}, "related"),
        ("2013-06-05", "2017-07-28", {"qualifier": "interim"}, "related"),
    ],
)
def test_other_tenses(start: str | Bound, end: str | Bound, more: dict[str, str], stance: str) -> None:
    assert check(office(**more), [term(start, end)]).stance == stance


def test_a_post_named_acting_supports_acting() -> None:
    acting = replace(term(*KHAN), office="acting prime minister of Pakistan")
    assert check(office(qualifier="acting"), [acting]).stance == "supports"


def test_the_reason_says_both_values() -> None:
    assert check(office(), [term(*KHAN)]).reason == (
        "Wikidata Q1: position held = prime minister of Pakistan, 2018-08-18 to 2022-04-10; "
        "the claim is as of 2021-07-06"
    )


def test_an_undated_statement_says_so() -> None:
    reason = check(office(), [term(ABSENT, ABSENT)]).reason
    assert reason.endswith("undated statement: check by hand")


def test_without_a_place_nothing_is_contradicted() -> None:
    assert check(office(place=None, day="2022-05-01"), [term(*KHAN)]).stance == "related"
    assert check(office(place=None), [term(*KHAN)]).stance == "supports"


@pytest.mark.parametrize(
    ("more", "died", "answer"),
    [
        ({}, None, "yes"),
        ({"replaced": True}, None, "unknown"),
        ({}, "2020-01-01", "no"),
        ({}, "2023-01-01", "unknown"),
    ],
)
def test_a_term_without_an_end(more: dict[str, bool], died: str | None, answer: str) -> None:
    day = from_iso("2021-07-06")
    assert day is not None
    statement = term("2018-08-18", ABSENT, **more).statement
    assert held(statement, day, died=from_iso(died)) == answer


@pytest.mark.parametrize(
    ("holders", "person", "stance"),
    [
        ([("2018-08-18", "2022-04-10", "Q1")], "Q1", "supports"),
        ([("2018-08-18", "2022-04-10", "Q1")], "Q2", "contradicts"),
        ([("2018-08-18", ABSENT, "Q1")], "Q2", None),
        ([("2018", "2021", "Q1")], "Q2", None),
        ([("2018-08-18", "2022-04-10", "Q1"), ("2020-01-01", "2022-01-01", "Q3")], "Q2", None),
        ([("2018-08-18", "2022-04-10", "Q1"), ("2021", "2021", "Q2")], "Q2", None),
        ([(ABSENT, ABSENT, "Q1")], "Q2", None),
    ],
)
def test_the_list_of_holders(
    holders: list[tuple[str | Bound, str | Bound, str]], person: str, stance: str | None
) -> None:
    verdict = check_holders(office(), person, [term(*given) for given in holders])
    assert (verdict.stance if verdict else None) == stance


def test_holders_say_nothing_of_former_offices() -> None:
    assert check_holders(office(tense="former"), "Q2", [term(*KHAN)]) is None


@pytest.mark.parametrize(
    ("title", "names", "places", "same"),
    [
        ("Prime Minister", ["Prime Minister of Pakistan"], ["Pakistan"], True),
        ("prime minister", ["Prime Minister of the United Kingdom"], ["UK", "United Kingdom"], True),
        ("Prime Minister", ["Prime Minister of India"], ["Pakistan"], False),
        ("Prime Minister", ["Deputy Prime Minister of Pakistan"], ["Pakistan"], False),
        ("President", ["Vice President of the United States"], ["United States"], False),
        ("president", ["President of the European Commission"], ["European Commission"], True),
        ("Chancellor", ["Federal Chancellor of Germany", "German Chancellor"], ["Germany"], False),
        ("President", ["President of France"], [], True),
        ("President of France", ["President of France"], [], True),
        ("President of France", ["President of France"], ["France"], True),
        ("Minister", ["Prime Minister of Pakistan"], [], False),
        ("", ["Prime Minister of Pakistan"], [], False),
    ],
)
def test_same_office(title: str, names: list[str], places: list[str], same: bool) -> None:
    assert same_office(title, names, places) is same


def test_the_head_of_a_place_goes_by_a_shorter_title() -> None:
    assert same_office("Chancellor", ["Federal Chancellor of Germany"], ["Germany"], leads_place=True)


def interval(first: int, length: int) -> Interval:
    return Interval(first, first + length, "x")


@given(st.integers(1, 900), st.integers(0, 90), st.integers(1, 900), st.integers(0, 90), st.integers(1, 2000))
def test_no_stance_that_a_day_inside_the_bounds_could_undo(
    start: int, start_width: int, gap: int, end_width: int, day: int
) -> None:
    begin, finish = interval(start, start_width), interval(start + start_width + gap, end_width)
    statement = term(Bound("value", begin), Bound("value", finish)).statement
    asked = interval(day, 0)
    possible = {
        first <= day <= last for first in (begin.first, begin.last) for last in (finish.first, finish.last)
    }
    answer = held(statement, asked)
    if answer != "unknown":
        assert possible == {answer == "yes"}


def succession(seed: int) -> list[tuple[date, date]]:
    """Terms that follow one another, each from a few months to eight years."""
    chance = Random(seed)
    start, terms = date(1950, 1, 1) + timedelta(chance.randrange(9000)), []
    for _ in range(6):
        end = start + timedelta(chance.randrange(90, 2900))
        terms.append((start, end))
        start = end + timedelta(1)
    return terms


@pytest.mark.parametrize("seed", range(40))
def test_right_and_wrong_by_a_day_a_month_or_a_successor(seed: int) -> None:
    """With dated terms there is nothing to abstain from: every claim gets its stance, and the right one."""
    for start, end in succession(seed):
        held_then = [term(start.isoformat(), end.isoformat())]
        middle = start + (end - start) / 2
        right = [start, end, middle, start + timedelta(1), end - timedelta(1)]
        wrong = [start - timedelta(days) for days in (1, 30, 900)] + [
            end + timedelta(d) for d in (1, 30, 900)
        ]
        for days, stance in ((right, "supports"), (wrong, "contradicts")):
            assert {check(office(day=day.isoformat()), held_then).stance for day in days} == {stance}

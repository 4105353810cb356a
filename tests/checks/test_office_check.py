from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NONE, UNKNOWN, office, term

from sources.checks.office import check, check_holders, held
from sources.checks.titles import forms, same_office
from sources.days import Interval, from_iso
from sources.names import key
from sources.statements import ABSENT, Bound

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
        ([("+2010-00-00@8", ABSENT)], "2021-07-06", "supports"),
        ([("+2020-00-00@8", ABSENT)], "2021-07-06", "related"),
        ([("+2100-00-00@7", "+2100-00-00@7")], "2021-07-06", "related"),
        ([("+1900-00-00@7", "+1900-00-00@7")], "2021-07-06", "contradicts"),
        ([("+00000002018-08-18@11", "+00000002022-04-10@11")], "2021-07-06", "supports"),
        ([("+2018-08-18@14", "+2022-04-10@14")], "2021-07-06", "supports"),
        ([("+2021-06-23@11J", "+2022-04-10@11")], "2021-07-06", "supports"),
        ([("+2021-06-24@11J", "+2022-04-10@11")], "2021-07-06", "contradicts"),
        ([("+2018-08-18@11", "+2022-13-10@11")], "2021-07-06", "related"),
        ([("-13800000000-00-00@3", ABSENT)], "2021-07-06", "related"),
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
        ("2022-04-11", ABSENT, {"tense": "former"}, "contradicts"),
        ("2013-06-05", "2017-07-28", {"qualifier": "ousted"}, "supports"),
        ("2022-04-11", ABSENT, {"qualifier": "elect"}, "supports"),
        ("2022-04-11", ABSENT, {"tense": "future"}, "supports"),
        ("2018-08-18", "2022-04-10", {"qualifier": "elect"}, "contradicts"),
        ("2018-08-18", "2022-04-10", {"tense": "future"}, "related"),
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


@pytest.mark.parametrize(
    ("at", "day", "answer"),
    [
        ("2021-07-06", "2021-07-06", "yes"),
        ("2021-07-06", "2021-07", "unknown"),
        ("2021-07", "2021-07-06", "unknown"),
        ("2021", "2021-07-06", "unknown"),
        ("2019-01-01", "2021-07-06", "unknown"),
    ],
)
def test_a_point_in_time_speaks_of_that_moment_alone(at: str, day: str, answer: str) -> None:
    asked = from_iso(day)
    assert asked is not None
    assert held(term(ABSENT, ABSENT, at=Bound("value", from_iso(at))).statement, asked) == answer


@pytest.mark.parametrize(
    ("qualifier", "day", "stance"),
    [
        (None, "2021-07-06", "related"),
        ("acting", "2021-07-06", "supports"),
        ("interim", "2021-07-06", "supports"),
        ("acting", "2023-07-06", "contradicts"),
        (None, "2023-07-06", "contradicts"),
    ],
)
def test_a_term_held_in_an_acting_capacity(qualifier: str | None, day: str, stance: str) -> None:
    assert check(office(day=day, qualifier=qualifier), [term(*KHAN, acting=True)]).stance == stance


def test_a_running_term_contradicts_another_only_where_the_source_marks_it_as_the_current_one() -> None:
    running = term("2018-08-18", ABSENT)
    assert check_holders(office(), "Q2", [running]) is None
    verdict = check_holders(office(), "Q2", [term("2018-08-18", ABSENT, rank="preferred")])
    assert verdict is not None
    assert verdict.stance == "contradicts"


def test_the_dead_hold_no_post() -> None:
    late = replace(term("2018-08-18", ABSENT), died=from_iso("2020-01-01"))
    assert check(office(), [late]).stance == "contradicts"
    assert check(office(tense="former"), [late]).stance == "supports"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("foreign minister", "Minister of Foreign Affairs", True),
        ("Minister for Finance", "finance minister", True),
        ("agriculture minister", "Minister of Agriculture", True),
        ("defence minister", "Minister of Defense", True),
        ("CEO", "chief executive officer", True),
        ("secretary-general", "general secretary", True),
        ("prime minister", "minister of prime", False),
        ("finance minister", "Minister of Defence", False),
    ],
)
def test_forms_of_one_title(one: str, other: str, same: bool) -> None:
    assert (key(other) in forms(key(one))) is same


def test_a_bare_minister_is_not_the_prime_minister() -> None:
    names = ["Prime Minister of Pakistan"]
    assert not same_office("minister", names, ["Pakistan"], leads_place=True)

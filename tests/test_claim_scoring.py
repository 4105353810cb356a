"""How claims are matched with a gold list, and how sure a share of so many is."""

from __future__ import annotations

import pytest

from benchmarks.scoring.claims import Item, Score, agrees, score, wilson

FIGURE = Item("figure", ((0, 40),), (), ("3", "%"))
OFFICE = Item("office", ((0, 40),), (((0, 10),), ((12, 20),)))


@pytest.mark.parametrize(
    ("gold", "found", "matches"),
    [
        (FIGURE, FIGURE, True),
        (FIGURE, Item("figure", ((0, 20),), (), ("3", "%")), True),
        (FIGURE, Item("figure", ((0, 19),), (), ("3", "%")), False),
        (FIGURE, Item("figure", ((0, 40),), (), ("4", "%")), False),
        (FIGURE, Item("figure", ((0, 40),), (), ("3.0", "%")), True),
        (FIGURE, Item("figure", ((0, 40),), (), ("30", "%")), False),
        (FIGURE, Item("date", ((0, 40),), (), ("3", "%")), False),
        (OFFICE, Item("office", ((0, 40),), (((0, 10),), ((12, 24),))), True),
        (OFFICE, Item("office", ((0, 40),), (((6, 16),), ((12, 20),))), False),
    ],
)
def test_kind_span_and_key_values_must_agree(gold: Item, found: Item, matches: bool) -> None:
    assert agrees(gold, found) is matches


def test_an_attendee_may_stand_at_any_of_its_mentions() -> None:
    gold = Item("attendance", ((0, 5), (30, 40)), (), ("attended",))
    assert agrees(gold, Item("attendance", ((31, 40),), (), ("attended",)))
    assert not agrees(gold, Item("attendance", ((31, 40),), (), ("expected",)))
    assert not agrees(gold, Item("attendance", ((50, 60),), (), ("attended",)))


def test_a_gold_item_matches_once() -> None:
    assert score([FIGURE], [FIGURE, FIGURE], "figure") == Score(1, 2, 1)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(8, 10, 0.490, 0.943), (0, 0, 0, 1), (60, 60, 0.940, 1)]
)
def test_intervals(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=0.001)

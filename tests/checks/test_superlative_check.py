from decimal import Decimal

import pytest
from making import span

from claims.claim import SuperlativeDetail
from sources.checks.superlative import Comparison, Peer, check, comparison, comparisons


@pytest.mark.parametrize(
    ("marker", "among", "property_id", "most"),
    [
        ("largest", "country", "P2046", True),
        ("biggest", "island in Europe", "P2046", True),
        ("smallest", "state", "P2046", False),
        ("largest", "city", "P1082", True),
        ("Largest", "city", "P1082", True),
        ("most populous", "country", "P1082", True),
        ("least populous", "state", "P1082", False),
        ("largest", "employer", "P1082", True),
        ("tallest", "building", "P2048", True),
        ("highest", "mountain", "P2044", True),
        ("highest", "peak in the Alps", "P2044", True),
        ("longest", "river", "P2043", True),
        ("longest", None, "P2043", True),
        ("oldest", "university", "P571", False),
        ("first", "university", "P571", False),
        ("newest", "airline", "P571", True),
        ("youngest", "prime minister", "P569", True),
    ],
)
def test_what_a_superlative_compares(marker: str, among: str | None, property_id: str, most: bool) -> None:
    rows = comparison(SuperlativeDetail(span(marker), among=span(among) if among else None))
    assert (rows[0].property_id, rows[0].most) == (property_id, most)


@pytest.mark.parametrize(
    ("marker", "among"), [("best", "restaurant"), ("only", "bridge"), ("tallest", "story")]
)
def test_what_nothing_can_be_compared_for(marker: str, among: str) -> None:
    assert comparison(SuperlativeDetail(span(marker), among=span(among))) == []


def row(property_id: str, most: bool) -> Comparison:
    return next(each for each in comparisons() if (each.property_id, each.most) == (property_id, most))


@pytest.mark.parametrize(
    ("most", "others", "said"),
    [
        (True, {}, "nothing of its class is at hand to compare"),
        (True, {"Graz": 8}, "behind it: Graz (8)"),
        (True, {"Graz": 12}, "ahead of it: Graz (12)"),
        (True, {"Graz": 10}, "level with it: Graz (10)"),
        (False, {"Graz": 8}, "ahead of it: Graz (8)"),
        (False, {"Graz": 12}, "behind it: Graz (12)"),
        (True, {"Graz": 12, "Linz": 11}, "ahead of it: Linz (11), Graz (12)"),
        (True, {"Graz": 12, "Linz": 9}, "ahead of it: Graz (12); behind it: Linz (9)"),
        (True, {"Linz": 9, "Enns": 9}, "behind it: Enns (9), Linz (9)"),
        (True, {"A": 5, "B": 6, "C": 7, "D": 8}, "behind it: D (8), C (7), B (6)"),
        (True, {"A": 12, "B": 10, "C": 7}, "ahead of it: A (12); level with it: B (10); behind it: C (7)"),
    ],
)
def test_the_nearest_come_first_and_nothing_takes_a_stance(
    most: bool, others: dict[str, int], said: str
) -> None:
    peers = [Peer(name, Decimal(value), str(value)) for name, value in others.items()]
    subject = Peer("Wien", Decimal(10), "10")
    verdict = check(subject, peers, row("P1082", most), fact="Wikidata Q1: population", said="largest")
    assert verdict.stance == "related"
    assert f"; {said}; no source lists them all" in verdict.reason

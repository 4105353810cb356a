from collections.abc import Mapping
from typing import Any

import pytest

from claims.claim import Attendee
from sources.checks.attendance import SILENCE, check, check_text


def attendee(name: str = "Kaja Kallas", **more: Any) -> Attendee:
    return Attendee(name, 0, len(name), name, **more)


LISTED = {"Q1": "participant", "Q2": "speaker", "Q3": "organizer", "Q4": "participant in"}


@pytest.mark.parametrize(
    ("more", "item", "stance"),
    [
        ({}, "Q1", "supports"),
        ({}, "Q2", "supports"),
        ({}, "Q4", "supports"),
        ({}, "Q3", "related"),
        ({}, "Q9", "related"),
        ({"status": "attended"}, "Q1", "supports"),
        ({"status": "accepted"}, "Q1", "supports"),
        ({"status": "expected"}, "Q1", "supports"),
        ({"status": "invited"}, "Q1", "related"),
        ({"status": "declined"}, "Q1", "related"),
        ({"status": "absent"}, "Q1", "contradicts"),
        ({"status": "absent"}, "Q2", "contradicts"),
        ({"status": "absent"}, "Q9", "related"),
        ({"status": "declined"}, "Q9", "related"),
        ({"status": "invited"}, "Q9", "related"),
        ({"role": "speaker"}, "Q2", "supports"),
        ({"role": "speaker"}, "Q1", "related"),
        ({"role": "speaker"}, "Q4", "related"),
        ({"role": "speaker"}, "Q9", "related"),
        ({"role": "host"}, "Q3", "supports"),
        ({"role": "host"}, "Q1", "related"),
        ({"role": "organizer"}, "Q3", "supports"),
        ({"role": "organizer"}, "Q2", "related"),
        ({"role": "head"}, "Q1", "supports"),
        ({"role": "head"}, "Q3", "related"),
        ({"role": "speaker", "status": "absent"}, "Q2", "contradicts"),
        ({"mode": "online"}, "Q1", "supports"),
        ({"count": 12}, "Q1", "supports"),
    ],
)
def test_one_attendee(more: Mapping[str, Any], item: str, stance: str) -> None:
    verdict = check(attendee(**more), LISTED, item, fact="Wikidata Q8: the forum")
    assert verdict.stance == stance
    assert verdict.reason.startswith("Wikidata Q8: the forum")
    assert (SILENCE in verdict.reason) is (item not in LISTED)


TEXT = (
    "The forum opened in Narva on Friday. Kaja Kallas’s speech came first. "
    "Sweden sent nobody, but Łukasz Nowak of Poland stayed to the end."
)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Kaja Kallas", "Kaja Kallas’s speech came first."),
        ("kaja kallas", "Kaja Kallas’s speech came first."),
        ("Kallas", "Kaja Kallas’s speech came first."),
        ("Kalla", ""),
        ("Sweden", "Sweden sent nobody, but Łukasz Nowak of Poland stayed to the end."),
        ("Łukasz Nowak", "Sweden sent nobody, but Łukasz Nowak of Poland stayed to the end."),
        ("Norway", ""),
        ("—", ""),
    ],
)
def test_a_text_names_somebody_or_not_and_takes_no_stance(name: str, sentence: str) -> None:
    verdict, found = check_text(attendee(name), TEXT, title="Wikipedia: Narva forum")
    assert (verdict.stance, found) == ("related", sentence)
    assert (SILENCE in verdict.reason) is (sentence == "")

"""A new draft: each old claim is carried, to be rechecked or an orphan; nothing is taken for a look-alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from harbour import TEXT, extraction_of
from hypothesis import given
from hypothesis import strategies as st

from claims.claim import Claim
from claims.extract import moved
from claims.span import Named
from reviews.differences import difference_of
from reviews.drafts import align, content

ATTENDANCE, OFFICE, STATEMENT = extraction_of().claims


def reworded(claim: Claim, words: str) -> Claim:
    """The claim in other words of the same place."""
    return replace(claim, text=words, statement=words, end=claim.start + len(words), id="n" * 64)


CHANGES: list[tuple[str, Callable[[Claim], list[Claim]], str]] = [
    ("untouched", lambda c: [c], "carried"),
    ("moved down", lambda c: [moved(c, 200)], "carried"),
    ("worth changed", lambda c: [replace(c, worth=0.1)], "carried"),
    ("statement changed", lambda c: [replace(c, statement="Someone is mayor of Lidby")], "recheck"),
    ("one word changed", lambda c: [reworded(c, "Falk was mayor of Lidby")], "recheck"),
    ("other words", lambda c: [reworded(c, "Boats may stay in port until Monday")], "orphan"),
    ("gone", lambda c: [], "orphan"),
    ("another kind", lambda c: [replace(STATEMENT, text=c.text, statement=c.statement)], "orphan"),
]


@pytest.mark.parametrize(("name", "change", "fate"), CHANGES, ids=[name for name, _, _ in CHANGES])
def test_the_fate_of_a_claim(name: str, change: Callable[[Claim], list[Claim]], fate: str) -> None:
    found = align([OFFICE], change(OFFICE), TEXT, "no text")
    (one,) = found.outcomes
    assert one.fate == fate
    assert (one.after is None) == (fate == "orphan")
    assert one.after is None or one.after.id == OFFICE.id


def test_another_referent_is_rechecked() -> None:
    person = Named("Falk", OFFICE.start, OFFICE.start + 4, "Jens Falk")
    other = replace(OFFICE, detail=replace(OFFICE.detail, person=person))  # type: ignore[call-arg]
    assert align([OFFICE], [other], TEXT, TEXT).outcomes[0].fate == "recheck"


def test_a_person_s_claim_stands_where_its_words_stand() -> None:
    mine = replace(OFFICE, made_by="ana", statement="Ines Falk is mayor of Lidby")
    (one,) = align([mine], [OFFICE], TEXT, "Now: " + TEXT).outcomes
    assert (one.fate, one.after) == ("carried", replace(moved(mine, 5), id=mine.id))
    assert align([mine], [OFFICE], TEXT, "Now: " + TEXT).new == ()
    twice = "Falk is mayor of Lidby, or so Falk is mayor of Lidby is read."
    assert align([mine], [], TEXT, twice).outcomes[0].fate == "orphan"


@given(st.permutations([ATTENDANCE, OFFICE, STATEMENT]), st.lists(st.booleans(), min_size=3, max_size=3))
def test_every_old_claim_comes_out_once_and_nothing_alike_is_carried(
    order: list[Claim], kept: list[bool]
) -> None:
    new = [claim for claim, keep in zip(order, kept, strict=True) if keep]
    found = align([ATTENDANCE, OFFICE, STATEMENT], new, TEXT, TEXT)
    assert [one.before for one in found.outcomes] == [ATTENDANCE, OFFICE, STATEMENT]
    for one in found.outcomes:
        assert one.fate == ("carried" if one.before in new else "orphan")
        assert one.after is None or content(one.after) == content(one.before)
    assert found.new == ()


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("fees doubled in May", "fees doubled in June", "fees doubled in [-May-] {+June+}"),
        ("fees doubled", "fees have doubled", "fees {+have+} doubled"),
        ("fees have not doubled", "fees have doubled", "fees have [-not-] doubled"),
    ],
)
def test_the_difference_is_shown(old: str, new: str, shown: str) -> None:
    assert difference_of(old, new) == shown

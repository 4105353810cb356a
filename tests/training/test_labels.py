"""Corpora's labels in our kinds."""

import pytest

from training import labels
from training.cleaning import clean
from training.name_corpora import map_tags, untell_capitals
from training.passage import UNKNOWN, Passage


@pytest.mark.parametrize(
    ("tags", "kinds", "mapped"),
    [
        (["B-Person", "I-Person", "O"], labels.WORLDWIDE, ["B-PERSON", "I-PERSON", "O"]),
        (["B-Date", "I-Date", "B-Money"], labels.WORLDWIDE, ["O", "O", "O"]),
        (["B-Misc", "B-NORP"], labels.WORLDWIDE, ["B-MISC", "B-NORP"]),
        # IOB1: a name begins wherever the label changes.
        (["I-PER", "I-PER", "I-ORG", "O", "I-PER"], labels.WIKIGOLD,
         ["B-PERSON", "I-PERSON", "B-ORG", "O", "B-PERSON"]),
        (["I-MISC", "O"], labels.WIKIGOLD, [UNKNOWN, "O"]),
        (["B-gpe", "B-geo", "B-tim"], labels.GMB, ["B-NORP", "B-PLACE", "O"]),
        (["B-politicalparty", "B-election", "B-country"], labels.CROSSNER, ["B-ORG", "B-EVENT", "B-PLACE"]),
    ],
)  # fmt: skip
def test_mapping(tags: list[str], kinds: dict[str, str], mapped: list[str]) -> None:
    assert map_tags(tags, kinds) == mapped


@pytest.mark.parametrize("kinds", [labels.WORLDWIDE, labels.GMB, labels.WIKIGOLD, labels.CROSSNER, labels.WNUT,
                                   labels.RE3D, labels.GUM, labels.UNER])  # fmt: skip
def test_every_kind_is_one_of_ours(kinds: dict[str, str]) -> None:
    assert set(kinds.values()) <= {*labels.KINDS, labels.MISSING, labels.OUTSIDE}


def test_uncovered_capitals_inside_a_sentence_are_untold() -> None:
    passage = Passage(("The", "Dutch", "won", "in", "Oslo"), (True,) * 5, ("O", "O", "O", "O", "B-PLACE"))
    assert untell_capitals(passage).tags == ("O", UNKNOWN, "O", "O", "B-PLACE")


def make_passage(*words: tuple[str, str]) -> Passage:
    return Passage(tuple(word for word, _ in words), (True,) * len(words), tuple(tag for _, tag in words))


def test_titles_are_no_part_of_a_person() -> None:
    passage = make_passage(("President", "B-PERSON"), ("Bush", "I-PERSON"), ("won", "O"))
    assert next(clean([passage])).tags == ("O", "B-PERSON", "O")


def test_a_rare_label_yields_to_the_usual_one() -> None:
    usual, odd = make_passage(("Iraq", "B-PLACE")), make_passage(("Iraq", "B-NORP"))
    assert list(clean([*[usual] * 9, odd]))[-1].tags == ("B-PLACE",)


def test_a_known_name_left_out_is_untold() -> None:
    usual, left_out = make_passage(("Iraq", "B-PLACE")), make_passage(("in", "O"), ("Iraq", "O"))
    assert list(clean([*[usual] * 9, left_out]))[-1].tags == ("O", UNKNOWN)

"""Retyping keeps the labels and changes the text only."""

import random

import pytest
import spacy
from spacy.tokens import Doc

from training.augmentation import Rates, change_dashes, change_quotes, rebuild, retype

NEVER = Rates(quotes=0, apostrophes=0, dashes=0, capitals=0, lowercase=0, no_final_stop=0, line_break=0)


def make_doc() -> Doc:
    words = ["Oslo", "won", "."]
    return Doc(
        spacy.blank("en").vocab, words=words, spaces=[True, False, False], tags=["NNP", "VBD", "."],
        pos=["PROPN", "VERB", "PUNCT"], morphs=["", "", ""], lemmas=["Oslo", "win", "."], heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "punct"],
    )  # fmt: skip


def test_nothing_to_change() -> None:
    assert retype(make_doc(), random.Random(1), NEVER) is None


@pytest.mark.parametrize("mark", ['"', "“", "«"])
def test_quotation_marks_keep_their_sides(mark: str) -> None:
    closing = {'"': '"', "“": "”", "«": "»"}[mark]
    changed = change_quotes([mark, "So", closing, "he", "said"], random.Random(3))
    assert changed[1] == "So"
    assert changed[3:] == ["he", "said"]
    assert len(changed) == 5


def test_hyphens_are_no_dashes() -> None:
    assert change_dashes(["non", "-", "state"], random.Random(1)) == ["non", "-", "state"]


def test_capitals_teach_no_lemma() -> None:
    doc = rebuild(make_doc(), ["OSLO", "WON", "."], 3, None)
    assert doc.text == "OSLO WON."
    assert [token.lemma_ for token in doc] == ["", "", "."]
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "punct"]


def test_line_break_takes_the_place_of_a_space() -> None:
    doc = rebuild(make_doc(), ["Oslo", "won", "."], 3, 0)
    assert doc.text == "Oslo\nwon."
    assert [token.head.text for token in doc] == ["won", "Oslo", "won", "won"]

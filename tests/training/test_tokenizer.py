"""The tokenizer cuts as Universal Dependencies do, and keeps doing so after a round trip through a folder."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from training.tokenizer import teach_tokenizer


@pytest.fixture(scope="module")
def nlp(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """A blank pipeline with the rules, written and read again."""
    folder: Path = tmp_path_factory.mktemp("tokenizer")
    blank = spacy.blank("en")
    teach_tokenizer(blank)
    blank.to_disk(folder)
    return spacy.load(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("non-commercial use", ["non-commercial", "use"]),
        ("Re-election of co-workers", ["Re-election", "of", "co-workers"]),
        (
            "a pro-India and anti-Israeli mood",
            ["a", "pro", "-", "India", "and", "anti", "-", "Israeli", "mood"],
        ),
        ("a well-known macro-economist", ["a", "well", "-", "known", "macro", "-", "economist"]),
        ("in 2019-2020, some 5-10", ["in", "2019", "-", "2020", ",", "some", "5", "-", "10"]),
        ("call 555-010-4477 or 010-4477", ["call", "555-010-4477", "or", "010-4477"]),
        ("on Wed. and Sat. it ran, etc.", ["on", "Wed.", "and", "Sat.", "it", "ran", ",", "etc."]),
        ("What?! >>>> Yes ====", ["What", "?!", ">>>>", "Yes", "===="]),
    ],
)
def test_words(nlp: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == words

"""The table of word vectors, without the encoder."""

from pathlib import Path

import numpy as np
import pytest
import spacy

from training.distillation import choose_words, make_vectors, nearest, reduce_width


@pytest.mark.parametrize("form", ["oslo", "Oslo", "OSLO"])
def test_every_case_finds_the_row_after_saving(tmp_path: Path, form: str) -> None:
    # spaCy does not save a table's look-up attribute: with attr="LOWER" no name had a vector once loaded.
    nlp = spacy.blank("en")
    nlp.vocab.vectors = make_vectors(nlp.vocab, ["oslo", "won"], np.eye(2, 4, dtype="float32"), {"bergen": 0})
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path).vocab
    assert loaded[form].vector.tolist() == [1, 0, 0, 0]
    assert loaded["Bergen"].vector.tolist() == [1, 0, 0, 0]


def test_a_listed_word_shares_the_row_of_the_nearest() -> None:
    rows = np.eye(3, 4, dtype="float32")
    assert nearest(rows[[2, 0]] + 0.1, rows, batch=1).tolist() == [2, 0]


def test_rare_words_get_no_vector() -> None:
    words = choose_words({"often": 2, "rare": 1, "piece": 1}, ["piece", "##ing", "[CLS]", "of"])
    assert words == ["often", "piece"]


def test_rows_are_of_even_length() -> None:
    rows = reduce_width(np.random.default_rng(1).normal(size=(300, 200)).astype("float32"), 250)
    assert rows.shape == (300, 128)
    assert np.allclose(np.linalg.norm(rows, axis=1), np.linalg.norm(rows[0]))

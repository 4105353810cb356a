"""A parser on the tuned encoder (Dozat & Manning 2017), whose trees of plain text the small pipeline learns from.

It is trained on the gold treebanks. Sentences whose likeliest heads make no tree are left out: the small pipeline
learns from the sure ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.conllu import Sentence, Word
from training.encoder import LONGEST, WIDTH, WordEncoder, batches, save, tune

ARC, LABEL = 256, 96
LAYERS = ("xpos", "upos", "feats", "deprel")
Labels = dict[str, list[str]]
Line = tuple[list[str], list[bool]]


@dataclass(frozen=True)
class Outcome:
    """Scores of a batch: of each word's labels, and of each word's heads (the first column is the root)."""

    labels: dict[str, Tensor]
    heads: Tensor
    relations: Tensor


class TreeTeacher(nn.Module):
    """Tags, features, heads and relations of the words of sentences."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = WordEncoder()
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.drop = nn.Dropout(0.2)
        self.taggers = nn.ModuleDict({layer: nn.Linear(WIDTH, len(labels[layer])) for layer in LAYERS[:3]})
        self.arc_of, self.arc_to = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.label_of, self.label_to = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.arcs = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.relations = nn.Parameter(torch.zeros(len(labels["deprel"]), LABEL + 1, LABEL + 1))
        nn.init.xavier_uniform_(self.arcs)

    def forward(self, sentences: Sequence[Sequence[str]], heads: Tensor | None = None) -> Outcome:
        """Relations are scored for `heads` where given (in training), else for the likeliest ones."""
        states = self.drop(self.encoder(sentences))
        root = self.root.expand(len(states), 1, -1)
        above = torch.cat([root, states], dim=1)
        scores = torch.einsum("bdi,ij,bhj->bdh", one(self.squeeze(self.arc_of, states)), self.arcs,
                              self.squeeze(self.arc_to, above))  # fmt: skip
        lengths = torch.tensor([len(words) + 1 for words in sentences])
        beyond = torch.arange(above.shape[1]) >= lengths.unsqueeze(1)
        itself = torch.eye(states.shape[1], above.shape[1] - 1).bool()
        itself = functional.pad(itself, (1, 0))
        scores = scores.masked_fill(beyond.unsqueeze(1), -1e4).masked_fill(itself, -1e4)
        chosen = scores.argmax(-1) if heads is None else heads
        to = self.squeeze(self.label_to, above).gather(1, chosen.unsqueeze(-1).expand(-1, -1, LABEL))
        relations = torch.einsum(
            "bdi,rij,bdj->bdr", one(self.squeeze(self.label_of, states)), self.relations, one(to)
        )
        return Outcome({layer: tagger(states) for layer, tagger in self.taggers.items()}, scores, relations)

    def squeeze(self, layer: nn.Module, states: Tensor) -> Tensor:
        """The part of the states that one decision needs."""
        return self.drop(functional.leaky_relu(layer(states), 0.1))


def one(states: Tensor) -> Tensor:
    """States with a last column of ones, for the biaffine form's linear terms."""
    return functional.pad(states, (0, 1), value=1.0)


def collect_labels(sentences: Sequence[Sentence]) -> Labels:
    """All labels of each layer, in order."""
    return {layer: sorted({getattr(word, layer) for sentence in sentences for word in sentence.words})
            for layer in LAYERS}  # fmt: skip


def teach(
    sentences: Sequence[Sentence], path: Path, *, epochs: int, seed: int, words: int = 700
) -> TreeTeacher:
    """Train on gold trees and save the weights to `path`."""
    torch.manual_seed(seed)
    kept = [sentence for sentence in sentences if 1 < len(sentence.words) <= LONGEST]
    lengths = [len(sentence.words) for sentence in kept]
    teacher = TreeTeacher(collect_labels(kept))
    numbers = {layer: {label: n for n, label in enumerate(found)} for layer, found in teacher.labels.items()}
    total = epochs * sum(1 for _ in batches(kept, lengths, words=words, seed=seed))
    optimizer, rate = tune(teacher, teacher.encoder, total)
    for epoch in range(epochs):
        teacher.train()
        for batch in batches(kept, lengths, words=words, seed=seed + epoch):
            loss = measure_loss(teacher, batch, numbers)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            rate.step()
        print(f"trees, epoch {epoch + 1} of {epochs}: last loss {loss.item():.3f}", flush=True)
        save(teacher, path, labels=teacher.labels)
    return teacher


def measure_loss(
    teacher: TreeTeacher, batch: Sequence[Sentence], numbers: dict[str, dict[str, int]]
) -> Tensor:
    """Cross entropies of all layers and of the heads, added up."""
    rows = [sentence.words for sentence in batch]
    longest = max(len(words) for words in rows)
    gold = {layer: pad([[numbers[layer][getattr(word, layer)] for word in words] for words in rows], longest)
            for layer in LAYERS}  # fmt: skip
    heads = pad([[head_number(place, word) for place, word in enumerate(words)] for words in rows], longest)
    found = teacher([[word.form for word in sentence.words] for sentence in batch], heads.clamp(min=0))
    scores = {**found.labels, "deprel": found.relations}
    loss = cross_entropy(found.heads, heads)
    for layer in LAYERS:
        loss = loss + cross_entropy(scores[layer], gold[layer])
    return loss


def head_number(place: int, word: Word) -> int:
    """The column of the word's head: 0 is the root."""
    return 0 if word.head == place else word.head + 1


def pad(rows: list[list[int]], longest: int) -> Tensor:
    """Rows of equal length; -1 counts for nothing."""
    return torch.tensor([row + [-1] * (longest - len(row)) for row in rows])


def cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """The mean over the words that are there."""
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-1)


def read_teacher(path: Path) -> TreeTeacher:
    """The saved teacher."""
    found = torch.load(path)
    teacher = TreeTeacher(found["labels"])
    teacher.load_state_dict(found["weights"])
    return teacher.eval()


def parse(teacher: TreeTeacher, lines: Sequence[Line], *, words: int = 3000) -> Iterator[Sentence | None]:
    """A sentence for each line of tokens and spaces, in order; None where its heads are no tree."""
    teacher.eval()
    found: list[Sentence | None] = [None] * len(lines)
    places = [place for place, (tokens, _) in enumerate(lines) if 1 < len(tokens) <= LONGEST]
    lengths = [len(lines[place][0]) for place in places]
    for batch in batches(places, lengths, words=words, seed=None):
        with torch.inference_mode():
            outcome = teacher([lines[place][0] for place in batch])
        for row, place in enumerate(batch):
            found[place] = read_row(teacher.labels, outcome, row, lines[place])
    return iter(found)


def read_row(labels: Labels, outcome: Outcome, row: int, line: Line) -> Sentence | None:
    """The sentence of one row of a batch, if its heads make a tree."""
    tokens, spaces = line
    size = len(tokens)
    heads = likeliest_heads(outcome.heads[row, :size, : size + 1])
    if not is_tree(heads):
        return None
    relations = outcome.relations[row, :size].clone()
    relations[:, labels["deprel"].index("ROOT")] = -torch.inf
    best = {layer: scores[row, :size].argmax(-1).tolist() for layer, scores in outcome.labels.items()}
    best["deprel"] = relations.argmax(-1).tolist()
    words = []
    for place in range(size):
        xpos, upos, feats, deprel = (labels[layer][best[layer][place]] for layer in LAYERS)
        if heads[place] == place:
            deprel = "ROOT"
        words.append(Word(tokens[place], "_", upos, xpos, feats, heads[place], deprel, spaces[place], ""))
    return Sentence("", 0, 0, tuple(words))


def likeliest_heads(scores: Tensor) -> list[int]:
    """The head of each word, by scores of shape (words, root and words); the likeliest root alone is its own head."""
    root = int(scores[:, 0].argmax())
    heads: list[int] = scores[:, 1:].argmax(-1).tolist()
    heads[root] = root
    return heads


def is_tree(heads: Sequence[int]) -> bool:
    """Whether one word is its own head and all others hang on it."""
    if sum(place == head for place, head in enumerate(heads)) != 1:
        return False
    for place in range(len(heads)):
        seen = set()
        while heads[place] != place:
            if place in seen:
                return False
            seen.add(place)
            place = heads[place]
    return True

"""Names by the tuned encoder: what the small pipeline learns from beside the labelled corpora."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import LONGEST, WIDTH, WordEncoder, batches, save, tune
from training.passage import UNKNOWN, Passage

# A name with a word less likely than not is left untold.
SURE = 0.5


class NameTeacher(nn.Module):
    """One score a tag for each word."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        self.tags = list(tags)
        self.encoder = WordEncoder()
        self.drop = nn.Dropout(0.2)
        self.layer = nn.Linear(WIDTH, len(tags))

    def forward(self, sentences: Sequence[Sequence[str]]) -> Tensor:
        """Scores of shape (sentences, longest sentence, tags)."""
        scores: Tensor = self.layer(self.drop(self.encoder(sentences)))
        return scores


def teach(
    passages: Sequence[Passage], path: Path, *, epochs: int, seed: int, words: int = 700
) -> NameTeacher:
    """Train on labelled passages and save the weights to `path`."""
    torch.manual_seed(seed)
    kept = [passage for passage in passages if len(passage.tokens) <= LONGEST]
    lengths = [len(passage.tokens) for passage in kept]
    tags = sorted({tag for passage in kept for tag in passage.tags if tag != UNKNOWN})
    numbers = {tag: number for number, tag in enumerate(tags)}
    teacher = NameTeacher(tags)
    total = epochs * sum(1 for _ in batches(kept, lengths, words=words, seed=seed))
    optimizer, rate = tune(teacher, teacher.encoder, total)
    for epoch in range(epochs):
        teacher.train()
        for batch in batches(kept, lengths, words=words, seed=seed + epoch):
            scores = teacher([passage.tokens for passage in batch])
            gold = [[numbers.get(tag, -1) for tag in passage.tags] for passage in batch]
            rows = torch.tensor([row + [-1] * (scores.shape[1] - len(row)) for row in gold])
            loss = functional.cross_entropy(scores.flatten(0, 1), rows.flatten(), ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            rate.step()
        print(f"names, epoch {epoch + 1} of {epochs}: last loss {loss.item():.3f}", flush=True)
        save(teacher, path, labels=teacher.tags)
    return teacher


def read_teacher(path: Path) -> NameTeacher:
    """The saved teacher."""
    found = torch.load(path)
    teacher = NameTeacher(found["labels"])
    teacher.load_state_dict(found["weights"])
    return teacher.eval()


def name(
    teacher: NameTeacher, passages: Sequence[Passage], *, sure: float = SURE, words: int = 3000
) -> Iterator[Passage]:
    """The passages that are not too long, with the teacher's tags; a word that it is not sure of is untold."""
    teacher.eval()
    places = [place for place, passage in enumerate(passages) if 0 < len(passage.tokens) <= LONGEST]
    lengths = [len(passages[place].tokens) for place in places]
    found: dict[int, Passage] = {}
    for batch in batches(places, lengths, words=words, seed=None):
        with torch.inference_mode():
            chances = teacher([passages[place].tokens for place in batch]).softmax(-1)
        for row, place in enumerate(batch):
            passage = passages[place]
            tags = likeliest(chances[row, : len(passage.tokens)], teacher.tags, sure)
            found[place] = Passage(passage.tokens, passage.spaces, tuple(tags))
    return (found[place] for place in places)


def likeliest(chances: Tensor, tags: Sequence[str], sure: float) -> list[str]:
    """The likeliest row of tags in which no name begins in its middle (Viterbi), by chances of shape (words, tags)."""
    allowed = torch.tensor([[follows(last, tag) for tag in tags] for last in tags])
    barred = torch.where(allowed, 0.0, -1e4)
    logs = chances.clamp(min=1e-9).log()
    scores = logs[0] + torch.tensor([0.0 if not tag.startswith("I-") else -1e4 for tag in tags])
    backs = []
    for row in logs[1:]:
        best, back = (scores.unsqueeze(1) + barred).max(0)
        scores = best + row
        backs.append(back)
    path = [int(scores.argmax())]
    for back in reversed(backs):
        path.append(int(back[path[-1]]))
    path.reverse()
    unsure = [float(chances[place, tag]) < sure for place, tag in enumerate(path)]
    return untell([tags[tag] for tag in path], unsure)


def follows(last: str, tag: str) -> bool:
    """Whether `tag` may stand after `last`."""
    return not tag.startswith("I-") or last[2:] == tag[2:]


def untell(tags: list[str], unsure: Sequence[bool]) -> list[str]:
    """Tags with every unsure word untold, and with it the whole name that it is in."""
    told = list(tags)
    start = 0
    for place in range(1, len(tags) + 1):
        if place < len(tags) and tags[place].startswith("I-"):
            continue
        if any(unsure[start:place]):
            told[start:place] = [UNKNOWN] * (place - start)
        start = place
    return told

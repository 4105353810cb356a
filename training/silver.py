"""Plain text with trees and names by the teachers: what the small pipeline learns from beside the gold corpora."""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.augmentation import retype_all
from training.conllu import Sentence, read_sentences
from training.corpora import TREEBANKS, left_out_of_names, write_docs
from training.name_corpora import CORPORA, make_docs
from training.passage import Passage
from training.spacing import space_after
from training.treebank import make_doc

LONGEST_PASSAGE = 6
# Half as much again as the gold treebanks with their variants.
WORDS = 1_200_000
EPOCHS = 4
# How make_doc marks a lemma that is not told.
UNTOLD = "_"
Lemmas = dict[tuple[str, str], str]


def write_silver_trees(data: Path, work: Path, *, free: bool, seed: int) -> None:
    """Teach the teacher on the gold trees, then write its trees of plain text to `work`/parse-train/silver.spacy."""
    from training.tree_teacher import parse, read_teacher, teach

    weights = work / "tree-teacher.pt"
    gold = [sentence for name in TREEBANKS for sentence in read_sentences(data / f"ud/{name}-train.conllu")]
    teach(gold, weights, epochs=EPOCHS, seed=seed)
    passages = sample_runs(list(read_plain(data, free=free)), words=WORDS, seed=seed)
    parsed = parse(read_teacher(weights), lines_of(passages))
    trees = silver_trees(English().vocab, parsed, collect_lemmas(gold))
    write_docs(work / "parse-train/silver.spacy", trees)


def write_silver_names(data: Path, work: Path, *, free: bool, seed: int) -> None:
    """Teach the teacher on the gold names, then write its names in plain text to `work`/names-train/silver.spacy."""
    from training.name_teacher import name, read_teacher, teach

    weights = work / "name-teacher.pt"
    left_out = left_out_of_names(free=free)
    gold = [
        one
        for corpus, (read, place, _) in CORPORA.items()
        if corpus != left_out
        for one in read(data / place)
    ]
    teach(gold, weights, epochs=EPOCHS, seed=seed)
    named = name(read_teacher(weights), read_unnamed(data))
    write_docs(work / "names-train/silver.spacy", name_silver(English().vocab, named, seed=seed))


def name_silver(vocab: Vocab, passages: Iterable[Passage], *, seed: int) -> Iterator[Doc]:
    """The teacher's passages, retyped as the gold ones are."""
    return retype_all(make_docs(vocab, passages, seed=seed), seed=seed)


def read_unnamed(data: Path) -> list[Passage]:
    """Text of newswire and of the web; what the Groningen Meaning Bank says of names is left aside."""
    read, place, _ = CORPORA["gmb"]
    return [*read(data / place), *read_sentences_plain(data / "ud/ewt-train.conllu")]


def read_sentences_plain(path: Path) -> Iterator[Passage]:
    """A treebank's sentences without their trees."""
    for sentence in read_sentences(path):
        words = sentence.words
        forms, spaces = tuple(word.form for word in words), tuple(word.space_after for word in words)
        yield Passage(forms, spaces, ("O",) * len(words))


def read_plain(data: Path, *, free: bool) -> Iterator[Passage]:
    """The sentences of the corpora of names and of the debates, their labels left aside."""
    for name, (read, place, _) in CORPORA.items():
        if name != "gum" and not (free and name == "worldwide"):
            yield from read(data / place)
    tokenizer = English().tokenizer
    with (data / "worth/claimbuster-crowdsourced.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            tokens = [token.text for token in tokenizer(row["Text"]) if not token.is_space]
            yield Passage(tuple(tokens), tuple(space_after(tokens)), ("O",) * len(tokens))


def sample_runs(passages: Sequence[Passage], *, words: int, seed: int, length: int = 12) -> list[Passage]:
    """Runs of passages that follow each other, in order, of about `words` words in all; none twice."""
    met: set[tuple[str, ...]] = set()
    distinct = [one for one in passages if not (one.tokens in met or met.add(one.tokens))]
    runs = [distinct[start : start + length] for start in range(0, len(distinct), length)]
    order = list(range(len(runs)))
    random.Random(seed).shuffle(order)
    chosen, size = [], 0
    for place in order:
        if size >= words:
            break
        chosen.append(place)
        size += sum(len(one.tokens) for one in runs[place])
    return [one for place in sorted(chosen) for one in runs[place]]


def collect_lemmas(gold: Iterable[Sentence]) -> Lemmas:
    """The usual lemma of each form with each tag in the treebanks."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for sentence in gold:
        for word in sentence.words:
            counts.setdefault((word.form, word.xpos), Counter())[word.lemma] += 1
    return {key: min(found, key=lambda lemma: (-found[lemma], lemma)) for key, found in counts.items()}


def silver_trees(vocab: Vocab, parsed: Iterable[Sentence | None], lemmas: Lemmas) -> Iterator[Doc]:
    """Passages of sentences that follow each other; the lemma of a word that the treebanks don't have is untold."""
    waiting: list[Sentence] = []
    for sentence in parsed:
        if sentence is not None:
            waiting.append(complete(sentence, lemmas))
        if waiting and (sentence is None or len(waiting) == LONGEST_PASSAGE):
            yield make_doc(vocab, waiting)
            waiting = []
    if waiting:
        yield make_doc(vocab, waiting)


def complete(sentence: Sentence, lemmas: Lemmas) -> Sentence:
    """The sentence with lemmas, and with a space after its last word: another sentence of the same text follows."""
    words = [replace(word, lemma=lemmas.get((word.form, word.xpos), UNTOLD)) for word in sentence.words]
    return replace(sentence, words=(*words[:-1], replace(words[-1], space_after=True)))


def lines_of(passages: Sequence[Passage]) -> list[tuple[list[str], list[bool]]]:
    """Tokens and spaces, as the teacher of trees reads them."""
    return [(list(passage.tokens), list(passage.spaces)) for passage in passages]

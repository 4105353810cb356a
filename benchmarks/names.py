"""Who is who, scored on the coreference chains of GUM: names among themselves, and pronouns to names.

A gold mention counts as a name where a proper noun, other than a bare title ("the President"), carries it and
it is a person or its chain links to Wikipedia: GUM marks no names as such. A name of the system is matched
with the shortest gold mention that its head carries. A link joins a mention to the one before it in its
chain. Precision counts the system's links between
names that GUM marks too; recall counts GUM's links between names; both over raw text. A pronoun counts
as right where GUM's chain of it holds a name of the cluster that it was given; where GUM's chain has no
name, any answer is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from claims import language
from claims.pipeline.names import annotate
from claims.pipeline.posts import is_post
from claims.pipeline.references import NEUTER, PERSONAL, register
from training.conllu import Sentence, Word, read_sentences

# Which of the fields after an entity's number says which of its tokens carry it, counted from 1.
MINSPAN = 4
# How many hyphens there are at least before an entity's link to Wikipedia, its last field.
IDENTITY = 6


@dataclass(frozen=True, slots=True)
class Gold:
    """One mention: its chain, where its head words begin (a title is one of them), and whether one is a proper noun."""

    chain: int
    heads: tuple[int, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right answers, of answers given, and of answers that there are."""

    right: int = 0
    given: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.given + other.given,
            self.found + other.found,
            self.there + other.there,
        )

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.there if self.there else 0.0


def documents(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """(text, mentions) of each document of a GUM file, its paragraphs parted by blank lines."""
    for _, sentences in groupby(read_sentences(path), key=lambda s: s.document):
        yield _document(list(sentences))


def _document(sentences: list[Sentence]) -> tuple[str, list[Gold]]:
    text, golds, paragraph = "", list[Gold](), None
    for sentence in sentences:
        if paragraph is not None and sentence.paragraph != paragraph:
            text = text.rstrip() + "\n\n"
        paragraph = sentence.paragraph
        starts = []
        for word in sentence.words:
            starts.append(len(text))
            text += word.form + (" " if word.space_after else "")
        golds += _mentions(sentence.words, starts)
    return text, sorted(golds, key=lambda gold: gold.heads)


def _mentions(words: tuple[Word, ...], starts: list[int]) -> Iterator[Gold]:
    for place, word in enumerate(words):
        fields = dict(part.partition("=")[::2] for part in word.misc.split("|"))
        for number, rest in re.findall(r"\((\d+)-([^()]*)", fields.get("Entity", "")):
            heads = [place + int(head) - 1 for head in rest.split("-")[MINSPAN].split(",")]
            heads = [head for head in heads if head < len(words)]
            proper = " ".join(words[head].form for head in heads if words[head].upos == "PROPN")
            known = rest.startswith("person-") or rest.count("-") >= IDENTITY
            named = proper != "" and known and not is_post(proper)
            yield Gold(int(number), tuple(starts[head] for head in heads), named)


def score(nlp: Language, path: Path) -> tuple[Score, Score]:
    """(links between names, pronouns) over all documents of a GUM file."""
    names, pronouns = Score(), Score()
    for text, golds in documents(path):
        doc = annotate(nlp(text))
        names += score_names(doc, golds)
        pronouns += score_pronouns(doc, golds)
    return names, pronouns


def score_names(doc: Doc, golds: list[Gold]) -> Score:
    """Links between names of one document."""
    owned = _owned(_clusters_by_head(doc), golds)
    right = given = found = there = 0
    chains, clusters = set[int](), dict[int, int]()
    pairs = set[tuple[int, int | None]]()
    for gold in (gold for gold in golds if gold.named):
        cluster = owned.get(gold)
        if cluster is not None and cluster in clusters:
            given += 1
            right += clusters[cluster] == gold.chain
        if gold.chain in chains:
            there += 1
            found += cluster is not None and (gold.chain, cluster) in pairs
        if cluster is not None:
            clusters[cluster] = gold.chain
        chains.add(gold.chain)
        pairs.add((gold.chain, cluster))
    return Score(right, given, found, there)


def score_pronouns(doc: Doc, golds: list[Gold]) -> Score:
    """Personal pronouns of one document."""
    known, system = register(doc), _clusters_by_head(doc)
    named = defaultdict[int, set[int | None]](set)
    for gold in golds:
        if gold.named:
            named[gold.chain] |= {_cluster(gold, system)}
    chain_at = {gold.heads[0]: gold.chain for gold in golds if not gold.named and gold.heads}
    right = given = there = 0
    for token in doc:
        if token.lower_ not in PERSONAL and token.lower_ not in NEUTER:
            continue
        chain = chain_at.get(token.idx)
        there += chain in named
        if token.i in known.referents:
            given += 1
            right += chain in named and known.referents[token.i] in named[chain]
    return Score(right, given, right, there)


def _owned(system: dict[int, int], golds: list[Gold]) -> dict[Gold, int]:
    """The cluster of each gold mention: each name of the system goes to the shortest mention that it carries."""
    owner: dict[int, Gold] = {}
    for gold in sorted(golds, key=lambda gold: -len(gold.heads)):
        owner.update((head, gold) for head in gold.heads if head in system)
    return {owner[head]: system[head] for head in sorted(owner, reverse=True)}


def _cluster(gold: Gold, system: dict[int, int]) -> int | None:
    return next((system[head] for head in gold.heads if head in system), None)


def _clusters_by_head(doc: Doc) -> dict[int, int]:
    """Where the head word of each name begins, to its cluster."""
    known = register(doc)
    return {
        doc[mention.start : mention.end].root.idx: known.clusters[place]
        for place, mention in enumerate(known.mentions)
    }


def report(data: Path, *, nlp: Language | None = None) -> list[tuple[str, Score]]:
    """(what, score) on GUM's dev part under ``data``."""
    names, pronouns = score(nlp or language.load(), data / "ud" / "gum-dev.conllu")
    return [("names", names), ("pronouns", pronouns)]


if __name__ == "__main__":
    for what, result in report(Path(__file__).parents[2] / "shared" / "data"):
        print(f"{what}\tprecision {result.precision:.3f}\trecall {result.recall:.3f}\tof {result.there}")

"""Names that no corpus holds: variants of training passages with other names and with invented ones.

A model that meets the same few thousand names again and again learns them by heart (F 91 on its training articles,
75 on new ones); here names change places with others of their kind, and rare words inside them change letters, so
that context and form must do.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from training.cleaning import find_names
from training.conllu import Sentence, Word
from training.passage import Passage
from training.spacing import space_after

SWAPPED_KINDS = frozenset(("PERSON", "ORG", "PLACE"))
SWAP, MUTATE = 0.35, 0.35
# Words seen more often than this are part of the language (Bank, Ministry, Paris): they keep their letters.
RARE = 12
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnprstvwyz"

Mentions = dict[str, list[tuple[str, ...]]]


def collect_mentions(passages: Iterable[Passage]) -> Mentions:
    """All names of the kinds that may change places, as often as they occur."""
    mentions: Mentions = defaultdict(list)
    for passage in passages:
        for start, end, kind in find_names(passage.tags):
            if kind in SWAPPED_KINDS:
                mentions[kind].append(passage.tokens[start:end])
    return mentions


def count_tokens(passages: Iterable[Passage]) -> Counter[str]:
    """How often each token stands in `passages`."""
    return Counter(token for passage in passages for token in passage.tokens)


def vary(
    passages: Sequence[Passage], mentions: Mentions, counts: Counter[str], *, seed: int
) -> Iterator[Passage]:
    """One variant of each passage."""
    chance = random.Random(seed)
    for passage in passages:
        yield _vary(passage, mentions, counts, chance)


def _vary(passage: Passage, mentions: Mentions, counts: Counter[str], chance: random.Random) -> Passage:
    tokens: list[str] = []
    tags: list[str] = []
    done = 0
    for start, end, kind in find_names(passage.tags):
        tokens += passage.tokens[done:start]
        tags += passage.tags[done:start]
        name: Sequence[str] = passage.tokens[start:end]
        if kind in SWAPPED_KINDS and chance.random() < SWAP:
            name = chance.choice(mentions[kind])
        if kind != "NORP" and chance.random() < MUTATE:
            name = [mutate(word, chance) if counts[word] <= RARE else word for word in name]
        tokens += name
        tags += [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
        done = end
    tokens += passage.tokens[done:]
    tags += passage.tags[done:]
    return Passage(tuple(tokens), tuple(space_after(tokens)), tuple(tags))


def mutate(word: str, chance: random.Random) -> str:
    """`word` with one or two small letters changed, vowel for vowel and consonant for consonant."""
    places = [place for place, letter in enumerate(word) if letter in VOWELS + CONSONANTS]
    if len(word) < 4 or len(places) < 3:
        return word
    letters = list(word)
    for place in chance.sample(places, chance.choice((1, 2))):
        letters[place] = chance.choice(VOWELS if letters[place] in VOWELS else CONSONANTS)
    return "".join(letters)


def vary_trees(sentences: Iterable[Sentence], counts: Counter[str], *, seed: int) -> Iterator[Sentence]:
    """Sentences with letters of rare proper nouns changed, in form and lemma alike."""
    chance = random.Random(seed)
    for sentence in sentences:
        words = tuple(_vary_word(word, counts, chance) for word in sentence.words)
        yield replace(sentence, words=words)


def _vary_word(word: Word, counts: Counter[str], chance: random.Random) -> Word:
    rare = word.upos == "PROPN" and word.form == word.lemma and counts[word.form] <= RARE
    if not rare or chance.random() >= MUTATE:
        return word
    form = mutate(word.form, chance)
    return replace(word, form=form, lemma=form)

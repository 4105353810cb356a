"""Edits as a desk makes them, generated: each gives another draft of a text, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?![\s”\"])[^.!?\n]+)*[.!?”\"]*")
FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\d.,]*\d)")
NEGATION = re.compile(r"(?<=\w) (?:not|never)(?= )|\bno longer ")
VERB = re.compile(r"\b(?:is|are|was|were|had|has|will|would)(?= [a-z])")
JOINT = re.compile(r"(?<=\w), (?:and|which|who|because) (?=[a-z])|(?<=\w) and (?=(?:the|that|said|will)\b)")
BREAK = re.compile(r"(?<=\w)\. (?=(?:The|It|She|He|In|At|A)\b)")

Edit = Callable[[str, random.Random, Sequence[str]], str]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, roughly, [start, end) each."""
    return [match.span() for match in SENTENCE.finditer(text) if match.group().strip()]


def drafts(text: str, names: Sequence[str], edit: Edit, count: int) -> list[str]:
    """So many different drafts by one kind of edit; where it has few places, beside others."""
    made = dict[str, None]()
    seed = 0
    while len(made) < count:
        chance = random.Random(f"{edit.__name__} {seed}")
        draft = edit(text, chance, names)
        if seed >= 4 * count:
            draft = chance.choice(EDITS)(draft, chance, names)
        if draft != text:
            made[draft] = None
        seed += 1
    return list(made)


def paragraph_moved(text: str, chance: random.Random, names: Sequence[str]) -> str:
    parts = text.split("\n\n")
    moved = parts.pop(chance.randrange(2, len(parts)))
    parts.insert(chance.randrange(2, len(parts) + 1), moved)
    return "\n\n".join(parts)


def names_swapped(text: str, chance: random.Random, names: Sequence[str]) -> str:
    """Two names change places: in the whole article, or in one paragraph."""
    one, other = chance.sample([name for name in names if name in text], 2)
    parts = text.split("\n\n")
    chosen = range(len(parts)) if chance.random() < 0.5 else [chance.randrange(len(parts))]
    either = re.compile(f"{re.escape(one)}|{re.escape(other)}")
    for i in chosen:
        parts[i] = either.sub(lambda found: other if found.group() == one else one, parts[i])
    return "\n\n".join(parts)


def figure_changed(text: str, chance: random.Random, names: Sequence[str]) -> str:
    def changed(figure: str) -> str:
        return figure[:-1] + str((int(figure[-1]) + chance.randrange(1, 9)) % 10)

    return _once(FIGURE, text, chance, changed)


def negation_dropped(text: str, chance: random.Random, names: Sequence[str]) -> str:
    return _once(NEGATION, text, chance, lambda _: "")


def negation_added(text: str, chance: random.Random, names: Sequence[str]) -> str:
    return _once(VERB, text, chance, lambda verb: f"{verb} not")


def sentence_split(text: str, chance: random.Random, names: Sequence[str]) -> str:
    def split(joint: str) -> str:
        word = joint.strip(" ,")
        return ". " if word == "and" else f". {word.capitalize()} "

    return _once(JOINT, text, chance, split)


def sentences_merged(text: str, chance: random.Random, names: Sequence[str]) -> str:
    place = chance.choice(list(BREAK.finditer(text)))
    joint = chance.choice([", and ", "; "])
    after = text[place.end() :]
    return text[: place.start()] + joint + after[0].lower() + after[1:]


def section_cut(text: str, chance: random.Random, names: Sequence[str]) -> str:
    parts = text.split("\n\n")
    start = chance.randrange(1, len(parts))
    return "\n\n".join(parts[:start] + parts[start + chance.randrange(1, 4) :])


def words_added(text: str, chance: random.Random, names: Sequence[str]) -> str:
    """A new sentence that says almost what another one says."""
    parts = text.split("\n\n")
    place = chance.randrange(2, len(parts))
    start, end = chance.choice(sentences(text))
    said = text[start:end].strip()
    parts[place] += " " + _once(FIGURE, said, chance, lambda figure: f"{figure}1") + " Or so it was put."
    return "\n\n".join(parts)


def several(text: str, chance: random.Random, names: Sequence[str]) -> str:
    for edit in chance.sample(EDITS, 3):
        text = edit(text, chance, names)
    return text


def _once(pattern: re.Pattern[str], text: str, chance: random.Random, new: Callable[[str], str]) -> str:
    places = list(pattern.finditer(text))
    if not places:
        return text
    place = chance.choice(places)
    return text[: place.start()] + new(place.group()) + text[place.end() :]


EDITS: list[Edit] = [
    paragraph_moved,
    names_swapped,
    figure_changed,
    negation_dropped,
    negation_added,
    sentence_split,
    sentences_merged,
    section_cut,
    words_added,
]

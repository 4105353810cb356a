"""Check-worthiness of a claim, 0 to 1, with reasons.

Logistic regressions over words, word pairs, tags, a few shapes of the sentence (numbers, tense, names) and the mean of
its words' vectors, fitted by ``python -m training.worth`` on the ClaimBuster sentences (Hassan et al., KDD 2017; data
of Arslan et al., ICWSM 2020). One asks for "check-worthy factual sentence" against the rest; beside it, two ask whether
the sentence states a fact at all, and whether a fact is check-worthy. Both ways are mixed, and calibrated after Platt.
What is scored is the claim's own words, or their sentence where they hold no predicate.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

import numpy
import numpy.typing
from spacy.tokens import Doc, Token

from claims.claim import Found
from claims.pipeline.clauses import is_finite
from claims.pipeline.labels import SUBJECT
from claims.wordlists import DATA

WEIGHTS = DATA / "worth.json"
# How many reasons are told: the strongest ones.
TOLD = 4
FIRST_AND_SECOND_PERSON = frozenset({"i", "we", "you", "'s", "let"})

Features = Mapping[str, Sequence[str]]
Vector = numpy.typing.NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """A number that describes a sentence, and how a reason tells of it."""

    name: str
    told: str


SHAPES = (
    Shape("length", "a long sentence"),
    Shape("numbers", "numbers"),
    Shape("past", "a verb in the past"),
    Shape("modals", "a modal verb"),
    Shape("proper_nouns", "proper names"),
    Shape("names", "names"),
    Shape("persons", "talk to or of oneself"),
    Shape("adjectives", "adjectives"),
    Shape("question", "a question"),
    Shape("money", "money or per cent"),
    Shape("nouns", "many nouns"),
)


# What is asked of a sentence, in the order of the coefficients: is it check-worthy; does it state a fact; is that fact
# check-worthy.
ASKED = ("worthy", "fact", "worthy_fact")
# The share of the answer by way of the fact.
BY_FACT = 0.6
Coefficients = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model, with a coefficient for each of ``ASKED``: idf and coefficients of each feature by group; mean,
    deviation and coefficients by shape, and by dimension of the words' mean vector.

    The probability is the logistic function of ``slope * score + offset``.
    """

    groups: Mapping[str, Mapping[str, tuple[float, Coefficients]]]
    shapes: tuple[tuple[float, float, Coefficients], ...]
    meaning: tuple[Vector, Vector]
    intercepts: Coefficients
    slope: float
    offset: float


def worth(doc: Doc, found: Found) -> float:
    """How likely a checker would find this worth checking, 0 to 1, calibrated on debates."""
    weights, tokens = _weights(), _tokens(doc, found)
    direct, fact, worthy_fact = weights.intercepts
    for _, _, value, (to_direct, to_fact, to_worthy_fact) in _weighed(weights, tokens):
        direct += value * to_direct
        fact += value * to_fact
        worthy_fact += value * to_worthy_fact
    sums = (direct, fact, worthy_fact)
    score = mixed(*(own + more for own, more in zip(sums, _by_meaning(weights, tokens), strict=True)))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, weights.slope * score + weights.offset))))


def mixed(direct: float, fact: float, worthy_fact: float) -> float:
    """One score of the three: the direct one, and that of the product of the two other chances."""
    by_fact = -math.log(math.exp(-fact) + math.exp(-worthy_fact) + math.exp(-fact - worthy_fact))
    return (1 - BY_FACT) * direct + BY_FACT * by_fact


def reasons(doc: Doc, found: Found) -> tuple[str, ...]:
    """What speaks most for checking the claim, strongest first; empty where nothing does."""
    weighed = _weighed(_weights(), _tokens(doc, found))
    parts = [(_told(group, item), value * own[0]) for group, item, value, own in weighed]
    told = [
        text for text, effect in sorted(parts, key=lambda part: (-part[1], part[0])) if effect > 0 and text
    ]
    return tuple(dict.fromkeys(told))[:TOLD]


def features(tokens: Sequence[Token]) -> Features:
    """The words, tags and dependencies of a sentence, by group; a group is weighed as one vector."""
    words = [_word(token) for token in tokens]
    tags = [token.tag_ for token in tokens]
    return {
        "words": [*words, *(" ".join(pair) for pair in pairwise(["<s>", *words]))],
        "tags": [*tags, *(" ".join(pair) for pair in pairwise(tags))],
        "lemmas": list(_lemmas(tokens)),
    }


def shapes(tokens: Sequence[Token]) -> tuple[float, ...]:
    """The values of ``SHAPES`` for a sentence."""
    count = max(1, len(tokens))
    tags = Counter(token.tag_ for token in tokens)
    return (
        math.log1p(len(tokens)),
        math.log1p(sum(token.like_num for token in tokens)),
        math.log1p(tags["VBD"]),
        math.log1p(tags["MD"]),
        math.log1p(sum(token.pos_ == "PROPN" for token in tokens)),
        math.log1p(sum(token.ent_iob_ == "B" for token in tokens)),
        sum(token.lower_ in FIRST_AND_SECOND_PERSON for token in tokens) / count,
        sum(token.pos_ == "ADJ" for token in tokens) / count,
        float(any(token.text == "?" for token in tokens)),
        float(any(token.text in {"%", "$", "€", "£", "percent"} for token in tokens)),
        math.log1p(sum(token.pos_ == "NOUN" for token in tokens)),
    )


def meaning(tokens: Sequence[Token]) -> Vector:
    """The mean of the words' vectors, of the pipeline's width; zeros where there is no word."""
    words = [cast("Vector", token.vector) for token in tokens if not token.is_punct]
    return (
        numpy.mean(words, axis=0) if words else numpy.zeros(tokens[0].vocab.vectors_length if tokens else 0)
    )


def _by_meaning(weights: Weights, tokens: Sequence[Token]) -> Vector:
    """What the words' vectors add to each score: nothing in a pipeline that has others."""
    centre, coefficients = weights.meaning
    found = meaning(tokens)
    if found.shape != centre.shape:
        return numpy.zeros(len(ASKED))
    added: Vector = (found - centre) @ coefficients
    return added


def _lemmas(tokens: Sequence[Token]) -> Iterable[str]:
    """Lemmas, subjects with their verbs, numbers with what they count, and types of names."""
    for token in tokens:
        lemma = token.lemma_.lower()
        yield lemma
        if token.dep_ in SUBJECT:
            yield f"{_word(token)} → {token.head.lemma_.lower()}"
        if token.tag_ == "CD" and token.head is not token:
            yield f"# {token.head.lemma_.lower()}"
        if token.ent_iob_ == "B":
            yield f"<{token.ent_type_}>"


def _word(token: Token) -> str:
    """The word in small letters, every number in digits as one."""
    return "0" if token.like_num and not token.is_alpha else token.lower_


def _tokens(doc: Doc, found: Found) -> list[Token]:
    own = doc.char_span(found.start, found.end, alignment_mode="expand") if found.start < found.end else None
    if own is None:
        return []
    if any(is_finite(token) for token in own) or not doc.has_annotation("SENT_START"):
        return [token for token in own if not token.is_space]
    return [token for token in own[0].sent if not token.is_space]


def _weighed(weights: Weights, tokens: Sequence[Token]) -> Iterator[tuple[str, str, float, Coefficients]]:
    """Each feature (with its group) and shape (its words for a reason): its value and its coefficients."""
    for group, items in features(tokens).items():
        known = weights.groups[group]
        counts = Counter(item for item in items if item in known)
        values = {item: (1 + math.log(n)) * known[item][0] for item, n in counts.items()}
        norm = math.sqrt(sum(value * value for value in values.values())) or 1.0
        for item, value in values.items():
            yield group, item, value / norm, known[item][1]
    for shape, value, (mean, deviation, own) in zip(SHAPES, shapes(tokens), weights.shapes, strict=True):
        yield "shapes", shape.told if value > mean else "", (value - mean) / deviation, own


def _told(group: str, item: str) -> str:
    """A shape, a word or pair of words tells a checker something; tags and marks do not."""
    if group == "words":
        return f"“{item}”" if item.replace(" ", "").isalpha() else ""
    return item if group == "shapes" else ""


@cache
def _weights() -> Weights:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    groups = {
        group: {
            item: (idf / 100, tuple(weight / 1000 for weight in own)) for item, (idf, *own) in items.items()
        }
        for group, items in data["groups"].items()
    }
    centre, *coefficients = numpy.array(data["meaning"])
    return Weights(
        groups,
        tuple((mean, deviation, tuple(own)) for mean, deviation, *own in data["shapes"]),
        (centre, numpy.array(coefficients).T),
        tuple(data["intercepts"]),
        data["slope"],
        data["offset"],
    )

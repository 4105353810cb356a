"""Are these the words? A quotation aligned with a document's text, word by word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from heapq import nlargest
from typing import Literal

from sources.candidate import Verdict

WORD = re.compile(r"\w+(?:['’]\w+)*")
# What a writer put in, and what a writer left out.
INSERTED = re.compile(r"\[[^\]]*\]")
ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
NEGATIONS = frozenset(
    {"not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "cannot", "without"}
)
# Below this share of its words found in order, the quotation is not in the document.
ENOUGH = 0.7
# How many places of a document are compared word by word.
WINDOWS = 8


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a quotation stands in a document.

    ``start`` and ``end`` are offsets into the document, None where it is not found. ``missing`` are words of
    the document that the quotation leaves out, ``added`` words that it has and the document has not.
    """

    kind: Literal["verbatim", "shortened", "altered", "not_found"]
    start: int | None = None
    end: int | None = None
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def negations(self) -> tuple[str, ...]:
        """The negations among the words that differ: what changes a meaning most."""
        return tuple(word for word in (*self.missing, *self.added) if negates(word))


def negates(word: str) -> bool:
    """Whether this word, in lower case, turns a sentence into its opposite."""
    return word in NEGATIONS or word.endswith("n't")


def align(quoted: str, document: str) -> Alignment:
    """Where the quoted words stand in the document, and how they differ.

    Words in square brackets are the writer's own and are not sought; an ellipsis says that words were left
    out. Case, punctuation and the shape of quotation marks make no difference.
    """
    pieces = [_words(piece) for piece in ELLIPSIS.split(INSERTED.sub(" … ", quoted))]
    words = [word for piece in pieces for word in piece]
    places = [(_folded(match[0]), match.start(), match.end()) for match in WORD.finditer(document)]
    text = [word for word, _, _ in places]
    if not words:
        return Alignment("not_found")
    exact = _pieces_in_order([piece for piece in pieces if piece], text)
    if exact is not None:
        first, last, unbroken = exact
        kind: Literal["verbatim", "shortened"] = "verbatim" if unbroken else "shortened"
        return Alignment(kind, places[first][1], places[last][2])
    return _altered(words, text, places)


def _pieces_in_order(pieces: list[list[str]], text: list[str]) -> tuple[int, int, bool] | None:
    """First and last word of the pieces found one after another, and whether they are one unbroken run."""
    first, at = None, 0
    for piece in pieces:
        found = _find(piece, text, at)
        if found is None:
            return None
        first = found if first is None else first
        at = found + len(piece)
    return (first, at - 1, len(pieces) == 1) if first is not None else None


def _find(piece: list[str], text: list[str], at: int) -> int | None:
    """Index of a run of words, by joining both with a separator that no word holds: linear in the text."""
    joined = "\n" + "\n".join(text[at:]) + "\n"
    found = joined.find("\n" + "\n".join(piece) + "\n")
    return None if found < 0 else at + joined.count("\n", 0, found + 1) - 1


def _altered(words: list[str], text: list[str], places: list[tuple[str, int, int]]) -> Alignment:
    """The window of the document that shares most words in order with the quotation, if it shares enough."""
    width = len(words) + max(4, len(words) // 3)
    found = [(_blocks(text[start : start + width], words), start) for start in _likeliest(words, text, width)]
    if not found:
        return Alignment("not_found")
    blocks, start = max(found, key=lambda one: sum(block.size for block in one[0]))
    if sum(block.size for block in blocks) < ENOUGH * len(words):
        return Alignment("not_found")
    window = text[start : start + width]
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    kept = {i for block in blocks for i in range(block.a, block.a + block.size)}
    used = {i for block in blocks for i in range(block.b, block.b + block.size)}
    return Alignment(
        "altered",
        places[start + first][1],
        places[start + last - 1][2],
        tuple(window[i] for i in range(first, last) if i not in kept),
        tuple(word for i, word in enumerate(words) if i not in used),
    )


def _blocks(window: list[str], words: list[str]) -> list[Match]:
    """The runs of words that both have, in order."""
    return SequenceMatcher(None, window, words, autojunk=False).get_matching_blocks()[:-1]


def _likeliest(words: list[str], text: list[str], width: int) -> list[int]:
    """Where the windows that hold most of the quotation's words begin; one pass over the document.

    A word counts no more often than the quotation has it. Of the windows that begin within one width of each
    other the best stands for all.
    """
    wanted = Counter(words)
    held: Counter[str] = Counter()
    covered = 0
    best: dict[int, tuple[int, int]] = {}
    for index, word in enumerate(text):
        covered += held[word] < wanted[word]
        held[word] += 1
        start = index - width + 1
        if start > 0:
            gone = text[start - 1]
            held[gone] -= 1
            covered -= held[gone] < wanted[gone]
        if covered >= ENOUGH * len(words):
            place = max(start, 0)
            best[place // width] = max(best.get(place // width, (0, 0)), (covered, -place))
    return [-place for _, place in nlargest(WINDOWS, best.values())]


def check(quoted: str, document: str, *, title: str) -> Verdict:
    """The quotation against a document; ``title`` names it in the reason."""
    found = align(quoted, document)
    if found.kind == "verbatim":
        return Verdict("supports", f"{title} has these words; the claim quotes them unaltered", 0.95)
    if found.kind == "not_found":
        return Verdict("related", f"{title} does not have these words", 0.2)
    if found.kind == "shortened":
        return Verdict("related", f"{title} has these words with others between: check by hand", 0.8)
    flag = f"negation: {', '.join(found.negations)}; " if found.negations else ""
    differing = f"left out: {_list(found.missing)}; put in: {_list(found.added)}"
    return Verdict("contradicts", f"{title} has other words; {flag}the claim {differing}", 0.8)


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words) if words else "nothing"


def _words(text: str) -> list[str]:
    return [_folded(match[0]) for match in WORD.finditer(text)]


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")

"""Which symbols a rule's pattern may begin with, so that a rule is tried only where it can match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

# The start of a group or of a lookaround, the end of one, a class of symbols, an operator, or symbols in a row.
PIECE = re.compile(
    r"(?P<look>\(\?(?:=|!|<=|<!))|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|\[(?P<class>[^]]+)\]|(?P<times>\?|\{\d+,\d+\})|(?P<row>[^][()|?{}]+(?![?{])|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first symbols of what a pattern matches, and whether it also matches nothing."""

    symbols: frozenset[str]
    empty: bool

    def then(self, following: Opening) -> Opening:
        """This pattern, then another."""
        symbols = self.symbols | following.symbols if self.empty else self.symbols
        return Opening(symbols, self.empty and following.empty)

    def otherwise(self, other: Opening) -> Opening:
        """Either of two patterns."""
        return Opening(self.symbols | other.symbols, self.empty or other.empty)


NOTHING = Opening(frozenset(), True)
NEVER = Opening(frozenset(), False)


def opening(source: str) -> Opening:
    """Of a regular expression that has only what `PIECE` knows.

    >>> sorted(opening("(?:a|[bc])?(?=x)d").symbols)
    ['a', 'b', 'c', 'd']
    """
    pieces = list(PIECE.finditer(source))
    found, end = _alternatives(pieces, 0)
    if end < len(pieces):
        raise ValueError(f"claims/data/dates/rules.toml: a bracket too many in {source!r}")
    return found


def _alternatives(pieces: list[re.Match[str]], place: int) -> tuple[Opening, int]:
    """What stands from a place to the end of its group, and the place of that end."""
    either, sequence = NEVER, NOTHING
    while place < len(pieces) and not pieces[place]["close"]:
        piece = pieces[place]
        if piece["bar"]:
            either, sequence, place = either.otherwise(sequence), NOTHING, place + 1
            continue
        one, place = _atom(pieces, place)
        sequence = sequence.then(one)
    return either.otherwise(sequence), place


def _atom(pieces: list[re.Match[str]], place: int) -> tuple[Opening, int]:
    """One row of symbols, class or group with the operators behind it, and the place after them."""
    piece = pieces[place]
    if piece["open"] or piece["look"]:
        one, place = _alternatives(pieces, place + 1)
        one = NOTHING if piece["look"] else one
    else:
        one = Opening(frozenset(piece["class"] or piece["row"][0]), False)
    operators = list(takewhile(lambda found: found["times"], pieces[place + 1 :]))
    if any(found["times"] == "?" or found["times"].startswith("{0") for found in operators):
        one = one.otherwise(NOTHING)
    return one, place + 1 + len(operators)

"""Natural text from tokens whose spaces are lost, as in most corpora of names.

The model sees whether a space follows a token, so `Ugandan 's` in training would not teach `Ugandan's`.
"""

from collections.abc import Sequence

CLOSERS = frozenset(
    [
        ",",
        ".",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "}",
        "%",
        "”",
        "»",
        "›",
        "’’",
        "''",
        "…",
        "™",
        "®",
        "°",
        "n't",
        "N'T",
        "n’t",
        "'s",
        "'re",
        "'ve",
        "'m",
        "'ll",
        "'d",
        "'S",
        "'RE",
        "'VE",
        "’s",
        "’re",
        "’ve",
        "’m",
        "’ll",
        "’d",
        "’S",
    ]
)
OPENERS = frozenset(["(", "[", "{", "“", "«", "‹", "$", "£", "€", "¥", "₹", "₡", "#", "@", "``", "`", "‘"])
BOTH = frozenset(["/"])
CLITICS = frozenset(["s", "t", "re", "ve", "m", "ll", "d", "S", "T"])
# After a hyphen these words begin a clause more often than they end a compound.
CLAUSE_WORDS = frozenset(
    [
        "and",
        "but",
        "which",
        "who",
        "that",
        "it",
        "he",
        "she",
        "they",
        "we",
        "the",
        "a",
        "an",
        "with",
        "as",
        "is",
        "was",
        "were",
        "if",
        "when",
        "while",
        "or",
        "this",
        "its",
        "his",
    ]
)


def space_after(tokens: Sequence[str]) -> list[bool]:
    """Whether a space follows each token, by English typographic habit; the last has none."""
    closing = _closing_quotes(tokens)
    spaces = []
    for place in range(len(tokens)):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        spaces.append(following is not None and _parted(tokens, place, closing))
    return spaces


def detokenise(tokens: Sequence[str]) -> str:
    """The text of `tokens`, spaced as `space_after` says."""
    return "".join(token + " " * space for token, space in zip(tokens, space_after(tokens), strict=True))


def _parted(tokens: Sequence[str], place: int, closing: dict[int, bool]) -> bool:
    token, following = tokens[place], tokens[place + 1]
    if place in closing and not closing[place]:
        return False
    if closing.get(place + 1) or _is_clitic(tokens, place + 1):
        return False
    if token in ("'", "’") and following in CLITICS:
        return False
    if following in CLOSERS or token in OPENERS or token in BOTH or following in BOTH:
        return False
    return not (_is_hyphen(tokens, place) or _is_hyphen(tokens, place + 1))


def _is_hyphen(tokens: Sequence[str], place: int) -> bool:
    """A hyphen joins a compound unless a neighbour shows it to be a dash between clauses."""
    if tokens[place] != "-" or not 0 < place < len(tokens) - 1:
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    return before[-1].isalnum() and after[0].isalnum() and after not in CLAUSE_WORDS


def _is_clitic(tokens: Sequence[str], place: int) -> bool:
    """The apostrophe of `Iran ’ s`, or of a plural possessive (`minorities ' rights`)."""
    if tokens[place] not in ("'", "’") or place == 0:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    return following in CLITICS or tokens[place] == "’" or tokens[place - 1].endswith("s")


def _closing_quotes(tokens: Sequence[str]) -> dict[int, bool]:
    """Places of straight quotation marks, which alternate: True where one closes."""
    closing = {}
    for mark in ('"', "'"):
        is_open = False
        for place, token in enumerate(tokens):
            if token == mark and (mark == '"' or not _is_clitic(tokens, place)):
                closing[place] = is_open
                is_open = not is_open
            elif token == mark and is_open:
                is_open, closing[place] = False, True
    return closing

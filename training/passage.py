"""What all corpora of names are read into."""

from dataclasses import dataclass

# The corpus does not tell whether the word belongs to a name.
UNKNOWN = "-"


@dataclass(frozen=True)
class Passage:
    """A sentence or a paragraph: parallel tokens, spaces after them and tags ("B-ORG", "I-ORG", "O" or `UNKNOWN`)."""

    tokens: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]

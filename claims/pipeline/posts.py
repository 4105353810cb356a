"""Words for posts ("prime minister", "deputy head", "editor-in-chief") as they stand around a name."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from claims import wordlists

# The longest post in words ("deputy chief medical officer") that is looked for.
LONGEST = 6


@cache
def nouns() -> frozenset[str]:
    """Every post, in lower case."""
    return wordlists.words("offices.txt")


@cache
def hyphenated() -> frozenset[str]:
    """The words with a hyphen that are posts, or parts of one, as they stand ("director-general")."""
    return frozenset(word for noun in nouns() for word in noun.split() if "-" in word)


@cache
def modifiers() -> dict[str, str]:
    """Each word that may stand before a post, and what it does."""
    return dict(wordlists.table("office_modifiers.tsv"))


def split_post(text: str) -> tuple[tuple[str, ...], str] | None:
    """A phrase as (modifiers, post), or None where it is no post.

    >>> split_post("former Deputy Prime Minister")
    (('former', 'deputy'), 'prime minister')
    """
    words = _parted(text.casefold().split())
    for first in range(len(words)):
        if " ".join(words[first:]) in nouns():
            before = tuple(words[:first])
            return (before, " ".join(words[first:])) if all(w in modifiers() for w in before) else None
    return None


def _parted(words: list[str]) -> list[str]:
    """The words, prefixes parted from their posts: "ex-president" is "ex president"."""
    parts = list[str]()
    for word in words:
        prefix, hyphen, rest = word.partition("-")
        known = hyphen and prefix in modifiers() and word not in hyphenated()
        parts += [prefix, rest] if known else [word]
    return parts


def is_post(text: str) -> bool:
    """Whether the phrase is a post, with or without its modifiers."""
    return split_post(text) is not None


def post_start(doc: Doc, end: int, *, floor: int = 0) -> int:
    """Where the longest post that ends before token ``end`` begins; ``end`` where none does."""
    for start in range(max(floor, end - LONGEST), end):
        if not doc[start].is_punct and is_post(doc[start:end].text):
            return start
    return end


def title_start(doc: Doc, name_start: int) -> int:
    """Where a post written before a name as its title begins ("President | Xi Jinping").

    A title is capitalised, or stands without an article before a name ("general secretary Nguyen Phu Trong").
    """
    return post_start(doc, name_start)

"""Words for posts ("prime minister", "deputy head", "editor-in-chief") as they stand around a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span

from claims import wordlists
from claims.pipeline.sentences import sentence_start

# The longest post in words ("deputy chief medical officer") that is looked for.
LONGEST = 6
# What may follow a post ("president-elect").
AFTER = frozenset({"elect", "designate", "nominee"})
# "The senator will head over to the school" names no post.
VERBS = frozenset({"VB", "VBP", "VBZ"})


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
    after = tuple(words.pop() for _ in range(len(words) > 1 and words[-1] in AFTER))
    for first in range(len(words)):
        if " ".join(words[first:]) in nouns():
            before = tuple(words[:first])
            known = all(word in modifiers() for word in before)
            return ((*before, *after), " ".join(words[first:])) if known else None
    return None


def _parted(words: list[str]) -> list[str]:
    """The words, prefixes parted from their posts: "ex-president" is "ex president"."""
    parts = list[str]()
    for word in words:
        prefix, hyphen, rest = word.partition("-")
        parted = hyphen and (prefix in modifiers() or rest in AFTER) and word not in hyphenated()
        parts += [prefix, rest] if parted else [word]
    return parts


def in_full(noun: str) -> str:
    """The post without abbreviation: "sen." is "senator"."""
    return wordlists.table("office_abbreviations.tsv").get(noun, noun)


def is_post(text: str) -> bool:
    """Whether the phrase is a post, with or without its modifiers."""
    return split_post(text) is not None


def post_start(doc: Doc, end: int, *, floor: int = 0) -> int:
    """Where the longest post that ends before token ``end`` begins; ``end`` where none does."""
    if end == 0 or doc[end - 1].lower_ not in _last_words():
        return end
    for start in range(max(floor, end - LONGEST), end):
        if not doc[start].is_punct and is_post(doc[start:end].text):
            return start
    return end


@dataclass(frozen=True, slots=True)
class Post:
    """A post at tokens [start, end): ``modifiers`` as in office_modifiers.tsv, ``noun`` the bare post."""

    start: int
    end: int
    modifiers: tuple[str, ...]
    noun: str


def posts(doc: Doc) -> list[Post]:
    """Every post of the Doc in order, the longest where two overlap."""
    found = list[Post]()
    for token in doc:
        if token.lower_ not in _last_words() or token.tag_ in VERBS:
            continue
        start = post_start(doc, token.i + 1, floor=sentence_start(token))
        split = split_post(doc[start : token.i + 1].text)
        if split is not None:
            while found and found[-1].start >= start:
                found.pop()
            if not found or found[-1].end <= start:
                found.append(Post(start, token.i + 1, *split))
    return found


def plural_titles(doc: Doc) -> list[Post]:
    """Posts in the plural that stand right before a capitalised word: "Senators Hill and Lee"."""
    found = list[Post]()
    for token in doc[:-1]:
        end = token.i + 1
        if not doc[end].text[:1].isupper():
            continue
        start = plural_post_start(doc, end, floor=sentence_start(token))
        split = _split_plural(doc[start:end]) if start < end else None
        if split is not None:
            found.append(Post(start, end, *split))
    return found


def plural_post_start(doc: Doc, end: int, *, floor: int = 0) -> int:
    """Where the longest post in the plural that ends before token ``end`` begins; ``end`` where none does."""
    if end == 0 or _singular(doc[end - 1].lower_) not in _last_words():
        return end
    for start in range(max(floor, end - LONGEST), end):
        if _split_plural(doc[start:end]) is not None:
            return start
    return end


def _split_plural(phrase: Span) -> tuple[tuple[str, ...], str] | None:
    """A phrase in the plural as ``split_post`` reads the singular."""
    single = _singular(phrase[-1].lower_)
    return split_post(f"{phrase[:-1].text} {single}") if single in _last_words() else None


def is_plural_post(text: str) -> bool:
    """Whether the phrase is a post in the plural: "Senators", "former presidents"."""
    *before, last = text.casefold().split() or [""]
    single = _singular(last)
    return not is_post(text) and single in _last_words() and is_post(" ".join([*before, single]))


def _singular(word: str) -> str:
    """The singular of a plural post, or "": "secretaries", "sens.", "chairmen"."""
    for plural, single in (("ies", "y"), ("men", "man"), ("women", "woman"), ("s.", "."), ("s", "")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word.removesuffix(plural) + single
    return ""


@cache
def _last_words() -> frozenset[str]:
    """The last tokens of posts; a tokenizer may leave a word with hyphens whole or cut it at them."""
    words = {noun.split()[-1] for noun in nouns()} | AFTER
    return frozenset(words | {word.split("-")[-1] for word in words})


def title_start(doc: Doc, name_start: int) -> int:
    """Where a post written before a name as its title begins ("President | Xi Jinping").

    A title is capitalised, or stands without an article before a name ("general secretary Nguyen Phu Trong").
    """
    return post_start(doc, name_start)

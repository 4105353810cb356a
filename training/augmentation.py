"""Newsroom habits of typing, applied at random to training documents.

The corpora use one style of quotation mark each, hardly any headline in capitals and always a final stop;
copy on a desk has all of them.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

QUOTES = (('"', '"'), ("“", "”"), ("``", "''"), ("«", "»"), ("„", "“"), ("'", "'"), ("‘", "’"))
OPENING = frozenset(("“", "``", "«", "„"))
CLOSING = frozenset(("”", "''", "»"))
APOSTROPHES = ("'", "’")
DASHES = ("-", "–", "—", "--")
LONG_DASHES = frozenset(DASHES[1:])


@dataclass(frozen=True)
class Rates:
    """Share of documents that each change is made to."""

    quotes: float = 0.2
    apostrophes: float = 0.15
    dashes: float = 0.15
    capitals: float = 0.03
    lowercase: float = 0.03
    no_final_stop: float = 0.08
    line_break: float = 0.04


def retype_all(docs: Iterable[Doc], *, seed: int) -> Iterator[Doc]:
    """Each Doc once, changed where a change falls to it."""
    chance = random.Random(seed)
    for doc in docs:
        yield retype(doc, chance, Rates()) or doc


def retype(doc: Doc, chance: random.Random, rates: Rates) -> Doc | None:
    """`doc` typed in another way, with its labels; None where no change fell to it."""
    words = [token.text for token in doc]
    for rate, change in (
        (rates.quotes, change_quotes),
        (rates.apostrophes, change_apostrophes),
        (rates.dashes, change_dashes),
    ):
        if chance.random() < rate:
            words = change(words, chance)
    case = chance.random()
    if case < rates.capitals:
        words = [word.upper() for word in words]
    elif case < rates.capitals + rates.lowercase:
        words = [word.lower() for word in words]
    length = len(doc)
    if (
        chance.random() < rates.no_final_stop
        and length > 2
        and words[-1] == "."
        and not has_children(doc, length - 1)
    ):
        length -= 1
    broken = chance.randrange(length) if chance.random() < rates.line_break else None
    if words == [token.text for token in doc] and length == len(doc) and broken is None:
        return None
    return rebuild(doc, words, length, broken)


def change_quotes(words: Sequence[str], chance: random.Random) -> list[str]:
    """All double quotation marks in one other style; straight ones alternate."""
    first, last = chance.choice(QUOTES)
    changed, is_open = [], False
    for word in words:
        if word in OPENING or (word == '"' and not is_open):
            is_open = True
            changed.append(first)
        elif word in CLOSING or word == '"':
            is_open = False
            changed.append(last)
        else:
            changed.append(word)
    return changed


def change_apostrophes(words: Sequence[str], chance: random.Random) -> list[str]:
    """All apostrophes curly, or all straight."""
    mark = chance.choice(APOSTROPHES)
    return [
        word.replace("'", mark).replace("’", mark) if len(word) > 1 and word != "''" else word
        for word in words
    ]


def change_dashes(words: Sequence[str], chance: random.Random) -> list[str]:
    """All long dashes in one other form; hyphens stay, since they join words."""
    dash = chance.choice(DASHES)
    return [dash if word in LONG_DASHES else word for word in words]


def has_children(doc: Doc, place: int) -> bool:
    """Whether a word hangs on this one (in a text without a tree, none does)."""
    return any(token.head.i == place and token.i != place for token in doc)


def rebuild(doc: Doc, words: Sequence[str], length: int, broken: int | None) -> Doc:
    """The first `length` tokens with new `words`, and a line break instead of the space after `broken`."""
    if broken is not None and not (doc[broken].whitespace_ and broken + 1 < length):
        broken = None
    # A token that the line break becomes shifts all places after it by one.
    shift = [place + (broken is not None and place > broken) for place in range(len(doc))]
    rows = [_row(token, words[token.i], shift) for token in doc[:length]]
    rows[-1]["spaces"] = False
    if broken is not None:
        rows[broken]["spaces"] = False
        rows.insert(broken + 1, _line_break(doc[broken], shift))
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
    if not doc.has_annotation("DEP"):
        columns = {name: columns[name] for name in ("words", "spaces", "ents")}
    elif not doc.has_annotation("ENT_IOB"):
        del columns["ents"]
    return Doc(doc.vocab, **columns)


def _row(token: Token, word: str, shift: Sequence[int]) -> dict[str, object]:
    # No edit of capitals gives the treebank's lower-case lemma, so a recased word teaches no lemma.
    recased = word != token.text and word.lower() == token.text.lower()
    tag = token.ent_iob_ if token.ent_iob_ in ("O", "") else f"{token.ent_iob_}-{token.ent_type_}"
    return {
        "words": word, "spaces": bool(token.whitespace_), "tags": token.tag_, "pos": token.pos_,
        "morphs": str(token.morph), "lemmas": "" if recased else token.lemma_, "heads": shift[token.head.i],
        "deps": token.dep_, "ents": tag,
    }  # fmt: skip


def _line_break(token: Token, shift: Sequence[int]) -> dict[str, object]:
    inside = token.i + 1 < len(token.doc) and token.doc[token.i + 1].ent_iob_ == "I"
    return {
        "words": "\n", "spaces": False, "tags": "_SP", "pos": "SPACE", "morphs": "", "lemmas": "\n",
        "heads": shift[token.i], "deps": "dep", "ents": f"I-{token.ent_type_}" if inside else "O",
    }  # fmt: skip

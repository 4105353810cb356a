"""The rules of ``data/dates/rules.toml`` as regular expressions over words.

Every word of the vocabulary is one private character; a text becomes a string of such characters, one a
word, so that a rule is a short pattern and finding all times is one linear pass.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from claims import wordlists
from claims.pipeline.dates.openings import opening
from claims.pipeline.numbers import number_words

FIRST = 0xE000
UNKNOWN = "\0"
# Before a shape's name in the vocabulary, so that no word of a text is taken for it.
SHAPE = "#"
PART = re.compile(
    r"<(?P<name>[a-z0-9]+)(?::(?P<alias>[a-z]+))?>|\{(?P<plain>[a-z0-9]+)\}"
    r"|\((?P<group>[a-z]+):|(?P<operator>\{\d,\d\}|\(\?(?::|!|<=|=)|[()|?*+])|(?P<word>'s|[a-z]+|[,/~-])|\s+"
)
BREAK = r"\n\s*\n"
# Amounts and references: the number in them is no time.
MARKED = r"[$€£¥₹#№@]\s?[\d.,]+\w*"
NUMERIC = r"(?<![\w$€£¥%])(?<!\d[.,:/])(?:{})(?![\w%]|[.,:/]\d)"
LETTERS = r"o['’]clock|['’]s\b|[^\W\d_]+(?![\d_])"

# What a match has under the names of its rule.
Parts = Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """One way of writing a time: its name, its source over private characters, its reader's name."""

    name: str
    source: str
    read: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when the rule is first tried."""
        return re.compile(self.source)


@dataclass(frozen=True)
class Grammar:
    """The vocabulary, the rules, and how a text is cut into words."""

    symbols: Mapping[str, str]
    capital: frozenset[str]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    cut: re.Pattern[str]
    rules: tuple[Rule, ...]

    @cached_property
    def openings(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that may begin with each symbol, in their order."""
        begun = [(rule, opening(rule.source)) for rule in self.rules]
        symbols = sorted(frozenset[str]().union(*(begin.symbols for _, begin in begun)))
        return {one: tuple(rule for rule, begin in begun if one in begin.symbols) for one in symbols}

    def matches(self, text: str) -> Iterator[Match]:
        """What the rules find in the text, from left to right, never overlapping."""
        cuts, line = list[re.Match[str]](), list[str]()
        for cut in self.cut.finditer(text):
            cuts.append(cut)
            line.append(self._symbol(cut))
        encoded, end = "".join(line), 0
        for place, symbol in enumerate(line):
            if place < end:
                continue
            for rule in self.openings.get(symbol, ()):
                inner = rule.pattern.match(encoded, place)
                if inner is not None:
                    end = inner.end()
                    yield _match(rule, inner, cuts, text)
                    break

    def _symbol(self, cut: re.Match[str]) -> str:
        word = cut[0].rstrip(".").lower().replace("’", "'").replace("–", "-")
        if cut.lastgroup == "numeric":
            return next(
                (self.symbols[SHAPE + n] for n, shape in self.shapes if shape.fullmatch(cut[0])), UNKNOWN
            )
        if word in self.capital and not cut[0][0].isupper():
            return UNKNOWN
        return self.symbols.get(word.replace("o'clock", "oclock"), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Match:
    """A time found: its rule, its place in the text, and the text of each part that the rule names."""

    rule: Rule
    start: int
    end: int
    parts: Parts


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """The tables of ``words.toml``, and the names of holidays."""
    return {**_table("words.toml"), "holiday": wordlists.table("dates/holidays.tsv")}


def look_up(table: str, word: str) -> int | str:
    """What ``words.toml`` has for a word of a table."""
    value: int | str = words()[table][word.rstrip(".").replace("’", "'")]
    return value


@cache
def grammar() -> Grammar:
    """The rules, compiled once."""
    table = _table("rules.toml")
    symbols = _vocabulary(table)
    macros = _macros(table["macros"], symbols, table["shapes"])
    rules = tuple(
        Rule(rule["name"], _expand(rule["pattern"], symbols, macros, captured=True), rule["read"])
        for rule in table["rule"]
    )
    return Grammar(
        symbols=symbols,
        capital=frozenset(words()["capital"]),
        shapes=tuple((name, re.compile(s, re.IGNORECASE)) for name, s in table["shapes"].items()),
        cut=_cutter(table["shapes"].values()),
        rules=rules,
    )


def _table(name: str) -> dict[str, Any]:
    with (files("claims") / "data" / "dates" / name).open("rb") as file:
        return tomllib.load(file)


def _match(rule: Rule, inner: re.Match[str], cuts: list[re.Match[str]], text: str) -> Match:
    def stretch(group: int | str) -> tuple[int, int]:
        first, last = inner.span(group)
        return cuts[first].start(), cuts[last - 1].end()

    start, end = stretch(0)
    spans = {name: stretch(name) for name, value in inner.groupdict().items() if value}
    parts = {name: " ".join(text[a:b].lower().split()) for name, (a, b) in spans.items()}
    stop = text[start:end].endswith(".") and not text[start:end].lower().endswith(".m.")
    return Match(rule, start, end - stop, parts)


def _cutter(shapes: Iterable[str]) -> re.Pattern[str]:
    """The pattern that cuts a text into words, amounts and marks."""
    short = "|".join(w for w in words()["capital"] if len(w) <= 5 and w not in ("may", "march"))
    numeric = NUMERIC.format("|".join(shapes))
    pattern = (
        f"(?P<gap>{BREAK})|(?P<marked>{MARKED})|(?P<numeric>{numeric})"
        rf"|(?:\b(?:{short})\.)|{LETTERS}|\w+|[^\w\s]"
    )
    return re.compile(pattern, re.IGNORECASE)


def _vocabulary(table: Mapping[str, Any]) -> dict[str, str]:
    """A private character for every word of the tables, every shape, and every word in a pattern."""
    number = number_words()
    listed: list[str] = [SHAPE + name for name in table["shapes"]]
    for rows in (*words().values(), number.digits, number.tens, number.scales, number.collectives):
        listed += [part for word in rows for part in _parts(word)]
    listed += number.ordinals
    for pattern in (*table["macros"].values(), *(rule["pattern"] for rule in table["rule"])):
        listed += [part["word"] for part in PART.finditer(pattern) if part["word"] not in (None, "~")]
    return {word: chr(FIRST + i) for i, word in enumerate(dict.fromkeys(listed))}


def _macros(written: Mapping[str, str], symbols: Mapping[str, str], shapes: Iterable[str]) -> dict[str, str]:
    """Every macro as a pattern over private characters, without captures."""
    number = number_words()
    tables: dict[str, Iterable[str]] = {
        **words(),
        **{n: getattr(number, n) for n in ("digits", "tens", "scales", "collectives", "ordinals")},
    }
    macros = {name: _choice(rows, symbols) for name, rows in tables.items()}
    macros |= {name: symbols[SHAPE + name] for name in shapes}
    for name, pattern in written.items():
        macros[name] = f"(?:{_expand(pattern, symbols, macros, captured=False)})"
    return macros


def _parts(entry: str) -> list[str]:
    """The words of an entry, cut as a text is."""
    return entry.replace("'s", " 's").replace("-", " - ").split()


def _choice(rows: Iterable[str], symbols: Mapping[str, str]) -> str:
    """One pattern for all entries: phrases first, the longest first, then single words as one class."""
    entries = ["".join(symbols[part] for part in _parts(row)) for row in rows]
    phrases = sorted((e for e in entries if len(e) > 1), key=lambda e: (-len(e), e))
    single = "".join(sorted(e for e in entries if len(e) == 1))
    return "(?:" + "|".join([*phrases, *([f"[{single}]"] if single else [])]) + ")"


def _expand(pattern: str, symbols: Mapping[str, str], macros: Mapping[str, str], *, captured: bool) -> str:
    """The pattern with words as private characters and macros filled in."""
    out, position = list[str](), 0
    while position < len(pattern):
        part = PART.match(pattern, position)
        if part is None:
            raise ValueError(
                f"claims/data/dates/rules.toml: cannot read {pattern[position:]!r} in {pattern!r}"
            )
        out.append(_piece(part, symbols, macros, captured=captured))
        position = part.end()
    return "".join(out)


def _piece(
    part: re.Match[str], symbols: Mapping[str, str], macros: Mapping[str, str], *, captured: bool
) -> str:
    if part["name"]:
        body = macros[part["name"]]
        return f"(?P<{part['alias'] or part['name']}>{body})" if captured else body
    if part["plain"]:
        return macros[part["plain"]]
    if part["group"]:
        return f"(?P<{part['group']}>" if captured else "(?:"
    if part["word"]:
        return f"{symbols['-']}?" if part["word"] == "~" else symbols[part["word"]]
    return part["operator"] or ""

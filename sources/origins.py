"""Which candidates of a claim come from one origin: ten reprints of one agency story count once.

Candidates are of one origin where their adapters say so, where their addresses are one page's, where both
credit the same agency, or where their excerpts are nearly the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode, urlsplit

from sources.candidate import Candidate
from sources.names import key

# Shorter excerpts are too alike by chance: two statements on two people differ by a name.
LEAST_WORDS = 20
RUN = 4
# The share of the shorter one's runs of words that the longer one must have.
NEARLY_ALL = 0.8
WEB_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)")
HOST_NOISE = re.compile(r"^(?:www|m|amp|mobile)\.")
PATH_NOISE = re.compile(r"(?:/amp|/index\.(?:html?|php)|\.amp)?/*$", re.I)
# A page of MediaWiki is named by a parameter of this path.
MEDIAWIKI = "/index.php"


def joined(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates of one claim in the order given, with one ``origin`` for all that come from one.

    The shared origin is the agency's name where one is credited, else the first of theirs by the alphabet:
    it does not depend on the order in which they came.
    """
    if len(candidates) < 2:
        return tuple(candidates)
    parent = list(range(len(candidates)))
    for first, second in _pairs(candidates):
        one, other = sorted((_root(parent, first), _root(parent, second)))
        parent[other] = one
    groups: dict[int, list[Candidate]] = defaultdict(list)
    for index, item in enumerate(candidates):
        groups[_root(parent, index)].append(item)
    names = {root: _name(group) for root, group in groups.items()}
    return tuple(
        replace(item, origin=names[_root(parent, index)]) if len(groups[_root(parent, index)]) > 1 else item
        for index, item in enumerate(candidates)
    )


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        index = parent[index]
    return index


def _name(group: Sequence[Candidate]) -> str:
    agencies = sorted({agency for item in group if (agency := credit(item.excerpt)) is not None})
    return agencies[0] if agencies else min(item.origin for item in group)


def _pairs(candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Pairs of indices that are of one origin; enough of them to join all."""
    first: dict[Hashable, int] = {}
    for index, item in enumerate(candidates):
        agency = credit(item.excerpt)
        marks: list[Hashable] = [
            ("origin", item.origin),
            ("address", address(item.url)),
            ("address", address(item.origin)),
        ]
        if agency is not None:
            marks.append(("agency", agency))
        for mark in marks:
            yield first.setdefault(mark, index), index
    runs = [_runs(item.excerpt) for item in candidates]
    for index, mine in enumerate(runs):
        for other in range(index):
            if _reprinted(mine, runs[other]):
                yield other, index


def _runs(excerpt: str) -> frozenset[tuple[str, ...]]:
    words = key(excerpt).split()
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _reprinted(mine: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) >= NEARLY_ALL * shorter


def address(url: str) -> str:
    """The page that an address is of: without scheme, "www", tracking, print forms and the archive's prefix."""
    parts = urlsplit(WEB_ARCHIVE.sub("", url))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url
    path = parts.path if parts.path.endswith(MEDIAWIKI) else PATH_NOISE.sub("", parts.path)
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not any(fnmatchcase(name, pattern) for pattern in _noise())
    )
    query = f"?{urlencode(kept)}" if kept else ""
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return f"{HOST_NOISE.sub('', parts.hostname)}{port}{path}{query}"


@lru_cache(maxsize=4096)
def credit(excerpt: str) -> str | None:
    """The agency that an excerpt is credited to, as in "LISBON (Reuters) - …" or "… Source: AFP"; else None."""
    text = excerpt.strip()
    for agency, pattern in _agencies().items():
        if pattern.search(text):
            return agency
    return None


@cache
def _agencies() -> Mapping[str, re.Pattern[str]]:
    """Credits by agency: in brackets within a dateline, or at either end behind a mark of credit."""
    found = {}
    for line in _lines("agencies.tsv"):
        agency, forms = line.split("\t")
        names = rf"(?:{forms})"
        found[agency] = re.compile(
            rf"\A[^.!?\n]{{0,60}}\({names}\)|\A(?:by )?{names}\s*[—–:|-]\s"
            rf"|\A(?:Source|Via|Photo|By)[:\s]+{names}\b|(?:©\s*|[—–/|-]\s*|\bSources?:\s*|\({{1}}){names}\)?\.?\Z"
        )
    return found


@cache
def _noise() -> tuple[str, ...]:
    return tuple(_lines("address_noise.txt"))


def _lines(name: str) -> Iterator[str]:
    text = files("sources").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))

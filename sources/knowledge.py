"""Asking a base of items: the same questions and comparisons for live Wikidata, a Wikibase and a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from claims.annotation import Name
from claims.article import Article
from claims.claim import (
    AttendanceDetail,
    Claim,
    DateDetail,
    FigureDetail,
    Kind,
    OfficeDetail,
    SuperlativeDetail,
)
from sources import facts, measures, offices
from sources.candidate import Candidate, Failure, Passage
from sources.entities import MOST_NEIGHBOURS, NEIGHBOUR, Match, Mention, match, mentions
from sources.errors import ItemFailed
from sources.statements import Item

KINDS: frozenset[Kind] = frozenset({"office", "date", "attendance", "figure", "superlative"})
# What it is worth that a person of this name has held the very post that the article speaks of.
HELD_IT = 0.5
# A service is asked by name for no more posts at once, and by their words for no more of what nothing bears
# the name of: an article of 25 names stays below 60 requests.
MOST_POSTS, BY_WORDS = 10, 4


class Base(Protocol):
    """A base of items. ``name`` is the source's name."""

    name: str

    def search(self, name: str) -> Sequence[str]:
        """Ids of the items that bear this name, best first. Raises ItemFailed and SourceUnusable."""
        ...

    def by_words(self, name: str) -> Sequence[str]:
        """Ids of the items that have the words of this name, best first. Raises ItemFailed and SourceUnusable."""
        ...

    def items(self, ids: Collection[str]) -> Mapping[str, Item]:
        """The items by the id asked; missing ones left out. Raises ItemFailed and SourceUnusable."""
        ...

    def passage(self, item: Item, excerpt: str) -> Passage:
        """An excerpt of an item with its addresses."""
        ...


class Desk:
    """What was read from a base in one look-up: each name is searched once, each item read once."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.failed: dict[str, str] = {}
        self._items: dict[str, Item | None] = {}
        self._hits: dict[str, Sequence[str]] = {}

    def search(self, names: Iterable[str], *, by_words: int) -> None:
        """Searches the names, and reads what they may stand for in as few requests as will do.

        Of those that no item bears, the first ``by_words`` are searched by their words too.
        """
        for name in names:
            try:
                hits = self.base.search(name)
                if not hits and by_words > 0:
                    by_words -= 1
                    hits = self.base.by_words(name)
                self._hits[name] = hits
            except ItemFailed as error:
                self.failed[name] = str(error)
        self.read(identifier for ids in self._hits.values() for identifier in ids)

    def read(self, ids: Iterable[str]) -> None:
        """Reads those of the items that were not read before."""
        wanted = sorted({identifier for identifier in ids if identifier not in self._items})
        if wanted:
            read = self.base.items(wanted)
            self._items.update({identifier: read.get(identifier) for identifier in wanted})

    def item(self, identifier: str) -> Item | None:
        """An item that was read, None where it was not or does not exist."""
        return self._items.get(identifier)

    def known(self) -> list[Item]:
        """All items that were read, each once, by id."""
        read = {item.id: item for item in self._items.values() if item is not None}
        return [read[identifier] for identifier in sorted(read)]

    def hits(self, name: str) -> list[Item]:
        """The items that a name was found to fit; two ids of one item (a redirect) are one."""
        found = (self._items.get(identifier) for identifier in self._hits.get(name, ()))
        return list({item.id: item for item in found if item is not None}.values())


def ask(
    base: Base, claims: Sequence[Claim], article: Article, names: Sequence[Name]
) -> Iterator[Candidate | Failure]:
    """What a base has on these claims. Raises SourceUnusable where it cannot be asked any more."""
    asked = mentions(claims, names)
    desk = Desk(base)
    desk.search(asked, by_words=BY_WORDS)
    desk.read(_offices(desk, asked))
    matches = {name: _matched(desk, mention, claims, article, asked) for name, mention in asked.items()}
    view = facts.View(desk, matches, asked)
    details = [claim.detail for claim in claims if isinstance(claim.detail, OfficeDetail)]
    phrases = _phrases(details, view)
    desk.search(phrases[:MOST_POSTS], by_words=BY_WORDS)
    if len(phrases) > MOST_POSTS:
        yield Failure(base.name, _left_out(base.name, phrases[MOST_POSTS:]), claims[0].id)
    desk.read(item for detail in details for item in offices.to_read(detail, view))
    for claim in claims:
        yield from _failures(claim, view, base.name)
        yield from _answers(claim, view)


def _answers(claim: Claim, view: facts.View) -> Iterator[Candidate]:
    match claim.detail:
        case OfficeDetail():
            yield from offices.candidates(claim, claim.detail, view)
        case DateDetail():
            yield from facts.date(claim, claim.detail, view)
        case AttendanceDetail():
            yield from facts.attendance(claim, claim.detail, view)
        case FigureDetail():
            yield from measures.figure(claim, claim.detail, view)
        case SuperlativeDetail():
            yield from measures.superlative(claim, claim.detail, view)
        case _:
            return


def _failures(claim: Claim, view: facts.View, source: str) -> Iterator[Failure]:
    """One line for each name of this claim that could not be looked up."""
    for name in view.names_of(claim):
        if name in view.desk.failed:
            yield Failure(source, view.desk.failed[name], claim.id)


def _offices(desk: Desk, asked: Mapping[str, Mention]) -> set[str]:
    """The posts that may matter: those held by anybody of these names, and those that head these places."""
    items = [item for name in asked for item in desk.hits(name)]
    heads = [seat.post for seat in offices.seats() if seat.post]
    return {target for item in items for key in (offices.HELD, *heads) for target in item.targets(key)}


def _phrases(details: Sequence[OfficeDetail], view: facts.View) -> list[str]:
    """The names of the posts of which neither their holder nor their place has told anything."""
    silent = [detail for detail in details if view.match(detail.person) and not offices.listed(detail, view)]
    return sorted({phrase for detail in silent for phrase in offices.phrases(detail)})


def _left_out(source: str, phrases: Sequence[str]) -> str:
    return (
        f"{source}: {len(phrases)} posts were not searched by name, {phrases[0]!r} first: "
        "it takes no more of one article at once; look up their claims by themselves"
    )


def _matched(
    desk: Desk, mention: Mention, claims: Sequence[Claim], article: Article, asked: Mapping[str, Mention]
) -> Match:
    """The item of one name; of namesakes, one who has held the post that the article gives them leads."""
    details = [claim.detail for claim in claims if isinstance(claim.detail, OfficeDetail)]
    mine = [detail for detail in details if offices.person_name(detail, asked) == mention.name]
    bare = facts.View(desk, {}, asked)
    around = {item.id for name in asked if name != mention.name for item in desk.hits(name)}

    def evidence(item: Item) -> tuple[float, str]:
        if any(offices.posts(item, detail, bare) for detail in mine):
            return HELD_IT, "held that post"
        linked = sorted(around.intersection(target_ids(item)) - {item.id})
        return NEIGHBOUR * min(MOST_NEIGHBOURS, len(linked)), f"linked with {', '.join(linked[:3])}"

    return match(mention, desk.hits(mention.name), published=article.day, evidence=evidence)


def target_ids(item: Item) -> frozenset[str]:
    """All items that an item's statements name."""
    return frozenset[str]().union(*(item.targets(name) for name in item.statements))

"""Wikidata, or any Wikibase, through its Action API.

wbsearchentities finds items by label and alias, wbgetentities reads them in batches (Wikibase,
repo/includes/Api/SearchEntities.php and GetEntities.php). Nothing but names is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim
from sources import knowledge
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage
from sources.entities import mentions
from sources.errors import ItemFailed
from sources.names import key
from sources.session import Session, host_of
from sources.settings import WIKIDATA_API, Settings
from sources.shapes import mapping
from sources.statements import ITEM, LANGUAGES, Item, item_from

# The API refuses more than 50 ids; whole items are large, so fewer are asked at once.
BATCH = 25
HITS = 20
JSON: Mapping[str, str | int] = {"format": "json", "formatversion": 2}


class Wikidata:
    """The source "wikidata"; ``[sources.wikidata] api`` points it at another Wikibase."""

    name = "wikidata"
    kinds = knowledge.KINDS
    description = Description(
        answers="who held which post when, dates of people and bodies, participants, figures",
        sends="names of people, places, bodies and events",
        needs="a contact",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self.api = settings.of(self.name).api or WIKIDATA_API

    @property
    def configured(self) -> bool:
        """Always: the public service needs no more than a contact."""
        return True

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """What Wikidata has on these claims."""
        return knowledge.ask(self, claims, article, names)

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The names that would be searched."""
        host = host_of(self.api)
        return (Outgoing(self.name, host, f"search={name}") for name in mentions(claims, names))

    def reachable(self) -> str | None:
        """None where the API answers a question about itself."""
        params = {"action": "query", "meta": "siteinfo", **JSON}
        return self._session.reachable(self.name, self.api, params)

    def search(self, name: str) -> list[str]:
        """Ids of the items whose label or alias is this name, best first. The API finds prefixes too."""
        params = {
            "action": "wbsearchentities",
            "search": name,
            "language": "en",
            "uselang": "en",
            "type": "item",
            "limit": HITS,
            **JSON,
        }
        body = self._session.json(self.name, self.api, params)
        hits = body.get("search")
        if not isinstance(hits, list):
            raise ItemFailed(f"{self.name}: the answer to the search for {name!r} has no list of hits")
        wanted = key(name)
        return [hit["id"] for hit in hits if isinstance(hit, dict) and _is_hit(hit, wanted)]

    def by_words(self, name: str) -> list[str]:
        """Ids of the items that have the words of this name, by the wiki's own search (API:Search)."""
        params = {
            "action": "query",
            "list": "search",
            # As words: what steers a search (``haswbstatement:``, quotation marks, ``-``) is left out.
            "srsearch": key(name),
            # Where items live: on Wikidata, and on a Wikibase as it is installed.
            "srnamespace": "0|120",
            "srlimit": HITS,
            "srprop": "",
            **JSON,
        }
        query = self._session.json(self.name, self.api, params).get("query")
        hits = query.get("search") if isinstance(query, dict) else None
        if not isinstance(hits, list):
            raise ItemFailed(f"{self.name}: the answer to the search for {name!r} has no list of hits")
        titles = [str(hit.get("title")).removeprefix("Item:") for hit in hits if isinstance(hit, dict)]
        return [title for title in titles if ITEM.fullmatch(title)]

    def items(self, ids: Collection[str]) -> Mapping[str, Item]:
        """The items by the id asked; a redirect's answer is its target, a missing item is left out."""
        found: dict[str, Item] = {}
        wanted = sorted(ids)
        for start in range(0, len(wanted), BATCH):
            found.update(self._batch(wanted[start : start + BATCH]))
        return found

    def _batch(self, ids: Sequence[str]) -> dict[str, Item]:
        params = {
            "action": "wbgetentities",
            "ids": "|".join(ids),
            "props": "info|labels|aliases|descriptions|claims",
            "languages": "|".join(LANGUAGES),
            **JSON,
        }
        entities = self._session.json(self.name, self.api, params).get("entities")
        if not isinstance(entities, dict):
            raise ItemFailed(
                f"{self.name}: the answer about {ids[0]} and {len(ids) - 1} more has no entities"
            )
        read = {asked: item_from(mapping(entity)) for asked, entity in entities.items()}
        return {asked: item for asked, item in read.items() if item is not None}

    def passage(self, item: Item, excerpt: str) -> Passage:
        """An excerpt of an item; the permalink pins its revision."""
        site = self.api.removesuffix("api.php")
        public = self.api == WIKIDATA_API
        return Passage(
            source=self.name,
            title=item.label,
            url=page(item.id) if public else f"{site}index.php?title=Special:EntityPage/{item.id}",
            permalink=f"{site}index.php?oldid={item.revision}" if item.revision else None,
            excerpt=excerpt,
            published=item.modified,
            retrieved_at=self._session.now(),
            origin=origin(item.id) if public else f"{urlsplit(self.api).netloc}/{item.id}",
        )


def page(identifier: str) -> str:
    """The address of an item's page on Wikidata."""
    return f"https://www.wikidata.org/wiki/{identifier}"


def origin(identifier: str) -> str:
    """What Wikidata says of one item is one origin, live or from a snapshot."""
    return f"wikidata.org/{identifier}"


def _is_hit(hit: Mapping[str, object], wanted: str) -> bool:
    """Whether a search hit bears the name itself, and not merely begins with it."""
    match = hit.get("match")
    found = match.get("text") if isinstance(match, dict) else None
    # One id that is none would fail the whole batch that it is read in.
    sound = ITEM.fullmatch(str(hit.get("id"))) is not None
    return sound and key(str(found or hit.get("label") or "")) == wanted

"""Any reconciliation service of the kind that OpenRefine asks: what it knows under a claim's names.

Reconciliation Service API 0.2 (www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410): the
queries go as a JSON string in a form, several at once. Scores have no common scale, and types are advice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim, Kind
from sources.asking import names_in
from sources.candidate import Candidate, Description, Failure, Outgoing, Passage, Verdict, candidate
from sources.entities import mentions
from sources.errors import ItemFailed, SourceUnusable
from sources.names import key
from sources.session import Session, host_of
from sources.settings import Settings

BATCH, HITS = 10, 5
SET_ONE = "set `[sources.reconciliation] api` to a service's address"


class Reconciliation:
    """The source "reconciliation"; it is asked only where ``[sources.reconciliation] api`` names a service."""

    name = "reconciliation"
    kinds: frozenset[Kind] = frozenset(KINDS)
    description = Description(
        answers="what a reconciliation service of your choice knows under a claim's names",
        sends="names of people, places, bodies and events",
        needs="a contact and the service's address",
    )

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self.api = settings.of(self.name).api

    @property
    def configured(self) -> bool:
        """Whether a service is set."""
        return self.api is not None

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        """What bears each name, asked in batches; a batch that fails costs its own names."""
        wanted = list(mentions(claims, names))
        if not wanted:
            return
        view = self._view()
        found: dict[str, list[dict[str, Any]]] = {}
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            try:
                found.update(self._hits(batch))
            except ItemFailed as error:
                yield Failure(
                    self.name, f"{error} (asked of {batch[0]} and {len(batch) - 1} more)", claims[0].id
                )
        for claim in claims:
            for name in names_in(claim, names):
                for hit in found.get(name, ()):
                    yield candidate(claim, self._passage(hit, view), _verdict(name, hit))

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        """The names that would be asked for."""
        if self.api is not None:
            for name in mentions(claims, names):
                yield Outgoing(self.name, host_of(self.api), f"query={name}")

    def reachable(self) -> str | None:
        """None where the service says what it is."""
        if self.api is None:
            return f"{self.name}: no service is set; {SET_ONE}"
        return self._session.reachable(self.name, self.api, {})

    def _view(self) -> str | None:
        """The pattern of an entity's page, with ``{{id}}`` in it, by the service's manifest."""
        view = self._session.json(self.name, self._address(), {}).get("view")
        url = view.get("url") if isinstance(view, dict) else None
        return url if isinstance(url, str) and url.startswith(("http://", "https://")) else None

    def _hits(self, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """The entities that bear each name itself, best first."""
        queries = {f"q{index}": {"query": name, "limit": HITS} for index, name in enumerate(names)}
        form = {"queries": json.dumps(queries, ensure_ascii=False)}
        body = self._session.json(self.name, self._address(), {}, form=form)
        return {name: _bearing(name, body.get(f"q{index}")) for index, name in enumerate(names)}

    def _address(self) -> str:
        if self.api is None:
            raise SourceUnusable(f"{self.name}: no service is set; {SET_ONE}")
        return self.api

    def _passage(self, hit: Mapping[str, Any], view: str | None) -> Passage:
        identifier, api = str(hit["id"]), self._address()
        site = host_of(api)
        types = [
            str(kind["name"]) for kind in _list(hit.get("type")) if isinstance(kind, dict) and "name" in kind
        ]
        described = " | ".join(part for part in (str(hit.get("description") or ""), ", ".join(types)) if part)
        return Passage(
            source=self.name,
            title=str(hit["name"]),
            url=view.replace("{{id}}", quote(identifier, safe="/")) if view else f"{api}#{quote(identifier)}",
            permalink=None,
            excerpt=f"{hit['name']} ({identifier}){f': {described}' if described else ''}",
            published=None,
            retrieved_at=self._session.now(),
            origin=f"{site}/{identifier}",
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _bearing(name: str, answer: Any) -> list[dict[str, Any]]:
    """Of the hits those that bear the name, whichever of its words comes first ("Falk, Ines")."""
    hits = _list(answer.get("result")) if isinstance(answer, dict) else []
    wanted = sorted(key(name).split())
    return [
        hit
        for hit in hits
        if isinstance(hit, dict) and hit.get("id") and sorted(key(str(hit.get("name"))).split()) == wanted
    ]


def _verdict(name: str, hit: Mapping[str, Any]) -> Verdict:
    sure = " and takes it for a match" if hit.get("match") is True else ""
    reason = f"the service knows {name!r}{sure}; nothing of it was compared with the claim"
    return Verdict("related", reason, 0.3 if sure else 0.15)

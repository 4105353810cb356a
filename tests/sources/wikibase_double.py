"""A Wikibase and a Wikipedia on this machine, which answer as the recorded servers did."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug import Request, Response

from claims.claim import Claim, Detail, OfficeDetail
from claims.span import Named
from sources.session import Sent, Session
from sources.settings import Settings

RECORDED = Path(__file__).parent / "recorded"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def recorded(name: str) -> dict[str, Any]:
    """One recorded answer: request, status, headers, body."""
    return json.loads((RECORDED / f"{name}.json").read_text("utf-8"))


def replay(name: str) -> Response:
    """The recorded answer as a server gives it."""
    answer = recorded(name)
    body = answer["body"] if isinstance(answer["body"], str) else json.dumps(answer["body"])
    kept = {"content-type", "retry-after", "mediawiki-api-error", "x-database-lag"}
    headers = [(key, value) for key, value in answer["headers"] if key.lower() in kept]
    return Response(body, status=answer["status"], headers=headers)


def named(text: str, name: str | None = None) -> Named:
    return Named(text, 0, len(text), name or text)


def claim(kind: str, detail: Detail, identifier: str = "c1") -> Claim:
    return Claim(identifier, kind, 0, 1, "x", "x", "x?", 0.5, "machine", detail)


def office(
    person: str = "Imran Khan",
    title: str = "Prime Minister",
    place: str | None = "Pakistan",
    day: str | None = "2021-07-06",
    **more: Any,
) -> OfficeDetail:
    where = named(place) if place else None
    return OfficeDetail(named(person), named(title), jurisdiction=where, as_of=day, **more)


def term(label: str, terms: dict[str, Any]) -> dict[str, Any]:
    """An entity that the recordings do not hold, in their shape."""
    aliases = [{"language": "en", "value": alias} for alias in terms.get("aliases", ())]
    claims = {
        key: [
            {
                "mainsnak": {
                    "snaktype": "value",
                    "property": key,
                    "datavalue": {
                        "value": {"entity-type": "item", "id": target},
                        "type": "wikibase-entityid",
                    },
                },
                "rank": "normal",
            }
            for target in targets
        ]
        for key, targets in terms.get("claims", {}).items()
    }
    labels = {"en": {"language": "en", "value": label}}
    return {"type": "item", "labels": labels, "aliases": {"en": aliases}, "claims": claims}


MADE = {
    "Q990010": term("Prime Minister of Pakistan", {"aliases": ["PM of Pakistan"]}),
    "Q990040": term("Imran Khan", {"claims": {"P31": ["Q5"]}}),
    "Q990041": term("Imran Khan", {"claims": {"P31": ["Q5"]}}),
    "Q990042": term("Imran Khan", {"claims": {"P31": ["Q4167410"]}}),
    "Q990002": term("Shehbaz Sharif", {}),
    "Q990003": term("Nawaz Sharif", {}),
    "Q990005": term("Shahid Khaqan Abbasi", {}),
    "Q990007": term("Nasirul Mulk", {}),
    "Q843": term("Pakistan", {"claims": {"P1313": ["Q990010"], "P31": ["Q6256"]}}),
}


@dataclass
class Wiki:
    """The entities of the recordings, completed by made ones where a recording held statements alone."""

    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        """Answers wbsearchentities and wbgetentities in the recorded envelopes."""
        asked = dict(request.args)
        self.asked.append(asked)
        if asked["action"] == "wbsearchentities":
            hits = [self._hit(key, asked["search"]) for key in sorted(self.entities)]
            body: dict[str, Any] = {
                "searchinfo": {"search": asked["search"]},
                "search": [h for h in hits if h],
            }
        elif asked["action"] == "wbgetentities":
            ids = asked["ids"].split("|")
            body = {"entities": {i: self.entities.get(i, {"id": i, "missing": ""}) for i in ids}}
        elif asked.get("list") == "search":
            words = asked["srsearch"].split()
            found = [key for key in sorted(self.entities) if self._has_words(key, words)]
            body = {"query": {"searchinfo": {}, "search": [{"ns": 0, "title": key} for key in found]}}
        else:
            body = {"batchcomplete": True, "query": {"general": {}}}
        return Response(json.dumps({**body, "success": 1}), content_type="application/json; charset=utf-8")

    def _has_words(self, identifier: str, words: list[str]) -> bool:
        label = self.entities[identifier].get("labels", {}).get("en", {}).get("value", "")
        return bool(words) and set(words) <= set(label.casefold().split())

    def _hit(self, identifier: str, wanted: str) -> dict[str, Any] | None:
        label = self.entities[identifier].get("labels", {}).get("en", {}).get("value", "")
        if not label.casefold().startswith(wanted.casefold()):
            return None
        match = {"type": "label", "language": "en", "text": label}
        return {"id": identifier, "label": label, "match": match}


def entities() -> dict[str, dict[str, Any]]:
    """All entities of the recordings by id, merged with the made ones."""
    merged: dict[str, dict[str, Any]] = {}
    for identifier, made in MADE.items():
        merged[identifier] = {"id": identifier, **json.loads(json.dumps(made))}
    for path in sorted(RECORDED.glob("get_*.json")):
        body = json.loads(path.read_text("utf-8"))["body"]
        for entity in (body.get("entities") or {}).values():
            if "missing" not in entity and "redirects" not in entity:
                into = merged.setdefault(entity["id"], {"id": entity["id"]})
                _merge(into, entity)
    return merged


def _merge(into: dict[str, Any], entity: dict[str, Any]) -> None:
    for key, value in entity.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            into[key] = {**into[key], **value}
        else:
            into[key] = value


def make_session(settings: Settings, ledger: list[Sent] | None = None, *, now: datetime = NOW) -> Session:
    record: Callable[[Sent], None] = (ledger if ledger is not None else []).append
    return Session(settings, record=record, clock=lambda: now, wait=lambda seconds: None)

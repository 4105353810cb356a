"""The JSON Schemas of what `--json` prints, taken from the classes that are printed."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from claims.annotation import Annotations
from claims.article import Article, Paragraph
from claims.claim import Claim
from claims.extraction import ARTICLE_KEYS, SCHEMA, Coverage, MadeBy, Uncovered
from reviews import archive, chain, report, review, rows
from reviews.cli import doctor, show, sources, update
from reviews.writers.as_json import AVERITEC
from reviews.writers.as_json import SCHEMA as REPORT
from sources.candidate import Candidate, Outgoing
from sources.checks.inconsistency import Inconsistency
from sources.session import Sent

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Names that these modules import for type checkers alone, in order to stay quick to import.
LATE = {
    show: (
        "claims.claim:Claim",
        "sources.candidate:Candidate",
        "sources.checks.inconsistency:Inconsistency",
        "reviews.chain:Event",
        *(
            f"reviews.review:{name}"
            for name in (
                "Awaited",
                "Correction",
                "Evidence",
                "Finding",
                "Grade",
                "PartFinding",
                "Resolution",
                "Workflow",
            )
        ),
    ),
    update: ("claims.claim:Claim",),
}


def outputs() -> dict[str, Any]:
    """Each table command's row, by the name of its schema."""
    for module, names in LATE.items():
        for name in names:
            where, _, noun = name.partition(":")
            setattr(module, noun, getattr(importlib.import_module(where), noun))
    return {
        "archive": archive.Earlier,
        "coverage": Uncovered,
        "doctor": doctor.Checkup,
        "evidence-list": review.Evidence,
        "evidence-show": review.Evidence,
        "list": rows.ClaimLine,
        "list-articles": rows.ArticleLine,
        "log": chain.Event,
        "log-verify": chain.Verification,
        "lookup": Candidate,
        "lookup-dry-run": Outgoing,
        "show": show.Shown,
        "sources": sources.SourceLine,
        "sources-sent": Sent,
        "update": update.Change,
    }


def schemas() -> dict[str, str]:
    """Every schema's file name and text."""
    found = {f"{name}.json": _array(name, row) for name, row in outputs().items()}
    found["extraction.json"] = _extraction()
    found["report.json"] = _report()
    return {
        name: json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in found.items()
    }


def _array(name: str, row: Any) -> dict[str, Any]:
    schema = TypeAdapter(tuple[row, ...]).json_schema(mode="serialization")
    return {"title": f"claims {name.replace('-', ' ')} --json", **_all_present(schema)}


def _extraction() -> dict[str, Any]:
    """The document of `claims extract --json`: its parts under one roof, in the contract's order."""
    parts = {
        "made_by": MadeBy,
        "article": Article,
        "paragraphs": tuple[Paragraph, ...],
        "claims": tuple[Claim, ...],
        "annotations": Annotations,
        "coverage": Coverage,
    }
    properties: dict[str, Any] = {"schema": {"const": SCHEMA}}
    definitions = dict[str, Any]()
    for name, noun in parts.items():
        schema = _all_present(TypeAdapter(noun).json_schema(mode="serialization"))
        definitions.update(schema.pop("$defs", {}))
        properties[name] = schema
    kept = {key: properties["article"]["properties"][key] for key in ARTICLE_KEYS}
    properties["article"] = {"type": "object", "properties": kept, "required": list(ARTICLE_KEYS)}
    return {
        "title": "claims extract --json",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": dict(sorted(definitions.items())),
    }


@dataclass
class _Claim:
    """A claim of `claims report --format json`, key by key."""

    number: int
    claim: Claim
    state: report.State
    workflow: review.Workflow
    finding: review.Finding | None
    found_by: tuple[str, ...]
    parts: tuple[review.PartFinding, ...]
    resolution: review.Resolution | None
    resolved_by: str | None
    signed_off_by: str | None
    grade: review.Grade
    origins: int
    correction: review.Correction | None
    awaited: review.Awaited | None
    earlier: review.Finding | None
    assignee: str | None
    candidates: tuple[Candidate, ...]
    evidence: tuple[review.Evidence, ...]
    history: tuple[chain.Event, ...]
    undone: tuple[int, ...]
    since: str
    cited: tuple[str, ...]
    fate: report.Fate | None
    before: Claim | None
    at_odds: tuple[Inconsistency, ...]


@dataclass
class _Line:
    """What `--timeline` says of one event."""

    time: str
    actor: str
    number: int | None
    what: str
    note: str | None
    undone: bool


def _report() -> dict[str, Any]:
    """The document of `claims report --format json`; averitec and timeline are there where asked for."""
    extraction = _extraction()
    definitions = extraction.pop("$defs")
    parts = {
        "claim": _Claim,
        "line": _Line,
        "change": report.Change | None,
        "inconsistency": Inconsistency,
        "event": chain.Event,
    }
    found = dict[str, Any]()
    for name, noun in parts.items():
        found[name] = _all_present(TypeAdapter(noun).json_schema(mode="serialization"))
        definitions.update(found[name].pop("$defs", {}))
    claim = found["claim"]
    claim["properties"]["averitec"] = {"enum": [*sorted(filter(None, {*AVERITEC.values()})), None]}
    counts = {"type": "object", "additionalProperties": {"type": "integer"}}
    article = {
        "extraction": {key: value for key, value in extraction.items() if key != "title"},
        "head": {"type": ["string", "null"]},
        "by_state": counts,
        "by_fate": counts,
        "change": found["change"],
        "history": {"type": "array", "items": found["event"]},
        "claims": {"type": "array", "items": claim},
        "inconsistencies": {"type": "array", "items": found["inconsistency"]},
    }
    line = {"type": "array", "items": found["line"]}
    document = {
        "schema": {"const": REPORT},
        "version": {"type": "string"},
        "as_of": {"type": "string"},
        "settings": {"type": "object", "additionalProperties": {"type": "string"}},
        "articles": {
            "type": "array",
            "items": _closed(article) | {"properties": {**article, "timeline": line}},
        },
    }
    title = "claims report --format json"
    return {"title": title, **_closed(document), "$defs": dict(sorted(definitions.items()))}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _all_present(schema: Any) -> Any:
    """The same schema with every property required: unknown is null, none is [], nothing is left out."""
    if isinstance(schema, dict):
        made = {key: _all_present(value) for key, value in schema.items() if key != "default"}
        if isinstance(made.get("properties"), dict):
            made["required"] = list(made["properties"])
        return made
    return [_all_present(item) for item in schema] if isinstance(schema, list) else schema

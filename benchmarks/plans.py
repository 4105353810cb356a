"""What the database reads for a piece of work, by its own plans: each table, and by which index, or whole.

Every statement of the work is explained on the connection that runs it, just before it runs; what inserts
rows alone reads nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event

PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH")
# SQLite's lines: "SEARCH claims USING INDEX claims_by_kind (kind=?)", "SCAN claims USING INDEX claims_listed",
# "SCAN archive_words VIRTUAL TABLE INDEX 0:M1" (after the colon stands what is sought), "SCAN claims".
LINE = re.compile(r"(?P<how>SEARCH|SCAN) (?P<table>[a-z_]\w*)(?P<rest>.*)")
INDEX = re.compile(r" USING (?:COVERING )?(?:INDEX (?P<name>\w+)|INTEGER (?P<key>PRIMARY KEY))")
SOUGHT_IN = re.compile(r" VIRTUAL TABLE INDEX \d+:\S")


@dataclass(frozen=True, slots=True)
class Read:
    """A table that is read: by an index (its name) or whole (None), and whether something is sought in it.

    An index in which nothing is sought is walked along in its order, until there are rows enough.
    """

    table: str
    index: str | None
    sought: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, what it reads, and whether all rows are sorted before the first one comes back."""

    statement: str
    reads: tuple[Read, ...]
    sorts: bool


def plans(engine: Engine, work: Callable[[], object]) -> list[Plan]:
    """The plans of all statements that this work runs."""
    found, explaining = list[Plan](), False
    explained = _sqlite if engine.dialect.name == "sqlite" else _postgresql

    def explain(db: Connection, _cursor: Any, statement: str, given: Any, _context: Any, many: bool) -> None:
        nonlocal explaining
        if explaining or many or not statement.lstrip().upper().startswith(PLANNED):
            return
        explaining = True
        try:
            found.append(explained(db, statement, given))
        finally:
            explaining = False

    event.listen(engine, "before_cursor_execute", explain)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", explain)
    return found


def _sqlite(db: Connection, statement: str, given: Any) -> Plan:
    lines = [str(row.detail) for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
    return Plan(statement, tuple(_lines(lines)), "USE TEMP B-TREE FOR ORDER BY" in lines)


def _lines(lines: list[str]) -> Iterator[Read]:
    for line in lines:
        found = LINE.fullmatch(line)
        if found is None:
            continue
        by = INDEX.match(found["rest"])
        if by is not None:
            yield Read(found["table"], by["name"] or by["key"], found["how"] == "SEARCH")
        elif SOUGHT_IN.match(found["rest"]):
            yield Read(found["table"], found["table"], sought=True)
        elif "AUTOMATIC" not in found["rest"]:
            yield Read(found["table"], None, sought=False)


def _postgresql(db: Connection, statement: str, given: Any) -> Plan:
    said = db.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", given).scalar_one()
    (whole,) = json.loads(said) if isinstance(said, str) else said
    nodes = list(_nodes(whole["Plan"]))
    return Plan(statement, tuple(_node_reads(nodes)), any(node["Node Type"] == "Sort" for node in nodes))


def _nodes(node: dict[str, Any], table: str | None = None) -> Iterator[dict[str, Any]]:
    """The nodes of a plan, each with the table that it is about."""
    table = node.get("Relation Name", table)
    yield {**node, "table": table}
    for below in node.get("Plans", ()):
        yield from _nodes(below, table)


def _node_reads(nodes: list[dict[str, Any]]) -> Iterator[Read]:
    for node in nodes:
        if "Index Name" in node:
            yield Read(node["table"], node["Index Name"], "Index Cond" in node)
        elif node["Node Type"] == "Seq Scan":
            yield Read(node["table"], None, sought=False)

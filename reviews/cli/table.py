"""Tables: for a person on a terminal, plain tab-separated columns on a pipe, one JSON array for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SHORT = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its colour on a terminal, whether its text may wrap."""

    heading: str
    style: str = ""
    wraps: bool = False
    right: bool = False


def print_table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, caption: str | None = None
) -> None:
    """Rows under headings on a terminal, tab-separated without headings on a pipe."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False)
    for column in columns:
        table.add_column(
            column.heading,
            style=column.style,
            overflow="fold",
            no_wrap=not column.wraps,
            justify="right" if column.right else "left",
            ratio=1 if column.wraps else None,
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    console.print(table)
    if caption:
        console.print(Text(caption, style="dim"))


def print_json(value: Any) -> None:
    """One JSON document, UTF-8 and not escaped, indented on a terminal."""
    from claims.extraction import plain

    indent = 2 if sys.stdout.isatty() else None
    print(json.dumps(value, default=plain, ensure_ascii=False, indent=indent))


def short(identifier: str) -> str:
    """An id as people read it; any 6 characters of it will do where they are its own."""
    return identifier[:SHORT]

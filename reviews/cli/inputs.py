"""What `claims extract` was given, as single articles: files, folders, globs, JSON lines, URLs, "-"."""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claims.errors import ArticleError

# What is taken out of a folder; a file that is named by itself is read whatever its ending.
ENDINGS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".jsonl", ".parquet"}
)
JSON_LINES = ".jsonl"
PARQUET = ".parquet"
# What a JSON line, or a Parquet row, may say of its article; `date` is another name of `published`.
KEYS = ("text", "title", "byline", "published", "date", "url")


@dataclass(frozen=True, slots=True)
class Given:
    """One article to read. ``name`` is what messages call it, ``path`` what it is stored under.

    ``data`` is set where the bytes are at hand (standard input, a line of a JSON-lines file). The last
    three are what options or the line say of the article, above what it says itself.
    """

    name: str
    path: str | None
    url: str | None = None
    data: bytes | None = None
    published: str | None = None
    title: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """An input that cannot be read: what messages call it, and the one line that says why."""

    name: str
    message: str


def expand(arguments: Sequence[str]) -> Iterator[Given | Missing]:
    """Every article that the arguments mean, in their order; folders and globs sorted by path."""
    for argument in arguments:
        if argument == "-":
            yield Given("standard input", None, data=sys.stdin.buffer.read())
        elif argument.startswith(("http://", "https://")):
            yield Given(argument, argument, url=argument)
        else:
            yield from _paths(argument)


def _paths(argument: str) -> Iterator[Given | Missing]:
    path = Path(argument)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists() or not glob.has_magic(argument):
        yield from _file(path)
    else:
        matches = sorted(glob.glob(argument, recursive=True))
        if not matches:
            yield Missing(argument, f"{argument}: no file matches; check the pattern")
        for match in matches:
            if Path(match).is_file():
                yield from _file(Path(match))


def _folder(folder: Path) -> Iterator[Given | Missing]:
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    found = [p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
    if not found:
        yield Missing(
            str(folder), f"{folder}: no articles in this folder ({', '.join(sorted(ENDINGS))} are read)"
        )
    for path in found:
        yield from _file(path)


def _file(path: Path) -> Iterator[Given | Missing]:
    if path.suffix.lower() == JSON_LINES:
        yield from _lines(path)
    elif path.suffix.lower() == PARQUET:
        yield from _rows(path)
    else:
        yield Given(str(path), str(path.resolve()))


def _lines(path: Path) -> Iterator[Given | Missing]:
    """One article a line: an object with `text`; `title`, `byline`, `published` or `date`, `url` if known."""
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _line(f"{path}:{number}", f"{path.resolve()}:{number}", line)
    except OSError as error:
        yield Missing(str(path), f"{path}: {error.strerror or error}; check the path")


def _line(name: str, path: str, line: bytes) -> Given | Missing:
    try:
        values = json.loads(line)
    except ValueError:
        values = None
    if not isinstance(values, dict) or "text" not in values:
        return Missing(name, f"{name}: no JSON object with a `text`; give one article a line")
    return _said_in(name, path, values)


def _rows(path: Path) -> Iterator[Given | Missing]:
    """One article a row, in the columns that a JSON line has as keys."""
    from reviews.cli import parquet

    try:
        for number, values in enumerate(parquet.rows(path, columns=KEYS), 1):
            yield _said_in(f"{path}:{number}", f"{path.resolve()}:{number}", values)
    except ArticleError as error:
        yield Missing(str(path), str(error))


def _said_in(name: str, path: str, values: dict[str, Any]) -> Given | Missing:
    text = values.get("text")
    if not isinstance(text, str):
        return Missing(name, f"{name}: its `text` is no string; give every article a `text`")
    given = Given(name, path, data=text.encode("utf-8", "replace"))
    return replace(
        given,
        url=_said(values, "url"),
        published=_said(values, "published") or _said(values, "date"),
        title=_said(values, "title"),
        byline=_said(values, "byline"),
    )


def _said(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) and value.strip() else None


def are_many(arguments: Sequence[str]) -> bool:
    """Whether more than one article may be meant."""
    if len(arguments) != 1:
        return True
    path = Path(arguments[0])
    return path.is_dir() or path.suffix.lower() in (JSON_LINES, PARQUET) or glob.has_magic(arguments[0])


def count(arguments: Sequence[str]) -> int:
    """How many articles the arguments mean, without reading them: files, and lines of JSON-lines files."""
    return sum(_size(argument) for argument in arguments)


def _size(argument: str) -> int:
    if argument == "-" or argument.startswith(("http://", "https://")):
        return 1
    return sum(1 for _ in _paths(argument))


def load(given: Given, *, max_size: int) -> bytes:
    """The bytes of an input that is no URL. Raises ArticleError."""
    if given.data is not None:
        return given.data
    try:
        path = Path(given.path or given.name)
        size = path.stat().st_size
        if size > max_size:
            raise ArticleError(
                f"{given.name} has {size:,} bytes, above max_size ({max_size:,}): split it, or raise max_size"
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise ArticleError(f"{given.name}: {cause}; check the path and that it may be read") from error

"""Articles and extractions as Parquet files (`claimdesk[parquet]`); docs/scale.md has the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from claims.errors import ArticleError

if TYPE_CHECKING:
    from claims.extraction import Extraction

ENDING = ".parquet"
# The columns of a file of extractions, with Arrow's names of their types.
COLUMNS = {
    "input": "string",
    "article": "string",
    "title": "string",
    "published": "string",
    "words": "int64",
    "claims": "int64",
    "document": "large_string",
}
# Rows that are written, and read, at once: some ten megabytes.
ROWS = 256


def row(name: str, found: Extraction) -> dict[str, Any]:
    """One row of a file of extractions."""
    article = found.article
    return {
        "input": name,
        "article": article.id,
        "title": article.title,
        "published": article.published,
        "words": len(article.text.split()),
        "claims": len(found.claims),
        "document": json.dumps(found.document(), ensure_ascii=False),
    }


class Writer:
    """A file of extractions; it appears under its name when all is written, or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._beside = path.with_name(path.name + ".part")
        self._waiting: list[dict[str, Any]] = []

    def __enter__(self) -> Writer:
        arrow, files = _arrow()
        self._schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in COLUMNS.items()])
        self._table = arrow.Table.from_pylist
        self._file = files.ParquetWriter(self._beside, self._schema, compression="zstd")
        return self

    def add(self, row: dict[str, Any]) -> None:
        """Write one row."""
        self._waiting.append(row)
        if len(self._waiting) == ROWS:
            self._flush()

    def _flush(self) -> None:
        self._file.write_table(self._table(self._waiting, schema=self._schema))
        self._waiting = []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if kind is None and self._waiting:
            self._flush()
        self._file.close()
        if kind is None:
            self._beside.replace(self.path)
        else:
            self._beside.unlink(missing_ok=True)


def rows(path: Path, *, columns: tuple[str, ...] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of any Parquet file, of ``columns`` where it has them. Raises ArticleError."""
    arrow, files = _arrow()
    try:
        with files.ParquetFile(path) as file:
            known = [name for name in columns or file.schema_arrow.names if name in file.schema_arrow.names]
            for part in file.iter_batches(batch_size=ROWS, columns=known):
                yield from part.to_pylist()
    except FileNotFoundError as error:
        raise ArticleError(f"{path}: no such file; check the path") from error
    except (arrow.ArrowException, OSError) as error:
        raise ArticleError(
            f"{path}: no Parquet file that can be read ({str(error)[:120]}); write it again"
        ) from error


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ArticleError("Parquet files need pyarrow: install claimdesk[parquet]") from error
    return pyarrow, pyarrow.parquet

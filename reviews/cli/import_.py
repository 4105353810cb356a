"""`claims import`: extraction documents made elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviews.cli import parquet
from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import short
from sources.shapes import writable

if TYPE_CHECKING:
    from claims.extraction import Extraction

ESCAPE = "\\u"


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "import", writes=True)(import_)


def import_(
    desk: Desk,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="What `claims extract` printed with --json, or wrote with --out."
        ),
    ],
) -> None:
    """Store extraction documents made elsewhere, each checked against the contract."""
    from claims.errors import ClaimsError
    from reviews.errors import StoreError
    from reviews.reprints import Reprints

    reprints = Reprints()
    for place, document in _documents(file):
        try:
            found = _read(document)
            reprint = reprints.first(found.article.id, place, found.article.text)
            saved = desk.store.save(found, source=b"", path=None, reprint=reprint)
        except (ClaimsError, StoreError) as error:
            desk.fail(f"{place}: {error}")
            continue
        what = f"{len(found.claims)} claims stored" if saved.new else "stored already, nothing was changed"
        desk.note(f"article {short(saved.article_id)}: {what}")


def _documents(file: Path) -> Iterator[tuple[str, str]]:
    """Each document as JSON, and where it stands. Raises ArticleError and OSError."""
    if file.suffix.lower() == parquet.ENDING:
        for number, row in enumerate(parquet.rows(file, columns=("document",)), 1):
            yield f"{file}:{number}", row.get("document") or ""
        return
    with file.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield f"{file}:{number}", line


def _read(line: str) -> Extraction:
    """The document on this line. Raises ClaimError where it breaks the contract."""
    from claims.errors import ClaimError
    from reviews.documents import extraction

    try:
        document = json.loads(line)
    except ValueError as error:
        raise ClaimError(f"no JSON ({error}); give the output of `claims extract --json`") from error
    if ESCAPE in line and writable(document) != document:
        raise ClaimError("it holds NUL or half a character, which cannot be stored: make it again")
    if not isinstance(document, dict):
        raise ClaimError("no JSON object; give the output of `claims extract --json`")
    return extraction(document)

"""A folder of reports: one file an article, and an index over them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reviews import report as reports
from reviews.cli.desk import Desk
from reviews.cli.table import short
from reviews.errors import ReviewsError
from reviews.overview import overview
from reviews.report import Framing, Section
from reviews.writers import writer
from reviews.writers.as_html import write_index

if TYPE_CHECKING:
    from claims.article import Article

INDEX = "index.html"
# So many characters of a title stand in a file's name.
SLUG = 60


def write_folder(desk: Desk, folder: Path, articles: Iterable[str], format: str, framing: Framing) -> int:
    """Write a report of this format an article, and an index; one that fails gives its line, the others go on.

    Returns how many reports were written. Articles are read one at a time, so that a whole desk may be asked for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    view = overview(_sections(desk, folder, articles, format, framing), framing.day)
    stream = BytesIO()
    write_index(view, framing, stream)
    write_whole(folder / INDEX, stream.getvalue())
    return len(view.lines)


def write_whole(path: Path, data: bytes) -> None:
    """The whole file or none: a report that was cut off must not look like one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _sections(
    desk: Desk, folder: Path, articles: Iterable[str], format: str, framing: Framing
) -> Iterator[tuple[Section, str]]:
    for article in articles:
        stream = BytesIO()
        try:
            report = reports.build(desk.store, [article], framing)
            writer(format)(report, stream)
        except ReviewsError as error:
            desk.fail(str(error))
            continue
        section = report.sections[0]
        name = file_name(section.review.extraction.article, format)
        write_whole(folder / name, stream.getvalue())
        yield section, name


def file_name(article: Article, format: str) -> str:
    """The article's title in plain letters, and the beginning of its id: needs no quoting in any address."""
    plain = unicodedata.normalize("NFKD", article.title or "").encode("ascii", "ignore").decode().lower()
    words = re.sub("[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:SLUG].rstrip("-")
    return "-".join(filter(None, (words, short(article.id)))) + f".{format}"

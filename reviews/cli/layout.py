"""How one article's claims look: a person's table on a terminal, plain columns on a pipe."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from claims.article import Article
from claims.claim import (
    KINDS,
    Claim,
    focus,
)
from claims.extraction import Extraction
from reviews.cli.table import short

COLOURS = {
    "quote": "cyan",
    "date": "yellow",
    "attendance": "magenta",
    "office": "green",
    "figure": "blue",
    "superlative": "red",
    "statement": "white",
}


def print_extraction(found: Extraction) -> None:
    """The claims in the order of the text; on a terminal by paragraph, under title, byline and counts."""
    if not sys.stdout.isatty():
        for claim in found.claims:
            words = (" ".join(claim.statement.split()), " ".join(focus(claim).split()))
            print("\t".join((short(claim.id), claim.kind, f"{claim.worth:.2f}", *words)))
        sys.stdout.flush()
        return
    _print_rich(found)


def heading(article: Article) -> list[str]:
    """Title, then byline and date, as far as they are known."""
    published = (article.published or "date unknown").replace("T", " ")
    known = (article.byline, published, article.url)
    return [article.title or "(no title)", " · ".join(part for part in known if part)]


def counts(claims: Sequence[Claim]) -> str:
    """How many claims of each kind: "12 claims: 3 quotes, 2 dates …"."""
    by_kind = Counter(claim.kind for claim in claims)
    parts = [f"{by_kind[kind]} {kind}{_plural(kind, by_kind[kind])}" for kind in KINDS if by_kind[kind]]
    total = f"{len(claims)} claim{'s' if len(claims) != 1 else ''}"
    return f"{total}: {', '.join(parts)}" if parts else total


def covered(found: Extraction) -> str:
    """The coverage line: sentences covered, and what stands outside every claim."""
    coverage = found.coverage
    holes = Counter(hole.what for hole in coverage.uncovered)
    line = f"{coverage.covered} of {coverage.sentences} sentences hold a claim"
    if not holes:
        return line
    outside = ", ".join(f"{n} {what}{'s' if n != 1 else ''}" for what, n in sorted(holes.items()))
    return f"{line}; outside every claim: {outside} (claims coverage {short(found.article.id)})"


def _plural(kind: str, n: int) -> str:
    return "" if n == 1 or kind == "attendance" else "s"


def _print_rich(found: Extraction) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    title, said = heading(found.article)
    console.print(Text(title, style="bold"))
    console.print(Text(said, style="dim"))
    console.print(Text(f"{counts(found.claims)}. {covered(found)}", style="dim"))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right", style="dim")
    table.add_column(overflow="fold", ratio=1)
    table.add_column(no_wrap=True, style="dim")
    paragraph = -1
    for claim in found.claims:
        here = _paragraph(found.article, claim)
        if here != paragraph:
            table.add_row()
        paragraph = here
        statement = Text(" ".join(claim.statement.split()))
        statement.highlight_words([" ".join(focus(claim).split())], "bold")
        kind = Text(claim.kind, style=COLOURS.get(claim.kind, ""))
        table.add_row(kind, f"{claim.worth:.2f}", statement, short(claim.id))
    console.print(table)


def _paragraph(article: Article, claim: Claim) -> int:
    return sum(paragraph.start <= claim.start for paragraph in article.paragraphs)

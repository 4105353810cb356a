"""HTML: trafilatura says which blocks are the article; their text is taken from the page itself.

Its own output drops captions and moves blocks, so only its choice is used: a block of the page is kept
where most of its words stand, in that order, in what trafilatura kept. Headline, captions and the
writer's line are kept besides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from claims import stamps
from claims.readers import Hint, Reading, encoding, joined

DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
SKIPPED = frozenset(
    {
        "button",
        "dialog",
        "form",
        "head",
        "iframe",
        "math",
        "nav",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
    }
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTION = re.compile(r"(?:^|[\s_-])captions?(?:$|[\s_-])|wp-caption-text", re.IGNORECASE)
BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|dateline|timestamp|pub-?date)(?:$|[\s_-])", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DATE_FIELDS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date' or @name='DC.date.issued']/@content",
    "//article//time[@datetime][1]/@datetime",
)
# Runs of this many words, shared with what trafilatura kept, are evidence; below SHARE a block goes.
RUN = 3
SHARE = 0.6
WORD = re.compile(r"\w+")
Piece = tuple[str, Hint | None]


def read(data: bytes, *, name: str, url: str | None = None) -> Reading:
    """The visible text of the article's blocks, in document order, joined by blank lines."""
    declared = DECLARED.search(data[:4096])
    text, warnings = encoding.decode(
        data, name=name, declared=declared[1].decode("ascii") if declared else None
    )
    page = _page(text)
    if page is None:
        return Reading("", (), warnings=warnings)
    published = _published(page)
    title, author, own = _declared(page)
    chosen = _chosen(deepcopy(page), url)
    pieces = [piece for piece in _pieces(page) if piece[0].strip()]
    kept = _kept(pieces, chosen) if chosen else pieces
    body, blocks = joined(kept)
    headline = next((" ".join(words.split()) for words, hint in kept if hint == "heading"), None)
    return Reading(body, blocks, headline or title, author, published, own, warnings)


def _page(text: str) -> Any:
    """The parsed page, None where there is nothing in it."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    body = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    try:
        return lxml_html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _chosen(page: Any, url: str | None) -> str:
    """The text that trafilatura keeps; empty where it finds no article."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url, include_comments=False, include_tables=True, with_metadata=False)
    return (getattr(found, "text", None) or "") if found is not None else ""


def _declared(page: Any) -> tuple[str | None, str | None, str | None]:
    """(title, author, address) as the page's own fields give them."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(page, date_config={"extensive_search": False, "max_date": "2999-12-31"})
    if found is None:
        return None, None, None
    return found.title or None, found.author or None, found.url or None


def _kept(pieces: list[Piece], chosen: str) -> list[Piece]:
    """The pieces whose words trafilatura kept, with the headline above and the captions between them."""
    lines = frozenset(_plain(cell) for line in chosen.splitlines() for cell in line.split("|"))
    runs = frozenset(_runs(WORD.findall(chosen.lower())))
    verdicts = [_stands(body, lines, runs) for body, _ in pieces]
    if True not in verdicts:
        return pieces
    first = verdicts.index(True)
    last = len(verdicts) - 1 - verdicts[::-1].index(True)
    opening = next((i for i in range(first, -1, -1) if pieces[i][1] == "heading"), first)
    return [
        piece
        for i, (piece, stands) in enumerate(zip(pieces, verdicts, strict=True))
        if stands or i == opening or (opening < i < last and piece[1] in ("caption", "byline"))
    ]


def _stands(body: str, lines: frozenset[str], runs: frozenset[tuple[str, ...]]) -> bool:
    words = WORD.findall(body.lower())
    own = list(_runs(words))
    if not own:
        return _plain(body) in lines
    return sum(run in runs for run in own) >= SHARE * len(own)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(RUN)), strict=False)


def _plain(line: str) -> str:
    return " ".join(WORD.findall(line.lower()))


def _pieces(page: Any) -> Iterator[Piece]:
    """The page's visible text, block by block, in document order; what is never shown is cut from it."""
    for element in [e for e in page.iter() if e.tag in SKIPPED or HIDDEN.search(e.get("style", ""))]:
        if element.getparent() is not None:
            element.drop_tree()
    words, hints = list[str](), list[Hint | None]([None])
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if element.tag in BLOCKS:
            yield "".join(words), hints[-1]
            words.clear()
            if event == "start":
                hints.append(_hint(element) or hints[-1])
            else:
                hints.pop()
        if event == "start":
            words.append("\n" if element.tag == "br" else element.text or "")
        else:
            words.append(element.tail or "")
    yield "".join(words), None


def _hint(element: Any) -> Hint | None:
    label = element.get("class", "")
    if element.tag in HEADINGS:
        return "heading"
    if element.tag in ("figcaption", "caption") or CAPTION.search(label):
        return "caption"
    return "byline" if BYLINE.search(label) else None


def _published(page: Any) -> str | None:
    """The date of publication that the page declares in its fields, ISO 8601."""
    declared = (value for path in DATE_FIELDS for value in page.xpath(path))
    for value in [*_linked_dates(page), *declared]:
        if isinstance(value, str) and (found := stamps.iso(value)):
            return found
    return None


def _linked_dates(page: Any) -> Iterable[Any]:
    """``datePublished`` of the page's JSON-LD (schema.org NewsArticle)."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            if isinstance(item, dict):
                graph = item.get("@graph")
                nested = graph if isinstance(graph, list) else []
                yield from (x.get("datePublished") for x in [item, *nested] if isinstance(x, dict))

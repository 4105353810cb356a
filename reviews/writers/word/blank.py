"""A Word file for an article that came as no Word file: its paragraphs, set by their roles."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from lxml import etree

from claims.article import Article
from claims.readers.word import WORD
from reviews.writers.word.marks import written
from reviews.writers.word.package import DOCUMENT, Package
from reviews.writers.word.places import Block, Piece, Places

FONT = "Georgia"
STYLES = {"byline": "Byline", "dateline": "Byline", "caption": "Caption", "boilerplate": "Boilerplate"}
GREY = "595959"


def blank(title: str, time: str) -> Package:
    """An empty file with the styles of a manuscript, on A4. ``time`` is ISO 8601, its only time."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    _styles(document.styles)
    said = document.core_properties
    said.title, said.author, said.comments, said.last_modified_by = title[:200], "", "", ""
    said.created = said.modified = datetime.fromisoformat(time or "1980-01-01T00:00:00Z")
    stream = io.BytesIO()
    document.save(stream)
    return Package(stream.getvalue())


def _styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    looks = {
        "Normal": (11.5, False, False, "000000", 10),
        "Title": (22, True, False, "000000", 10),
        "Heading 2": (14, True, False, "000000", 6),
        "Caption": (10, False, True, GREY, 10),
        "Byline": (10.5, False, True, GREY, 6),
        "Boilerplate": (9.5, False, False, GREY, 6),
    }
    for name, (size, bold, italic, colour, after) in looks.items():
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        style = styles[name]
        _plain(style)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        style.font.color.rgb = _rgb(colour)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.1 if name == "Title" else 1.35


def _plain(style: Any) -> None:
    """Without the theme's fonts and rules, in one typeface."""
    properties = style.element.get_or_add_rPr()
    for tag in ("rFonts", "spacing", "kern"):
        for found in properties.findall(WORD + tag):
            properties.remove(found)
    for border in style.element.iter(WORD + "pBdr"):
        border.getparent().remove(border)
    fonts = style.element.rPr.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(WORD + name, FONT)


def _rgb(colour: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(colour)


def add(package: Package, article: Article) -> Places:
    """Set an article's paragraphs behind what the file holds, on a page of its own."""
    document = package.root(DOCUMENT)
    body = document.find(WORD + "body")
    last = body.find(WORD + "sectPr")
    second = body.find(WORD + "p") is not None
    blocks, headed = list[Block](), False
    for part in article.paragraphs:
        style = STYLES.get(part.role)
        if part.role == "headline":
            style = "Heading2" if headed else "Title"
            headed = True
        text = article.text[part.start : part.end]
        paragraph = _paragraph(style, new_page=second and not blocks)
        pieces = _pieces(paragraph, text)
        last.addprevious(paragraph)
        blocks.append(Block(part.start, range(len(text)), pieces))
    return Places(document, blocks)


def _paragraph(style: str | None, *, new_page: bool) -> Any:
    paragraph = etree.Element(WORD + "p")
    properties = etree.SubElement(paragraph, WORD + "pPr")
    if style:
        etree.SubElement(properties, WORD + "pStyle").set(WORD + "val", style)
    if new_page:
        etree.SubElement(properties, WORD + "pageBreakBefore")
    return paragraph


def _pieces(paragraph: Any, text: str) -> list[Piece]:
    run = etree.SubElement(paragraph, WORD + "r")
    pieces, position = list[Piece](), 0
    for element in written(text):
        words = element.text if element.tag == WORD + "t" else text[position]
        pieces.append(Piece(position, words, element))
        run.append(element)
        position += len(words)
    return pieces

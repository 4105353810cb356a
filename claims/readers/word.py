"""Word (.docx): the visible text with all changes accepted, read from the file's own XML.

ECMA-376 part 1, WordprocessingML: insertions (``w:ins``, ``w:moveTo``) stand, deletions (``w:del``,
``w:moveFrom``, deleted paragraph marks and table rows) do not; table cells, footnotes and text boxes come
in order, a footnote or text box after the paragraph it hangs on; comments, headers and field codes do not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from claims.errors import UnreadableFormat
from claims.readers import Hint, Reading, joined
from claims.readers.sniff import DAMAGED

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# A part that unpacks to more than this is a bomb, not an article.
LARGEST_PART = 60_000_000
GONE = frozenset(
    WORD + tag for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr")
)
SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}
NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
HINTS: dict[str, Hint] = {"title": "heading", "heading": "heading", "caption": "caption", "byline": "byline"}


# Words as they stand in the file, and the element that holds them.
Piece = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts that hold words and style names; ``notes`` by the tag that refers to them."""

    document: Any
    notes: Mapping[str, Any]
    styles: Any


@dataclass(slots=True)
class Body:
    """The blocks found so far, and the paragraph that is open."""

    notes: dict[str, dict[str, Any]]
    styles: dict[str, str]
    blocks: list[tuple[list[Piece], Hint | None]] = field(default_factory=list)
    words: list[Piece] = field(default_factory=list)
    hanging: list[Any] = field(default_factory=list)


def read(data: bytes, *, name: str) -> Reading:
    """The document's blocks joined by blank lines. Raises UnreadableFormat for a damaged or bloated file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = Parts(
                document=_part(archive, "word/document.xml", name),
                notes={kind: _part(archive, path, name) for kind, path in NOTES.items()},
                styles=_part(archive, "word/styles.xml", name),
            )
    except (*DAMAGED, etree.XMLSyntaxError) as error:
        raise UnreadableFormat(f"{name} is a damaged or locked Word file: save it again from Word") from error
    found = [("".join(words for words, _ in pieces), hint) for pieces, hint in blocks(parts)]
    text, placed = joined(found)
    return Reading(text, placed)


def blocks(parts: Parts) -> list[tuple[list[Piece], Hint | None]]:
    """The document's blocks in order, white space as in the file, empty ones too."""
    notes = {kind: _by_id(part) for kind, part in parts.notes.items()}
    body = Body(notes, _style_names(parts.styles))
    _walk(parts.document, body)
    _close(body, None)
    return body.blocks


def _part(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    """The root of one part; an empty element where the file has none."""
    if path not in archive.namelist():
        return etree.Element("none")
    with archive.open(path) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise UnreadableFormat(f"{name} unpacks to more than {LARGEST_PART:,} bytes: save its text as .txt")
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _by_id(part: Any) -> dict[str, Any]:
    """Footnotes or endnotes by number, without Word's own separators."""
    notes = (note for note in part if isinstance(note.tag, str) and note.get(WORD + "type") is None)
    return {note.get(WORD + "id"): note for note in notes}


def _style_names(part: Any) -> dict[str, str]:
    """Style ids, which differ by Word's language, to style names, which do not."""
    found = {}
    for style in part.iter(WORD + "style"):
        label = style.find(WORD + "name")
        if label is not None:
            found[style.get(WORD + "styleId")] = (label.get(WORD + "val") or "").lower()
    return found


def _walk(element: Any, body: Body) -> None:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in GONE or tag == FALLBACK:
            continue
        kind = tag.removeprefix(WORD)
        if kind == "p":
            _paragraph(child, body)
        elif kind == "r":
            if child.find(f"{WORD}rPr/{WORD}vanish") is None:
                _walk(child, body)
        elif kind == "t":
            body.words.append((child.text or "", child))
        elif kind in SIGNS:
            body.words.append((SIGNS[kind], child))
        elif kind == "txbxContent":
            body.hanging.append(child)
        elif kind in NOTES:
            note = body.notes[kind].get(child.get(WORD + "id"))
            body.hanging += [] if note is None else [note]
        elif kind != "tr" or child.find(f"{WORD}trPr/{WORD}del") is None:
            _walk(child, body)


def _paragraph(element: Any, body: Body) -> None:
    """One paragraph; where its mark is deleted, the next one goes on in it."""
    _walk(element, body)
    if element.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is None:
        style = element.find(f"{WORD}pPr/{WORD}pStyle")
        _close(body, None if style is None else _hint(body.styles, style.get(WORD + "val") or ""))


def _close(body: Body, hint: Hint | None) -> None:
    """End the open paragraph, then set the notes and text boxes that hang on it."""
    body.blocks.append((body.words, hint))
    hanging, body.words, body.hanging = body.hanging, [], []
    for element in hanging:
        _walk(element, body)


def _hint(styles: dict[str, str], style: str) -> Hint | None:
    name = styles.get(style, style.lower())
    return next((hint for start, hint in HINTS.items() if name.startswith(start)), None)

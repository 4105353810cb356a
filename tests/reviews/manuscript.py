"""An editor's own Word file, made by hand, with all that one may hold; and what stands in one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.shared import RGBColor
from lxml import etree

from claims.readers.word import WORD, read

LINES = (
    "Harbour fees to double",
    "Mayor Ines Falk met Omar Tull and Ruta Berg at the quay. Falk is mayor of Lidby. The fees doubled in May.",
    "Boats pay more. The quay is 40 meters long.",
)


def manuscript() -> bytes:
    """LINES with mixed formatting, a link, a table, a style of its own, a comment and tracked changes."""
    document = docx.Document()
    style = document.styles.add_style("House", 1)
    style.font.name, style.font.color.rgb = "Courier New", RGBColor(0x22, 0x22, 0x66)
    document.add_paragraph(LINES[0], style="Title")
    body = document.add_paragraph(style="House")
    body.add_run("Mayor ")
    body.add_run("Ines Falk met Omar").bold = True
    body.add_run(" Tull and Ruta Berg at the quay. Falk ")
    body.add_run("is mayor of Lidby").italic = True
    tail = body.add_run(". The fees doubled in May.")
    document.add_comment(tail, text="Old remark", author="Lena Ost", initials="LO")
    last = document.add_paragraph(style="House")
    last.add_run("Boats ")
    last._p.append(_tracked("del", "delText", "will "))
    last._p.append(_tracked("ins", "t", "pay more. The quay"))
    last.add_run(" is 40 meters long.")
    document.add_table(1, 2).cell(0, 0).text = "Berth"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _tracked(tag: str, words: str, text: str) -> Any:
    name = {WORD + "id": "7", WORD + "author": "Lena Ost", WORD + "date": "2026-03-01T08:00:00Z"}
    change = etree.Element(WORD + tag, name)
    run = etree.SubElement(change, WORD + "r")
    said = etree.SubElement(run, WORD + words)
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return change


def part(data: bytes, path: str) -> Any:
    """The root of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(path))


def accepted(data: bytes) -> str:
    """The text with every change accepted, as claimdesk reads it."""
    return read(data, name="copy.docx").text


def refused(data: bytes, *, by: frozenset[str]) -> str:
    """The text with these people's changes refused and all others accepted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    for change in [e for e in root.iter(WORD + "ins", WORD + "del") if e.get(WORD + "author") in by]:
        parent = change.getparent()
        if change.tag == WORD + "del":
            for words in change.iter(WORD + "delText"):
                words.tag = WORD + "t"
            for child in list(change):
                change.addprevious(child)
        parent.remove(change)
    members["word/document.xml"] = etree.tostring(root)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return accepted(stream.getvalue())


def comments(data: bytes) -> dict[str, tuple[str, str, str]]:
    """Each comment by number: its author, the words it stands on, and what it says."""
    bodies = {c.get(WORD + "id"): c for c in part(data, "word/comments.xml").iter(WORD + "comment")}
    on = dict.fromkeys(bodies, "")
    running = set[str]()
    for element in part(data, "word/document.xml").iter():
        number = element.get(WORD + "id") if isinstance(element.tag, str) else None
        if element.tag == WORD + "commentRangeStart":
            running.add(number)
        elif element.tag == WORD + "commentRangeEnd":
            running.discard(number)
        elif element.tag == WORD + "t":
            for one in running:
                on[one] += element.text or ""
    said = {n: "\n".join("".join(p.itertext()) for p in c.iter(WORD + "p")) for n, c in bodies.items()}
    return {n: (c.get(WORD + "author"), on[n], said[n]) for n, c in bodies.items()}

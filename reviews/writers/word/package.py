"""A Word file as its parts: those that are not touched stay byte for byte, the others are written anew.

ECMA-376 part 2 (Open Packaging Conventions). Members keep their order and get a fixed time, so that the
same parts give the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from claims.readers.sniff import DAMAGED
from claims.readers.word import NOTES, WORD, Parts
from reviews.errors import ReportError

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# The earliest time that a zip archive can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)
# A file that unpacks to more than this is not taken apart.
LARGEST = 200_000_000


class Package:
    """One Word file. Raises ReportError where the bytes are no Word file that can be added to."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(member.file_size for member in archive.infolist()) > LARGEST:
                    raise ReportError("the Word file unpacks to too much: save it without its pictures")
                self.members = {name: archive.read(name) for name in archive.namelist()}
        except DAMAGED as error:
            raise ReportError("the Word file is damaged: save it again from Word") from error
        if not {DOCUMENT, TYPES} <= self.members.keys():
            raise ReportError("the file is no Word file: save it again from Word")
        self._roots = dict[str, Any]()

    def root(self, path: str) -> Any:
        """The root of a part, to be changed in place; an empty element where there is no such part."""
        if path not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            if path not in self.members:
                return etree.Element("none")
            try:
                self._roots[path] = etree.fromstring(self.members[path], parser)
            except etree.XMLSyntaxError as error:
                raise ReportError("the Word file is damaged: save it again from Word") from error
        return self._roots[path]

    def parts(self) -> Parts:
        """The parts that the article's words come from."""
        notes = {kind: self.root(path) for kind, path in NOTES.items()}
        return Parts(self.root(DOCUMENT), notes, self.root("word/styles.xml"))

    def comments(self) -> Any:
        """The root of the comments, made where the file has none."""
        relations = self._made(RELATIONS, RELATION + "Relationships", {None: RELATION[1:-1]})
        for relation in relations.iter(RELATION + "Relationship"):
            if relation.get("Type") == COMMENTS:
                path = posixpath.normpath(posixpath.join("/word", relation.get("Target")))
                return self._made(path.lstrip("/"), WORD + "comments", {"w": WORD[1:-1]})
        path = self._free("word/comments", ".xml")
        taken = {relation.get("Id") for relation in relations}
        named = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = path.removeprefix("word/")
        etree.SubElement(
            relations, RELATION + "Relationship", {"Id": named, "Type": COMMENTS, "Target": target}
        )
        declared = {"PartName": f"/{path}", "ContentType": COMMENTS_TYPE}
        etree.SubElement(self.root(TYPES), TYPE + "Override", declared)
        return self._made(path, WORD + "comments", {"w": WORD[1:-1]})

    def _free(self, stem: str, ending: str) -> str:
        names = [stem + ending, *(f"{stem}{n}{ending}" for n in range(2, len(self.members) + 3))]
        return next(name for name in names if name not in self.members)

    def _made(self, path: str, tag: str, names: dict[Any, str]) -> Any:
        if path not in self.members:
            self.members[path] = b""
            self._roots[path] = etree.Element(tag, nsmap=names)
        return self.root(path)

    def data(self) -> bytes:
        """The file's bytes."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.members.items():
                member = zipfile.ZipInfo(name, EPOCH)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system = 0
                archive.writestr(member, self._written(name, content))
        return stream.getvalue()

    def _written(self, name: str, content: bytes) -> bytes:
        if name not in self._roots:
            return content
        tree = self._roots[name].getroottree()
        written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return written

"""Which format the bytes are in: decided by their content, and by the name only between texts."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from functools import cache
from typing import Literal

from claims.errors import UnreadableFormat
from claims.wordlists import rows

Format = Literal["plain", "markdown", "html", "word"]
HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
HTML_ENDINGS = (".html", ".htm", ".xhtml")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What reading a damaged zip archive raises, beside zipfile's own error.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    struct.error,
)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", *WIDE_MARKS)


def format_of(data: bytes, name: str) -> Format:
    """The format of ``data``; ``name`` is its file name or address, for its ending and for messages.

    Raises UnreadableFormat for every format that is not read, with what to do instead.
    """
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    for magic, what, advice in _unread():
        if magic.match(data):
            raise UnreadableFormat(f"{name} is {what}, which is not read: {advice}")
    head = data[:4096]
    if data.startswith(WIDE_MARKS):
        head = head.replace(b"\0", b"")
    for mark in BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    ending = name.lower().partition("?")[0].partition("#")[0]
    if HTML_START.match(head) or ending.endswith(HTML_ENDINGS):
        return "html"
    return "markdown" if ending.endswith(MARKDOWN_ENDINGS) else "plain"


def _zipped(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = frozenset(archive.namelist())
    except DAMAGED as error:
        raise UnreadableFormat(f"{name} is a damaged Word file: open it in Word and save it again") from error
    if "word/document.xml" in members:
        return "word"
    if "content.xml" in members:
        raise UnreadableFormat(f"{name} is an OpenDocument file, which is not read: save it as Word (.docx)")
    if "[Content_Types].xml" in members:
        raise UnreadableFormat(f"{name} is an Office file other than Word: save its text as .docx or .txt")
    raise UnreadableFormat(f"{name} is a zip archive, which is not read: unpack it first")


@cache
def _unread() -> tuple[tuple[re.Pattern[bytes], str, str], ...]:
    def pattern(digits: str) -> re.Pattern[bytes]:
        pairs = (digits[i : i + 2] for i in range(0, len(digits), 2))
        parts = (b"." if pair == ".." else re.escape(bytes.fromhex(pair)) for pair in pairs)
        return re.compile(b"".join(parts), re.DOTALL)

    return tuple((pattern(magic), what, advice) for magic, what, advice in rows("reading/unread_formats.tsv"))

"""Bytes to text: UTF-8 where it fits, then what is declared, then what English text can look like."""

from __future__ import annotations

import codecs
import re

from claims.errors import UnreadableFormat

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters and signs of Windows-1252 that English-language copy does use; the others (ÿ, þ, ¦, ¤, …)
# are the mark of another encoding.
WESTERN = re.compile(r"[\t\n\r -~€‚„…‰Š‹ŒŽ‘’“”•–—™š›œžŸ\xa0¡¢£§©ª«®°±²³´·º»¼½¾¿À-ÏÑ-ÖØ-Ýß-ïñ-öø-ý×]*")
# Three or more such letters in a row are no Western word.
FOREIGN_RUN = re.compile(r"[À-ÿ]{3}")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
DETECTED_FROM = 100_000
# Fewer odd bytes than this are damage; another alphabet has more.
FEWEST_FOREIGN = 20
ADVICE = "give the article as .txt, .md, .html or .docx"


def decode(data: bytes, *, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` with LF line ends and no byte order mark, and one-line warnings.

    What can't be decoded becomes U+FFFD, with a warning. Raises UnreadableFormat for binary data.
    """
    text, encoding = _decoded(data, declared)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UnreadableFormat(f"{name} holds NUL characters, so it is binary and no text: {ADVICE}")
    if len(CONTROLS.findall(text[:DETECTED_FROM])) > 0.02 * min(len(text), DETECTED_FROM):
        raise UnreadableFormat(f"{name} is binary and no text: {ADVICE}")
    return text, _warnings(text, data, encoding, name)


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    if data.count(b"\0", 0, 4096) > min(len(data), 4096) / 4:
        encoding = "utf-16-le" if data[1::2].count(b"\0") > data[::2].count(b"\0") else "utf-16-be"
        return data.decode(encoding, errors="replace"), encoding
    for candidate in ("utf-8", declared):
        text = _strict(data, candidate)
        if text is not None and candidate is not None:
            return text, candidate
    return _guessed(data)


def _strict(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(data: bytes) -> tuple[str, str]:
    """Neither UTF-8 nor as declared: damaged UTF-8, Windows-1252, or another old encoding."""
    damaged = data.decode("utf-8", errors="replace")
    lost = damaged.count("\ufffd")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high > 2 * lost:
        return damaged, "utf-8"
    western = _strict(data, "cp1252")
    if western is not None and WESTERN.fullmatch(western) and not FOREIGN_RUN.search(western):
        return western, "cp1252"
    if high > max(FEWEST_FOREIGN, len(data) / 20):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:DETECTED_FROM]).best()
        if best is not None:
            return data.decode(best.encoding, errors="replace"), best.encoding
    return damaged, "utf-8"


def _warnings(text: str, data: bytes, encoding: str, name: str) -> tuple[str, ...]:
    notes = []
    if encoding != "utf-8":
        notes.append(f"{name} is not UTF-8: read as {encoding}")
    lost = text.count("\ufffd")
    if lost and "\ufffd".encode() not in data:
        notes.append(f"{name}: {lost} place{'s' if lost > 1 else ''} could not be decoded and became U+FFFD")
    return tuple(notes)

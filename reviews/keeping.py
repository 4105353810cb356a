"""Kept documents: a content-addressed folder beside the database. Files 0600, folders 0700."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from reviews.errors import StoreError


def keep(folder: Path, data: bytes) -> str:
    """Keep these bytes under their SHA-256 (hex), which is returned; the same bytes are kept once."""
    digest = hashlib.sha256(data).hexdigest()
    path = place(folder, digest)
    if path.exists():
        return digest
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for made in (folder, path.parent):
            made.chmod(0o700)
        write(path, data)
    except OSError as error:
        raise StoreError(f"cannot keep a document in {folder}: {error.strerror}; make it writable") from error
    return digest


def write(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file of mode 0600 whole or not at all; its folder is made 0700 if missing. Raises OSError.

    Without ``sync`` a power cut may lose it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(data)
        stream.flush()
        if sync:
            os.fsync(stream.fileno())
    beside.replace(path)


def read(folder: Path, digest: str) -> bytes | None:
    """The kept document with this digest, None where it is gone or no longer what was kept."""
    try:
        data = place(folder, digest).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def place(folder: Path, digest: str) -> Path:
    """Where the document with this digest lies, if it is kept."""
    return folder / digest[:2] / digest


def erase(folder: Path, digest: str) -> None:
    """Remove a kept document; one that is gone already is no fault."""
    place(folder, digest).unlink(missing_ok=True)

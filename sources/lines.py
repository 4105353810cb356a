"""The lines of a dump, packed as it may be, with where they stand."""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

from sources.errors import SnapshotError

NO_ENTITY = frozenset({b"", b"[", b"]"})


def located(dump: Path, skip: int) -> Iterator[tuple[str, bytes, float]]:
    """Where an entity stands, its JSON, and the share of the dump read so far; the first ``skip`` left out.

    ``dump`` is a file with an entity a line (``.json``, or packed as ``.gz``, ``.bz2``, ``.zst``), or a folder
    of files with one entity or answer each. Raises SnapshotError where it cannot be read.
    """
    if dump.is_dir():
        yield from _folder(dump, skip)
        return
    try:
        size = dump.stat().st_size or 1
        with ExitStack() as stack:
            packed = stack.enter_context(dump.open("rb"))
            lines = stack.enter_context(_unpacked(packed, dump.suffix))
            for number, line in enumerate(lines, start=1):
                text = line.strip().removesuffix(b",")
                if text in NO_ENTITY:
                    continue
                if skip > 0:
                    skip -= 1
                    continue
                yield f"{dump}, line {number}", text, packed.tell() / size
    except _damage() as error:
        raise SnapshotError(f"{dump}: cannot be read ({error}); download it again") from error


def _unpacked(packed: IO[bytes], suffix: str) -> IO[bytes]:
    if suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=packed))
    if suffix == ".bz2":
        return cast(IO[bytes], bz2.BZ2File(packed))
    if suffix == ".zst":
        import io

        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
        return cast(IO[bytes], io.BufferedReader(cast(Any, reader), 1 << 20))
    return packed


def _damage() -> tuple[type[Exception], ...]:
    """What a cut or broken file raises."""
    import zstandard

    return (OSError, EOFError, zlib.error, zstandard.ZstdError)


def _folder(dump: Path, skip: int) -> Iterator[tuple[str, bytes, float]]:
    paths = sorted(dump.glob("*.json"))
    for number, path in enumerate(paths[skip:], start=skip + 1):
        try:
            yield str(path), path.read_bytes(), number / len(paths)
        except OSError as error:
            raise SnapshotError(f"{path}: cannot be read ({error})") from error

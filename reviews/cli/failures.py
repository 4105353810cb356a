"""The inputs of a batch that failed, kept in a file: one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO


class Failures:
    """A file that is written when the first failure comes; what an earlier batch left there is replaced.

    ``fault`` says why the file could not be written: that is no reason to end a batch.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self.fault: str | None = None
        self._stream: IO[str] | None = None

    def add(self, name: str, error: str) -> None:
        """Keep one failure."""
        self.count += 1
        line = json.dumps({"input": name, "error": error}, ensure_ascii=False)
        try:
            if self._stream is None:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._stream = self.path.open("w", encoding="utf-8")
            print(line, file=self._stream, flush=True)
        except OSError as fault:
            self.fault = fault.strerror or str(fault)

    def close(self) -> None:
        """Nothing more will come."""
        if self._stream is not None:
            self._stream.close()

    @property
    def where(self) -> str:
        """Where to find them, for a note."""
        return f"listed in {self.path}" if self.fault is None else f"not kept ({self.path}: {self.fault})"

"""What was typed into a form of the review and not sent yet: kept on disk as it is typed, offered again.

One file a claim and form, in a folder of the person's own, so that two screens never write over each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from reviews import keeping


class Unsent:
    """The words of forms, each a mapping of field to text. ``folder`` is made when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, claim: str, form: str) -> dict[str, str]:
        """What was typed into this form for the claim (its id); empty where nothing was."""
        try:
            found = json.loads(self._path(claim, form).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def forms(self, claim: str) -> tuple[str, ...]:
        """The forms that hold unsent words for the claim, sorted."""
        return tuple(sorted(path.stem.partition("-")[2] for path in self.folder.glob(f"{claim}-*.json")))

    def keep(self, claim: str, form: str, words: Mapping[str, str]) -> None:
        """Keep what stands in the form now; a form without a word is dropped.

        Written at each key, so without waiting for the disk: a killed process loses nothing, a power cut may.
        What cannot be kept still stands on the screen: no error then.
        """
        if not any(words.values()):
            self.drop(claim, form)
            return
        with suppress(OSError):
            data = json.dumps(dict(words), ensure_ascii=False).encode("utf-8", "replace")
            keeping.write(self._path(claim, form), data, sync=False)

    def drop(self, claim: str, form: str) -> None:
        """Forget the form's words: they were sent, or taken back."""
        with suppress(OSError):
            self._path(claim, form).unlink(missing_ok=True)

    def erase(self, claims: Iterable[str]) -> None:
        """Forget all words for these claims. Raises OSError where a file cannot be removed."""
        for claim in claims:
            for form in self.forms(claim):
                self._path(claim, form).unlink(missing_ok=True)

    def _path(self, claim: str, form: str) -> Path:
        return self.folder / f"{claim}-{form}.json"

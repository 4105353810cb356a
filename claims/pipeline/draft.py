"""A quotation in the making, in tokens."""

from __future__ import annotations

from dataclasses import dataclass

from claims.pipeline.layout import Stretch


@dataclass(frozen=True, slots=True)
class Draft:
    """Content, speaker and cue as stretches [start, end) of tokens."""

    stretches: tuple[Stretch, ...]
    speaker: Stretch | None
    cue: Stretch | None

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return max(end for _, end in self.parts)

    @property
    def parts(self) -> tuple[Stretch, ...]:
        """All its stretches, content first."""
        return (*self.stretches, *(part for part in (self.speaker, self.cue) if part is not None))

    def holds(self, start: int, end: int) -> bool:
        """Whether the content shares a token with [start, end)."""
        return any(s < end and start < e for s, e in self.stretches)

"""A quotation in the making, in tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.pipeline.layout import Layout, Stretch


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

    @property
    def size(self) -> int:
        """How many tokens its content has."""
        return sum(end - start for start, end in self.stretches)

    def holds(self, start: int, end: int) -> bool:
        """Whether the content shares a token with [start, end)."""
        return any(s < end and start < e for s, e in self.stretches)


def outermost(layout: Layout, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts whose cue stands in no other draft's content: "she said she hopes …" is one report."""
    held, kept = [False] * len(layout.doc), list[Draft]()
    for draft in sorted(drafts, key=lambda d: (-d.size, d.stretches)):
        if draft.cue is not None and held[draft.cue[0]]:
            continue
        kept.append(draft)
        for start, end in draft.stretches:
            held[start:end] = [True] * (end - start)
    return kept

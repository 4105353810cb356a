"""Claim kinds, one per file: each reads the annotated Doc and yields what it finds.

A kind is a function ``find(doc, before) -> Iterable[Found]`` registered under the entry point group
``claims.kinds``; ``before`` holds what the kinds ahead of it in ``claims.claim.KINDS`` found. Offsets are
local to the Doc. Kinds of third parties run after the built-in ones, by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from spacy.tokens import Doc

from claims import plugins
from claims.claim import KINDS, Found

GROUP = "claims.kinds"


class Find(Protocol):
    """What a claim kind is."""

    def __call__(self, doc: Doc, before: Sequence[Found], /) -> Iterable[Found]: ...


def finders() -> dict[str, Find]:
    """Every registered kind's function, in the order in which they run."""
    names = sorted(plugins.registered(GROUP), key=lambda n: (KINDS.index(n) if n in KINDS else len(KINDS), n))
    return {name: plugins.load(GROUP, name) for name in names}

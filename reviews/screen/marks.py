"""How a claim's state is marked: by a sign of its own, so that nothing hangs on colour."""

from __future__ import annotations

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "open": "○",
    "in_progress": "◐",
    "awaiting_source": "…",
    "needs_second_review": "◑",
    "signed_off": "■",
    "recheck": "↻",
    "orphan": "†",
    "dropped": "–",
    "confirmed": "✓",
    "incorrect": "✗",
    "misleading": "≠",
    "conflicting": "⇄",
    "unverifiable": "?",
    "not_checkable": "∅",
}
# How many columns the help has.
WIDE = 70
# States of the workflow that say more than a finding does.
FIRST = frozenset({"dropped", "orphan", "recheck", "awaiting_source"})


def sign(workflow: str, finding: str | None) -> str:
    """The one sign of a claim: its finding's, unless the workflow says more."""
    return SIGNS[workflow] if workflow in FIRST or finding is None else SIGNS[finding]


def legend() -> str:
    """Every sign with its meaning, for the help; a line breaks only between them."""
    lines = [""]
    for state, mark in SIGNS.items():
        meant = f"{mark} {state.replace('_', ' ')}"
        if len(lines[-1]) + len(meant) > WIDE:
            lines.append("")
        lines[-1] += f" · {meant}" if lines[-1] else meant
    return "\n".join(lines)

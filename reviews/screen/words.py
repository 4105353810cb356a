"""What the screen says, as Rich text: the article with its marks, the claim, its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from claims.claim import Claim, focus
from claims.extraction import Extraction
from reviews.cli.show import standing
from reviews.review import ClaimReview, Evidence
from reviews.rules import described
from reviews.screen.marks import sign
from sources.candidate import Candidate

# Checks word their reasons as "what the source has; the claim … what the article has".
BETWEEN = "; the claim "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's text and where it starts, with the claims that begin in it."""

    text: str
    start: int
    claims: tuple[Claim, ...]

    def marks(self, signs: Mapping[str, str], current: str) -> tuple[str, ...]:
        """All that :func:`marked` depends on, so that only what differs is drawn anew."""
        return tuple(f"{signs.get(c.id, '')}{'*' if c.id == current else ''}" for c in self.claims)


def blocks(found: Extraction) -> tuple[Block, ...]:
    """The article's paragraphs."""
    return tuple(
        Block(
            found.article.text[p.start : p.end],
            p.start,
            tuple(claim for claim in found.claims if p.start <= claim.start < p.end),
        )
        for p in found.article.paragraphs
    )


def marked(block: Block, signs: Mapping[str, str], current: str) -> Text:
    """The current claim (its id) in reverse, claims without a finding underlined, and each one's sign before it."""
    text = Text(block.text)
    for claim in block.claims:
        here = claim.start - block.start, claim.end - block.start
        if claim.id == current:
            text.stylize("bold reverse", *here)
        elif signs.get(claim.id) == "○":
            text.stylize("underline", *here)
    whole, at = Text(), 0
    for claim in block.claims:
        place = claim.start - block.start
        whole.append_text(text[at:place] if place > at else Text())
        whole.append(signs.get(claim.id, ""), "bold")
        at = max(at, place)
    whole.append_text(text[at:] if at < len(text) else Text())
    return whole


def claim_view(one: ClaimReview, part: int | None, unsent: Sequence[str] = ()) -> Group:
    """The claim with its question, standing, parts, candidates and evidence; ``unsent`` names its forms."""
    parts: list[RenderableType] = [_claim_text(one, part, unsent)]
    for number, item in enumerate(one.candidates, 1):
        parts += _candidate(number, item, one.claim)
    return Group(*parts, *map(_evidence, one.evidence))


def _claim_text(one: ClaimReview, part: int | None, unsent: Sequence[str]) -> Text:
    claim, text = one.claim, Text()
    text.append(f"{claim.kind} {claim.id[:8]}\n", "dim")
    text.append(f"{claim.question}\n", "bold")
    text.append(f"{sign(one.review.workflow, one.review.finding)} {standing(one)}\n")
    text.append("".join(f"✎ unsent words: {form}\n" for form in unsent), "bold")
    text.append(f"{claim.statement}\n")
    decided = {item.part: item.finding for item in one.review.parts}
    for attendee in getattr(claim.detail, "attendees", ()):
        mark = "▶" if attendee.part == part else " "
        found = decided.get(attendee.part, "open")
        text.append(f"{mark} {attendee.part} {attendee.name or attendee.text}: {found}\n")
    return text


def _candidate(number: int, item: Candidate, claim: Claim) -> list[RenderableType]:
    """A candidate: where a rule compared values, the source's and the claim's side by side."""
    head = Text(f"{number} {item.stance.upper()} ", "bold")
    head.append(f"{item.source}: {item.title}", "not bold")
    source, between, said = item.reason.partition(BETWEEN)
    reason: RenderableType = Text(item.reason)
    if between:
        sides = Table(box=SIMPLE_HEAD, expand=True, padding=0, pad_edge=False)
        sides.add_column("the source", ratio=1, overflow="fold")
        sides.add_column("the claim", ratio=1, overflow="fold")
        sides.add_row(Text(source), Text("\n".join(filter(None, (focus(claim), said)))))
        reason = sides
    rest = Text(f"“{item.excerpt}”\norigin: {item.origin}\n", "dim")
    return [head, reason, rest]


def _evidence(item: Evidence) -> Text:
    where = item.url or item.file or item.source or "note"
    text = Text(f"evidence {item.grade.replace('_', ' ')}: ", "bold")
    text.append(f"{item.title} · {where}" if item.title else where, "not bold")
    for words in (item.quote and f"“{item.quote}”", item.note, item.due and f"due {item.due}"):
        text.append(f"\n  {words}" if words else "", "not bold")
    return text


def history_text(one: ClaimReview) -> Text:
    """The claim's events, latest first; what was undone is struck out and says so."""
    void, text = one.undone, Text()
    for event in reversed(one.history):
        note = (event.payload or {}).get("note")
        line = f"{event.time[:16].replace('T', ' ')} {event.actor}: {described(event)}" + (
            f" — {note}" if note else ""
        )
        gone = event.sequence in void
        text.append(f"{line}{' (undone)' if gone else ''}\n", "strike" if gone else "")
    return text

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
from reviews.cli.show import detail_of, evidence_words, standing
from reviews.differences import last_change
from reviews.review import ClaimReview, Evidence
from reviews.rules import described
from reviews.screen.marks import sign
from sources.candidate import Candidate

# What of a detail the question says already.
SAID_ELSEWHERE = frozenset({"content"})
# Checks word their reasons as "what the source has; the claim … what the article has".
BETWEEN = "; the claim "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's text and where it starts, with the claims that stand in it, wholly or in part."""

    text: str
    start: int
    claims: tuple[Claim, ...]

    def begins(self, claim: Claim) -> bool:
        """Whether the claim's first word stands here: a quotation may go on in the next paragraph."""
        return self.start <= claim.start < self.start + len(self.text)

    def marks(self, signs: Mapping[str, str], current: str) -> tuple[str, ...]:
        """All that :func:`marked` depends on, so that only what differs is drawn anew."""
        return tuple(f"{signs.get(c.id, '')}{'*' if c.id == current else ''}" for c in self.claims)


def blocks(found: Extraction) -> tuple[Block, ...]:
    """The article's paragraphs."""
    return tuple(
        Block(
            found.article.text[p.start : p.end],
            p.start,
            tuple(claim for claim in found.claims if claim.start < p.end and p.start < claim.end),
        )
        for p in found.article.paragraphs
    )


def marked(block: Block, signs: Mapping[str, str], current: str) -> Text:
    """The current claim (its id) in reverse, claims without a finding underlined, and each one's sign before it."""
    text = Text(block.text)
    for claim in block.claims:
        here = max(0, claim.start - block.start), claim.end - block.start
        if claim.id == current:
            text.stylize("bold reverse", *here)
        elif signs.get(claim.id) == "○":
            text.stylize("underline", *here)
    whole, at = Text(), 0
    for claim in filter(block.begins, block.claims):
        place = claim.start - block.start
        whole.append_text(text[at:place] if place > at else Text())
        whole.append(signs.get(claim.id, ""), "bold")
        at = max(at, place)
    whole.append_text(text[at:] if at < len(text) else Text())
    return whole


def claim_view(one: ClaimReview, part: int | None, unsent: Sequence[str] = ()) -> Group:
    """The claim with all that is known of it; ``unsent`` names its forms with unsent words."""
    parts: list[RenderableType] = [_claim_text(one, part, unsent)]
    if not one.candidates:
        parts.append(Text("no candidates (claims lookup asks the sources)\n", "dim"))
    for number, item in enumerate(one.candidates, 1):
        parts += _candidate(number, item, one.claim)
    return Group(*parts, *map(_evidence, one.evidence))


def _claim_text(one: ClaimReview, part: int | None, unsent: Sequence[str]) -> Text:
    claim, text = one.claim, Text()
    chosen = "" if part is None else f" ▶ {part} {_attendees(claim)[part]}"
    text.append(f"{claim.kind} {claim.id[:8]}{chosen}\n", "dim" if part is None else "bold")
    text.append(f"{claim.question}\n", "bold")
    text.append(f"{sign(one.review.workflow, one.review.finding)} {standing(one)}\n")
    text.append("".join(f"✎ unsent words: {form}\n" for form in unsent), "bold")
    if one.review.workflow == "recheck":
        text.append("".join(f"changed: {line}\n" for line in last_change(one.history)), "bold")
    decided = {item.part: item.finding for item in one.review.parts}
    for number, name in _attendees(claim).items():
        mark = "▶" if number == part else " "
        text.append(f"{mark} {number} {name}: {decided.get(number, 'open').replace('_', ' ')}\n")
    text.append(f"{claim.statement}\n")
    said = [f"{name}: {words}" for name, words in detail_of(claim) if name not in SAID_ELSEWHERE]
    text.append(f"{' · '.join(said)}\n" if said else "", "dim")
    return text


def _attendees(claim: Claim) -> dict[int, str]:
    """The attendees of an attendance claim by number."""
    return {one.part: one.name or one.text for one in getattr(claim.detail, "attendees", ())}


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
    text = Text("evidence ", "bold")
    text.append(evidence_words(item), "not bold")
    for words in (item.quote and f"“{item.quote}”", item.note):
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

"""What the screen says, as Rich text: the article with its marks, the claim, its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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


def paragraphs(found: Extraction, states: Mapping[str, str], current: Claim) -> Iterable[tuple[bool, Text]]:
    """Each paragraph, and whether the current claim begins in it.

    The current claim stands in reverse, claims without a finding are underlined, and a sign before each
    claim says its state.
    """
    for paragraph in found.article.paragraphs:
        claims = [c for c in found.claims if paragraph.start <= c.start < paragraph.end]
        text = Text(found.article.text[paragraph.start : paragraph.end])
        for claim in claims:
            here = claim.start - paragraph.start, claim.end - paragraph.start
            if claim.id == current.id:
                text.stylize("bold reverse", *here)
            elif states.get(claim.id) == "○":
                text.stylize("underline", *here)
        marked, at = Text(), 0
        for claim in claims:
            place = claim.start - paragraph.start
            marked.append_text(text[at:place] if place > at else Text())
            marked.append(states.get(claim.id, ""), "bold")
            at = max(at, place)
        marked.append_text(text[at:] if at < len(text) else Text())
        yield current in claims, marked


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
        sides.add_row(Text(source), Text(f"{focus(claim)}\n{said}"))
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

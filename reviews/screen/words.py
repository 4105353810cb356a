"""What the screen says, as Rich text: the article with its marks, the claim, its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.text import Text

from claims.claim import Claim, focus
from claims.extraction import Extraction
from reviews.cli.show import standing
from reviews.review import ClaimReview
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


def claim_text(one: ClaimReview, part: int | None) -> Text:
    """The claim with its question, standing, parts, candidates and evidence."""
    claim, text = one.claim, Text()
    text.append(f"{claim.kind} {claim.id[:8]}\n", "dim")
    text.append(f"{claim.question}\n", "bold")
    text.append(f"{sign(one.review.workflow, one.review.finding)} {standing(one)}\n\n")
    text.append(f"{claim.statement}\n")
    decided = {item.part: item.finding for item in one.review.parts}
    for attendee in getattr(claim.detail, "attendees", ()):
        mark = "▶" if attendee.part == part else " "
        found = decided.get(attendee.part, "open")
        text.append(f"{mark} {attendee.part} {attendee.name or attendee.text}: {found}\n")
    for number, item in enumerate(one.candidates, 1):
        text.append_text(candidate_text(number, item, claim))
    for evidence in one.evidence:
        where = evidence.url or evidence.file or evidence.source or "note"
        text.append(f"\nevidence {evidence.grade}: {where}")
        text.append("".join(f"\n  {words}" for words in (evidence.quote, evidence.note) if words))
    return text


def candidate_text(number: int, item: Candidate, claim: Claim) -> Text:
    """A candidate, the source's value above the claim's."""
    source, _, said = item.reason.partition(BETWEEN)
    text = Text(f"\n{number} {item.stance.upper()} ", "bold")
    text.append(f"{item.source}: {item.title}\n", "not bold")
    text.append(f"  source │ {source}\n", "not bold")
    text.append(f"  claim  │ {said or focus(claim)}\n", "not bold")
    text.append(f"  “{item.excerpt}”\n  origin: {item.origin}\n", "dim not bold")
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

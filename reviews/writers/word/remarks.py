"""What the comment on a claim says in a checking copy: question, finding, evidence, and who checked it."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.chain import Event
from reviews.report import Item
from reviews.review import ClaimReview, Evidence, undone
from reviews.writers.word.marks import Comment
from reviews.writers.wording import STATE_WORDS, spoken, standing

MACHINE = "claimdesk"
# Of what nobody cited, so many suggestions stand under an undecided claim.
SUGGESTED = 3
LONGEST = 400
ACTS = ("decided", "evidence", "resolved", "signed_off", "noted")

Line = tuple[str, str]


def remark(item: Item, as_of: str) -> Comment:
    """The comment on one claim, in the name of who checked it; on one that is gone, at the article's head."""
    entry = item.entry
    gone = entry.review.workflow == "orphan"
    acts = [event for event in in_force(entry) if event.kind in ACTS]
    author = ", ".join(entry.review.found_by) or (acts[-1].actor if acts else MACHINE)
    time = acts[-1].time if acts else item.since or as_of
    return Comment(None if gone else (entry.claim.start, entry.claim.end), author, time, tuple(_lines(item)))


def in_force(entry: ClaimReview) -> list[Event]:
    """The claim's events but those that were undone or erased."""
    void = undone(entry.history)
    return [event for event in entry.history if event.sequence not in void and event.payload is not None]


def note_of(entry: ClaimReview, kind: str) -> str:
    """What the person said who did this last; "" for nothing."""
    said = [event.payload.get("note") for event in in_force(entry) if event.kind == kind and event.payload]
    return (said[-1] or "") if said else ""


def _lines(item: Item) -> Iterator[Line]:
    entry = item.entry
    state = "gone from the draft" if entry.review.workflow == "orphan" else STATE_WORDS[item.state]
    yield f"{item.number} · {spoken(entry.claim.kind)} · {state}", ""
    if entry.review.workflow == "orphan":
        yield "It said", short(entry.claim.text)
    yield "", entry.claim.question
    if item.before is not None:
        yield "Before", short(item.before.text)
    for field, value in standing(entry):
        if field not in ("workflow", "evidence"):
            yield field.capitalize(), short(value)
    yield from (
        (label, short(note))
        for label, note in (
            ("Why", note_of(entry, "decided")),
            ("Editor", note_of(entry, "resolved")),
            ("Note", note_of(entry, "noted")),
        )
        if note
    )
    yield from (("Evidence", said(evidence)) for evidence in entry.evidence)
    yield from _suggested(item)


def said(evidence: Evidence) -> str:
    """A piece of evidence in a line: grade, what it is, its passage, where it lies, who brought it."""
    named = dict.fromkeys((evidence.title, evidence.source, evidence.file, evidence.url))
    parts = [spoken(evidence.grade), *(one for one in named if one)]
    if evidence.quote:
        parts.append(f"“{short(evidence.quote)}”")
    if evidence.note:
        parts.append(short(evidence.note))
    return f"{'; '.join(parts)} ({evidence.added_by}, {evidence.added_at[:10]})"


def _suggested(item: Item) -> Iterator[Line]:
    """The candidates that the finding rests on; before there is a finding, the best that were found."""
    cited = {one.id for one in item.cited_candidates}
    best = () if item.entry.review.finding else item.entry.candidates[:SUGGESTED]
    for one in item.entry.candidates:
        if one.id in cited or one in best:
            label = "Cited" if one.id in cited else f"Machine: {one.source} {one.stance}"
            yield label, f"{short(one.reason or one.excerpt)} {one.permalink or one.url}"


def short(text: str) -> str:
    """The words on one line, cut where a margin could not hold them."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"

"""Who may do what to a claim, and from which state. Pure: each rule returns an Act or raises ReviewError.

Every act that changes the workflow carries the new state in its payload, so that a later change of the
``second_review`` setting does not change the past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.claim import AttendanceDetail, Claim
from claims.extraction import plain
from reviews.chain import Act, Event
from reviews.errors import Conflict, ReviewError
from reviews.review import FINDINGS, RESOLUTIONS, WORKFLOWS, Evidence, Review, Workflow, undone
from reviews.review import review as derive

# What `move` may do; `sign-off`, `drop` and a new draft lead to the states that are missing here.
MOVES: Mapping[Workflow, tuple[Workflow, ...]] = {
    "open": ("in_progress", "awaiting_source"),
    "in_progress": ("open", "awaiting_source", "needs_second_review"),
    "awaiting_source": ("in_progress", "needs_second_review"),
    "needs_second_review": ("in_progress", "awaiting_source"),
    "signed_off": ("in_progress",),
    "recheck": ("in_progress",),
    "orphan": (),
    "dropped": ("open", "in_progress"),
}


# What the one who did it may take back; words, documents and signatures have ways of their own.
UNDOABLE = frozenset({"decided", "assigned", "noted", "moved", "dropped"})


@dataclass(frozen=True, slots=True)
class Policy:
    """A newsroom's own rules: whether a second person signs off; who the editors are (none: everybody)."""

    second_review: bool = True
    editors: tuple[str, ...] = ()


def unchanged(claim: Claim, review: Review, history: Sequence[Event], seen: int) -> None:
    """Raise Conflict where events came after the version that the actor saw; the message tells the last."""
    if review.version > seen:
        winner = history[-1]
        raise Conflict(
            f"{winner.actor} changed claim {claim.id[:8]} meanwhile ({described(winner)}, {winner.time}): "
            f"look at it again (claims show {claim.id[:8]}) and repeat what still holds",
            winner,
        )


def latest_draft(history: Sequence[Event], latest: int, seen: int) -> None:
    """Raise Conflict where a draft was stored after the one that the actor saw."""
    if latest != seen:
        winner = next(event for event in reversed(history) if event.kind in ("updated", "extracted"))
        raise Conflict(
            f"{winner.actor} stored draft {latest} of article {winner.article[:8]} meanwhile ({winner.time}): "
            "look at what it changed and run `claims update` again",
            winner,
        )


def described(event: Event) -> str:
    """One event in a few words, for tables and messages."""
    payload = event.payload or {}
    words = [_deed(event)]
    if "reprint" in payload:
        words.append(
            f"as a reprint of {payload['reprint']['of'][:8]}, {payload['reprint']['alike']:.0%} alike"
        )
    for key in ("part", "finding", "resolution", "grade", "to"):
        value = payload.get(key)
        if value is not None and not payload.get("awaited"):
            words.append(f"part {value}" if key == "part" else str(value).replace("_", " "))
    reached = payload.get("workflow")
    moved = reached is not None and not event.kind.startswith(reached)
    return " ".join(words) + (f", now {str(reached).replace('_', ' ')}" if moved else "")


def _deed(event: Event) -> str:
    """What was done, with what it was done to where the kind alone does not say it."""
    payload = event.payload or {}
    if event.kind == "undone" and "what" in payload:
        return f"took back: {str(payload['what']).replace('_', ' ')}"
    if payload.get("awaited"):
        return f"asked {payload['source']}, due {payload['due']}"
    return event.kind.replace("_", " ")


def decide(
    claim: Claim,
    review: Review,
    *,
    finding: str,
    policy: Policy,
    part: int | None = None,
    evidence: Sequence[str] = (),
    replacement: str | None = None,
    note: str | None = None,
) -> Act:
    """A finding on the claim, or on one attendee; ``evidence`` are ids, ``replacement`` the new words."""
    _known(finding, FINDINGS, "finding")
    _not_in(claim, review, "takes no finding", "signed_off", "orphan", "dropped")
    _part(claim, part)
    workflow: Workflow = "in_progress" if review.workflow in ("open", "recheck") else review.workflow
    payload = {
        "finding": finding,
        "part": part,
        "evidence": list(evidence),
        "correction": _replaced(claim, part, replacement),
        "note": note,
        "workflow": "needs_second_review" if policy.second_review else workflow,
    }
    return Act("decided", payload, claim.id)


def add_evidence(claim: Claim, review: Review, evidence: Evidence) -> Act:
    """A piece of evidence. From somebody, without a document or a passage, it is a source that is awaited."""
    _not_in(claim, review, "takes no evidence", "signed_off", "orphan", "dropped")
    awaited = is_awaited(evidence)
    workflow: Workflow = review.workflow
    if awaited:
        workflow = "awaiting_source"
    elif workflow in ("open", "recheck", "awaiting_source"):
        workflow = "in_progress"
    payload = {**plain(evidence), "awaited": awaited, "workflow": workflow}
    return Act("evidence", payload, claim.id)


def is_awaited(evidence: Evidence) -> bool:
    """Whether somebody was asked and nothing has come: a name or a date, but no document and no words."""
    asked = evidence.source is not None and evidence.due is not None
    return asked and not (evidence.url or evidence.sha256 or evidence.quote)


def assign(claim: Claim, review: Review, *, to: str) -> Act:
    """Give the claim to somebody. The workflow stays."""
    _not_in(claim, review, "cannot be assigned", "signed_off", "orphan", "dropped")
    if not to.strip():
        raise ReviewError("assignee", f"claim {claim.id[:8]} cannot be assigned to nobody: give a name")
    return Act("assigned", {"to": to.strip()}, claim.id)


def note(claim: Claim, review: Review, *, text: str) -> Act:
    """A remark, in any state. A note never changes the workflow."""
    if not text.strip():
        raise ReviewError("empty_note", f"the note on claim {claim.id[:8]} is empty: give its text")
    return Act("noted", {"note": text.strip()}, claim.id)


def move(claim: Claim, review: Review, *, to: str, note: str | None = None) -> Act:
    """Move the claim by hand. A signed-off claim is reopened only with a note."""
    _known(to, WORKFLOWS, "state")
    instead = {"signed_off": "claims sign-off", "dropped": "claims drop"}
    if to in instead:
        raise ReviewError("own_command", f"nothing is moved to {to}: use {instead[to]}")
    if to in ("recheck", "orphan"):
        raise ReviewError(
            "only_update", f"nothing is moved to {to}: only a new draft (claims update) does that"
        )
    if to not in MOVES[review.workflow]:
        ways = ", ".join(MOVES[review.workflow]) or "nowhere but to dropped (claims drop)"
        raise ReviewError(
            "no_such_move",
            f"claim {claim.id[:8]} is {review.workflow} and moves from there to {ways}, not to {to}",
        )
    if review.workflow == "signed_off" and not (note or "").strip():
        raise ReviewError(
            "reopen_note", f"claim {claim.id[:8]} is signed off: reopening it needs --note with the reason"
        )
    if to == "needs_second_review" and review.finding is None:
        raise ReviewError("needs_finding", f"claim {claim.id[:8]} has no finding to review: decide it first")
    return Act("moved", {"note": note, "workflow": to}, claim.id)


def drop(claim: Claim, review: Review, *, note: str | None = None) -> Act:
    """Leave the claim out of the work. Any state but signed_off may be dropped."""
    _not_in(claim, review, "cannot be dropped", "signed_off", "dropped")
    return Act("dropped", {"note": note, "workflow": "dropped"}, claim.id)


def resolve(
    claim: Claim,
    review: Review,
    *,
    resolution: str,
    actor: str,
    policy: Policy,
    replacement: str | None = None,
    note: str | None = None,
) -> Act:
    """The editor's call. The workflow stays; overruling needs a finding and a reason."""
    _known(resolution, RESOLUTIONS, "resolution")
    _editor(actor, policy, "resolves")
    _not_in(claim, review, "takes no resolution", "signed_off", "recheck", "orphan", "dropped")
    if resolution == "overruled" and review.finding is None:
        raise ReviewError("needs_finding", f"claim {claim.id[:8]} has no finding that could be overruled")
    if resolution == "overruled" and not (note or "").strip():
        raise ReviewError(
            "overruled_note", f"overruling the finding on claim {claim.id[:8]} needs --note with the reason"
        )
    correction = _replaced(claim, None, replacement)
    return Act("resolved", {"resolution": resolution, "correction": correction, "note": note}, claim.id)


def undo(claim: Claim, review: Review, *, history: Sequence[Event], actor: str) -> Act:
    """Take back one's own latest act on the claim; both events stay in the history.

    ``history`` is the claim's own, up to ``review.version``.
    """
    void = undone(history)
    standing = [event for event in history if event.kind != "undone" and event.sequence not in void]
    last = standing[-1] if standing else None
    if last is None or last.kind not in UNDOABLE or last.payload is None:
        raise ReviewError(
            "nothing_to_undo", f"claim {claim.id[:8]}: nothing that was done last can be undone"
        )
    if last.actor != actor:
        raise ReviewError(
            "own_act",
            f"claim {claim.id[:8]}: {last.actor} acted last ({described(last)}), and only they undo it: "
            "decide it anew instead",
        )
    before = derive(event for event in history if event.sequence != last.sequence)
    return Act(
        "undone", {"sequence": last.sequence, "what": last.kind, "workflow": before.workflow}, claim.id
    )


def sign_off(claim: Claim, review: Review, *, actor: str, policy: Policy) -> Act:
    """The editor's signature: needs a finding, a resolution unless confirmed, and a second person."""
    _editor(actor, policy, "signs off")
    _not_in(claim, review, "cannot be signed off", "signed_off", "recheck", "orphan", "dropped")
    short = claim.id[:8]
    if review.finding is None:
        raise ReviewError(
            "needs_finding", f"claim {short} has no finding: decide it first (claims decide {short})"
        )
    if review.finding != "confirmed" and review.resolution is None:
        raise ReviewError(
            "needs_resolution",
            f"claim {short} is found {review.finding} and has no resolution: "
            f"resolve it first (claims resolve {short})",
        )
    if policy.second_review and actor in review.found_by:
        raise ReviewError(
            "second_person",
            f"claim {short} needs another person than {actor}, whose finding it is: "
            "those who work alone set second_review = false in claims.toml",
        )
    return Act("signed_off", {"workflow": "signed_off"}, claim.id)


def amend(before: Claim, after: Claim, review: Review) -> Act:
    """The claim with other words or another detail. What was decided on the old ones is set aside."""
    _not_in(before, review, "cannot be amended", "signed_off", "orphan", "dropped")
    if plain(before) == plain(after):
        raise ReviewError("nothing_changed", f"claim {before.id[:8]} says that already: nothing was changed")
    decided = review.finding is not None or review.resolution is not None
    workflow: Workflow = "in_progress" if decided or review.workflow == "recheck" else review.workflow
    return Act("amended", {"before": plain(before), "after": plain(after), "workflow": workflow}, before.id)


def _known(value: str, values: Sequence[str], what: str) -> None:
    if value not in values:
        raise ReviewError(f"unknown_{what}", f"no {what} {value!r}: use one of {', '.join(values)}")


def _not_in(claim: Claim, review: Review, refusal: str, *states: Workflow) -> None:
    """Raise where the claim stands in one of these states, saying what leads out of it."""
    if review.workflow not in states:
        return
    short = claim.id[:8]
    way = {
        "signed_off": f"reopen it first (claims move {short} in_progress --note …)",
        "recheck": f"the draft changed under it, so decide it again first (claims decide {short})",
        "orphan": "it is gone from the draft, so it can only be dropped",
        "dropped": f"take it up again first (claims move {short} open)",
    }[review.workflow]
    raise ReviewError(review.workflow, f"claim {short} is {review.workflow} and {refusal}: {way}")


def _part(claim: Claim, part: int | None) -> None:
    if part is None:
        return
    if not isinstance(claim.detail, AttendanceDetail):
        raise ReviewError(
            "no_parts", f"claim {claim.id[:8]} is a {claim.kind} claim and has no parts: leave out --part"
        )
    known = [attendee.part for attendee in claim.detail.attendees]
    if part not in known:
        raise ReviewError(
            "no_such_part", f"claim {claim.id[:8]} has parts {known[0]} to {known[-1]}, not {part}"
        )


def _editor(actor: str, policy: Policy, does: str) -> None:
    if policy.editors and actor not in policy.editors:
        raise ReviewError(
            "editors",
            f"only an editor {does}, and {actor} is none: [people] editors = {', '.join(policy.editors)}",
        )


def _replaced(claim: Claim, part: int | None, new: str | None) -> dict[str, Any] | None:
    """Where the correction goes: the claim's own span, or the attendee's."""
    if new is None:
        return None
    place: Any = claim
    if part is not None and isinstance(claim.detail, AttendanceDetail):
        place = next(attendee for attendee in claim.detail.attendees if attendee.part == part)
    return {"start": place.start, "end": place.end, "old": place.text, "new": new}

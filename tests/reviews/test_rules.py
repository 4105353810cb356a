"""Who may do what from which state: every command from every state, and every refusal with its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from harbour import extraction_of

from claims.claim import Claim
from reviews import rules
from reviews.chain import Act, Event, Who, link
from reviews.errors import Conflict, ReviewError
from reviews.review import FINDINGS, RESOLUTIONS, WORKFLOWS, Evidence, PartFinding, Review, review, step
from reviews.rules import Policy

ATTENDANCE, OFFICE, STATEMENT = extraction_of().claims
TWO = Policy()
ALONE = Policy(second_review=False)
FOUND = {"decided_whole": "incorrect", "decided_by": "ana", "resolution": "cut", "resolved_by": "ed"}


def evidence(**changes: object) -> Evidence:
    """A document as evidence."""
    item = Evidence(
        id="e" * 64,
        claim_id=OFFICE.id,
        grade="primary",
        url="https://example.org/register",
        file=None,
        sha256=None,
        type=None,
        title=None,
        quote=None,
        note=None,
        source=None,
        due=None,
        origin="example.org",
        added_at="2026-03-03T09:00:00Z",
        added_by="ana",
    )
    return replace(item, **changes)  # type: ignore[arg-type]


AWAITED = evidence(grade="none", url=None, source="the harbour master", due="2026-03-09")
Command = Callable[[Claim, Review], Act]
COMMANDS: dict[str, Command] = {
    "decide": lambda c, r: rules.decide(c, r, finding="confirmed", policy=TWO),
    "decide alone": lambda c, r: rules.decide(c, r, finding="confirmed", policy=ALONE),
    "evidence": lambda c, r: rules.add_evidence(c, r, evidence()),
    "await": lambda c, r: rules.add_evidence(c, r, AWAITED),
    "note": lambda c, r: rules.note(c, r, text="asked again"),
    "assign": lambda c, r: rules.assign(c, r, to="bo"),
    "drop": lambda c, r: rules.drop(c, r),
    "resolve": lambda c, r: rules.resolve(c, r, resolution="keep", actor="ed", policy=TWO),
    "sign off": lambda c, r: rules.sign_off(c, r, actor="ed", policy=TWO),
    "amend": lambda c, r: rules.amend(c, replace(c, statement="other"), r),
}
# The state after each command, or None where it is refused. States in the order of WORKFLOWS: open,
# in_progress, awaiting_source, needs_second_review, signed_off, recheck, orphan, dropped.
AFTER: dict[str, tuple[str | None, ...]] = {
    "decide": ("needs_second_review",) * 4 + (None, "needs_second_review", None, None),
    "decide alone": (
        "in_progress",
        "in_progress",
        "awaiting_source",
        "needs_second_review",
        None,
        "in_progress",
        None,
        None,
    ),
    "evidence": (
        "in_progress",
        "in_progress",
        "in_progress",
        "needs_second_review",
        None,
        "in_progress",
        None,
        None,
    ),
    "await": ("awaiting_source",) * 4 + (None, "awaiting_source", None, None),
    "note": WORKFLOWS,
    "assign": (*WORKFLOWS[:4], None, "recheck", None, None),
    "drop": ("dropped",) * 4 + (None, "dropped", "dropped", None),
    "resolve": (*WORKFLOWS[:4], None, None, None, None),
    "sign off": ("signed_off",) * 4 + (None,) * 4,
    "amend": ("in_progress",) * 4 + (None, "in_progress", None, None),
}
ALL = [
    (command, state, AFTER[command][index]) for command in COMMANDS for index, state in enumerate(WORKFLOWS)
]


def after(state: Review, act: Act) -> Review:
    """The review after an act by ana."""
    event = link(act, "a" * 64, None, Who("ana", "ana"), "2026-03-03T09:00:00Z")
    return step(state, event)


@pytest.mark.parametrize(("command", "state", "expected"), ALL)
def test_every_command_from_every_state(command: str, state: str, expected: str | None) -> None:
    before = Review(workflow=state, **FOUND)  # type: ignore[arg-type]
    if expected is None:
        with pytest.raises(ReviewError) as refusal:
            COMMANDS[command](OFFICE, before)
        assert refusal.value.rule == state
        assert OFFICE.id[:8] in str(refusal.value)
    else:
        assert after(before, COMMANDS[command](OFFICE, before)).workflow == expected


@pytest.mark.parametrize("state", WORKFLOWS)
@pytest.mark.parametrize("to", WORKFLOWS)
def test_moves(state: str, to: str) -> None:
    before = Review(workflow=state, **FOUND)  # type: ignore[arg-type]
    if to in rules.MOVES[state]:  # type: ignore[index]
        assert after(before, rules.move(OFFICE, before, to=to, note="why")).workflow == to
    else:
        with pytest.raises(ReviewError):
            rules.move(OFFICE, before, to=to, note="why")


def test_reopening_takes_the_signature_off_and_needs_a_reason() -> None:
    signed = Review(workflow="signed_off", signed_off_by="ed", **FOUND)  # type: ignore[arg-type]
    with pytest.raises(ReviewError, match="--note"):
        rules.move(OFFICE, signed, to="in_progress")
    reopened = after(signed, rules.move(OFFICE, signed, to="in_progress", note="new register"))
    assert (reopened.signed_off_by, reopened.finding) == (None, "incorrect")


REFUSED: list[tuple[str, Command, Review, str]] = [
    ("needs_finding", COMMANDS["sign off"], Review(workflow="in_progress"), "no finding"),
    (
        "needs_resolution",
        COMMANDS["sign off"],
        Review(workflow="in_progress", decided_whole="misleading", decided_by="ana"),
        "claims resolve",
    ),
    (
        "second_person",
        lambda c, r: rules.sign_off(c, r, actor="ana", policy=TWO),
        Review(workflow="in_progress", decided_whole="confirmed", decided_by="ana"),
        "second_review = false",
    ),
    (
        "second_person",
        lambda c, r: rules.sign_off(c, r, actor="bo", policy=TWO),
        Review(
            workflow="in_progress",
            parts=(PartFinding(0, "confirmed", "ana"), PartFinding(1, "confirmed", "bo")),
        ),
        "bo",
    ),
    (
        "editors",
        lambda c, r: rules.sign_off(c, r, actor="bo", policy=Policy(editors=("ed",))),
        Review(workflow="in_progress", decided_whole="confirmed", decided_by="ana"),
        "editors = ed",
    ),
    (
        "editors",
        lambda c, r: rules.resolve(c, r, resolution="cut", actor="bo", policy=Policy(editors=("ed",))),
        Review(),
        "resolves",
    ),
    (
        "overruled_note",
        lambda c, r: rules.resolve(c, r, resolution="overruled", actor="ed", policy=TWO, note=" "),
        Review(decided_whole="incorrect", decided_by="ana"),
        "--note",
    ),
    (
        "needs_finding",
        lambda c, r: rules.resolve(c, r, resolution="overruled", actor="ed", policy=TWO, note="x"),
        Review(),
        "overruled",
    ),
    ("unknown_finding", lambda c, r: rules.decide(c, r, finding="false", policy=TWO), Review(), "confirmed"),
    (
        "no_parts",
        lambda c, r: rules.decide(c, r, finding="confirmed", policy=TWO, part=0),
        Review(),
        "--part",
    ),
    ("empty_note", lambda c, r: rules.note(c, r, text="  "), Review(), "empty"),
    ("assignee", lambda c, r: rules.assign(c, r, to=""), Review(), "name"),
    ("own_command", lambda c, r: rules.move(c, r, to="signed_off"), Review(), "claims sign-off"),
    ("only_update", lambda c, r: rules.move(c, r, to="recheck"), Review(), "claims update"),
    ("nothing_changed", lambda c, r: rules.amend(c, c, r), Review(), "already"),
    (
        "needs_finding",
        lambda c, r: rules.move(c, r, to="needs_second_review"),
        Review(workflow="in_progress"),
        "decide",
    ),
]


@pytest.mark.parametrize(("rule", "command", "state", "words"), REFUSED)
def test_each_refusal_says_its_rule(rule: str, command: Command, state: Review, words: str) -> None:
    with pytest.raises(ReviewError) as refusal:
        command(OFFICE, state)
    assert refusal.value.rule == rule
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_who_works_alone_signs_off() -> None:
    state = Review(workflow="in_progress", decided_whole="confirmed", decided_by="ana")
    assert rules.sign_off(OFFICE, state, actor="ana", policy=ALONE).kind == "signed_off"


def test_a_part_outside_the_attendees_is_refused() -> None:
    with pytest.raises(ReviewError, match="parts 0 to 2, not 3"):
        rules.decide(ATTENDANCE, Review(), finding="confirmed", policy=TWO, part=3)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), None),
        (("confirmed", "confirmed"), "confirmed"),
        (("confirmed", "not_checkable"), "not_checkable"),
        (("not_checkable", "unverifiable", "confirmed"), "unverifiable"),
        (("conflicting", "unverifiable"), "conflicting"),
        (("misleading", "conflicting"), "misleading"),
        (("confirmed", "misleading", "incorrect"), "incorrect"),
    ],
)
def test_the_worst_part_counts(parts: tuple[str, ...], expected: str | None) -> None:
    state = Review()
    for part, finding in enumerate(parts):
        state = after(state, rules.decide(ATTENDANCE, state, finding=finding, policy=TWO, part=part))
    assert state.finding == expected


@pytest.mark.parametrize("whole", FINDINGS)
def test_the_whole_stands_above_its_parts(whole: str) -> None:
    state = after(Review(), rules.decide(ATTENDANCE, Review(), finding=whole, policy=TWO))
    state = after(state, rules.decide(ATTENDANCE, state, finding="incorrect", policy=TWO, part=1))
    assert state.finding == whole


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_a_resolution_leaves_the_workflow(resolution: str) -> None:
    before = Review(workflow="needs_second_review", decided_whole="incorrect", decided_by="ana")
    act = rules.resolve(OFFICE, before, resolution=resolution, actor="ed", policy=TWO, note="why")
    state = after(before, act)
    assert (state.workflow, state.resolution, state.finding) == (
        "needs_second_review",
        resolution,
        "incorrect",
    )


@pytest.mark.parametrize(("part", "old"), [(None, ATTENDANCE.text), (1, "Omar Tull")])
def test_a_correction_stands_where_the_words_stand(part: int | None, old: str) -> None:
    act = rules.decide(ATTENDANCE, Review(), finding="incorrect", policy=TWO, part=part, replacement="")
    correction = after(Review(), act).correction
    assert correction is not None
    assert (correction.old, correction.new, correction.by) == (old, "", "ana")
    assert extraction_of().article.text[correction.start : correction.end] == old


@pytest.mark.parametrize(
    ("items", "grade", "origins"),
    [
        ([], "none", 0),
        ([("authors_word", "a")], "authors_word", 0),
        ([("secondary", "a"), ("secondary", "a"), ("secondary", "b")], "secondary", 2),
        ([("secondary", "a"), ("primary", "b")], "primary", 1),
    ],
)
def test_the_best_evidence_is_the_grade(items: list[tuple[str, str]], grade: str, origins: int) -> None:
    state = Review()
    for each, origin in items:
        state = after(state, rules.add_evidence(OFFICE, state, evidence(grade=each, origin=origin)))
    assert (state.grade, state.origins) == (grade, origins)


def test_an_amended_claim_loses_its_finding_but_not_the_memory_of_it() -> None:
    before = Review(workflow="needs_second_review", **FOUND)  # type: ignore[arg-type]
    state = after(before, rules.amend(OFFICE, replace(OFFICE, statement="other"), before))
    assert (state.finding, state.resolution, state.earlier) == (None, None, "incorrect")


def test_a_later_setting_does_not_change_the_past() -> None:
    act = rules.decide(OFFICE, Review(), finding="confirmed", policy=ALONE)
    assert act.payload["workflow"] == "in_progress"
    assert after(Review(), act).workflow == "in_progress"


def test_the_second_of_two_is_told_what_the_first_did() -> None:
    act = rules.decide(OFFICE, Review(), finding="confirmed", policy=TWO)
    event: Event = link(act, "a" * 64, None, Who("bo", "bo"), "2026-03-03T09:00:00Z")
    with pytest.raises(Conflict, match=r"bo changed claim \w+ meanwhile \(decided confirmed"):
        rules.unchanged(OFFICE, review([event]), [event], seen=0)

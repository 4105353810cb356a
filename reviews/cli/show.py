"""`claims show`: one article or claim with everything that is known of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviews.cli.command import command
from reviews.cli.desk import Desk
from reviews.cli.table import print_json, short

if TYPE_CHECKING:
    from claims.article import Article
    from claims.claim import Claim
    from reviews.chain import Event
    from reviews.review import (
        Awaited,
        ClaimReview,
        Correction,
        Evidence,
        Finding,
        Grade,
        PartFinding,
        Resolution,
        Workflow,
    )
    from sources.candidate import Candidate
    from sources.checks.inconsistency import Inconsistency

# How much of the text around a claim is shown, in characters each way.
AROUND = 160
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim with its four fields and all that hangs on it, as `--json` prints it.

    ``undone`` are the sequences of the events that a later one undid; ``inconsistencies`` those of the
    article that have a place within the claim.
    """

    claim: Claim
    workflow: Workflow
    finding: Finding | None
    found_by: tuple[str, ...]
    parts: tuple[PartFinding, ...]
    resolution: Resolution | None
    resolved_by: str | None
    grade: Grade
    origins: int
    correction: Correction | None
    assignee: str | None
    awaited: Awaited | None
    signed_off_by: str | None
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Event, ...]
    undone: tuple[int, ...]
    inconsistencies: tuple[Inconsistency, ...]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "show", json=True)(show)


def show(
    desk: Desk,
    reference: Annotated[
        str, typer.Argument(metavar="ID", help="A claim's or an article's id, a path, or last.")
    ],
) -> None:
    """Show an article or a claim: context, detail, candidates, evidence, history, inconsistencies in the article."""
    kind, found = desk.store.identify(reference)
    if kind == "article":
        _show_article(desk, found)
    else:
        _show_claim(desk, found if kind == "claim" else desk.store.owner(kind, found))


def _show_article(desk: Desk, article: str) -> None:
    from sources.checks.inconsistency import find, within

    reviewed = desk.store.review_of(article)
    hints = find(reviewed.extraction)
    if desk.json:
        documents = [_document(one, within(hints, one.claim)) for one in reviewed.claims]
        print_json(
            [
                {
                    **reviewed.extraction.document(),
                    "reviews": documents,
                    "head": reviewed.head,
                    "reprint_of": reviewed.reprint_of,
                    "inconsistencies": hints,
                }
            ]
        )
        return
    from reviews.cli.layout import heading, print_extraction

    if not sys.stdout.isatty():
        for line in heading(reviewed.extraction.article):
            print(f"# {line}")
        if reviewed.reprint_of is not None:
            print(f"# reprint of {short(reviewed.reprint_of)}")
    print_extraction(reviewed.extraction)
    for one in reviewed.claims:
        if one.review.workflow != "open":
            print(f"{short(one.claim.id)}  {standing(one)}")
    for line in _section("inconsistencies", map(_hint, hints)):
        print(line)


def _show_claim(desk: Desk, claim: str) -> None:
    from sources.checks.inconsistency import find, within

    one = desk.store.claim_review(claim)
    extraction = desk.store.extraction(desk.store.article_of(claim))
    hints = within(find(extraction), one.claim)
    if desk.json:
        print_json([_document(one, hints)])
        return
    for line in lines(one, extraction.article, hints):
        print(line)


def _document(one: ClaimReview, hints: tuple[Inconsistency, ...]) -> Shown:
    review = one.review
    return Shown(
        claim=one.claim,
        workflow=review.workflow,
        finding=review.finding,
        found_by=review.found_by,
        parts=review.parts,
        resolution=review.resolution,
        resolved_by=review.resolved_by,
        grade=review.grade,
        origins=review.origins,
        correction=review.correction,
        assignee=review.assignee,
        awaited=review.awaited,
        signed_off_by=review.signed_off_by,
        candidates=one.candidates,
        evidence=one.evidence,
        history=one.history,
        undone=tuple(sorted(one.undone)),
        inconsistencies=hints,
    )


def lines(one: ClaimReview, article: Article, hints: tuple[Inconsistency, ...] = ()) -> Iterator[str]:
    from reviews.differences import last_change

    claim = one.claim
    yield f"{claim.kind} {claim.id}"
    yield f"{INDENT}{claim.question}"
    yield f"{INDENT}worth {claim.worth:.2f}, made by {claim.made_by}, in {article.title or short(article.id)}"
    yield f"{INDENT}{standing(one)}"
    yield ""
    yield _context(claim, article)
    yield ""
    yield from (f"{INDENT}{name}: {words}" for name, words in detail_of(claim))
    yield from (f"{INDENT * 2}{line}" for line in parts_of(one))
    if one.review.workflow == "recheck":
        yield from _section("changed in this draft", iter(last_change(one.history)))
    yield from _section("inconsistencies", map(_hint, hints))
    yield from _section("candidates", (line for item in one.candidates for line in _candidate(item)))
    yield from _section("evidence", (line for item in one.evidence for line in _evidence(item)))
    yield from _section("history", (_event(event, one.undone) for event in one.history))


def standing(one: ClaimReview) -> str:
    """Where the review of a claim stands, on one line."""
    from reviews.writers.wording import spoken

    review = one.review
    parts: list[str] = [spoken(review.workflow)]
    if review.finding:
        parts.append(f"{spoken(review.finding)} ({', '.join(review.found_by)})")
    if review.earlier and not review.finding:
        parts.append(f"earlier {spoken(review.earlier)}, set aside")
    if review.resolution:
        parts.append(f"{review.resolution} ({review.resolved_by})")
    if review.grade != "none":
        origins = f", {review.origins} independent" if review.grade == "secondary" else ""
        parts.append(f"evidence {spoken(review.grade)}{origins}")
    if review.awaited:
        parts.append(f"awaited from {review.awaited.who}, due {review.awaited.due or 'whenever'}")
    if review.assignee:
        parts.append(f"with {review.assignee}")
    if review.correction:
        parts.append(f"replace by {review.correction.new!r}" if review.correction.new else "cut")
    return " · ".join(parts)


def _context(claim: Claim, article: Article) -> str:
    """The claim between angle quotes in the text around it, cut between words."""
    before = article.text[max(0, claim.start - AROUND) : claim.start]
    after = article.text[claim.end : claim.end + AROUND]
    if claim.start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if claim.end + AROUND < len(article.text):
        after = f"{after.rpartition(' ')[0]} …"
    return f"{INDENT}{' '.join(f'{before}»{claim.text}«{after}'.split())}"


def detail_of(claim: Claim) -> Iterator[tuple[str, str]]:
    """What was read in the claim, a name and its words at a time; attendees are ``parts_of``."""
    from reviews.writers.wording import spoken

    detail = claim.detail
    for field in fields(detail):
        value = getattr(detail, field.name)
        alone = field.name == "speakers" and value == (getattr(detail, "speaker", None),)
        if value in (None, ()) or alone or field.name == "attendees":
            continue
        yield spoken(field.name), short(value) if field.name == "within" else _words(value)


def parts_of(one: ClaimReview) -> Iterator[str]:
    """The attendees of an attendance claim by number, each with the finding on it, if there is one."""
    from reviews.writers.wording import spoken

    found = {part.part: f": {spoken(part.finding)} ({part.by})" for part in one.review.parts}
    for attendee in getattr(one.claim.detail, "attendees", ()):
        yield f"{attendee.part} {_words(attendee)}{found.get(attendee.part, '')}"


def _words(value: Any) -> str:
    """A detail's value as a person reads it: a span's text with its name, a date with its value."""
    from reviews.writers.wording import spoken

    if isinstance(value, tuple):
        return "; ".join(_words(item) for item in value)
    if is_dataclass(value):
        text = str(getattr(value, "text", "")) or "; ".join(
            f"{f.name} {_words(getattr(value, f.name))}"
            for f in fields(value)
            if getattr(value, f.name) is not None
        )
        rest = [
            spoken(str(getattr(value, key)))
            for key in ("name", "value", "unit", "role", "mode", "status")
            if getattr(value, key, None) not in (None, "", text)
        ]
        return f"{' '.join(text.split())} ({', '.join(rest)})" if rest else " ".join(text.split())
    return str(value)


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield ""
            yield f"{INDENT}{title}"
        yield f"{INDENT * 2}{line}"


def _hint(item: Inconsistency) -> str:
    places = ", ".join(f"“{' '.join(place.text.split())}” ({place.start})" for place in item.places)
    return f"{item.kind}: {item.message} · {places}"


def _candidate(item: Candidate) -> Iterator[str]:
    part = f" part {item.part}" if item.part is not None else ""
    yield f"{short(item.id)} {item.stance}{part}: {item.reason}"
    yield f"{INDENT}{item.source}: {item.title} · {item.permalink or item.url} · read {item.retrieved_at}"


def _evidence(item: Evidence) -> Iterator[str]:
    yield f"{short(item.id)} {evidence_words(item)} · {item.added_by}, {item.added_at}"
    if item.archived:
        yield f"{INDENT}archived: {item.archived}"
    for words in (item.quote and f"“{item.quote}”", item.note):
        if words:
            yield f"{INDENT}{words}"


def evidence_words(item: Evidence) -> str:
    """A piece of evidence in a few words: its grade, and what or whom it is from; or who was asked for it."""
    from reviews.rules import is_awaited
    from reviews.writers.wording import spoken

    if is_awaited(item):
        return f"awaited: from {item.source}, due {item.due}"
    source = f"from {item.source}" if item.source else None
    named = [one for one in (item.title, item.url or item.file, source) if one]
    return f"{spoken(item.grade)}: {' · '.join(named) or 'note'}"


def _event(event: Event, undone: frozenset[int]) -> str:
    from reviews.rules import described

    note = (event.payload or {}).get("note")
    line = f"{event.sequence} {event.time} {event.actor}: {described(event)}" + (f" — {note}" if note else "")
    return f"{line} (undone)" if event.sequence in undone else line

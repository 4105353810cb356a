"""What the comments of a checking copy say.

Of a claim its question, finding, evidence and who checked it; at the article's head where the check stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviews.report import Item, Report, Section
from reviews.writers.events import in_force, last, note_of, said_of
from reviews.writers.word.marks import Comment
from reviews.writers.wording import FATE_WORDS, STATE_WORDS, moment, spoken, standing

MACHINE = "claimdesk"
# Of what nobody cited, so many suggestions stand under an undecided claim.
SUGGESTED = 3
LONGEST = 400
# So many sentences that no claim covers are told of; not those that nobody would check.
GAPS = 5
UNTOLD = ("boilerplate", "filtered")
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


def summary(report: Report, section: Section) -> Comment:
    """The comment at the article's head: where the check stands, and by what it was made."""
    coverage = section.review.extraction.coverage
    totals = ", ".join(f"{count} {STATE_WORDS[state]}" for state, count in section.by_state)
    lines = [("Checking copy", ""), ("Claims", totals or "none")]
    if section.change is not None:
        fates = ", ".join(f"{count} {FATE_WORDS[fate]}" for fate, count in section.by_fate)
        lines.append((f"Draft {section.change.draft}", f"{fates} ({section.change.actor})"))
    lines.append(("Sentences with a claim", f"{coverage.covered} of {coverage.sentences}"))
    gaps = [hole.text for hole in section.holes if hole.what == "sentence" and hole.why not in UNTOLD]
    lines += [("No claim covers", short(" ".join(gap.split()))) for gap in gaps[:GAPS]]
    if len(gaps) > GAPS:
        lines.append(("", f"and {len(gaps) - GAPS} sentences more (claims coverage)"))
    lines += [(name.capitalize(), value) for name, value in report.framing.settings]
    lines.append(("History up to", (section.review.head or "none")[:12]))
    lines.append(("", f"{MACHINE} {report.version}, as of {moment(report.as_of)}"))
    return Comment(None, MACHINE, report.as_of, tuple(lines))


def hints(section: Section, as_of: str) -> Iterator[Comment]:
    """A comment on each place where the article is at odds with itself that no claim's comment tells of."""
    told = {id(hint) for item in section.items for hint in item.hints}
    for hint in section.inconsistencies:
        if id(hint) not in told:
            line = ("The article against itself", hint.message)
            yield Comment((hint.places[0].start, hint.places[0].end), MACHINE, as_of, (line,))


def _lines(item: Item) -> Iterator[Line]:
    entry = item.entry
    state = "gone from the draft" if entry.review.workflow == "orphan" else STATE_WORDS[item.state]
    yield f"{item.number} · {spoken(entry.claim.kind)} · {state}", ""
    if entry.review.workflow == "orphan":
        yield "It said", short(entry.claim.text)
    yield "", entry.claim.question
    if item.before is not None:
        yield "Before", short(item.before.text)
    elif item.fate == "new":
        yield "New in this draft", ""
    for field, value in standing(entry):
        if field not in ("workflow", "evidence"):
            yield field.capitalize(), short(value)
    yield from (
        (label, short(note))
        for label, note in (
            ("Why", note_of(last(entry, "decided"))),
            ("Editor", note_of(last(entry, "resolved"))),
            ("Note", note_of(last(entry, "noted"))),
        )
        if note
    )
    yield from (("Evidence", short(said_of(evidence))) for evidence in entry.evidence)
    yield from (("The article against itself", hint.message) for hint in item.hints)
    yield from _suggested(item)


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

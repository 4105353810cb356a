"""The kind ``statement``: a clause that asserts something checkable and that no other kind covers.

A clause counts where it has a subject and a finite predicate and is neither opinion, prediction, question
nor command. Clauses inside quotations count too; the clause of a quotation's own cue does not, nor does one
whose predicate another kind's claim already holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.assertions import not_checkable
from claims.claim import AttendanceDetail, Found, OfficeDetail, QuoteDetail, StatementDetail
from claims.pipeline import span_of, text_of
from claims.pipeline.clauses import clause, is_finite, noun_phrase, subject, trimmed, verbs
from claims.pipeline.labels import (
    ATTRIBUTE,
    COMPLEMENT,
    CONJUNCT,
    COPULA,
    NEGATION,
    OBJECT,
    RELATIVE,
    SUBJECT,
)
from claims.pipeline.names import named
from claims.span import Named, Span
from claims.wordlists import words

# A clause of fewer words ("he said", "it is") says nothing that could be checked by itself.
SHORTEST = 3
# A claim of another kind covers a clause where it holds its predicate and shares this much of what both span.
COVERED = 0.5
# What sets a relative clause off as an assertion of its own ("Guo, who …"), beside one that only picks out.
SETS_OFF = frozenset({",", "–", "—", "("})


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every statement claim of the Doc, in text order."""
    if not doc.has_annotation("DEP"):
        return
    cues = _cues(before)
    others = sorted((item for item in before if item.kind != "quote"), key=lambda item: item.start)
    longest = max((item.end - item.start for item in others), default=0)
    contents = [part for quote in doc._.claims_quotes for part in quote.content]
    said = _said_elsewhere(before)
    for predicate in doc:
        if predicate.idx in cues or not _asserts(predicate):
            continue
        start, end = _own_words(predicate, contents)
        if _is_said(predicate, start, end, said):
            continue
        if not _is_covered(predicate, start, end, others, longest):
            yield Found("statement", start, end, _detail(doc, predicate))


def _own_words(predicate: Token, contents: Sequence[Span]) -> tuple[int, int]:
    """The predicate's clause; where it stands in a quotation, no more of it than what is quoted."""
    start, end = clause(predicate)
    for part in contents:
        if part.start <= predicate.idx < part.end:
            start, end = max(start, part.start), min(end, part.end)
    return start, end - (text_of(predicate.doc)[end - 1] == ",")


def _asserts(predicate: Token) -> bool:
    """Whether the token heads a checkable clause that stands for itself; "Hammond said" alone is none."""
    if not is_finite(predicate) or not _stands_for_itself(predicate):
        return False
    if not_checkable(predicate) is not None:
        return False
    if _only_reports(predicate):
        return False
    spoken = [token for token in predicate.subtree if token.is_alpha or token.like_num]
    return len(spoken) >= SHORTEST


def _only_reports(predicate: Token) -> bool:
    """ "Hammond said", "the reports state that …", "it is estimated that …", "she was clear that …": what is
    asserted is what is reported."""
    reported = any(child.dep_ == "ccomp" and is_finite(child) for child in predicate.children)
    if predicate.lemma_ in words("cue_verbs.tsv"):
        return reported or all(token.is_punct for token in predicate.rights)
    own = subject(predicate)
    return reported and (predicate.pos_ == "ADJ" or (own is not None and own.lower_ == "it"))


def _stands_for_itself(predicate: Token) -> bool:
    """Main and reported clauses, clauses beside them with a subject, and relative clauses after a comma."""
    if predicate.dep_ in CONJUNCT | {"parataxis"}:
        return any(child.dep_ in SUBJECT for child in predicate.children)
    if predicate.dep_ in RELATIVE:
        left = predicate.left_edge.i
        before = predicate.doc[left - 1].text if left else ""
        return before in SETS_OFF or predicate.left_edge.text in SETS_OFF
    return predicate.dep_ in {"ROOT", "ccomp"}


def _cues(before: Sequence[Found]) -> frozenset[int]:
    """The offset of every character of a quotation's cue."""
    cues = (item.detail.cue for item in before if isinstance(item.detail, QuoteDetail))
    return frozenset(offset for cue in cues if cue is not None for offset in range(cue.start, cue.end))


def _said_elsewhere(before: Sequence[Found]) -> list[tuple[frozenset[str], int, int]]:
    """(verbs, start, end): the places of those who attend and of posts, whose claims may span another clause or
    less than one; a clause around such a place says the same where one of these verbs is its predicate."""
    attending = words("attendance_verbs.tsv") | words("presence_words.tsv") | words("guests.txt")
    attending |= words("drawing_verbs.txt") | {"head", "lead"}
    said = list[tuple[frozenset[str], int, int]]()
    for item in before:
        if isinstance(item.detail, AttendanceDetail):
            said += [(attending, who.start, who.end) for who in item.detail.attendees]
        elif isinstance(item.detail, OfficeDetail):
            said.append((words("office_verbs.tsv"), item.detail.office.start, item.detail.office.end))
    return sorted(said, key=lambda place: place[1])


def _is_said(predicate: Token, start: int, end: int, said: Sequence[tuple[frozenset[str], int, int]]) -> bool:
    first = bisect_left(said, start, key=lambda place: place[1])
    last = bisect_right(said, end, key=lambda place: place[1])
    return any(predicate.lemma_.lower() in verbs and stop <= end for verbs, _, stop in said[first:last])


def _is_covered(predicate: Token, start: int, end: int, others: Sequence[Found], longest: int) -> bool:
    """Whether one of the others, ordered by start, holds the predicate and spans about the same clause."""
    first = bisect_left(others, predicate.idx - longest, key=lambda item: item.start)
    last = bisect_right(others, predicate.idx, key=lambda item: item.start)
    for item in others[first:last]:
        shared = min(end, item.end) - max(start, item.start)
        whole = max(end, item.end) - min(start, item.start)
        if predicate.idx < item.end and shared >= COVERED * whole:
            return True
    return False


def _detail(doc: Doc, predicate: Token) -> StatementDetail:
    return StatementDetail(_subject(doc, predicate), _predicate(doc, predicate), _object(doc, predicate))


def _subject(doc: Doc, predicate: Token) -> Named | None:
    head = subject(predicate)
    if head is None or head.tag_ == "EX":
        return None
    if head.tag_ in {"WDT", "WP"} and predicate.dep_ in RELATIVE:
        head = predicate.head
    return named(doc, *noun_phrase(head))


def _predicate(doc: Doc, predicate: Token) -> Span:
    """The verbs with negation and particle; of a copula its complement too."""
    parts = verbs(predicate)
    if any(child.dep_ in COPULA for child in predicate.children):
        start = parts[0].idx
        _, end = noun_phrase(predicate)
        return span_of(doc, min(start, predicate.idx), max(end, parts[-1].idx + len(parts[-1])))
    small = NEGATION | {"compound:prt", "prt"}
    parts += [c for c in predicate.children if c.dep_ in small or c.lower_ in {"not", "n't", "n’t", "never"}]
    parts.sort(key=lambda token: token.i)
    close = [token for token in parts if abs(token.i - predicate.i) < 8]
    return span_of(doc, close[0].idx, close[-1].idx + len(close[-1]))


def _object(doc: Doc, predicate: Token) -> Span | None:
    for child in predicate.rights:
        if child.dep_ in OBJECT - {"iobj", "dative"} | ATTRIBUTE:
            return span_of(doc, *_whole(doc, child))
        if child.dep_ in COMPLEMENT:
            return span_of(doc, *_whole(doc, child))
    return None


def _whole(doc: Doc, head: Token) -> tuple[int, int]:
    return trimmed(doc, head.left_edge.i, head.right_edge.i + 1)

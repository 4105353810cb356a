"""Results of matches as claims: "beat Lidby Rovers 3-1" is a statement that a league's table can confirm.

A finder yields claims of the contract's kinds. Offsets are local to the Doc; `before` holds what the kinds ahead of
it found, so that nothing is claimed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from claims.claim import Found, StatementDetail

SCORE = re.compile(r"\b\d{1,2}\s?[-–]\s?\d{1,2}\b")
CONTESTS = frozenset({"beat", "defeat", "draw", "lose", "tie", "win"})


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """One claim for each verb of a contest with its score, from the subject to the score."""
    taken = {(found.start, found.end) for found in before}
    for verb in (token for token in doc if token.lemma_ in CONTESTS and token.pos_ == "VERB"):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        score = SCORE.search(doc.text, verb.idx, verb.sent.end_char)
        if subject is None or score is None:
            continue
        place = (subject.left_edge.idx, score.end())
        if place not in taken:
            yield Found("statement", *place, StatementDetail(None, None, None))

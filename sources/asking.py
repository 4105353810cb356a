"""Asking a service claim by claim: a question that several claims share goes out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from claims.annotation import Name
from claims.claim import Claim
from sources.candidate import Candidate, Failure
from sources.entities import looked_up, named_in, types_of
from sources.errors import ItemFailed
from sources.names import key

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


def one_by_one(
    source: str,
    claims: Sequence[Claim],
    question: Callable[[Claim], Question | None],
    answer: Callable[[Question], Answer],
    read: Callable[[Claim, Answer], Iterator[Candidate]],
) -> Iterator[Candidate | Failure]:
    """What a source answers on each claim that has a question for it.

    A question that fails (``answer`` raises ItemFailed) costs the claims that have it a line each; what ends
    the asking goes through.
    """
    answers: dict[Question, Answer | ItemFailed] = {}
    for claim in claims:
        asked = question(claim)
        if asked is None:
            continue
        if asked not in answers:
            try:
                answers[asked] = answer(asked)
            except ItemFailed as error:
                answers[asked] = error
        answered = answers[asked]
        if isinstance(answered, ItemFailed):
            yield Failure(source, str(answered), claim.id)
        else:
            yield from read(claim, answered)


def questions(claims: Sequence[Claim], question: Callable[[Claim], Question | None]) -> list[Question]:
    """The questions of these claims, each once, in their order."""
    found = (question(claim) for claim in claims)
    return list(dict.fromkeys(asked for asked in found if asked is not None))


def likeness(one: str, other: str) -> float:
    """How far the words of the shorter text stand in the longer one, 0 to 1; case and accents do not count."""
    from rapidfuzz.fuzz import token_set_ratio

    return token_set_ratio(key(one), key(other)) / 100


def names_in(claim: Claim, names: Sequence[Name]) -> list[str]:
    """The names that a claim speaks of, as they may go out."""
    known = types_of(names)
    found = (looked_up(named, known) for named, _ in named_in(claim))
    return list(dict.fromkeys(name for name in found if name))

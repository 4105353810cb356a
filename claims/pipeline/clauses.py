"""Clauses: the predicate that a word belongs to, its subject, and the stretch of text that is its own clause.

Reads Universal Dependencies and ClearNLP labels alike. Predicates are tokens: the main verb, or, in Universal
Dependencies, the noun or adjective that a copula hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from claims.pipeline.labels import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    CONJUNCT,
    COPULA,
    REDUCED_RELATIVE,
    RELATIVE,
    SUBJECT,
)

FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
PREDICATE_POS = frozenset({"VERB", "AUX"})
# Clauses that say something of their own beside the clause they hang on.
SIDE_CLAUSE = CONJUNCT | {"parataxis"}
# What closes a clause and is no part of it.
CLOSERS = frozenset({",", ";", ":", ".", "!", "?", "-", "–", "—", "…"})
OPENING_MARKS = frozenset("([“‘«")
CLOSING_MARKS = frozenset(")]”’»")
# What hangs on a noun, in one scheme or the other, and is no part of its phrase.
# What stands beside a predicate as part of its own verb.
SUPPORT = AUXILIARY | COPULA
BEFORE_PHRASE = SUBJECT | COPULA | AUXILIARY | {"cc", "case", "mark"}
OUTSIDE_PHRASE = (
    BEFORE_PHRASE
    | RELATIVE
    | REDUCED_RELATIVE
    | ADVERBIAL_CLAUSE
    | CONJUNCT
    | {"appos", "parataxis", "punct"}
)


def predicates(sentence: Iterable[Token]) -> list[Token]:
    """The finite predicates of a sentence, in text order."""
    return [token for token in sentence if is_finite(token)]


def verbs(predicate: Token) -> list[Token]:
    """The predicate's own verb and its auxiliaries and copula, in text order."""
    own = [child for child in predicate.children if child.dep_ in SUPPORT]
    if predicate.pos_ in PREDICATE_POS or predicate.tag_ in FINITE_TAGS:
        own.append(predicate)
    return sorted(own, key=lambda token: token.i)


def is_finite(token: Token) -> bool:
    """Whether the token heads a finite clause: the first of its verbs carries tense or is a modal."""
    if token.dep_ in SUPPORT:
        return False
    alone = not token.n_lefts and not token.n_rights
    if alone and token.pos_ not in PREDICATE_POS and token.tag_ not in FINITE_TAGS:
        return False
    group = verbs(token)
    if not group:
        return False
    first = group[0]
    if first.tag_ in FINITE_TAGS or _is_mistagged_past(token):
        return True
    return "Fin" in first.morph.get("VerbForm", [])


def _is_mistagged_past(token: Token) -> bool:
    """A past tense taken for a participle: a participle has no subject of its own before it, but in
    absolute constructions ("the work done, they left"), which hang on a verb as adverbial clauses."""
    if token.tag_ != "VBN" or token.dep_ in ADVERBIAL_CLAUSE or len(verbs(token)) > 1:
        return False
    return any(child.dep_ in SUBJECT and child.i < token.i for child in token.children)


def subject(predicate: Token) -> Token | None:
    """The head of the predicate's subject; a coordinated predicate shares the first one's."""
    token = predicate
    for _ in range(len(predicate.doc)):
        own = [child for child in token.children if child.dep_ in SUBJECT]
        if own:
            return own[0]
        if token.dep_ not in CONJUNCT or token.head is token:
            return None
        token = token.head
    return None


def predicate_of(token: Token) -> Token:
    """The nearest finite predicate at or above the token; the sentence's root where there is none."""
    for candidate in (token, *token.ancestors):
        if is_finite(candidate):
            return candidate
    return token.sent.root


def clause(predicate: Token) -> tuple[int, int]:
    """Character offsets of the predicate's own clause: its subtree without coordinated clauses beside it.

    A coordinated verb that shares its subject with this one stays in; edges lose conjunctions, marks and
    white space.
    """
    left, right = predicate.left_edge.i, predicate.right_edge.i + 1
    for child in predicate.children:
        if not _stands_apart(child):
            continue
        if child.i > predicate.i:
            right = min(right, child.left_edge.i)
        else:
            left = max(left, child.right_edge.i + 1)
    if left > predicate.i or right <= predicate.i:
        left, right = predicate.left_edge.i, predicate.right_edge.i + 1
    if predicate.doc[left].lower_ == "that" and predicate.doc[left].dep_ == "mark":
        left += 1
    return trimmed(predicate.doc, left, right)


def noun_phrase(head: Token) -> tuple[int, int]:
    """Character offsets of a noun phrase: the head's subtree without appositions and relative clauses."""
    left, right = head.left_edge.i, head.right_edge.i + 1
    for child in head.children:
        if child.dep_ not in OUTSIDE_PHRASE:
            continue
        if child.i > head.i and child.tag_ != "POS":
            right = min(right, child.left_edge.i)
        elif child.i < head.i and child.dep_ in BEFORE_PHRASE:
            left = max(left, child.right_edge.i + 1)
    return trimmed(head.doc, _over_hyphens(head.doc, min(left, head.i)), max(right, head.i + 1))


def _over_hyphens(doc: Doc, left: int) -> int:
    """The first token of the word that hyphens join to this one, with its article: "the editor-in-chief"."""
    while (
        left >= 2
        and doc[left - 1].text == "-"
        and not doc[left - 1].whitespace_
        and not doc[left - 2].whitespace_
    ):
        left -= 2
        if left and doc[left - 1].pos_ == "DET":
            left -= 1
    return left


def trimmed(doc: Doc, left: int, right: int) -> tuple[int, int]:
    """Offsets of tokens [left, right) without conjunctions, punctuation and white space at the edges."""
    while left < right - 1 and _is_edge(doc[left], opens=True):
        left += 1
    full = right
    while right > left + 1 and _is_edge(doc[right - 1], opens=False):
        right -= 1
    right = _with_closing_mark(doc, left, right, full)
    return doc[left].idx, doc[right - 1].idx + len(doc[right - 1])


def _with_closing_mark(doc: Doc, left: int, right: int, full: int) -> int:
    """The end of a stretch, moved over the closing mark that answers an opening one inside it."""
    balance = 0
    for token in doc[left:right]:
        balance += (token.text in OPENING_MARKS) - (token.text in CLOSING_MARKS)
    limit = min(len(doc), full + 2)
    if balance > 0:
        for index in range(right, limit):
            if doc[index].text in CLOSING_MARKS:
                return index + 1
    return right


def _stands_apart(child: Token) -> bool:
    """A coordinated or parenthetic clause with a subject of its own."""
    return child.dep_ in SIDE_CLAUSE and is_finite(child) and any(c.dep_ in SUBJECT for c in child.children)


def _is_edge(token: Token, *, opens: bool) -> bool:
    if token.is_space:
        return True
    if opens:
        return token.is_punct or token.tag_ == "CC"
    return token.text in CLOSERS or token.tag_ in {"CC", "''", "``"} or token.is_quote

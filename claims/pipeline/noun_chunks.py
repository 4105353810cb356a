"""Base noun phrases from Universal Dependencies (spaCy's own iterator reads ClearNLP labels)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.symbols import NOUN, PRON, PROPN
from spacy.tokens import Doc, Span, Token

# Dependents after the head that belong to the base noun phrase: the rest of a name or of a fixed expression.
INSIDE_RIGHT = frozenset({"flat", "fixed", "goeswith", "compound"})
# Dependents before the head that belong to the clause or the preposition, not to the noun phrase.
OUTSIDE_LEFT = frozenset(
    {
        "advcl",
        "advmod",
        "aux",
        "aux:pass",
        "case",
        "cc",
        "cc:preconj",
        "cop",
        "csubj",
        "dep",
        "discourse",
        "expl",
        "mark",
        "nsubj",
        "nsubj:pass",
        "obl",
        "parataxis",
        "punct",
        "vocative",
    }
)
# Nouns that stand inside another noun's phrase: "Prime Minister Khan", "the party's role", "peace talks".
PART_OF_NAME = frozenset({"flat", "fixed", "goeswith", "compound", "nmod:poss", "nmod:desc"})


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Yield (start token, end token, label id) of each base noun phrase, in order, never nested.

    Interface of spaCy's ``syntax_iterators``; labels are those of Universal Dependencies v2.
    """
    label = doclike.doc.vocab.strings.add("NP")
    previous_end = -1
    for word in doclike:
        if word.pos not in (NOUN, PROPN, PRON) or word.dep_ in PART_OF_NAME:
            continue
        start, end = _left(word), _right(word)
        if start < previous_end:
            continue
        previous_end = end
        yield start, end, label


def _left(head: Token) -> int:
    """Index of the phrase's first token: the widest run of dependents up to the head."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in OUTSIDE_LEFT and not (child.dep_ == "advmod" and start < head.i):
            break
        if child.right_edge.i + 1 != start and not _only_punctuation(head.doc, child.right_edge.i + 1, start):
            break
        start = child.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return start


def _right(head: Token) -> int:
    end = head.i + 1
    for child in head.rights:
        if child.dep_.split(":")[0] not in INSIDE_RIGHT or child.left_edge.i > end:
            break
        end = child.right_edge.i + 1
    return end


def _only_punctuation(doc: Doc, start: int, end: int) -> bool:
    return all(token.is_punct for token in doc[start:end])

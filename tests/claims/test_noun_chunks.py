"""Base noun phrases on Universal Dependencies, on hand-built trees."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claims.pipeline.noun_chunks import noun_chunks

Tree = list[tuple[str, str, int, str]]

TREES: list[tuple[Tree, list[str]]] = [
    (
        [("Prime", "PROPN", 1, "compound"), ("Minister", "PROPN", 2, "nmod:desc"),
         ("Imran", "PROPN", 4, "nsubj"), ("Khan", "PROPN", 2, "flat"), ("spoke", "VERB", 4, "ROOT"),
         ("in", "ADP", 6, "case"), ("Lahore", "PROPN", 4, "obl")],
        ["Prime Minister Imran Khan", "Lahore"],
    ),
    (
        [("The", "DET", 1, "det"), ("party", "NOUN", 4, "nmod:poss"), ("’s", "PART", 1, "case"),
         ("main", "ADJ", 4, "amod"), ("role", "NOUN", 6, "nsubj"), ("is", "AUX", 6, "cop"),
         ("support", "NOUN", 6, "ROOT")],
        ["The party ’s main role", "support"],
    ),
    (
        [("Ports", "NOUN", 3, "nsubj"), ("and", "CCONJ", 2, "cc"), ("ships", "NOUN", 0, "conj"),
         ("need", "VERB", 3, "ROOT"), ("a", "DET", 6, "det"), ("peace", "NOUN", 6, "compound"),
         ("deal", "NOUN", 3, "obj")],
        ["Ports", "ships", "a peace deal"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "chunks"), TREES)
def test_base_noun_phrases(tree: Tree, chunks: list[str]) -> None:
    words, pos, heads, deps = map(list, zip(*tree, strict=True))
    doc = Doc(Vocab(), words=words, pos=pos, heads=heads, deps=deps)
    assert [doc[start:end].text for start, end, _ in noun_chunks(doc)] == chunks

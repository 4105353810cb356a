"""Treebank sentences as documents of raw text."""

import spacy

from training.conllu import Sentence, Word
from training.treebank import make_doc


def make_sentence(paragraph: int, *words: tuple[str, int, str, bool]) -> Sentence:
    return Sentence(
        "weblog-a-1", 1, paragraph,
        tuple(Word(form, form.lower(), "X", "XX", "", head, dep, space, "") for form, head, dep, space in words),
    )  # fmt: skip


HELLO = (("Hello", 0, "ROOT", False), (".", 0, "punct", True))
BYE = (("Good", 1, "amod", True), ("bye", 1, "ROOT", True))


def test_sentences_of_one_paragraph_are_parted_by_a_space() -> None:
    doc = make_doc(spacy.blank("en").vocab, [make_sentence(1, *HELLO), make_sentence(1, *BYE)])
    assert doc.text == "Hello. Good bye"
    assert [sentence.text for sentence in doc.sents] == ["Hello.", "Good bye"]


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    doc = make_doc(spacy.blank("en").vocab, [make_sentence(1, *HELLO), make_sentence(2, *BYE)])
    assert doc.text == "Hello.\n\nGood bye"
    assert [token.head.text for token in doc] == ["Hello", "Hello", ".", "bye", "bye"]
    assert doc[2].tag_ == "_SP"

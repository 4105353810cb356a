"""Universal Dependencies treebanks as spaCy documents with the text a reader would have seen."""

import random
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.conllu import Sentence, Word, read_genre, read_sentences

PARAGRAPH_BREAK = Word("\n\n", "\n\n", "SPACE", "_SP", "", 0, "dep", False, "")


def read_documents(vocab: Vocab, path: Path) -> Iterator[Doc]:
    """One Doc per document of the treebank, its paragraphs parted by blank lines.

    `user_data["genre"]` says what kind of text it is.
    """
    for _, group in groupby(read_sentences(path), key=lambda sentence: sentence.document):
        sentences = list(group)
        doc = make_doc(vocab, sentences)
        doc.user_data["genre"] = read_genre(sentences[0].sent_id)
        yield doc


def make_passages(
    vocab: Vocab, sentences: Iterable[Sentence], *, seed: int, longest: int = 8
) -> Iterator[Doc]:
    """One Doc per run of 1 to `longest` sentences of a document.

    Runs of several sentences teach sentence boundaries; short ones keep training batches even.
    """
    lengths = random.Random(seed)
    for _, group in groupby(sentences, key=lambda sentence: sentence.document):
        waiting = list(group)
        while waiting:
            length = lengths.randint(1, longest)
            yield make_doc(vocab, waiting[:length])
            waiting = waiting[length:]


def make_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """One Doc of all `sentences`; words keep the tokens and the labels of the treebank."""
    rows = list(_rows(list(sentences)))
    words = [word for word, _ in rows]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=["" if word.lemma == "_" != word.form else word.lemma for word in words],
        heads=[head for _, head in rows],
        deps=[word.deprel for word in words],
    )


def _rows(sentences: list[Sentence]) -> Iterator[tuple[Word, int]]:
    """Words with the place of their heads in the whole document."""
    start = 0
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        ends_paragraph = following is not None and following.paragraph != sentence.paragraph
        for place, word in enumerate(sentence.words):
            last = place == len(sentence.words) - 1
            if last and (ends_paragraph or following is None):
                word = Word(**{**word.__dict__, "space_after": False})
            yield word, start + word.head
        start += len(sentence.words)
        if ends_paragraph:
            yield PARAGRAPH_BREAK, start - 1
            start += 1

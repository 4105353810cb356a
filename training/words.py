"""The words of the corpora, counted: the rows of the table of static vectors."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from spacy.lang.en import English

from training.conllu import read_sentences
from training.name_corpora import CORPORA
from training.spacing import detokenise

FREE_CORPORA = tuple(name for name in CORPORA if name != "worldwide")


def count_words(data: Path, *, free: bool) -> Counter[str]:
    """Lower-cased words of all training texts, as spaCy's English tokenizer cuts them."""
    tokenizer: Any = English().tokenizer
    words = (token.lower_ for doc in tokenizer.pipe(_texts(data, free=free)) for token in doc)
    return Counter(word for word in words if word.strip())


def _texts(data: Path, *, free: bool) -> Iterator[str]:
    treebanks = (data / "ud/ewt-train.conllu", data / "ud/gum-train.conllu")
    for sentence in chain.from_iterable(read_sentences(path) for path in treebanks):
        yield "".join(word.form + " " * word.space_after for word in sentence.words)
    for name in FREE_CORPORA if free else CORPORA:
        read, place, _ = CORPORA[name]
        yield from (detokenise(passage.tokens) for passage in read(data / place))
    # Debates name today's offices and politics; their words get vectors though no label is learnt from them.
    with (data / "worth/claimbuster-crowdsourced.csv").open(encoding="utf-8") as file:
        yield from (row["Text"] for row in csv.DictReader(file))

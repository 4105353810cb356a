"""How good a pipeline is on the development sets, on raw text and on gold tokens.

Trees are scored by spaCy's scorer (punctuation left out of UAS and LAS, as spaCy's own figures are; with it
under `las_all`). Names are right when kind and both ends, in characters, are right.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from training.corpora import tree_documents, web_dev, worldwide_dev

TREE_KEYS = {"tag": "tag_acc", "pos": "pos_acc", "morph": "morph_acc", "lemma": "lemma_acc", "uas": "dep_uas",
             "las": "dep_las", "sents_f": "sents_f"}  # fmt: skip
# Worldwide files elections, films and wars under Misc.
WORLDWIDE_FOLD = {"EVENT": "MISC", "WORK": "MISC"}
# Universal NER knows three kinds: the others are no names there.
WEB_FOLD = {"NORP": "", "FACILITY": "", "PRODUCT": "", "EVENT": "", "WORK": "", "MISC": ""}
Scores = dict[str, Any]


@dataclass
class Count:
    """Names found, expected and both."""

    found: int = 0
    expected: int = 0
    right: int = 0

    def as_percent(self) -> dict[str, float]:
        """Precision, recall and F in percent."""
        precision = 100 * self.right / max(self.found, 1)
        recall = 100 * self.right / max(self.expected, 1)
        return {"p": round(precision, 1), "r": round(recall, 1), "f": round(f_score(precision, recall), 1)}


def f_score(precision: float, recall: float) -> float:
    """The harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_all(nlp: Language, data: Path) -> Scores:
    """Everything: trees raw and gold, over all and by genre, and names of both development sets."""
    documents = list(tree_documents(nlp.vocab, data))
    return {
        "trees": {way: score_genres(nlp, documents, way) for way in ("raw", "gold")},
        "names": {
            "worldwide": score_names(nlp, worldwide_dev(nlp.vocab, data), WORLDWIDE_FOLD),
            "web": score_names(nlp, web_dev(nlp.vocab, data), WEB_FOLD),
        },
    }


def score_genres(nlp: Language, documents: Iterable[Doc], way: str) -> dict[str, dict[str, float]]:
    """Scores of trees by genre, and of `all`, `ewt` and `gum`."""
    groups: dict[str, list[Example]] = defaultdict(list)
    for document in documents:
        example = analyse(nlp, document, gold=way == "gold")
        genre = str(document.user_data["genre"])
        for group in ("all", genre.split()[0], genre):
            groups[group].append(example)
    return {group: score_trees(examples) for group, examples in groups.items()}


def analyse(nlp: Language, document: Doc, *, gold: bool) -> Example:
    """The pipeline's analysis beside the expected one."""
    start = nlp.make_doc(document.text)
    if gold:
        words = [token.text for token in document]
        start = Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in document])
    return Example(nlp(start, disable=["ner"]), document)


def score_trees(examples: list[Example]) -> dict[str, float]:
    """Percentages over `examples`, keyed as in `TREE_KEYS`, and the number of words."""
    found = dict(Scorer.score_tokenization(examples))
    for attribute in ("tag", "pos", "morph", "lemma"):
        found |= Scorer.score_token_attr(examples, attribute, getter=_getter(attribute))
    found |= Scorer.score_spans(
        examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START")
    )
    found |= _score_deps(examples, ignored=("punct",))
    scores = {name: round(100 * found[key], 2) for name, key in TREE_KEYS.items()}
    scores["las_all"] = round(100 * _score_deps(examples, ignored=())["dep_las"], 2)
    scores["token_f"] = round(100 * found["token_f"], 2)
    return scores | {"words": sum(not token.is_space for example in examples for token in example.reference)}


def _getter(attribute: str) -> Callable[[Token, str], Any]:
    name = attribute if attribute == "morph" else attribute + "_"
    return lambda token, _: str(getattr(token, name))


def _score_deps(examples: list[Example], *, ignored: tuple[str, ...]) -> dict[str, Any]:
    return Scorer.score_deps(
        examples,
        "dep",
        getter=lambda token, _: token.dep_.lower(),
        has_annotation=lambda doc: doc.has_annotation("DEP"),
        ignore_labels=ignored,
    )


def score_names(nlp: Language, documents: Iterable[Doc], fold: dict[str, str]) -> dict[str, dict[str, float]]:
    """Precision, recall and F by kind and over `all`; `fold` renames kinds on both sides ("" drops one)."""
    counts: dict[str, Count] = defaultdict(Count)
    for document in documents:
        expected = find_spans(document, fold)
        with nlp.select_pipes(enable=["ner"]):
            found = find_spans(nlp(document.text), fold)
        for spans, field in ((expected, "expected"), (found, "found"), (expected & found, "right")):
            for *_, kind in spans:
                for key in ("all", kind):
                    setattr(counts[key], field, getattr(counts[key], field) + 1)
    return {kind: count.as_percent() | {"names": count.expected} for kind, count in sorted(counts.items())}


def find_spans(doc: Doc, fold: dict[str, str]) -> set[tuple[int, int, str]]:
    """Start and end in characters and kind of each name."""
    spans = {(name.start_char, name.end_char, fold.get(name.label_, name.label_)) for name in doc.ents}
    return {span for span in spans if span[2]}

"""Silver trees: runs of plain text, lemmas that the gold trees give, untold ones left out."""

from spacy.vocab import Vocab

from training.conllu import Sentence, Word
from training.passage import Passage
from training.silver import collect_lemmas, sample_runs, silver_trees


def sentence(*words: tuple[str, str, str]) -> Sentence:
    made = [Word(form, lemma, "X", tag, "", 0, "ROOT" if n == 0 else "dep", n < len(words) - 1, "")
            for n, (form, lemma, tag) in enumerate(words)]  # fmt: skip
    return Sentence("", 0, 0, tuple(made))


def test_a_lemma_is_the_usual_one_of_form_and_tag() -> None:
    saw, sawn = ("saw", "see", "VBD"), ("saw", "saw", "VBD")
    gold = [sentence(saw), sentence(("saw", "saw", "NN")), sentence(sawn), sentence(saw)]
    assert collect_lemmas(gold) == {("saw", "VBD"): "see", ("saw", "NN"): "saw"}


def test_passages_end_where_a_tree_is_missing() -> None:
    parsed = [
        sentence(("He", "_", "PRP"), ("saw", "_", "VBD")),
        sentence(("Go", "_", "VB")),
        None,
        sentence(("No", "_", "UH")),
    ]
    docs = list(silver_trees(Vocab(), parsed, {("saw", "VBD"): "see"}))
    assert [doc.text for doc in docs] == ["He saw Go", "No"]
    assert [token.lemma_ for token in docs[0]] == ["", "see", ""]


def test_a_sample_keeps_runs_together_and_nothing_twice() -> None:
    passages = [Passage((f"w{n % 90}",), (False,), ("O",)) for n in range(180)]
    chosen = sample_runs(passages, words=30, seed=1, length=10)
    words = [one.tokens[0] for one in chosen]
    assert len(words) == len(set(words)) == 30
    assert all(words[n : n + 10] == [f"w{int(words[n][1:]) + k}" for k in range(10)] for n in (0, 10, 20))
    assert chosen == sample_runs(passages, words=30, seed=1, length=10)

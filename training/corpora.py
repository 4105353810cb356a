"""Training and development files in spaCy's own format, made from the data folder."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.augmentation import retype_all
from training.conllu import read_sentences
from training.name_corpora import CORPORA, make_doc, make_docs, read_uner, read_worldwide
from training.treebank import make_passages, read_documents
from training.variation import collect_mentions, count_tokens, vary, vary_trees

SEED = 7
TREEBANKS = ("ewt", "gum")
# Half machine-made and twice the size of all others: where worldwide is there, its labels do more harm than good.
ONLY_WITHOUT_WORLDWIDE = "gmb"


def write_corpora(data: Path, work: Path, *, free: bool) -> None:
    """Write the folders parse-train and names-train, and parse-dev and names-dev (.spacy), to `work`."""
    vocab = English().vocab
    write_docs(work / "parse-train/gold.spacy", tree_passages(vocab, data))
    write_docs(work / "parse-dev.spacy", tree_documents(vocab, data))
    write_docs(work / "names-train/gold.spacy", name_passages(vocab, data, free=free))
    write_docs(work / "names-dev.spacy", worldwide_dev(vocab, data))


def write_docs(path: Path, docs: Iterable[Doc]) -> None:
    """One file in spaCy's own format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def tree_passages(vocab: Vocab, data: Path) -> Iterator[Doc]:
    """The trees to train on: each passage as it is, and once retyped, with rare names changed."""
    for name in TREEBANKS:
        sentences = list(read_sentences(data / f"ud/{name}-train.conllu"))
        counts = Counter(word.form for sentence in sentences for word in sentence.words)
        yield from make_passages(vocab, sentences, seed=SEED)
        varied = vary_trees(sentences, counts, seed=SEED)
        yield from retype_all(make_passages(vocab, varied, seed=SEED + 1), seed=SEED)


def tree_documents(vocab: Vocab, data: Path) -> Iterator[Doc]:
    """The trees to stop by: whole documents, as a user has them."""
    for name in TREEBANKS:
        yield from read_documents(vocab, data / f"ud/{name}-dev.conllu")


def name_passages(vocab: Vocab, data: Path, *, free: bool) -> Iterator[Doc]:
    """The names to train on: each passage as it is, where its corpus says so, and once varied and retyped."""
    left_out = left_out_of_names(free=free)
    corpora = {
        name: list(read(data / place)) for name, (read, place, _) in CORPORA.items() if name != left_out
    }
    passages = [passage for corpus in corpora.values() for passage in corpus]
    mentions, counts = collect_mentions(passages), count_tokens(passages)
    for name, corpus in corpora.items():
        varied = vary(corpus, mentions, counts, seed=SEED)
        yield from retype_all(make_docs(vocab, varied, seed=SEED), seed=SEED)
        if CORPORA[name][2]:
            yield from make_docs(vocab, corpus, seed=SEED + 1)


def left_out_of_names(*, free: bool) -> str:
    """The corpus whose labels are not trained on."""
    return "worldwide" if free else ONLY_WITHOUT_WORLDWIDE


def worldwide_dev(vocab: Vocab, data: Path) -> Iterator[Doc]:
    """The names to stop by: one Doc an article."""
    for path in sorted((data / "ner/worldwide-dev").glob("*.tsv")):
        yield make_doc(vocab, read_worldwide(path))


def web_dev(vocab: Vocab, data: Path) -> Iterator[Doc]:
    """Names of web genres, held out of all training: one Doc a document."""
    for passages in read_uner(data / "ner/uner-ewt-dev.iob2", data / "ud/ewt-dev.conllu"):
        yield make_doc(vocab, passages)

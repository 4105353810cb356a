"""Quality, speed and size of the shipped pipeline: `python -m benchmarks.pipeline --data ../shared/data`.

Speed is a ratio to a bare pipeline of the small English model's size (tok2vec of width 96 and depth 4 shared by
tagger, parser and names), untrained, on the same texts in the same run on one core: machines differ, ratios less.
"""

import argparse
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Before NumPy is imported: one core for both pipelines.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.training import Example  # noqa: E402
from thinc.api import NumpyOps, set_current_ops  # noqa: E402

from training.corpora import tree_documents, worldwide_dev  # noqa: E402
from training.scores import score_all  # noqa: E402

MODEL = Path(__file__).parent.parent / "claims/model"
DATA = Path(__file__).parent.parent.parent / "shared/data"
# Width, depth, features and rows of en_core_web_sm.
SMALL_TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "rows": [5000, 1000, 2500, 2500, 50],
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"], "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
        "maxout_pieces": 3,
    },
}  # fmt: skip


def measure(data: Path = DATA, model: Path = MODEL, *, words: int = 60_000) -> dict[str, Any]:
    """Scores as `training.scores` gives them, `megabytes`, and words a second of both pipelines with their ratio.

    `speed` is on spaCy's own matrix library, `speed_openblas` on NumPy's; its `ratio_to_stock` sets our pipeline on
    OpenBLAS against the bare one as spaCy runs it.
    """
    stock = measure_speed(data, model, words=words, blis=True)
    quick = measure_speed(data, model, words=words, blis=False)
    return {
        "scores": score_all(spacy.load(model), data),
        "speed": stock,
        "speed_openblas": quick | {"ratio_to_stock": round(quick["model"] / stock["bare"], 2)},
        "megabytes": round(sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) / 1e6, 1),
    }


def measure_speed(data: Path, model: Path, *, words: int, blis: bool) -> dict[str, float]:
    """Both pipelines on the same matrix library: thinc's own BLIS (its default) or NumPy's OpenBLAS."""
    set_current_ops(NumpyOps(use_blis=blis))
    speed = compare_speed(spacy.load(model), make_bare(data), read_texts(data, words))
    set_current_ops(NumpyOps())
    return speed


def read_texts(data: Path, words: int) -> list[str]:
    """News articles of about `words` words in all."""
    texts: list[str] = []
    with (data / "news/free.jsonl").open(encoding="utf-8") as file:
        for line in file:
            if words <= 0:
                break
            texts.append(str(json.loads(line)["text"]))
            words -= len(texts[-1].split())
    return texts


def make_bare(data: Path) -> Language:
    """The untrained pipeline of the small English model's size; labels from the development sets."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": SMALL_TOK2VEC})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name in ("parser", "ner"):
        nlp.add_pipe(name, config={"model": {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": name, "extra_state_tokens": False,
            "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener,
        }})  # fmt: skip
    documents = [*tree_documents(nlp.vocab, data), *worldwide_dev(nlp.vocab, data)]
    nlp.initialize(lambda: [Example(nlp.make_doc(document.text), document) for document in documents[:400]])
    return nlp


def compare_speed(
    nlp: Language, bare: Language, texts: Sequence[str], *, rounds: int = 3
) -> dict[str, float]:
    """Words a second of processor time, the best of `rounds` taken in turns, so that a busy moment hits both."""
    best = {"model": 0.0, "bare": 0.0}
    for _ in range(rounds):
        for name, pipeline in (("model", nlp), ("bare", bare)):
            best[name] = max(best[name], words_per_second(pipeline, texts))
    return {name: round(speed) for name, speed in best.items()} | {
        "ratio": round(best["model"] / best["bare"], 2)
    }


def words_per_second(nlp: Language, texts: Sequence[str]) -> float:
    """Speed over `texts`, tokenizer included."""
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
    return words / (time.process_time() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    print(format_table(measure(options.data, options.model)))


def format_table(measured: dict[str, Any]) -> str:
    """The figures that the project promises, one a line."""
    scores, speed = measured["scores"], measured["speed"]
    lines = ["| measured on the development sets | raw text | gold tokens |", "| --- | ---: | ---: |"]
    for key, title in (
        ("tag", "tags"),
        ("lemma", "lemmas"),
        ("uas", "UAS"),
        ("las", "LAS"),
        ("sents_f", "sentences F"),
    ):
        raw, gold = (scores["trees"][way]["all"][key] for way in ("raw", "gold"))
        lines.append(f"| {title} | {raw:.1f} | {gold:.1f} |")
    for key, title in (("worldwide", "names F, world news"), ("web", "names F, web text")):
        lines.append(f"| {title} | {scores['names'][key]['all']['f']:.1f} | |")
    for library, found in (("BLIS", speed), ("OpenBLAS", measured["speed_openblas"])):
        share = f"{found['ratio']} of a bare small pipeline's {found['bare']:,.0f}"
        lines.append(f"| words a second on one core, {library} | {found['model']:,.0f} ({share}) | |")
    lines.append(f"| megabytes on disk | {measured['megabytes']} | |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

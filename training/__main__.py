"""`python -m training all --data ../shared/data`: everything, from public data to scored weights."""

import argparse
import json
from pathlib import Path
from typing import Any

from training import fitting


def main() -> None:
    """Run the step that the command names; `all` runs them in order."""
    options = _parser().parse_args()
    STEPS[options.step](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=tuple(STEPS))
    parser.add_argument("part", nargs="?", choices=fitting.PARTS, help="of fit: which training")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the public data")
    parser.add_argument(
        "--work", type=Path, default=Path("build/training"), help="folder for files between the steps"
    )
    parser.add_argument(
        "--model", type=Path, default=Path("claims/model"), help="folder of the finished pipeline"
    )
    parser.add_argument("--free", action="store_true", help="without ner/worldwide")
    parser.add_argument(
        "--steps", type=int, help="of training, both parts; a small number tries the whole way"
    )
    parser.add_argument("--start", type=Path, help="of fit: a pipeline whose weights to go on from")
    parser.add_argument("--free-scores", type=Path, help="scores.json of a --free build, for the card")
    return parser


def run_all(options: argparse.Namespace) -> None:
    """Corpora, vectors, silver trees and names, both trainings, the pipeline, its scores and its card."""
    run_corpora(options)
    run_vectors(options)
    run_silver(options)
    steps = {part: options.steps or fitting.STEPS[part] for part in fitting.PARTS}
    fitting.fit_all(options.work, steps=steps)
    run_assemble(options)
    run_score(options)


def run_corpora(options: argparse.Namespace) -> None:
    """Write the training and development files."""
    from training.corpora import write_corpora

    write_corpora(options.data, options.work, free=options.free)


def run_vectors(options: argparse.Namespace) -> None:
    """Distil the static vectors."""
    import spacy

    from training.distillation import choose_words, distil, list_words, make_vectors, read_pieces
    from training.words import count_words

    words = choose_words(count_words(options.data, free=options.free), read_pieces())
    listed = list_words(words)
    rows, shared = distil(words, listed)
    nlp = spacy.blank("en")
    nlp.vocab.vectors = make_vectors(nlp.vocab, words, rows, dict(zip(listed, shared.tolist(), strict=True)))
    nlp.to_disk(options.work / "vectors")


def run_silver(options: argparse.Namespace) -> None:
    """Teach the teachers of trees and of names and let them read plain text."""
    from training.corpora import SEED
    from training.silver import write_silver_names, write_silver_trees

    write_silver_trees(options.data, options.work, free=options.free, seed=SEED)
    write_silver_names(options.data, options.work, free=options.free, seed=SEED)


def run_fit(options: argparse.Namespace) -> None:
    """One of the trainings."""
    steps = options.steps or fitting.STEPS[options.part]
    fitting.fit(options.part, options.work, steps=steps, start=options.start)


def run_assemble(options: argparse.Namespace) -> None:
    """Join the trained parts into one pipeline."""
    from training.assembly import assemble
    from training.meta import make_meta

    best = [options.work / part / "model-best" for part in fitting.PARTS]
    assemble(best[0], best[1], options.model, meta=make_meta({}, free=options.free))


def run_score(options: argparse.Namespace) -> None:
    """Score the pipeline, write the figures into its meta.json and its card."""
    import spacy

    from training.card import write_card, write_licence
    from training.meta import make_meta
    from training.scores import score_all

    scores = score_all(spacy.load(options.model), options.data)
    options.work.mkdir(parents=True, exist_ok=True)
    (options.work / "scores.json").write_text(json.dumps(scores, indent=1), encoding="utf-8")
    _update_meta(options.model / "meta.json", make_meta(scores, free=options.free))
    free = json.loads(options.free_scores.read_text(encoding="utf-8")) if options.free_scores else None
    card = write_card(scores, free, free_steps=free.get("how", "") if free else "")
    (options.model / "README.md").write_text(card, encoding="utf-8")
    (options.model / "LICENSE").write_text(write_licence(), encoding="utf-8")
    print(card)


def _update_meta(path: Path, fields: dict[str, Any]) -> None:
    meta = json.loads(path.read_text(encoding="utf-8")) | fields
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False), encoding="utf-8")


STEPS = {
    "all": run_all,
    "corpora": run_corpora,
    "vectors": run_vectors,
    "silver": run_silver,
    "fit": run_fit,
    "assemble": run_assemble,
    "score": run_score,
}

if __name__ == "__main__":
    main()

"""One pipeline on disk from the two trainings, ready for a plain `spacy.load`."""

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from thinc.api import Config

from training.tokenizer import teach_tokenizer

VERSION = "0.1.0"
# What training needs and the shipped pipeline does not; stock values keep `spacy.load` free of our code.
TRAINING_SECTIONS = ("paths", "system", "corpora", "training", "pretraining", "initialize")


def assemble(parse: Path, names: Path, target: Path, *, meta: dict[str, Any]) -> None:
    """Write the pipeline to `target`, replacing it whole: no reader ever sees half a model."""
    nlp = join(parse, names)
    nlp.meta.update(meta)
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    _forget_training(fresh)
    _trim_strings(fresh, nlp)
    _swap(fresh, target)


def join(parse: Path, names: Path) -> Language:
    """The parts as one pipeline, names last."""
    nlp = spacy.load(parse)
    nlp.add_pipe("ner", source=spacy.load(names), last=True)
    teach_tokenizer(nlp)
    return nlp


def _forget_training(model: Path) -> None:
    path = model / "config.cfg"
    config = Config().from_disk(path, interpolate=False)
    stock = spacy.blank("en").config
    for section in TRAINING_SECTIONS:
        config[section] = stock[section]
    # Batches of this size keep memory flat on long texts.
    config["nlp"]["batch_size"] = 64
    config.to_disk(path)


def _trim_strings(model: Path, nlp: Language) -> None:
    """Words met in training take space and loading time; only labels and the lemmatizer's endings are looked up."""
    known = {str(label) for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    trees: Any = nlp.get_pipe("lemmatizer")
    nodes = srsly.msgpack_loads(trees.trees.to_bytes())["trees"]
    known |= {nlp.vocab.strings[node[end]] for node in nodes for end in ("orig", "subst") if node.get(end)}
    (model / "vocab/strings.json").write_text(json.dumps(sorted(known)), encoding="utf-8")


def _swap(fresh: Path, target: Path) -> None:
    for kept in ("README.md", "LICENSE"):
        if (target / kept).exists() and not (fresh / kept).exists():
            shutil.copy2(target / kept, fresh / kept)
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)

"""One pipeline on disk from the two trainings, ready for a plain `spacy.load`."""

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.util import compile_prefix_regex, compile_suffix_regex
from thinc.api import Config

VERSION = "0.1.0"
# EWT takes a run of one mark as one word ("=====", "!!!"); spaCy's tokenizer would cut a line of it into dozens.
RUNS = (r"={2,}", r"\*{2,}", r"_{2,}", r"~{2,}", r"[?!]{2,}")
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
    join_runs(nlp)
    return nlp


def join_runs(nlp: Language) -> None:
    """Teach the tokenizer that a run of one mark is one word."""
    prefixes = (*RUNS, *(nlp.Defaults.prefixes or ()))
    suffixes = (*RUNS, *(nlp.Defaults.suffixes or ()))
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search


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

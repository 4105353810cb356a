"""The two trainings, by spaCy's own loop: `parse` (tags, lemmas, trees) and `names`."""

import os
import subprocess
import sys
from pathlib import Path

from thinc.api import Config

CONFIGS = Path(__file__).parent / "configs"
PARTS = ("parse", "names")
# Steps of 500 words, about an hour on one core each; beyond them the scores on the development sets stand still.
STEPS = {"parse": 26000, "names": 24000}
# One thread a training: two side by side on two cores are quicker than one after the other.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


def fit_all(work: Path, *, steps: dict[str, int]) -> None:
    """Train both parts side by side; raises `CalledProcessError` where one fails."""
    commands = {part: [sys.executable, "-m", "training", "fit", part, "--work", str(work), "--steps", str(steps[part])]
                for part in PARTS}  # fmt: skip
    running = [
        (part, subprocess.Popen(command, env=os.environ | ONE_THREAD)) for part, command in commands.items()
    ]
    failed = [part for part, process in running if process.wait()]
    if failed:
        raise subprocess.CalledProcessError(1, commands[failed[0]])


def fit(part: str, work: Path, *, steps: int, start: Path | None = None) -> None:
    """Train one part from the files in `work`; the best weights land in `work/<part>/model-best`.

    With `start` the components of that pipeline are trained on, more gently, instead of new ones.
    """
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config
    from thinc.api import NumpyOps, set_current_ops

    from training.tokenizer import teach_tokenizer

    # NumPy's OpenBLAS multiplies matrices three times as fast as thinc's own BLIS here (83 to 30 GFLOPS on one core
    # of an AMD EPYC); `spacy.cli.train` would set BLIS again, hence the loop itself.
    set_current_ops(NumpyOps(use_blis=False))
    overrides = {
        "paths.train": str(work / f"{part}-train"),
        "paths.dev": str(work / f"{part}-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        "training.max_steps": steps,
        "training.optimizer.learn_rate.total_steps": steps,
    }
    config = load_config(CONFIGS / f"{part}.cfg", overrides, interpolate=False)
    if start is not None:
        config = go_on(config, start)
    nlp = init_nlp(config)
    teach_tokenizer(nlp)
    (work / part).mkdir(parents=True, exist_ok=True)
    train(nlp, work / part)


def go_on(config: Config, start: Path) -> Config:
    """`config` with the components of the pipeline `start` for new ones, at half the learning rate."""
    changed = config.copy()
    changed["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"]}
    changed["training"]["optimizer"]["learn_rate"]["initial_rate"] *= 0.5
    return changed

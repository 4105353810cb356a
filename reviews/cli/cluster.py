"""The work on a batch on a Ray cluster: one pipeline a worker, results as one Parquet file.

A worker that dies is started again and its articles are done again by another; what it had not handed over is lost
with it, so every article comes out exactly once. The file appears under its name only when it is whole.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.errors import ArticleError
from reviews.cli import batch, inputs, parquet
from reviews.cli.batch import Done, Options
from reviews.cli.inputs import Given, Missing, expand
from reviews.cli.progress import progress

if TYPE_CHECKING:
    from reviews.cli.desk import Desk
    from reviews.cli.failures import Failures

# Bytes of articles that are handed to a worker at once, some 20,000 words: long and short articles even out.
PACK = 120_000


def run_on(
    address: str,
    desk: Desk,
    arguments: Sequence[str],
    options: Options,
    kinds: Sequence[str],
    min_worth: float,
    out: Path,
    failures: Failures,
) -> None:
    """Extract all inputs on the cluster at ``address`` into the file ``out``. Raises ArticleError and OSError."""
    rows = extract_on(address, expand(arguments), options, kinds, min_worth)
    count = 0
    with (
        progress("extracting", lambda: inputs.count(arguments), quiet=desk.quiet) as show,
        _unspoken(),
        parquet.Writer(out) as file,
    ):
        for number, row in enumerate(rows, 1):
            error = row.pop("error")
            if error is None:
                file.add(row)
                count += 1
            else:
                desk.fail(error)
                failures.add(row["input"], error)
            show(number)
    failures.close()
    if failures.count:
        desk.note(f"{failures.count} of {failures.count + count} inputs failed, {failures.where}")
    desk.note(f"{count} articles in {out}: `claims import {out}` stores them")


@contextmanager
def _unspoken() -> Iterator[None]:
    """Ray tells of workers that died on standard output, which carries results alone."""
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        yield


def extract_on(
    address: str, given: Iterable[Given | Missing], options: Options, kinds: Sequence[str], min_worth: float
) -> Iterator[dict[str, Any]]:
    """A row for each input, in order: the columns of `parquet`, and `error`. Raises ArticleError without a cluster."""
    ray = _connected(address)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    told = (options, tuple(kinds), min_worth)
    try:
        packs = [{"inputs": pack} for pack in _packs(given)]
        if packs:
            crew = ray.data.ActorPoolStrategy(min_size=1, max_size=len(packs))
            dataset = ray.data.from_items(packs, override_num_blocks=len(packs))
            yield from dataset.flat_map(Worker, fn_constructor_args=told, compute=crew).iter_rows()
    except ray.exceptions.RayError as error:
        raise ArticleError(
            f"cluster {address}: {' '.join(str(error).split())[:200]}; see Ray's logs"
        ) from error
    finally:
        ray.shutdown()


def _connected(address: str) -> Any:
    # Standard error is for one-line notes; Ray keeps its own logs.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ArticleError("--cluster needs Ray: install claimdesk[ray] here and on the cluster") from error
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, ValueError, RuntimeError) as error:
        cause = " ".join(str(error).split())[:200]
        raise ArticleError(
            f"no Ray cluster at {address} ({cause}): start one with `ray start --head`"
        ) from error
    return ray


def _packs(given: Iterable[Given | Missing]) -> Iterator[bytes]:
    """Inputs in order, pickled: lists of about `PACK` bytes of articles."""
    pack: list[Given | Missing] = []
    size = 0
    for item in given:
        if isinstance(item, Given) and item.url is not None and item.data is None:
            item = Missing(
                item.name, f"{item.name}: a cluster reads files, no addresses; save the page first"
            )
        pack.append(item)
        size += _size(item)
        if size >= PACK:
            yield pickle.dumps(pack)
            pack, size = [], 0
    if pack:
        yield pickle.dumps(pack)


def _size(item: Given | Missing) -> int:
    if isinstance(item, Missing):
        return 0
    if item.data is not None:
        return len(item.data)
    try:
        return os.path.getsize(item.path or item.name)
    except OSError:
        return 0


class Worker:
    """What runs on the cluster: the pipeline is loaded when the worker starts, and once."""

    def __init__(self, options: Options, kinds: tuple[str, ...], min_worth: float) -> None:
        from claims import language

        self.options = options
        self.kinds = kinds
        self.min_worth = min_worth
        language.load(options.pipeline)

    def __call__(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The articles of one pack."""
        return [self._row(batch.work(item, self.options, lambda reading: reading.article, batch.extracted))
                for item in pickle.loads(row["inputs"])]  # fmt: skip

    def _row(self, done: Done) -> dict[str, Any]:
        if done.found is None or done.article is None:
            return dict.fromkeys(parquet.COLUMNS) | {"input": done.given.name, "error": done.error}
        found = batch.chosen(done.found, kinds=self.kinds, min_worth=self.min_worth)
        return parquet.row(done.given.name, found) | {"error": None}

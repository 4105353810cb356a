"""The work on a batch in several processes, in the order of the inputs.

Articles that are stored already are not extracted again, so that a batch that was broken off goes on where it
stopped. A process that dies, for want of memory say, costs the article that killed it and no other.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from claims.article import Article
from reviews.cli import batch
from reviews.cli.batch import Done, Machine, Options, Read
from reviews.cli.inputs import Given, Missing
from reviews.cli.process import uninterrupted

# How many articles each process may be ahead of what is printed: bounds memory on a large batch.
AHEAD = 4
# A fork of this process would share its threads' locks and its connections, and dies of that now and then.
FRESH = multiprocessing.get_context("spawn")
Input = Given | Missing
Ready = Callable[[Read], Article | None]


def work_side_by_side(
    given: Iterable[Input], options: Options, workers: int, *, again: bool
) -> Iterator[Done]:
    """What became of each input, in order. ``again`` extracts what is stored, too."""
    crew = _Crew(options, workers, again=again)
    waiting = iter(given)
    try:
        while crew.queue or not crew.idle:
            crew.fill(waiting)
            if crew.queue:
                yield crew.take()
    finally:
        crew.pool.shutdown(cancel_futures=True)


class _Crew:
    def __init__(self, options: Options, workers: int, *, again: bool) -> None:
        self.options = options
        self.workers = workers
        self.again = again
        self.queue: deque[tuple[Input, Future[Done]]] = deque()
        self.idle = False
        self.pool = self._pool(workers)

    def fill(self, waiting: Iterator[Input]) -> None:
        """Hand out inputs until every process has enough to do."""
        while len(self.queue) < self.workers * AHEAD:
            item = next(waiting, None)
            if item is None:
                self.idle = True
                return
            self.queue.append((item, self._hand(item)))

    def take(self) -> Done:
        """What became of the oldest input."""
        item, future = self.queue.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(item)

    def _alone(self, item: Input) -> Done:
        """One input again, in a process of its own; the others begin anew."""
        self.pool.shutdown(cancel_futures=True)
        with self._pool(1) as apart:
            try:
                with uninterrupted():
                    alone = apart.submit(_work, item)
                done = alone.result()
            except BrokenProcessPool:
                cause = "the process that read it was killed, most likely for want of memory"
                done = Done(item, error=f"{item.name}: {cause}: split it, or give fewer --workers")
        self.pool = self._pool(self.workers)
        self.queue = deque((waiting, self._hand(waiting)) for waiting, _ in self.queue)
        return done

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        told = (self.options, self.again, batch.extracted)
        return ProcessPoolExecutor(workers, mp_context=FRESH, initializer=_begin, initargs=told)

    def _hand(self, item: Input) -> Future[Done]:
        try:
            # A process may be started for it, and would hear of Ctrl-C before `_begin` is reached.
            with uninterrupted():
                return self.pool.submit(_work, item)
        except BrokenProcessPool as error:
            broken: Future[Done] = Future()
            broken.set_exception(error)
            return broken


# What a process is told once, when it begins.
_told: tuple[Options, Ready, Machine] | None = None


def _begin(options: Options, again: bool, machine: Machine) -> None:
    """Leave Ctrl-C to the parent, which ends this process in order."""
    global _told
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _told = (options, _take if again else _unless_stored(options), machine)


def _work(item: Input) -> Done:
    assert _told is not None
    options, ready, machine = _told
    return batch.work(item, options, ready, machine)


def _take(reading: Read) -> Article | None:
    return reading.article


def _unless_stored(options: Options) -> Ready:
    from reviews import known

    holds = known.checker(options.db)
    if holds is None:
        from reviews.store import Store

        holds = Store.open(options.db, actor=options.actor).holds
    return lambda reading: None if holds(reading.article.sha256) else reading.article

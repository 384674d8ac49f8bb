"""Back ends that an export knows nothing of: the last picture first, and a process of its own."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context

from viewer.batch.item import Item, Outcome
from viewer.batch.local import Local
from viewer.batch.worker import Worker


class Backwards(Local):
    """Takes every job before it does the first, and begins with the last."""

    def __init__(self, lost=()):
        super().__init__()
        self._lost = lost

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        kept = [job for job in items if job.picture.name not in self._lost]
        yield from super().run(reversed(kept))


class Elsewhere:
    """Does all jobs in a fresh process: options and jobs go there, model and outcomes come back."""

    def __init__(self):
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def open(self, options):
        self._options = options
        return self._pool.submit(model_of, options).result()

    def run(self, jobs):
        yield from self._pool.submit(outcomes_of, self._options, list(jobs)).result()

    def close(self):
        self._pool.shutdown()


def model_of(options):
    with closing(Worker(options)) as worker:
        return worker.info


def outcomes_of(options, jobs):
    with closing(Worker(options)) as worker:
        return [worker.outcome(job) for job in jobs]

"""The back end that every export has: one picture after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from viewer.batch.item import Item, Outcome
from viewer.batch.order import ExportOptions
from viewer.batch.way import BY_TORCH, Way
from viewer.batch.worker import Worker
from viewer.core.asks.model_info import ModelInfo


class Local:
    """Runs each item when its outcome is asked for.

    Args:
        way: that all pictures shall go.
    """

    def __init__(self, way: Way = BY_TORCH) -> None:
        self._way = way
        self._worker: Worker | None = None

    def open(self, options: ExportOptions) -> ModelInfo:
        """Open the model here."""
        self._worker = Worker(options, self._way)
        return self._worker.info

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Yield the outcomes in the order of the items."""
        return iter(()) if self._worker is None else map(self._worker.outcome, items)

    def close(self) -> None:
        """Let the model go."""
        if self._worker is not None:
            self._worker.close()

"""Does one shard after the other where it is made: a shard's bytes hang on the plan alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from viewer.batch.item import Item
from viewer.batch.shards.findings import picture_facts, rows_of
from viewer.batch.shards.order import order_of
from viewer.batch.shards.planning import check_here
from viewer.batch.worker import Worker
from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.files.file_reading import hash_file
from viewer.core.pictures.limits import limits
from viewer.measures.annotations.reading import ObjectTruth
from viewer.measures.truth import TruthRegions
from viewer.results.maps import MapStack
from viewer.results.pictures import PlannedPicture
from viewer.results.plan import pictures_of
from viewer.results.rows import row_table
from viewer.results.store import DoneShard, ResultStore

log = logging.getLogger(__name__)
Begun = Callable[[int], object]
DEADLY = UserError(
    "The process that explained this picture has ended, several times.",
    hint="There may be too little memory for it.",
)


def _ignore(_place: int) -> None:
    """Take no note of which picture is begun."""


class ShardWorker:
    """An engine with the plan's model open.

    Args:
        folder: that holds the plan.

    Raises:
        UserError: the plan cannot be followed here.
    """

    def __init__(self, folder: Path) -> None:
        self.store = ResultStore.open(folder)
        self.order = order_of(self.store.plan, folder)
        self._worker = Worker(self.order.options)
        self._truth = None if self.order.truth is None else ObjectTruth(self.order.truth)
        try:
            check_here(self.store.plan, self._worker.info)
        except BaseException:
            self._worker.close()
            raise

    def close(self) -> None:
        """Let the model go."""
        self._worker.close()

    def do(
        self, shard: int, *, begun: Begun = _ignore, deadly: frozenset[int] = frozenset()
    ) -> DoneShard:
        """Explain the pictures of a shard and write what comes of it.

        Args:
            shard: which.
            begun: told the place of each picture before it is explained.
            deadly: places of pictures over which processes have died; they are not tried.

        Raises:
            UserError: the plan cannot be read, or the shard not be written.
        """
        plan, start = self.store.plan, self.store.plan.bounds(shard)[0]
        stack = MapStack(exact=self.order.exact)
        rows: list[Mapping[str, Any]] = []
        files: dict[str, bytes] = {}
        failed = 0
        for place, planned in enumerate(pictures_of(self.store.folder, plan, shard), start):
            begun(place)
            facts = picture_facts(planned, place)
            try:
                if place in deadly:
                    raise DEADLY
                rows += [facts | row for row in self._rows(planned, place, stack, files)]
            except UserError as error:
                failed += 1
                rows.append(facts | {"failure": error.headline, "hint": error.hint})
        others = {f"files-{shard:05d}/{name}": content for name, content in files.items()}
        packed = stack.packed()
        return self.store.write(shard, row_table(rows), packed, failed=failed, others=others)

    def _rows(
        self, planned: PlannedPicture, place: int, stack: MapStack, files: dict[str, bytes]
    ) -> Iterator[dict[str, Any]]:
        """Explain a picture; return its rows.

        Raises:
            UserError: why it cannot be explained.
        """
        check_unchanged(planned)
        item = Item(picture=planned.path, stem=f"{place:08d}-{planned.path.stem}"[:100])
        item = replace(item, page=planned.page)
        try:
            truth = None if self._truth is None else self._truth.of(planned.path)
            return self._explained(item, stack, files, truth)
        except UserError:
            raise
        except Exception as error:  # one picture's border: the rest is done
            log.debug("%s failed", planned.path, exc_info=True)
            raise UserError("It could not be explained.", hint=repr(error)) from error

    def _explained(
        self, item: Item, stack: MapStack, files: dict[str, bytes], truth: TruthRegions | None
    ) -> Iterator[dict[str, Any]]:
        done = self._worker.explained(item)
        if self.order.makes_files:
            made = self._worker.files(item, done).files
            files |= {f"{item.stem}{end}": content for end, content in made.items()}
        return iter(list(rows_of(done, stack, truth)))


def check_unchanged(planned: PlannedPicture) -> None:
    """See that a file is the one that was planned.

    Raises:
        UserError: it is not there, or was changed since.
    """
    ref = ImageRef.of(planned.path)
    if not ref.mtime_ns:
        raise UserError("The file is no longer there.", hint="Make another plan.")
    same = (ref.size_bytes, ref.mtime_ns) == (planned.size_bytes, planned.mtime_ns)
    if planned.sha256 and not same:
        same = hash_file(planned.path, most_bytes=limits().bytes) == planned.sha256
    if not same:
        raise UserError(
            "The picture was changed after the plan was made.", hint="Make another plan."
        )

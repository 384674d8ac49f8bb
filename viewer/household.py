"""The house and the features that live in it: made, handed over, and put away as one."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

import viewer.features
from viewer.features.feature import F, Feature, Features
from viewer.features.first import FIRST
from viewer.house import House
from viewer.work.workers import WAIT_MS, are_left


@dataclass(frozen=True, kw_only=True)
class Household(House):
    """One window with all that it can do; ``household[FoldersFeature]`` is one of its features."""

    features: Features = field(default_factory=dict)

    def __getitem__(self, kind: type[F]) -> F:
        """Return a feature; where it is still on its way, all are made now."""
        if kind not in self.features:
            self.settle()
        return cast(F, self.features[kind])

    def move_in(self) -> None:
        """Make the features that are seen at once; `settle` makes the others."""
        self._make(FIRST)
        self.commands.wait_for(self.settle)
        self.wires.connect("Household", self.window, "closing", self.shut_down)

    def settle(self) -> None:
        """Make all features that are not there yet."""
        from viewer.features.table import FEATURES  # noqa: PLC0415 - after the first paint

        self._make([kind for kind in FEATURES if kind not in self.features])

    def settling(self) -> Iterator[None]:
        """Do what `settle` does, piece by piece: between two of them the window can be used."""
        for module in pkgutil.iter_modules(viewer.features.__path__, "viewer.features."):
            if module.name not in sys.modules:
                importlib.import_module(module.name)
                yield
        self.settle()

    def _make(self, kinds: Sequence[type[Feature]]) -> None:
        """Make features, introduce them to one another, and let each show how things stand."""
        made = [self.features.setdefault(kind, kind(self, self.features)) for kind in kinds]
        for feature in made:
            self.commands.add(feature.commands)
        for feature in made:
            feature.introduce()
        for feature in made:
            feature.show_state()

    def take_over(self, before: Household) -> None:
        """Show what another window showed, and forget that one.

        Args:
            before: has handed over; its engine is ours.
        """
        for kind, feature in self.features.items():
            feature.take_over(before[kind])
        before.window.deleteLater()

    def put_away(self) -> None:
        """Let every feature remember what it must, and end every worker but the engine.

        None is waited for long: a decoder or a disk may never answer.
        """
        for feature in self.features.values():
            feature.put_away()
        self.store.check()  # the log tells if what is remembered now does not reach the disk
        workers = [worker for feature in self.features.values() for worker in feature.workers]
        for worker in workers:
            worker.blockSignals(True)  # what is still on its way has no window to go to
        self.wires.cut()
        end_s = time.monotonic() + WAIT_MS / 1000
        for worker in workers:
            worker.shut_down(max(0, round(1000 * (end_s - time.monotonic()))))

    def hand_over(self) -> None:
        """Put everything away but the engine, which tells nobody anything until it has a window."""
        self.put_away()
        self.engine.forget_listeners()

    def shut_down(self) -> None:
        """Put everything away, and end the engine."""
        self.put_away()
        self.engine.blockSignals(True)
        self.engine.shut_down()

    @property
    def held_up(self) -> bool:
        """Whether, after the end, something is still at work that cannot be stopped."""
        return are_left()

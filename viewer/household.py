"""The house and the features that live in it: made, handed over, and put away as one."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import cast

from viewer.features.feature import F, Features
from viewer.features.table import FEATURES
from viewer.house import House
from viewer.work.workers import WAIT_MS, are_left


@dataclass(frozen=True, kw_only=True)
class Household(House):
    """One window with all that it can do; ``household[FoldersFeature]`` is one of its features."""

    features: Features = field(default_factory=dict)

    def __getitem__(self, kind: type[F]) -> F:
        return cast(F, self.features[kind])

    def move_in(self) -> None:
        """Make the features, introduce them to one another, and let each show how things stand."""
        for kind in FEATURES:
            self.features[kind] = kind(self, self.features)
        for feature in self.features.values():
            self.commands.add(feature.commands)
        for feature in self.features.values():
            feature.introduce()
        self.wires.connect("Household", self.window, "closing", self.shut_down)
        for feature in self.features.values():
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

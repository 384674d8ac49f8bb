"""A network cut behind one layer: the trunk runs compiled, the tail in torch for its gradients."""

from __future__ import annotations

import time
from dataclasses import dataclass

from torch import Tensor, nn

from viewer.engine.fast.compiled import Compiled
from viewer.engine.fast.cut import Cut
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.still import Check
from viewer.tasks.protocol import Task


@dataclass(frozen=True, slots=True)
class Trunk:
    """One network's, for pictures of one size."""

    model: nn.Module
    cut: Cut
    compiled: Compiled
    lasting: bool = False  # a run that fails costs its own picture's alone

    def run(self, x: Tensor, layers: frozenset[str], check: Check, task: Task) -> Pass:
        """Return a pass that recorded some layers, none of which ends before the cut.

        Args:
            x: the picture, (1, C, H, W).
            layers: the cut's own is recorded, too.
            check: called every few milliseconds; what it raises ends the pass.
            task: reads the answer.

        Raises:
            UserError: the tail fails.
        """
        start = time.perf_counter()
        found = self.compiled.run(x, check)
        with self.cut.entered(found):
            run = run_pass(self.model, x, layers | {self.cut.layer}, check, task)
        run.seconds, run.fast = time.perf_counter() - start, True
        return run

"""Keep the forward pass of one picture alive, so that another class, method or layer is cheap."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from viewer.core.asks.target import Resolved
from viewer.engine.explain.cache import BoundedCache
from viewer.engine.look.capture import Capture, gradients_of_all, record_each
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.place_gradients import gradients_of_places
from viewer.engine.look.still import Check
from viewer.tasks.protocol import Task

GRADIENT_BYTES = 64 << 20  # how much the gradients of a picture's last targets may take


@dataclass(slots=True)
class Pass:
    """One recorded forward pass, and the gradients of the targets that were last asked for."""

    capture: Capture
    layers: frozenset[str]
    task: Task
    seconds: float = 0.0  # how long the forward pass took
    fast: bool = False  # what is before its first layer was not computed by torch
    kept: BoundedCache[Tensor] = field(default_factory=lambda: BoundedCache(GRADIENT_BYTES))

    def score(self, target: Resolved) -> Tensor:
        """Return the scalar that is explained, on the graph."""
        return self.task.score(self.capture.answer, target)

    def gradients(self, target: Resolved, layers: Sequence[str]) -> dict[str, Tensor]:
        """Return d(score of the target) / d(layer) by layer, in one backward pass at most."""
        return self.gradients_of_each([target], layers)[0]

    def gradients_of_each(
        self, targets: Sequence[Resolved], layers: Sequence[str], check: Check = lambda: None
    ) -> list[dict[str, Tensor]]:
        """Return the gradients of several targets, in one batched backward pass at most.

        Args:
            targets: what is explained.
            layers: recorded layers.
            check: called on the way, where targets are single places; what it raises ends it.
        """
        found = [{name: self.kept.get((target, name)) for name in layers} for target in targets]
        missing = [name for name in layers if any(row[name] is None for row in found)]
        behind = [index for index, row in enumerate(found) if None in row.values()]
        if behind:
            scores = [self.score(targets[index]) for index in behind]
            fresh = (
                gradients_of_places(self.capture, scores, missing, check)
                if self.task.local
                else self.capture.gradients_of_each(scores, missing)
            )
            for index, row in zip(behind, fresh, strict=True):
                found[index] |= row
                self.keep(targets[index], row)
        return [{k: v for k, v in row.items() if v is not None} for row in found]

    def keep(self, target: Resolved, gradients: Mapping[str, Tensor]) -> None:
        """Remember a target's gradients by layer."""
        for name, tensor in gradients.items():
            self.kept.put((target, name), tensor, tensor.numel() * tensor.element_size())


def run_pass(model: nn.Module, x: Tensor, layers: frozenset[str], check: Check, task: Task) -> Pass:
    """Run the model on a picture and record some layers.

    Raises:
        UserError: the model cannot take this picture, or the memory is not enough.
    """
    with failing_in_words(x):
        return run_together(model, x, layers, check, task)[0]


def run_together(
    model: nn.Module, x: Tensor, layers: frozenset[str], check: Check, task: Task
) -> list[Pass]:
    """Run the model once on several pictures (B, C, H, W); return a pass for each.

    On a CPU, where places are explained and convolutions are grouped, the picture is laid out with
    channels last: FastestDet's pass takes two thirds of the time then. Where a network's own code
    takes another order for granted, it is run on the picture as it is.

    Raises:
        UserError: the model's answer or a layer is at fault.
        ValueError: a layer does not keep the pictures apart.
    """
    start = time.perf_counter()
    captures = _recorded(model, x, sorted(layers), check, task)
    seconds = (time.perf_counter() - start) / len(captures)
    return [Pass(capture, layers, task, seconds) for capture in captures]


def _recorded(
    model: nn.Module, x: Tensor, layers: Sequence[str], check: Check, task: Task
) -> Sequence[Capture]:
    if task.local and x.device.type == "cpu" and any(map(_is_grouped, model.modules())):
        last = x.contiguous(memory_format=torch.channels_last)
        try:
            return record_each(model, last, layers, check=check)
        except RuntimeError:  # such as a view of what does not lie side by side
            pass
    return record_each(model, x, layers, check=check)


def _is_grouped(module: nn.Module) -> bool:
    return isinstance(module, nn.Conv2d) and module.groups > 1


def fetch_together(
    runs: Sequence[Pass], targets: Sequence[Resolved], layers: Sequence[str]
) -> None:
    """Let each of the passes that were run together know its target's gradients, unless all do.

    Args:
        runs: all of them, in their order.
        targets: one for each.
        layers: recorded layers.
    """
    both = list(zip(runs, targets, strict=True))
    if all(run.kept.get((target, name)) is not None for run, target in both for name in layers):
        return
    scores = [run.score(target) for run, target in both]
    rows = gradients_of_all([run.capture for run in runs], scores, layers)
    for run, target, row in zip(runs, targets, rows, strict=True):
        run.keep(target, row)

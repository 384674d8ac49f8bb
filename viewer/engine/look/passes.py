"""Keep the forward pass of one picture alive, so that another class, method or layer is cheap."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from torch import Tensor, nn

from viewer.core.asks.records import LayerInfo, ResolvedTarget
from viewer.core.errors import OutOfMemory, UserError
from viewer.engine.explain.cache import Kept
from viewer.engine.look.capture import Capture, gradients_of_all, record_each
from viewer.engine.look.device import wants_memory
from viewer.engine.look.forward import FORWARD_ERRORS, said
from viewer.engine.look.still import Check
from viewer.methods.scoring import target_score

FLOAT_BYTES = 4
GRADIENT_BYTES = 64 << 20  # how much the gradients of a picture's last targets may take


@dataclass(slots=True)
class Pass:
    """One recorded forward pass, and the gradients of the targets that were last asked for."""

    capture: Capture
    layers: frozenset[str]
    independent: bool = False  # several classes may be present at once
    seconds: float = 0.0  # how long the forward pass took
    kept: Kept[Tensor] = field(default_factory=lambda: Kept(GRADIENT_BYTES))

    def gradients(self, target: ResolvedTarget, layers: Sequence[str]) -> dict[str, Tensor]:
        """Return d(score of the target) / d(layer) by layer, in one backward pass at most."""
        return self.gradients_of_each([target], layers)[0]

    def gradients_of_each(
        self, targets: Sequence[ResolvedTarget], layers: Sequence[str]
    ) -> list[dict[str, Tensor]]:
        """Return the gradients of several targets, in one batched backward pass at most."""
        found = [{name: self.kept.get((target, name)) for name in layers} for target in targets]
        missing = [name for name in layers if any(row[name] is None for row in found)]
        behind = [index for index, row in enumerate(found) if None in row.values()]
        if behind:
            logits = self.capture.logits
            scores = [
                target_score(logits, targets[index], independent=self.independent)
                for index in behind
            ]
            fresh = self.capture.gradients_of_each(scores, missing)
            for index, row in zip(behind, fresh, strict=True):
                found[index] |= row
                self.keep(targets[index], row)
        return [{k: v for k, v in row.items() if v is not None} for row in found]

    def keep(self, target: ResolvedTarget, gradients: Mapping[str, Tensor]) -> None:
        """Remember a target's gradients by layer."""
        for name, tensor in gradients.items():
            self.kept.put((target, name), tensor, tensor.numel() * tensor.element_size())


def run_pass(
    model: nn.Module, x: Tensor, layers: frozenset[str], check: Check, *, independent: bool = False
) -> Pass:
    """Run the model on a picture and record some layers.

    Raises:
        UserError: the model cannot take this picture, or the memory is not enough.
    """
    with failing_in_words(x):
        return run_together(model, x, layers, check, independent=independent)[0]


def run_together(
    model: nn.Module, x: Tensor, layers: frozenset[str], check: Check, *, independent: bool = False
) -> list[Pass]:
    """Run the model once on several pictures (B, C, H, W); return a pass for each.

    Raises:
        UserError: the model's answer or a layer is at fault.
        ValueError: a layer does not keep the pictures apart.
    """
    start = time.perf_counter()
    captures = record_each(model, x, sorted(layers), check=check)
    seconds = (time.perf_counter() - start) / len(captures)
    return [Pass(capture, layers, independent, seconds) for capture in captures]


def fetch_together(
    runs: Sequence[Pass], targets: Sequence[ResolvedTarget], layers: Sequence[str]
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
    scores = [
        target_score(run.capture.logits, target, independent=run.independent)
        for run, target in both
    ]
    rows = gradients_of_all([run.capture for run in runs], scores, layers)
    for run, target, row in zip(runs, targets, rows, strict=True):
        run.keep(target, row)


@contextmanager
def failing_in_words(x: Tensor) -> Iterator[None]:
    """Turn what a model raises on its input into a sentence."""
    try:
        yield
    except FORWARD_ERRORS as error:
        height, width = x.shape[-2:]
        detail = f"{type(error).__name__}: {error}"
        headline = f"The model failed on a picture of {width} × {height} pixels: {said(error)}."
        kind = UserError
        if wants_memory(error):
            headline = f"There is not enough memory to explain {width} × {height} pixels."
            kind = OutOfMemory
        raise kind(headline, hint="Choose the model's default input.", detail=detail) from error


def choose_layers(
    wanted: frozenset[str],
    recorded: frozenset[str],
    layers: Sequence[LayerInfo],
    *,
    scale: float,
    budget_bytes: int,
) -> frozenset[str]:
    """Return the layers to record: also those recorded before, if the graph stays within budget.

    Args:
        wanted: what the panes show.
        recorded: what the last pass of the same picture recorded.
        layers: all layers in forward order, with their shapes in the dry run.
        scale: the picture's pixels divided by the dry run's.
        budget_bytes: how much memory the graph may take.
    """
    union = wanted | recorded
    return union if graph_bytes(union, layers, scale=scale) <= budget_bytes else wanted


def graph_bytes(names: frozenset[str], layers: Sequence[LayerInfo], *, scale: float) -> int:
    """Estimate the memory of a graph that begins at the earliest of these layers."""
    first = next((index for index, layer in enumerate(layers) if layer.name in names), len(layers))
    values = sum(math.prod(layer.shape) for layer in layers[first:])
    return int(values * scale * FLOAT_BYTES)

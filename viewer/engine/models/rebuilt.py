"""Rebuild an old file's network with today's code, and tell what differs from what the file says.

Old versions of torchvision and timm had classes and settings that are gone. The file still says
which network it was, by its name or by its weights' names and shapes, and how its layers were set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from torch import nn

from viewer.core.errors import ArchitectureNeeded
from viewer.engine.models.architectures import (
    Architecture,
    converted,
    find_architecture,
    timm_names,
)
from viewer.engine.models.inference import infer
from viewer.engine.models.model_file import Contents
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.pickled.sketch import LayerSketch, Setting, Sketch
from viewer.engine.models.state_dict import Weights, weights_of
from viewer.engine.models.weights import fit_weights
from viewer.engine.models.whole import answer

LIBRARIES = ("torch.", "torchvision.", "timm.")
# Settings that decide what a layer computes, beside its weights.
TELLING = frozenset(
    {
        *("stride", "padding", "dilation", "groups", "kernel_size", "output_size", "ceil_mode"),
        *("eps", "num_groups", "num_heads", "window_size", "shift_size", "negative_slope"),
        *("count_include_pad", "normalized_shape", "transform_input", "padding_mode", "scale"),
    }
)
# Today's names of layers that compute as before; any other change of class is told.
SAME = (
    frozenset({"ConvBNReLU", "ConvBNActivation", "ConvNormActivation", "Conv2dNormActivation"}),
    frozenset({"_LinearWithBias", "NonDynamicallyQuantizableLinear", "Linear"}),
    frozenset({"SqueezeExcite", "SqueezeExcitation", "SEModule"}),
)
PASSING = frozenset({"Identity", "Dropout", "Dropout2d", "DropPath", "StochasticDepth"})
MOST_TOLD = 3


def is_from_library(classes: tuple[str, ...]) -> bool:
    """Tell whether classes that are unknown here belong to another version of a known library."""
    return all(name.startswith(LIBRARIES) for name in classes)


def rebuild(contents: Contents, path: Path, arch: str | None = None) -> OpenedModel:
    """Build the network that a file of a whole model names, and load its weights.

    Args:
        contents: the file's, with a sketch.
        path: the file.
        arch: the network's name, where the user gives it.

    Raises:
        ArchitectureNeeded: which network it is cannot be told.
        UserError: its weights do not fit today's network of that name.
    """
    described = contents.payload.sketch
    assert described is not None  # noqa: S101 - only files of whole models are rebuilt
    weights, architecture = _identify(described, weights_of(contents), arch, path)
    title = f"{path.stem} ({architecture.name})"
    opened = fit_weights(weights, architecture, title=title, source=path.name)
    changes = list(adopt(described, opened.module))
    answer(opened.module.eval(), opened.rule)  # raises where today's code does not do
    return replace(opened, notes=(_told(architecture, changes), *opened.notes))


def _identify(
    described: Sketch, weights: Weights, arch: str | None, path: Path
) -> tuple[Weights, Architecture]:
    """Find the network: as the user says, as the file says, or by names and shapes.

    timm has many networks of equal shapes that compute differently, so that shapes do not do.
    """
    found = infer(weights.tensors)
    named = arch or (described.architecture in timm_names() and f"timm:{described.architecture}")
    if not named and described.layers[0].type.startswith("torchvision.") and found.certain:
        named = found.candidates[0].architecture
    if not named:
        error = ArchitectureNeeded(
            f"“{path.name}” was saved with another version of its library, and does not say which"
            " network it is.",
            hint=f"{found.sentence} Name it with --arch, for example --arch resnet18.",
        )
        error.candidates = tuple(one.architecture for one in found.candidates if one.exact)
        raise error
    architecture = find_architecture(named)
    for one in found.candidates:
        if one.exact and find_architecture(one.architecture) == architecture:
            return replace(weights, tensors=one.fit(weights.tensors)), architecture
    return replace(weights, tensors=converted(architecture, weights.tensors)), architecture


def adopt(described: Sketch, module: nn.Module) -> Iterator[str]:
    """Give layers the settings that the file says they had; yield what differs, in words."""
    layers = dict(module.named_modules())
    for said in described.layers:
        layer = layers.get(said.path)
        if layer is not None:
            yield from _adopt_layer(said, layer)
        elif said.type.rpartition(".")[2] not in PASSING:
            yield f"{said.path} is gone"


def _adopt_layer(said: LayerSketch, layer: nn.Module) -> Iterator[str]:
    own = vars(layer)
    for key in sorted(TELLING & said.settings.keys() & own.keys()):
        before, now = said.settings[key], own[key]
        if _same(before, now):
            continue
        where = f"{said.path}.{key}" if said.path else key
        taken = type(before) is type(now)
        yield f"{where} is {before} in the file and {now} today" + (" (taken)" if taken else "")
        if taken:
            own[key] = before
    old, new = said.type.rpartition(".")[2], type(layer).__name__
    if old != new and not any({old, new} <= group for group in SAME):
        yield f"{said.path or 'the model'} was {old}, is {new}"


def _same(before: Setting, now: object) -> bool:
    """Compare settings; a side that counts for both axes may be written once or twice."""
    if isinstance(before, int) and isinstance(now, tuple):
        return all(side == before for side in now)
    if isinstance(now, int) and isinstance(before, tuple):
        return all(side == now for side in before)
    return before == now or (isinstance(now, list) and before == tuple(now))


def _told(architecture: Architecture, changes: list[str]) -> str:
    """Say what differs from the file, the first few changes by name."""
    start = f"Rebuilt with today's code of {architecture.name}"
    if not changes:
        return f"{start}; its layers and their settings are those of the file."
    more = len(changes) - MOST_TOLD
    listed = "; ".join(changes[:MOST_TOLD]) + (f"; and {more} more" if more > 0 else "")
    return f"{start}; scores may differ: {listed}."

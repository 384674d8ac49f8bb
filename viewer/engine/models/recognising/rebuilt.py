"""Rebuild an old file's network with today's code, and tell what differs from what the file says.

Old versions of torchvision and timm had classes and settings that are gone. The file still says
which network it was, by its name or by its weights' names and shapes, and how its layers were set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from torch import Tensor

from viewer.core.errors import UserError
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.pickled.sketch import Sketch
from viewer.engine.models.recognising.architectures import (
    Architecture,
    converted,
    find_architecture,
    timm_names,
)
from viewer.engine.models.recognising.candidates import Inference
from viewer.engine.models.recognising.differences import adopt
from viewer.engine.models.recognising.inference import infer
from viewer.engine.models.recognising.questions import question
from viewer.engine.models.recognising.state_dict import weights_of
from viewer.engine.models.recognising.weights import fit_weights, open_weights
from viewer.engine.models.users.model_file import Contents

LIBRARIES = ("torch.", "torchvision.", "timm.")
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
    weights = weights_of(contents)
    if arch and not is_from_library(tuple(one.type for one in described.layers)):
        opened = open_weights(weights, path, arch)
        name = find_architecture(arch).name
        note = f"Opened as {name} by its weights; what its own code adds is left out."
        return replace(opened, notes=(note, *opened.notes))
    found = infer(weights.tensors)
    architecture = _identify(described, found, arch, path)
    fitted = _under_todays_names(weights.tensors, architecture, found)
    opened = fit_weights(
        replace(weights, tensors=fitted),
        architecture,
        title=f"{path.stem} ({architecture.name})",
        source=path.name,
    )
    if fitted.keys() >= weights.tensors.keys():
        changes = list(adopt(described, opened.module))
    else:
        changes = ["the names of its layers have changed since, so they were not compared"]
    return replace(opened, notes=(_told(architecture, changes), *opened.notes))


def _identify(described: Sketch, found: Inference, arch: str | None, path: Path) -> Architecture:
    """Find the network: as the user says, as the file says, or by names and shapes.

    timm has many networks of equal shapes that compute differently, so that shapes do not do.
    """
    named = arch or _timm_name(described.architecture)
    is_torchvisions = described.layers[0].type.startswith("torchvision.")
    if not named and is_torchvisions and found.certain and not found.candidates[0].heads:
        named = found.candidates[0].architecture
    if named:
        return find_architecture(named)
    error = question(found, path.name)
    error.headline = (
        f"“{path.name}” was saved with another version of its library, and does not say which"
        " network it is."
    )
    raise error


def _timm_name(told: str) -> str:
    return f"timm:{told}" if told and told in timm_names() else ""


def _under_todays_names(
    tensors: dict[str, Tensor], architecture: Architecture, found: Inference
) -> dict[str, Tensor]:
    """Name weights as today's network does: by inference, or as timm converts old files."""
    for one in found.candidates:
        if one.exact and find_architecture(one.architecture) == architecture:
            return one.fit(tensors)
    renamed = converted(architecture, tensors)
    check_same(tensors, renamed, architecture.name)
    return renamed


def check_same(before: Mapping[str, Tensor], after: Mapping[str, Tensor], name: str) -> None:
    """Refuse weights that were not only renamed or reshaped but resampled for another network.

    Raises:
        UserError: an entry has another number of values than in the file.
    """
    both = after.keys() & before.keys()
    changed = sorted(key for key in both if after[key].numel() != before[key].numel())
    if changed:
        one = changed[0]
        now, was = list(after[one].shape), list(before[one].shape)
        raise UserError(
            f"Today's {name} is built for another size: its {one} is {now}, the file's {was}.",
            hint="Give the code that builds it with --code FILE.py:NAME.",
        )


def _told(architecture: Architecture, changes: list[str]) -> str:
    """Say what differs from the file, the first few changes by name."""
    if not changes:
        return (
            f"Rebuilt with today's code of {architecture.name}; scores may differ slightly: its"
            " layers and their settings are those of the file."
        )
    more = len(changes) - MOST_TOLD
    listed = "; ".join([*changes[:MOST_TOLD], *([f"and {more} more"] if more > 0 else ())])
    return f"Rebuilt with today's code of {architecture.name}; scores may differ: {listed}."

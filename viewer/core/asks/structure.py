"""A model's structure as records: every module with its type, parameters and output shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from viewer.core.asks.references import ModelRef
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.maps.geometry import Size

Unfit = Literal["", "model", "idle", "shared", "no_tensor", "no_extent", "no_grid"]

# Why a module cannot be explained, in the words of window and command line.
REASONS: dict[Unfit, str] = {
    "": "",
    "model": QT_TRANSLATE_NOOP("Structure", "This is the whole model."),
    "idle": QT_TRANSLATE_NOOP("Structure", "It is not called by itself, so it has no output."),
    "shared": QT_TRANSLATE_NOOP("Structure", "It is a module that stands further up already."),
    "no_tensor": QT_TRANSLATE_NOOP("Structure", "Its output is not one tensor."),
    "no_extent": QT_TRANSLATE_NOOP(
        "Structure", "Its output has no places left: it speaks of the picture as a whole."
    ),
    "no_grid": QT_TRANSLATE_NOOP("Structure", "Its output is not laid out in rows and columns."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleNode:
    """One module of a model, as print(model) names it."""

    name: str  # module path, "features.12"; empty for the model itself
    type: str  # class name, "Conv2d"
    detail: str = ""  # what print(model) says in the brackets: "3, 64, kernel_size=(11, 11)"
    parameters: int = 0  # of the module and all that it holds
    shape: tuple[int, ...] = ()  # its output for one picture, without the batch
    unfit: Unfit = ""  # why it cannot be explained; empty: it can

    @property
    def label(self) -> str:
        """The last part of the path: "12"."""
        return self.name.rpartition(".")[2]

    @property
    def parent(self) -> str:
        """The path of the module that holds this one."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeModules:
    """To the engine: say what the open model's modules give for an input of this size."""

    ref: ModelRef
    size: Size | None = None  # width, height in pixels; None: the model's usual size


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """From the engine: every module of a model, each after the one that holds it."""

    ref: ModelRef
    size: Size  # width, height of the input that the shapes hold for
    nodes: tuple[ModuleNode, ...]
    default_layer: str


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as people write it: ``64 × 55 × 55``."""
    return " × ".join(map(str, shape))


def ancestors(name: str) -> Iterator[str]:
    """Yield the paths of all modules that hold this one, the innermost first; never the model."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name

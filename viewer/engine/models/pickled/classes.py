"""The layer classes a file may name: a static table, checked again when a class is looked up."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from torch import nn

from viewer import paths
from viewer.engine.serve.light_import import import_lightly

PACKAGES = (
    "torch.nn.modules",
    "torchvision.models",
    "torchvision.ops",
    "timm.layers",
    "timm.models",
)
NEVER_MODULES = (
    "torch.nn.modules.lazy",  # layers that change their own class
    "torch.nn.modules.rnn",  # rebuilds weights as often as the file says
    "torchvision.models.detection",
    "torchvision.models.feature_extraction",  # graph modules made of source text
    "torchvision.models.optical_flow",
    "torchvision.models.quantization",
    "timm.layers._fx",
    "timm.models._builder",
    "timm.models._features_fx",
    "timm.models._hub",
)
NEVER_CLASSES = frozenset({"ParameterDict", "ParameterList"})  # turn names into attributes
# Classes that have moved: the name in old files, and today's.
MOVED = {
    "torch.nn.modules.linear._LinearWithBias": (
        "torch.nn.modules.linear.NonDynamicallyQuantizableLinear"
    ),
    "torchvision.models.mobilenet.MobileNetV2": "torchvision.models.mobilenetv2.MobileNetV2",
    "torchvision.models.mobilenet.InvertedResidual": (
        "torchvision.models.mobilenetv2.InvertedResidual"
    ),
    **dict.fromkeys(
        (
            "torchvision.models.mobilenet.ConvBNReLU",
            "torchvision.models.mobilenetv2.ConvBNReLU",
            "torchvision.models.mobilenetv2.ConvBNActivation",
            "torchvision.models.mobilenetv3.ConvBNActivation",
            "torchvision.models.efficientnet.ConvNormActivation",
            "torchvision.ops.misc.ConvNormActivation",
        ),
        "torchvision.ops.misc.Conv2dNormActivation",
    ),
    **dict.fromkeys(
        (
            "torchvision.models.mobilenetv3.SqueezeExcitation",
            "torchvision.models.efficientnet.SqueezeExcitation",
        ),
        "torchvision.ops.misc.SqueezeExcitation",
    ),
}
FRESH = nn.Module().__dict__
# Settings that layers have got since, each with the value that means what was before.
ADDED: dict[type[nn.Module], dict[str, Any]] = {
    nn.GELU: {"approximate": "none"},
    nn.MultiheadAttention: {"batch_first": False},
    nn.Upsample: {"recompute_scale_factor": None},
}
FUNCTIONS = frozenset(
    (
        *(f"torch.nn.functional.{name}" for name in ("relu", "gelu", "silu", "leaky_relu", "elu")),
        *(f"torch.nn.functional.{name}" for name in ("relu6", "hardswish", "softmax")),
        "torch._C._nn.gelu",
        "timm.layers.activations.gelu",
    )
)


@functools.cache
def table() -> frozenset[str]:
    """Return the dotted names of the table."""
    text = paths.resource("models/classes.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def is_known(full: str) -> bool:
    """Tell whether a name is in the table; nothing is imported."""
    return MOVED.get(full, full) in table()


@functools.cache
def find_class(full: str) -> type[nn.Module] | None:
    """Return the class of a name in the table, or None."""
    name = MOVED.get(full, full)
    if name not in table():
        return None
    module, _, own = name.rpartition(".")
    try:
        found = vars(import_lightly(module)).get(own)
    except ImportError:
        return None
    return found if is_allowed(name, found) else None


def add_settings(layer: nn.Module) -> None:
    """Give a layer from an old file the settings that its class has got since."""
    for key, value in (FRESH | ADDED.get(type(layer), {})).items():
        vars(layer).setdefault(key, value.copy() if hasattr(value, "copy") else value)


def find_function(full: str) -> Callable[..., Any] | None:
    """Return one of the few activation functions that layers keep, or None."""
    if full not in FUNCTIONS:
        return None
    module, _, own = full.rpartition(".")
    return getattr(import_lightly(module), own, None)


def is_allowed(full: str, value: object) -> bool:
    """Check a class itself: a plain layer of the allowed packages, none of the never-list."""
    module, _, own = full.rpartition(".")
    if not (isinstance(value, type) and issubclass(value, nn.Module)):
        return False
    return (
        _is_below(module, PACKAGES)
        and not _is_below(module, NEVER_MODULES)
        and value.__module__ == module
        and value.__qualname__ == own
        and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", own) is not None
        and own not in NEVER_CLASSES
        and not any(is_never(base) for base in value.__mro__)
    )


def is_never(base: type) -> bool:
    """Graphs, scripts, quantised, lazy and parametrised layers, whose code comes from data."""
    return base.__module__.startswith(("torch.fx", "torch.jit", "torch.ao", "torch._")) or (
        base.__name__ in NEVER_CLASSES or _is_below(base.__module__, NEVER_MODULES)
    )


def _is_below(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)

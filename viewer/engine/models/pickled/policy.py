"""What a file may say: rules decided on inert nodes, before anything is imported or built."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from torch import nn

from viewer.core.errors import UserError
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.classes import FUNCTIONS, is_known
from viewer.engine.models.pickled.package_classes import PackageClasses, is_of_package, shadows
from viewer.engine.models.pickled.stubs import (
    FORMAT,
    SCALARS,
    Made,
    Name,
    Outside,
    Pairs,
    children,
    name_of,
)
from viewer.engine.models.pickled.tensors import REBUILD, dtype_of

WRAPPERS = frozenset(
    {
        "torch.nn.parallel.data_parallel.DataParallel",
        "torch.nn.parallel.distributed.DistributedDataParallel",
        "torch.optim.swa_utils.AveragedModel",
    }
)
COMPILED = "torch._dynamo.eval_frame.OptimizedModule"
FEATURE_INFO = "timm.models._features.FeatureInfo"
# What may be called; each is done by our own code, never by the function itself.
CALLABLES = frozenset(
    {
        *("collections.OrderedDict", "builtins.set", "builtins.frozenset", "builtins.slice"),
        *("torch.Size", "torch.device", "_codecs.encode", "functools.partial"),
        FORMAT,
    }
)
PROGRAM_MODULES = frozenset(
    {
        *("os", "posix", "nt", "subprocess", "pty", "runpy", "shutil", "socket", "ctypes"),
        *("importlib", "sys", "codeop", "timeit", "pdb", "bdb", "cProfile", "webbrowser", "urllib"),
    }
)
PROGRAM_NAMES = frozenset(
    {
        *(f"builtins.{name}" for name in ("exec", "eval", "compile", "open", "__import__")),
        *("torch.load", "torch.serialization.load", "torch.storage._load_from_bytes"),
        *("torch.hub.load", "torch.fx.graph_module.reduce_graph_module"),
        *("sympy.core.sympify.sympify", "numpy.testing._private.utils.runstring"),
    }
)
QUANTISED = ("torch.ao.", "torch.nn.quantized", "torch.nn.qat", "torchvision.models.quantization")
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LABEL = "type"  # what ultralytics calls a layer's kind, in the place of a method
ABSENT = object()


def programs_in(names: Iterable[str]) -> list[str]:
    """Return the names that would start programs or run source text."""
    return [
        name for name in names if name.partition(".")[0] in PROGRAM_MODULES or name in PROGRAM_NAMES
    ]


def check_names(root: Made, packages: PackageClasses) -> None:
    """Refuse a model with classes or calls outside the table; the sentence names them.

    Args:
        root: the model.
        packages: whose classes the user has allowed, besides those of the table.

    Raises:
        UserError: the model needs code that is not PyTorch's, torchvision's or timm's.
    """
    names = dict.fromkeys(_used_names(root))
    unknown = [one for one in names if not (_is_permitted(one) or packages.knows(one))]
    if any(name.startswith((*QUANTISED, f"{REBUILD}q")) for name in unknown):
        raise UserError(
            "Quantised models have no gradients, so there is no heat map.",
            hint="Open the model as it was before quantisation.",
        )
    if unknown == ["builtins.getattr"]:  # a method kept as an attribute, as FasterNet does
        name = name_of(root.maker)
        raise refusals.replaced_code(name.name if name else "")
    if unknown:
        raise refusals.custom_code(unknown)


def _used_names(root: object) -> Iterator[str]:
    """Yield the names below a node.

    Hooks of layers, and all of a wrapper but the model in it, are dropped unread.
    """
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SCALARS) or id(node) in seen:
            continue
        seen.add(id(node))
        name = name_of(node)
        if name is not None:
            if dtype_of(name) is None:
                yield name.full
        elif isinstance(node, Made) and isinstance(node.state, Pairs):
            maker = name_of(node.maker)
            inner_only = maker is not None and maker.full in WRAPPERS
            waiting += [  # the last is the next: outer classes come first
                value
                for key, value in reversed(node.state)
                if not is_hook(key) and (not inner_only or key == "_modules")
            ]
            waiting += [*node.items, node.arguments, node.maker]
        elif not isinstance(node, Outside):  # storages are checked where they are read
            waiting += children(node)


def _is_permitted(full: str) -> bool:
    return (
        full in CALLABLES
        or full in WRAPPERS
        or full in FUNCTIONS
        or full == FEATURE_INFO
        or (full.startswith(REBUILD) and not full.startswith(f"{REBUILD}q"))
        or is_known(full)
    )


def is_hook(key: object) -> bool:
    """Tell whether an attribute of a layer holds hooks."""
    return isinstance(key, str) and "hook" in key


def check_layer(node: Made, name: Name) -> Pairs:
    """Return a layer's state, if the layer is made as ``torch.save`` makes it.

    Raises:
        UserError: the file calls the class, gives it arguments or fills it twice.
    """
    if node.how != "new" or node.arguments != () or node.keywords:
        raise refusals.unusual(f"{name.full} is called with arguments.")
    if node.times_filled != 1 or not isinstance(node.state, Pairs) or node.items or node.pairs:
        raise refusals.unusual(f"{name.full} is filled in an odd way.")
    return check_state(node.state, name)


def check_state(state: Pairs, name: Name) -> Pairs:
    """Return attributes, if all have plain names, once each.

    Raises:
        UserError: one has not.
    """
    keys = [key for key, _ in state]
    for key in keys:
        if not isinstance(key, str) or not KEY.fullmatch(key) or len(key) > 200:
            raise refusals.unusual(f"{name.full} has an attribute with an odd name.")
        if key.startswith("__"):
            raise refusals.replaced_code(f"{name.name}.{key}")
    if len(set(keys)) != len(keys):
        raise refusals.unusual(f"{name.full} has an attribute twice.")
    return state


def check_attribute(kind: type[nn.Module], key: str, value: Any) -> None:
    """Refuse an attribute that would stand before a method or a property of its class.

    Raises:
        UserError: the class has something there that is more than a plain setting.
    """
    if key == LABEL and isinstance(value, str):
        return
    if is_of_package(kind):
        check_shadow(kind, key, value)
        return
    own = inspect.getattr_static(kind, key, ABSENT)
    if own is not ABSENT and not (isinstance(own, SCALARS) and isinstance(value, SCALARS)):
        raise refusals.replaced_code(f"{kind.__name__}.{key}")


def check_shadow(kind: type, key: str, value: Any) -> None:
    """Refuse an attribute that would stand before the code of a package's class, or be code.

    Raises:
        UserError: the class has something there that is no plain data, or is to get it.
    """
    if shadows(kind, key) or (callable(value) and hasattr(kind, key)):
        raise refusals.replaced_code(f"{kind.__name__}.{key}")


def check_number(value: int) -> int:
    """Return a number of 64 bits; longer ones take long to print and to compute with.

    Raises:
        UserError: it is longer.
    """
    if not -(1 << 63) <= value < 1 << 63:
        raise refusals.unusual("A huge number.")
    return value


def is_quick(key: object) -> bool:
    """Tell whether a key cannot be made to collide with thousands of others."""
    if isinstance(key, tuple):
        parts = cast("tuple[object, ...]", key)
        return len(parts) <= 8 and all(is_quick(one) and type(one) is not tuple for one in parts)
    if isinstance(key, int):
        return abs(key) < 1 << 32
    return key is None or isinstance(key, str)

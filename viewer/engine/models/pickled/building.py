"""Build layers and plain values from checked nodes: no constructor and no call of the file's."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, cast

from torch import Tensor, nn

from viewer.core.bounds import MOST_MODULES
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.calls import answer
from viewer.engine.models.pickled.classes import add_settings, find_class, find_function
from viewer.engine.models.pickled.package_classes import PackageClasses, is_of_package
from viewer.engine.models.pickled.policy import (
    CALLABLES,
    COMPILED,
    FEATURE_INFO,
    WRAPPERS,
    check_attribute,
    check_layer,
    check_number,
    is_hook,
    is_quick,
)
from viewer.engine.models.pickled.records import feature_info, record
from viewer.engine.models.pickled.stubs import (
    Items,
    Made,
    Members,
    Name,
    Pairs,
    name_of,
    pairs_of,
    summary,
)
from viewer.engine.models.pickled.tensors import Tensors, dtype_of, is_tensor

MAX_DEPTH = 100
MAX_PATHS = 5_000_000  # values, counted as often as a walk from the root would meet them
MAX_ODD_KEYS = 10_000
SLOTS = {"_modules": nn.Module, "_parameters": Tensor, "_buffers": Tensor}
BUILD_ERRORS = (AttributeError, KeyError, TypeError, ValueError, IndexError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Built:
    """A value, and how many values and layers a walk through it meets."""

    value: Any
    paths: int
    layers: int


class Builder:
    """Turns the nodes of one file into values; ``notes`` tells what was left out.

    Args:
        tensors: of the file.
        packages: whose classes may be built besides those of the table.
    """

    def __init__(self, tensors: Tensors, packages: PackageClasses) -> None:
        self._packages = packages
        self.notes: dict[str, None] = {}
        self._tensors = tensors
        self._built: dict[int, Built] = {}
        self._busy: set[int] = set()
        self._paths = 0
        self._layers = 0
        self._depth = 0

    def value(self, node: Any) -> Any:
        """Return the value of a node, the same object for the same node.

        Raises:
            UserError: the node breaks a rule or a limit.
        """
        if node is None or isinstance(node, (bool, float, str)):
            self._count(1, 0)
            return node
        if isinstance(node, int):
            self._count(1, 0)
            return check_number(node)
        if isinstance(node, (bytes, bytearray)):
            self._count(1, 0)
            return bytes(node)
        known = self._built.get(id(node))
        if known is not None:
            self._count(known.paths, known.layers)
            return known.value
        return self._remember(node)

    def _remember(self, node: Any) -> Any:
        """Build a node for the first time."""
        if id(node) in self._busy:
            raise refusals.unusual("A value contains itself.")
        if self._depth >= MAX_DEPTH:
            raise refusals.unusual("Values are nested too deeply.")
        paths, layers = self._paths, self._layers
        self._busy.add(id(node))
        self._depth += 1
        self._count(1, 0)
        value = self._build(node)
        self._depth -= 1
        self._busy.discard(id(node))
        self._built[id(node)] = Built(value, self._paths - paths, self._layers - layers)
        return value

    def _count(self, paths: int, layers: int) -> None:
        self._paths += paths
        self._layers += layers
        if self._paths > MAX_PATHS or self._layers > MOST_MODULES:
            raise refusals.too_large(f"more than {MOST_MODULES:,} layers, or too many values")

    def _build(self, node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(self.value(part) for part in node)
        if isinstance(node, Items):
            return [self.value(part) for part in node]
        if isinstance(node, Members):
            return set(self.keys(node))
        if isinstance(node, Pairs):
            return self.dictionary(node)
        name = name_of(node)
        if name is not None:
            return self._named(name)
        if isinstance(node, Made):
            return self._made(node)
        raise refusals.unusual(f"An unexpected {type(node).__name__}.")

    def keys(self, nodes: list[Any]) -> list[Any]:
        """Return the keys of a dictionary or the members of a set, if they are quick to hash."""
        keys = [self.value(node) for node in nodes]
        odd = [key for key in keys if not isinstance(key, str)]
        if len(odd) > MAX_ODD_KEYS or not all(is_quick(key) for key in odd):
            raise refusals.unusual("A dictionary or a set with odd keys.")
        return keys

    def dictionary(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        """Return a dictionary of pairs of nodes."""
        keys = self.keys([key for key, _ in pairs])
        return dict(zip(keys, (self.value(value) for _, value in pairs), strict=True))

    def _named(self, name: Name) -> Any:
        found = dtype_of(name) or self._class(name.full) or find_function(name.full)
        if found is None:
            raise refusals.custom_code([name.full])
        return found

    def _made(self, node: Made) -> Any:
        if is_tensor(node):
            return self._tensors.build(node)
        name = name_of(node.maker)
        if name is None:
            raise refusals.unusual(f"A call of {summary(node.maker)}.")
        pairs = pairs_of(node)
        if pairs is not None:
            return OrderedDict(self.dictionary(pairs))
        if name.full in CALLABLES:
            return answer(self, name.full, node)
        if name.full in WRAPPERS or name.full == COMPILED:
            return self._unwrapped(node, name)
        kind = self._class(name.full)
        if kind is not None:
            return self._layer(kind, check_layer(node, name))
        return self._data(node, name)

    def _data(self, node: Made, name: Name) -> Any:
        if name.full == FEATURE_INFO:
            return feature_info(self, node, name)
        return record(self, self._packages.record(name.full), node, name)

    def _class(self, full: str) -> type[nn.Module] | None:
        return find_class(full) or self._packages.layer(full)

    def _unwrapped(self, node: Made, name: Name) -> Any:
        """Return the model inside DataParallel and its like; the wrapper is never built."""
        for key, value in check_layer(node, name):
            if key == "_modules":
                inner = [part for slot, part in pairs_of(value) or () if slot == "module"]
                if len(inner) == 1:
                    self.notes[f"The model was taken out of its wrapper {name.name}."] = None
                    return self.value(inner[0])
        raise refusals.unusual(f"An empty {name.name}.")

    def _layer(self, kind: type[nn.Module], pairs: Pairs) -> nn.Module:
        """Make a layer without its constructor and let its class take the checked state."""
        self._count(0, 1)
        state = {key: self._attribute(kind, key, node) for key, node in pairs if not is_hook(key)}
        state.pop("_compiled_call_impl", None)
        if not SLOTS.keys() <= state.keys() or not isinstance(state.get("training"), bool):
            raise refusals.damaged(f"A {kind.__name__} is incomplete.")
        if not isinstance(state.get("_non_persistent_buffers_set", set()), set):
            raise refusals.unusual(f"An odd list of buffers in {kind.__name__}.")
        names = set(state["_parameters"])
        if any(n.endswith("_orig") or {f"{n}_g", f"{n}_v"} <= names for n in (*names, "weight")):
            raise refusals.unsupported("weights that a hook computes (pruning or weight_norm)")
        self._note_hooks(pairs)
        layer = object.__new__(kind)
        try:
            taker = nn.Module if is_of_package(kind) else kind  # a package's own is not called
            taker.__setstate__(layer, state)
        except BUILD_ERRORS as error:
            raise refusals.damaged(f"{kind.__name__}: {error!r}"[:300]) from error
        add_settings(layer)
        return layer

    def _attribute(self, kind: type[nn.Module], key: str, node: Any) -> Any:
        if key == "_compiled_call_impl":
            return None
        if key in SLOTS:
            return self._slots(key, node)
        value = self.value(node)
        check_attribute(kind, key, value)
        return value

    def _slots(self, key: str, node: Any) -> dict[str, Any]:
        """Return the layers, parameters or buffers of a layer, each of the right kind."""
        pairs = pairs_of(node)
        if pairs is None:
            raise refusals.unusual(f"{key} is no dictionary.")
        found: dict[str, Any] = {}
        for name, part in pairs:
            value: Any = self.value(part)
            if not isinstance(name, str) or not name or "." in name or name in found:
                raise refusals.unusual(f"An odd name in {key}.")
            if not (value is None or isinstance(value, SLOTS[key])):
                raise refusals.unusual(f"{key} holds a {type(value).__name__}.")
            if key == "_parameters" and value is not None and not isinstance(value, nn.Parameter):
                value = nn.Parameter(cast("Any", value), requires_grad=False)
            found[name] = value
        return found

    def _note_hooks(self, pairs: Pairs) -> None:
        for key, node in pairs:
            if is_hook(key) and pairs_of(node):
                self.notes["Hooks stored in the file were ignored."] = None

"""Methods that a program gives as functions, each under a key of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from viewer.engine.engine import Engine
from viewer.methods.own_function import method_of
from viewer.methods.registry import Registry

AnyMethod = str | Callable[..., Any]
ORIGIN = "this program"


@dataclass(slots=True)
class FunctionMethods:
    """The functions that are methods by now, by their keys."""

    known: dict[str, Callable[..., Any]] = field(default_factory=dict[str, Callable[..., Any]])

    def key(self, function: Callable[..., Any], engine: Engine) -> str:
        """Return a function's key; the engine learns the method where it does not know it yet.

        Another function of the same name, such as one that a notebook has defined anew, has
        another key, so that no map of the first is taken for its own.

        Raises:
            UserError: it takes neither activations nor activations and gradients.
        """
        found = next((key for key, one in self.known.items() if one is function), None)
        if found is not None:
            return found
        name: object = getattr(function, "__name__", None)
        base = name if isinstance(name, str) and name.isidentifier() else "own_method"
        taken = {one.row.key for one in engine.methods.methods}
        key, count = base, 1
        while key in taken:
            count += 1
            key = f"{base}_{count}"
        method = method_of(function, key=key, package=ORIGIN)
        engine.methods = Registry((*engine.methods.methods, method))
        self.known[key] = function
        return key

"""How the engine's process begins: an engine as the environment wants it, and what it runs with."""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from viewer.core.asks.messages import Notice, Ready
from viewer.core.errors import UserError
from viewer.methods.third_party import every_method

if TYPE_CHECKING:
    from viewer.engine.engine import Engine


def make_engine(kind: type[Engine], send: Callable[[object], None]) -> Engine:
    """Return an engine as the environment wants it, with the methods of all packages.

    A device that is not there, and a package's method that cannot be used, are told.
    """
    methods, problems = every_method()
    for problem in problems:
        send(Notice(headline=problem.headline, hint=problem.hint))
    cache_bytes = (int(os.environ.get("CAMSCOPE_CACHE_MB", "0")) << 20) or None
    try:
        return kind(cache_bytes=cache_bytes, methods=methods)
    except UserError as error:
        send(Notice(headline=error.headline, hint="CamScope computes on the CPU."))
        return kind("cpu", cache_bytes=cache_bytes, methods=methods)


def ready(engine: Engine) -> Ready:
    """Return what the window is told of an engine that can be asked."""
    others = engine.methods.table.others
    return Ready(device=engine.device_name, versions=versions(), methods=others)


def versions() -> tuple[tuple[str, str], ...]:
    """Return the packages that a report names, with their versions."""
    names = ("torch", "torchvision", "timm", "numpy")
    return tuple((name, importlib.metadata.version(name)) for name in names)

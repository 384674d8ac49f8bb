"""The engine as the environment wants it, with the methods of all packages that are installed."""

from __future__ import annotations

import os
from collections.abc import Callable

from viewer.core.errors import UserError
from viewer.core.messages import Notice
from viewer.engine.engine import Engine
from viewer.methods.third_party import every_method


def make_engine(send: Callable[[Notice], None]) -> Engine:
    """Return the engine; a device that is not there, or a method that is faulty, is told."""
    methods, problems = every_method()
    for problem in problems:
        send(Notice(headline=problem.headline, hint=problem.hint))
    cache_bytes = (int(os.environ.get("CAMSCOPE_CACHE_MB", "0")) << 20) or None
    try:
        return Engine(cache_bytes=cache_bytes, methods=methods)
    except UserError as error:
        send(Notice(headline=error.headline, hint="CamScope computes on the CPU."))
        return Engine("cpu", cache_bytes=cache_bytes, methods=methods)

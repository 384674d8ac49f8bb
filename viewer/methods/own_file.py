"""Methods in a file of the user's own: its functions of activations, or of them and gradients.

This runs the file, which the user has allowed as it is: it belongs into a process that computes.
"""

from __future__ import annotations

import inspect
import linecache
import traceback
from collections.abc import Container
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown, shown_path
from viewer.core.stores.method_files import MethodFile
from viewer.methods.method import Method
from viewer.methods.own_function import HINT, method_of

ARGUMENTS = (("activations", "gradients"), ("activations",))


def methods_in(file: MethodFile, taken: Container[str] = ()) -> list[Method]:
    """Return the methods that a file defines, in its order.

    Args:
        file: as the user has allowed it.
        taken: keys that others have.

    Raises:
        UserError: it has changed, it fails, or it defines no method.
    """
    path = Path(file.path)
    name = shown_path(path.name)
    module = _run(path, file.source())
    found: list[Method] = []
    for key, function in vars(module).items():
        if not _is_method(key, function, module):
            continue
        if key in taken:
            raise UserError(
                f"“{name}” defines “{shown(key)}”, and there is a method of this name already.",
                hint="Give the function another name.",
            )
        row: dict[str, Any] = dict(getattr(function, "row", {}))
        found.append(method_of(function, row, key=key, package=path.name))
    if not found:
        raise UserError(f"“{name}” defines no method.", hint=HINT)
    return found


def _run(path: Path, source: bytes) -> ModuleType:
    """Run a file's code as a module of its own; what it raises is told with its line."""
    module = ModuleType(f"camscope_method_{path.stem}")
    module.__file__ = str(path)
    linecache.checkcache(str(path))  # lines of an earlier text are not shown
    try:
        exec(compile(source, str(path), "exec"), vars(module))  # noqa: S102 - the user has allowed it
    except (Exception, SystemExit) as error:
        said, name = f"{type(error).__name__}: {error}", shown_path(path.name)
        lines = [
            frame.lineno
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename == str(path)
        ]
        line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
        headline = f"The methods in “{name}” cannot be used: {said}"
        if line:
            headline = f"The methods in “{name}” cannot be used, from line {line} on: {said}"
        raise UserError(
            headline,
            hint="Change it and save its file: it is read again.",
            detail=traceback.format_exc()[-4000:],
        ) from error
    return module


def _is_method(key: str, function: object, module: ModuleType) -> bool:
    """Tell whether something in a file is a method: a function of its own with such arguments."""
    if not isinstance(function, FunctionType) or function.__module__ != module.__name__:
        return False
    if key.startswith("_"):
        return False
    return tuple(inspect.signature(function).parameters) in ARGUMENTS

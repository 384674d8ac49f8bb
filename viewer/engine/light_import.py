"""Import torchvision and timm without torch's compiler, which takes longer than all else at start.

Both import ``torch._dynamo`` to mark a few functions that CamScope never compiles. A stand-in takes
the marks meanwhile; afterwards the true module can be imported by whoever needs it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType

_COMPILER = "torch._dynamo"
_ZOOS = ("torchvision", "timm")


def import_zoos() -> None:
    """Import torchvision and timm quickly; after the compiler there is nothing to be gained."""
    if _COMPILER in sys.modules or {"torchvision", "timm"} <= sys.modules.keys():
        return
    stand_ins = _stand_ins()
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("torchvision")
        importlib.import_module("timm")
    except (ImportError, AttributeError):  # other versions ask for more: they get the true module
        for name in [name for name in sys.modules if name.partition(".")[0] in _ZOOS]:
            del sys.modules[name]
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


def _stand_ins() -> dict[str, ModuleType]:
    package, utils = ModuleType(_COMPILER), ModuleType(f"{_COMPILER}.utils")
    package.__path__ = []
    vars(package).update(utils=utils, disable=_leave)
    vars(utils).update(is_compile_supported=lambda _device: False)
    return {_COMPILER: package, f"{_COMPILER}.utils": utils}


def _leave(
    function: Callable[..., object] | None = None, *_: object, **__: object
) -> Callable[..., object]:
    """Mark nothing, used as a decorator with or without arguments."""
    return function if function is not None else lambda marked: marked

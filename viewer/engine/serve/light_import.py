"""Import torchvision and timm without torch's compiler, which takes longer than all else at start.

Both import ``torch._dynamo`` to mark a few functions that CamScope never compiles. A stand-in takes
the marks meanwhile; afterwards the true module can be imported by whoever needs it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType

ZOOS = ("torchvision", "timm")
_COMPILER = "torch._dynamo"


def import_lightly(name: str) -> ModuleType:
    """Import a module; torchvision's and timm's without the compiler, unless that is there already.

    Each of the two takes tenths of a second even so: they are imported when a model is one of
    theirs, and by this function alone.

    Raises:
        ImportError: there is no such module.
    """
    zoo = name.partition(".")[0]
    if zoo in ZOOS and zoo not in sys.modules and _COMPILER not in sys.modules:
        _import_without_compiler(zoo)
    return importlib.import_module(name)


def _import_without_compiler(zoo: str) -> None:
    """Try it; other versions may ask for more of the compiler: they get the true module next."""
    before, stand_ins = set(sys.modules), _stand_ins()
    sys.modules.update(stand_ins)
    try:
        importlib.import_module(zoo)
    except (ImportError, AttributeError, TypeError):
        for half in [one for one in sys.modules if one.partition(".")[0] in ZOOS]:
            if half not in before:
                del sys.modules[half]
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

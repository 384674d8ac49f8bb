"""CamScope as a library: see in a few lines why an image model decided as it did.

    import camscope

    seen = camscope.explain("both.png", model="torch_alex.pth", classes=["dog", "cat"])
    seen.maps[0].raw      # (h, w) float32
    seen.save("both.png") # a figure that the window opens again

What stands in ``__all__`` is public and stays; everything else may change at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from camscope.starting import main, take_own

if TYPE_CHECKING:
    from viewer.core.errors import UserError
    from viewer.library.evaluating import Score, evaluate
    from viewer.library.explanation import ClassGuess, Explanation, Map
    from viewer.library.model import Model
    from viewer.library.opening import explain, open
    from viewer.library.showing import show

__all__ = [
    "ClassGuess",
    "Explanation",
    "Map",
    "Model",
    "Score",
    "UserError",
    "evaluate",
    "explain",
    "main",
    "open",
    "show",
]

_PLACES = {
    "Explanation": "viewer.library.explanation",
    "ClassGuess": "viewer.library.explanation",
    "Map": "viewer.library.explanation",
    "Model": "viewer.library.model",
    "Score": "viewer.library.evaluating",
    "UserError": "viewer.core.errors",
    "evaluate": "viewer.library.evaluating",
    "explain": "viewer.library.opening",
    "open": "viewer.library.opening",
    "show": "viewer.library.showing",
}


def __getattr__(name: str) -> object:
    """Import a part of the library when it is first asked for: torch takes seconds to load."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415 - the window starts without it

    take_own()
    found = globals()[name] = getattr(importlib.import_module(_PLACES[name]), name)
    return found


def __dir__() -> list[str]:
    return __all__

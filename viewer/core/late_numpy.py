"""NumPy, imported when it is first used: to load it takes longer than all else that a start shows.

Modules that a start needs write ``from viewer.core.late_numpy import np``, and import the types of
arrays for the type checker alone. Everywhere else ``import numpy as np`` stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:

    class _LateNumpy:
        """Looks every name up in NumPy, and keeps it."""

        def __getattr__(self, name: str) -> Any:
            import numpy  # noqa: ICN001, PLC0415 - the one place

            value = getattr(numpy, name)
            setattr(self, name, value)
            return value

    np = _LateNumpy()

__all__ = ["np"]

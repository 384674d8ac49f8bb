"""The arrays that maps are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Long, because whatever is asked and answered stands in one place.
Floats: TypeAlias = "NDArray[np.float32]"

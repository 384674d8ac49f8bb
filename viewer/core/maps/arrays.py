"""The arrays that maps are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Long, because whatever is asked and answered stands in one place.
Floats = NDArray[np.float32]

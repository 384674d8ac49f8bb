"""A large picture in few pixels, quickly: from a JPEG's own small scales, or a kept thumbnail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Size
from viewer.core.pictures.images import load_thumbnail
from viewer.core.pictures.picture_file import sniff
from viewer.core.stores.thumbnail_cache import ThumbnailCache

COARSE_SIDE_PX = 1536


def coarse_picture(
    ref: ImageRef, data: bytes, stored: Size
) -> tuple[NDArray[np.uint8], Size] | None:
    """Return a small picture, and the size of the whole one when it stands upright.

    Args:
        ref: the file, as which a file manager may have left a thumbnail of it.
        data: its bytes.
        stored: its width and height before it is turned upright.

    Returns:
        (h, w, 3) uint8 and the size; None where nothing is quicker than decoding all of it.
    """
    if sniff(data) == "JPEG":
        try:
            small = load_thumbnail(data, COARSE_SIDE_PX)
        except UserError:
            return None
    else:
        kept = ThumbnailCache().find(ref.path, ref.mtime_ns)
        if kept is None or kept.rgb is None:
            return None
        small = kept.rgb
    lies = stored[0] > stored[1]
    turned = stored[0] != stored[1] and lies != (small.shape[1] > small.shape[0])
    return small, (stored[1], stored[0]) if turned else stored

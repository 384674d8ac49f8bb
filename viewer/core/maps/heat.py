"""From a raw map to display values: scale, and exact upsampling onto the original."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.geometry import Box, Size

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = "NDArray[np.float32]"
Bools: TypeAlias = "NDArray[np.bool_]"


def display_range(raw: ArrayLike) -> tuple[float, float]:
    """Return the smallest and the largest finite value; ``(0.0, 0.0)`` when there is none."""
    values = np.asarray(raw, np.float64)
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0.0, 0.0
    return float(finite.min()), float(finite.max())


def normalise(raw: ArrayLike, low: float, high: float) -> Floats:
    """Map low..high to 0..1 and cut what lies outside; the peak is lost here and nowhere else.

    Returns:
        float32 of the same shape, 0..1. A flat range gives zeros, never NaN: a map without
        contrast shows nothing. NaN becomes 0.
    """
    values = np.asarray(raw, np.float64)
    if not high > low:
        return np.zeros(values.shape, np.float32)
    scaled = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.where(np.isnan(scaled), 0.0, scaled).astype(np.float32)


def upsample(
    values: ArrayLike, size: Size, box: Box | None = None, *, cells: bool = False
) -> Floats:
    """Spread a small map over a picture by linear interpolation between its cells' centres.

    out(x) = (1 - share) * values(first) + share * values(second), across and then down

    Cell centres stand at half cells, and beyond the outermost centres the outermost value goes
    on. When the box is the whole picture this is ``cv2.resize(values, size,
    interpolation=INTER_LINEAR)``. No matrix product does it: on a busy machine the threads that
    NumPy's products wait for made a quarter of an overlay.

    Args:
        values: (h, w), finite.
        size: width and height of the picture.
        box: the rectangle of the picture that the map covers, in its pixels, fractions
            allowed; None: all of it.
        cells: give every pixel the value of the cell it lies in, without interpolation.

    Returns:
        (height, width) float32; 0 where a pixel's centre lies outside the box.
    """
    small = np.asarray(values, np.float32)
    left, top, right, bottom = box or _whole(size)
    seen = seen_part(size, (left, top, right, bottom))
    out = np.zeros((size[1], size[0]), np.float32)
    wide = np.ascontiguousarray(_spread(small.T, seen[1], left, right, cells=cells).T)
    out[seen] = _spread(wide, seen[0], top, bottom, cells=cells)
    return out


def coverage(size: Size, box: Box | None = None) -> Bools:
    """Tell which pixels of a picture have their centre inside the box.

    Returns:
        (height, width) bool.
    """
    left, top, right, bottom = box or _whole(size)
    return np.logical_and.outer(_inside(size[1], top, bottom), _inside(size[0], left, right))


def seen_part(size: Size, box: Box) -> tuple[slice, slice]:
    """Return the rows and the columns of a picture that have their centre inside the box."""
    left, top, right, bottom = box
    rows, columns = (
        _inside(size[1], top, bottom).nonzero()[0],
        _inside(size[0], left, right).nonzero()[0],
    )
    return _range(rows), _range(columns)


def _range(indices: NDArray[np.intp]) -> slice:
    return slice(int(indices[0]), int(indices[-1]) + 1) if len(indices) else slice(0, 0)


def _whole(size: Size) -> Box:
    return 0.0, 0.0, float(size[0]), float(size[1])


def _inside(pixels: int, start: float, stop: float) -> Bools:
    centres = np.arange(pixels) + 0.5
    return (centres >= start) & (centres < stop)


def _spread(values: Floats, pixels: slice, start: float, stop: float, *, cells: bool) -> Floats:
    """Spread the rows of a map over some pixels of one axis: (pixels, columns)."""
    count = len(values)
    steps: NDArray[np.float64] = np.arange(pixels.start, pixels.stop, dtype=np.float64)
    place = (steps + 0.5 - start) / (stop - start) * count
    if cells:
        return values[np.clip(np.floor(place).astype(np.intp), 0, count - 1)]
    place = np.clip(place - 0.5, 0.0, count - 1.0)
    first = np.floor(place).astype(np.intp)
    share = (place - first).astype(np.float32)[:, np.newaxis]
    mixed, second = values[first], values[np.minimum(first + 1, count - 1)]
    mixed *= 1 - share  # in its place: other memory would come empty from the system
    second *= share
    mixed += second
    return mixed

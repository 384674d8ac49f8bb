"""Parts of an explanation as colours with their own opacity, to be laid over the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat import upsample

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Inks are (H, W, 4): RGB, and opacity 0..255
Inks: TypeAlias = "NDArray[np.uint8]"
# Told apart by people of every colour vision: Okabe and Ito, "Color Universal Design", 2008.
CONCEPTS = (
    *((230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66)),
    *((0, 114, 178), (213, 94, 0), (204, 121, 167), (153, 153, 153)),
)
FOR, AGAINST, SEEN = (230, 97, 1), (43, 131, 186), (255, 176, 0)
FAINTEST, STRONGEST = 0.1, 0.75  # opacity
Size = tuple[int, int]


def concept_inks(strengths: Floats, size: Size) -> Inks:
    """Paint each place in the colour of the concept that adds most there, as strong as it is.

    Args:
        strengths: (k, h, w), >= 0.
        size: width, height.
    """
    colours, strength = concept_colours(strengths, size)
    return _inked(colours, FAINTEST + (STRONGEST - FAINTEST) * strength)


def concept_colours(
    strengths: Floats, size: Size, box: Box | None = None, *, cells: bool = False
) -> tuple[NDArray[np.uint8], Floats]:
    """Return the colour of the concept that adds most at each place, and how strong it is.

    Args:
        strengths: (k, h, w), >= 0.
        size: width, height of the picture.
        box: the rectangle of the picture that they cover; None: all of it.
        cells: give every pixel the values of the cell it lies in.

    Returns:
        (H, W, 3) RGB, and (H, W) 0..1 of the largest value of all.
    """
    large = np.stack([upsample(one, size, box, cells=cells) for one in strengths])
    most = large.argmax(axis=0)
    strength = np.take_along_axis(large, most[None], 0)[0] / (strengths.max() or 1.0)
    return np.array(CONCEPTS, np.uint8)[most % len(CONCEPTS)], strength


def signed_inks(cells: Floats, size: Size) -> Inks:
    """Paint what speaks for in one colour and what speaks against in another, cell by cell."""
    large = upsample(cells, size, cells=True)
    strength = np.abs(large) / (np.abs(large).max() or 1.0)
    colours = np.where((large < 0)[..., None], AGAINST, FOR).astype(np.uint8)
    return _inked(colours, STRONGEST * strength)


def seen_inks(weights: Floats, size: Size) -> Inks:
    """Paint how much each cell is looked at, in one colour."""
    large = upsample(weights, size, cells=True)
    colours = np.broadcast_to(np.array(SEEN, np.uint8), (*large.shape, 3))
    return _inked(colours, STRONGEST * large / (large.max() or 1.0))


def _inked(colours: NDArray[np.uint8], opacity: NDArray[np.floating]) -> Inks:
    alpha = np.rint(np.clip(opacity, 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(np.dstack([colours, alpha]))

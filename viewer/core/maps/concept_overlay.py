"""Concepts over a picture: each place in the colour of the strongest, as strong as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.colour_maps import Pixels
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat import seen_part
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.part_colours import FAINTEST, concept_colours

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROWS = 128  # blended at a time, so that a large picture needs little memory


def concept_opacities(strength: Floats, style: HeatStyle) -> Floats:
    """Return how much is seen of each place's colour, 0..1, before the style's own opacity."""
    seen = FAINTEST + (1 - FAINTEST) * np.clip(strength, 0, 1)
    return np.where(strength >= style.threshold, seen, 0).astype(np.float32)


def blend_concepts(rgb: Pixels, out: Pixels, strengths: Floats, style: HeatStyle, box: Box) -> None:
    """Blend concepts into the part of ``out`` that they cover.

    out = (1 - a) * rgb + a * colour,  a = opacity * (0.1 + 0.9 * strength)

    Args:
        rgb: (H, W, 3) uint8, the picture.
        out: (H, W, 3) uint8, the picture with its unseen part dimmed.
        strengths: (k, h, w) float32, >= 0.
        style: its opacity, threshold and cells count.
        box: what the model saw, in pixels of the picture.
    """
    for top in range(0, len(rgb), _ROWS):
        band, kept = rgb[top : top + _ROWS], out[top : top + _ROWS]
        place, size = (box[0], box[1] - top, box[2], box[3] - top), (band.shape[1], len(band))
        seen = seen_part(size, place)
        colours, strength = concept_colours(strengths, size, place, cells=style.cells)
        share = _share(strength[seen], style)
        kept[seen] = np.rint((1 - share) * band[seen] + share * colours[seen])


def _share(strength: Floats, style: HeatStyle) -> NDArray[np.float32]:
    return np.float32(style.opacity) * concept_opacities(strength, style)[..., None]

"""A figure of a layer's concepts: their regions over the picture, and a legend of their classes."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from viewer.core.asks.concepts import LayerConcept
from viewer.core.asks.parts import LayerConcepts
from viewer.core.maps.geometry import Box
from viewer.core.maps.part_colours import CONCEPTS, concept_inks
from viewer.figure.fonts import families

HEIGHT_INCH, LEGEND_INCH, TEXT_PT = 4.0, 3.2, 8
LONGEST = 2  # classes that a row of the legend names
LETTERS = 44  # in one line of the legend
DPI = 200


def draw_concepts(rgb: NDArray[np.uint8], found: LayerConcepts, title: str) -> Figure:
    """Return a figure with the picture, its regions and what the model says to each alone.

    Args:
        rgb: (H, W, 3), the upright picture.
        found: its concepts.
        title: what stands above.
    """
    height, width = rgb.shape[:2]
    wide = HEIGHT_INCH * min(2.5, max(0.5, width / height))
    size = (wide + LEGEND_INCH, HEIGHT_INCH)
    figure = Figure(figsize=size, dpi=DPI, layout="constrained")
    axes, beside = figure.subplots(1, 2, width_ratios=(wide, LEGEND_INCH))
    axes.imshow(inked(rgb, found))
    for one in (axes, beside):
        one.set_axis_off()
    fonts = list(families())
    figure.suptitle(title, fontsize=TEXT_PT + 1, family=fonts, x=0.02, ha="left")
    beside.legend(
        handles=[
            Patch(color=f"#{bytes(CONCEPTS[number % len(CONCEPTS)]).hex()}", label=_words(one))
            for number, one in enumerate(found.concepts)
        ],
        loc="upper left",
        borderaxespad=0,
        frameon=False,
        prop={"family": fonts, "size": TEXT_PT},
        title=f"{found.layer} · {found.error:.0%} unexplained",
        title_fontproperties={"family": fonts, "size": TEXT_PT},
        alignment="left",
    )
    return figure


def inked(rgb: NDArray[np.uint8], found: LayerConcepts) -> NDArray[np.uint8]:
    """Return the picture with the concepts' colours over what the model saw.

    out = (1 - opacity) * rgb + opacity * colour
    """
    out = rgb.copy()
    left, top, right, bottom = _whole_pixels(found.geometry.box, rgb.shape[1], rgb.shape[0])
    inks = concept_inks(found.strengths, (right - left, bottom - top)).astype(np.float32)
    share = inks[..., 3:] / 255
    part = out[top:bottom, left:right]
    part[:] = np.rint((1 - share) * part + share * inks[..., :3])
    return out


def words(concept: LayerConcept, number: int) -> str:
    """Return one line on a concept, for a terminal."""
    told = ", ".join(f"{one.name} {one.probability:.1%}" for one in concept.alone)
    return f"{number}  {concept.share:.0%}  {told}"


def _words(concept: LayerConcept) -> str:
    names = ", ".join(one.name for one in concept.alone[:LONGEST])
    return textwrap.fill(f"{concept.share:.0%}  {names}", LETTERS, subsequent_indent="      ")


def _whole_pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge) for edge in box)
    return max(left, 0), max(top, 0), min(right, width), min(bottom, height)

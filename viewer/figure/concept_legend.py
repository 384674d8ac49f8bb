"""The legend of a panel of concepts: each one's colour, its share, and what it speaks for."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from viewer.core.asks.concepts import LayerConcept
from viewer.core.foreign_text import shown
from viewer.core.maps.part_colours import CONCEPTS
from viewer.figure.fonts import families

LETTER = 0.6  # its width, of its height
CHIP = 5  # letters that a chip and the borders take
NAMED = 2  # classes in a row
SHORTEST = 8  # letters: panels with less room have no legend
SMALLER = 0.8  # than the figure's texts


def draw_concept_legend(
    axes: Axes, concepts: tuple[LayerConcept, ...], *, width_in: float, text_pt: float
) -> None:
    """Draw a row for each concept at the lower left of a panel.

    Args:
        axes: of the panel.
        concepts: the largest first.
        width_in: of the panel, in inches.
        text_pt: of the figure's texts.
    """
    size = SMALLER * text_pt
    letters = int(72 * width_in / (size * LETTER)) - CHIP
    if letters < SHORTEST:
        return
    legend = axes.legend(
        handles=[
            Patch(
                color=f"#{bytes(CONCEPTS[number % len(CONCEPTS)]).hex()}", label=_row(one, letters)
            )
            for number, one in enumerate(concepts)
        ],
        loc="lower left",
        borderaxespad=0,
        borderpad=0.4,
        handlelength=0.9,
        handletextpad=0.5,
        labelspacing=0.25,
        fancybox=False,
        framealpha=0.85,
        edgecolor="none",
        prop={"family": list(families()), "size": size},
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _row(concept: LayerConcept, letters: int) -> str:
    names = ", ".join(one.name for one in concept.alone[:NAMED])
    return textwrap.shorten(f"{concept.share:.0%} {shown(names)}", letters, placeholder="…")

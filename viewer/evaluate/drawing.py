"""The ranking as a figure for paper: one panel a measure, a dot and an interval for each way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from viewer.core.foreign_text import shown
from viewer.evaluate.ranking import Ranking
from viewer.figure.fonts import families

PANEL_IN, ROW_IN, HEAD_IN = 7.0, 0.24, 0.75  # inches
NOISE, WORSE, BASE = "#22aa77", "#777777", "#cc6600"


def draw(found: Sequence[Ranking]) -> bytes:
    """Return the figure as a PDF; ways that cannot be told from the best are green."""
    heights = [HEAD_IN + ROW_IN * len(one.placed) for one in found]
    with rc_context({"font.family": list(families()), "font.size": 8, "text.parse_math": False}):
        figure = Figure(figsize=(PANEL_IN, sum(heights) or 1.0), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(max(1, len(found)), squeeze=False, height_ratios=heights or [1.0])
        for ranking, panel in zip(found, axes[:, 0], strict=False):
            _panel(panel, ranking)
        buffer = BytesIO()
        figure.savefig(buffer, format="pdf", metadata={"CreationDate": None})
    return buffer.getvalue()


def _panel(panel: Axes, ranking: Ranking) -> None:
    for place, one in enumerate(ranking.placed):
        found, colour = one.summary, NOISE if one.is_noise else WORSE
        panel.plot([found.low, found.high], [place, place], color=colour, linewidth=1.5)
        panel.plot([found.mean], [place], "o", color=colour, markersize=4)
        if math.isfinite(found.baseline):
            panel.plot([found.baseline], [place], "|", color=BASE, markersize=9)
    names = [f"{shown(m)}, {shown(layer)}" for m, layer in (p.summary.way for p in ranking.placed)]
    panel.set_yticks(range(len(names)), names)
    panel.invert_yaxis()
    panel.set_title(f"{ranking.row.title} (the {ranking.row.better}, the better)", loc="left")
    panel.grid(axis="x", linewidth=0.4, alpha=0.5)

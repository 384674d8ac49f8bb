"""What a figure is made of: its rows, each a picture with its maps, and its style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.core.colour_maps import COLOUR_MAPS
from viewer.core.folder import readable
from viewer.core.methods import BY_KEY
from viewer.core.records import Explanation, HeatMap
from viewer.figure.words import Language

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStyle:
    """How a figure looks; sizes are in inches on paper."""

    opacity: float = 0.5  # 0: the picture alone, 1: the map alone
    colour_map: str = COLOUR_MAPS[0].key
    dpi: int = 150
    lang: Language = "en"
    panel_width_in: float = 2.2  # a panel fits a square of this side
    text_pt: float = 9.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureRow:
    """One row: a picture and its maps for one class.

    Args:
        picture: (H, W, 3) uint8 RGB, upright, as the maps' geometry counts its pixels.
        name: what to call the picture, usually its file name.
        model: the model's title.
        maps: at most one for each pane; a pane without a map leaves its place empty.
    """

    picture: Picture
    name: str
    model: str
    maps: tuple[HeatMap, ...]

    @classmethod
    def of(cls, explanation: Explanation, picture: Picture, name: str = "") -> FigureRow:
        """Make the row of one explanation; its name is the file's unless another is given."""
        return cls(
            picture=picture,
            name=name or readable(Path(explanation.prediction.image.path.name)),
            model=explanation.model.title,
            maps=explanation.maps,
        )

    @property
    def target(self) -> str:
        """The class and its probability, such as ``dog 0.93``; empty without a map."""
        if not self.maps:
            return ""
        return f"{self.maps[0].resolved.title} {self.maps[0].probability:.2f}"

    def map_of(self, pane: int) -> HeatMap | None:
        """Return the map of one pane, if there is one."""
        return next((heat for heat in self.maps if heat.pane == pane), None)


def panes_of(rows: Sequence[FigureRow]) -> list[int]:
    """Return the panes that have a map in any row: the columns right of the original."""
    return sorted({heat.pane for row in rows for heat in row.maps})


def methods_of(rows: Sequence[FigureRow], pane: int) -> str:
    """Return the title of the method in one column; several are joined by a slash."""
    return " / ".join(_unique(BY_KEY[h.method].title for h in _column(rows, pane)))


def layers_of(rows: Sequence[FigureRow], pane: int | None = None) -> list[str]:
    """Return the layers of one column, or of all columns, each once."""
    panes = panes_of(rows) if pane is None else [pane]
    return _unique(heat.layer for each in panes for heat in _column(rows, each))


def _column(rows: Sequence[FigureRow], pane: int) -> list[HeatMap]:
    return [heat for row in rows if (heat := row.map_of(pane)) is not None]


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))

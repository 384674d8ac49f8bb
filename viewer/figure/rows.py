"""What a figure is made of: its rows, each a picture with its maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.foreign_text import shown_path
from viewer.figure.choices import Language
from viewer.figure.differences import MapDifference

Picture = NDArray[np.uint8]
Crop = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureRow:
    """One row: a picture and its maps for one class.

    Args:
        picture: (H, W, 3) uint8 RGB, upright, as the maps' geometry counts its pixels.
        name: what to call the picture, usually its file name.
        model: the model's title.
        maps: at most one for each pane; a pane without a map leaves its place empty.
        spoken: what a class or group is called in the figure's language, where it differs.
        crop: left, top, right, bottom in whole pixels of what is shown; None: all.
    """

    picture: Picture
    name: str
    model: str
    maps: tuple[HeatMap, ...]
    crop: Crop | None = None
    spoken: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(
        cls,
        explanation: ExplainedPicture,
        picture: Picture,
        *,
        crop: Crop | None = None,
        lang: Language = "en",
    ) -> FigureRow:
        """Make the row of one explanation; a group is called by its name in the language."""
        image = explanation.prediction.image
        groups = explanation.model.groups if lang == "zh_CN" else ()
        return cls(
            picture=picture,
            name=shown_path(image.path.name) + image.page_mark,
            model=explanation.model.title,
            maps=explanation.maps,
            crop=crop,
            spoken={group.name: group.name_zh for group in groups if group.name_zh},
        )

    @property
    def seen(self) -> Picture:
        """What is shown of the picture, without a copy."""
        left, top, right, bottom = self.crop or (0, 0, *self.picture.shape[1::-1])
        return self.picture[top:bottom, left:right]

    @property
    def target(self) -> str:
        """The class and its probability, such as ``dog 0.93``; empty without a map."""
        return " ".join(self.score)

    @property
    def score(self) -> tuple[str, ...]:
        """The class and its probability apart, such as ``("dog", "0.93")``."""
        return self._score(self.maps[0]) if self.maps else ()

    def target_of(self, pane: int) -> str:
        """The class and its probability of one pane, which may have a class of its own."""
        heat = self.map_of(pane)
        return self.target if heat is None else " ".join(self._score(heat))

    def _score(self, heat: HeatMap) -> tuple[str, str]:
        title = heat.resolved.title
        return self.spoken.get(title, title), heat.worth()

    def map_of(self, pane: int) -> HeatMap | None:
        """Return the map of one pane, if there is one."""
        return next((heat for heat in self.maps if heat.pane == pane), None)

    def difference(self, panes: tuple[int, int] | None) -> MapDifference | None:
        """Return the map of one pane minus that of another, where there are both."""
        maps = [self.map_of(pane) for pane in panes] if panes is not None else []
        found = [heat for heat in maps if heat is not None]
        return MapDifference(*found) if len(found) == 2 else None


def panes_of(rows: Sequence[FigureRow]) -> list[int]:
    """Return the panes that have a map in any row: the columns right of the original."""
    return sorted({heat.pane for row in rows for heat in row.maps})


def methods_of(rows: Sequence[FigureRow], pane: int) -> str:
    """Return the title of the method in one column; several are joined by a slash."""
    return " / ".join(_unique(heat.row.title for heat in _column(rows, pane)))


def layers_of(rows: Sequence[FigureRow], pane: int | None = None) -> list[str]:
    """Return the layers of one column, or of all columns, each once."""
    panes = panes_of(rows) if pane is None else [pane]
    return _unique(heat.layer for each in panes for heat in _column(rows, each))


def _column(rows: Sequence[FigureRow], pane: int) -> list[HeatMap]:
    return [heat for row in rows if (heat := row.map_of(pane)) is not None]


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))

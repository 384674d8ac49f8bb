"""How a figure looks: its arrangement, size, format, ground, words and marks, in one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite

from viewer.core.errors import UserError
from viewer.core.maps.colour_maps import COLOUR_MAPS
from viewer.core.maps.heat_style import HeatStyle
from viewer.figure.choices import (
    DPI_LIMITS,
    FigureFormat,
    FigureKind,
    Ground,
    Language,
    Mark,
    WidthKey,
)

MM = 1.0 / 25.4  # inches


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """One row of the table of widths; what is 0 follows from the content."""

    width_in: float = 0.0
    height_in: float = 0.0  # a page of this height; the figure stands in its middle
    margin_in: float = 0.15
    text_pt: float = 9.0


WIDTHS: dict[WidthKey, Width] = {
    "free": Width(),
    "85mm": Width(width_in=85 * MM, margin_in=0.02, text_pt=7.0),  # one column of a journal
    "175mm": Width(width_in=175 * MM, margin_in=0.02, text_pt=8.0),  # both columns
    "slide": Width(width_in=40 / 3, height_in=7.5, margin_in=0.4, text_pt=16.0),
    "a4": Width(width_in=210 * MM, height_in=297 * MM, margin_in=20 * MM, text_pt=9.0),
    "own": Width(),  # each panel has the picture's own pixels
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStyle:
    """Everything about a figure but its pictures and maps; equal styles give equal pixels."""

    kind: FigureKind = "row"
    width: WidthKey = "free"
    dpi: int = 150
    file_format: FigureFormat = "png"
    ground: Ground = "white"
    lang: Language = "en"
    title: str = ""  # a line above everything
    heads: bool = True  # what each row and column shows
    captions: bool = True  # the lines below: model, layer, input, scale
    numbering: bool = False  # (a), (b), …
    bars: bool = True  # a colour bar for each scale
    trust: bool = False  # below each map what was measured of it, where that was done
    crop: bool = False  # what the window shows of its picture; else the whole picture
    mark: Mark = "none"  # at the highest value of each map, or around its upper half
    difference: tuple[int, int] | None = None  # "window": of these panes, the first minus the other
    heat: HeatStyle = field(default_factory=HeatStyle)  # how the maps are painted
    json_beside: bool = False  # also write the recipe as a file of its own
    panel_width_in: float = 2.2  # for the width "free": a panel fits a square of this side

    @property
    def sheet(self) -> Width:
        """The row of the table of widths."""
        return WIDTHS[self.width]

    @property
    def text_pt(self) -> float:
        """Size of the text in points."""
        return self.sheet.text_pt

    def checked(self) -> FigureStyle:
        """Return the style itself, after a look at what a file of others may have put into it.

        Raises:
            UserError: a number is out of its limits, or the colour map is unknown.
        """
        known = {row.key for row in COLOUR_MAPS}
        if self.heat.colour_map not in known:
            raise UserError(
                f"There is no colour map “{self.heat.colour_map}”.",
                hint=f"Known: {', '.join(sorted(known))}.",
            )
        least, most = DPI_LIMITS
        bounded = least <= self.dpi <= most and 0.0 <= self.heat.opacity <= 1.0
        if not (
            bounded and all(map(isfinite, self.heat.fixed)) and 0.1 <= self.panel_width_in <= 40
        ):
            raise UserError("This figure's style has a number out of its limits.")
        return self

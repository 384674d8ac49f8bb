"""How a heat map is shown: one frozen record for screen, figures and batch, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from viewer.core.late_numpy import np
from viewer.core.maps.colour_maps import BY_COLOUR_MAP, DEFAULT_COLOUR_MAP, DEFAULT_DIVERGING

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float32]"
Limits = tuple[float, float]  # the raw values of the first and of the last colour
Extent = Literal["full", "positive", "symmetric"]
Scaling = Literal["map", "method", "folder", "fixed"]
EXTENTS: tuple[Extent, ...] = ("full", "positive", "symmetric")
LARGEST_VALUE = 1e30  # of a heat map's scale
STYLE_OPTIONS = frozenset(
    (
        "colour_map",
        "opacity",
        "extent",
        "scaling",
        "fixed_low",
        "fixed_high",
        "clip_percent",
        "threshold",
        "proportional",
        "contour",
        "cells",
    )
)
SCALINGS: tuple[Scaling, ...] = ("map", "method", "folder", "fixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatStyle:
    """Everything that decides how a raw map looks; equal styles and limits give equal pixels.

    Threshold and contour count in *strength*: 0..1 along the colour table, and in the symmetric
    extent the distance from its middle, 0 there and 1 at both ends.
    """

    colour_map: str = DEFAULT_COLOUR_MAP
    opacity: float = 0.5  # 0: the picture alone, 1: the map alone
    extent: Extent = "full"  # lowest to highest; zero to highest; or signed, zero in the middle
    scaling: Scaling = "map"  # who shares the limits; "fixed" takes ``fixed``
    fixed: Limits = (0.0, 1.0)
    clip_percent: float = 0.0  # this share of a map's values is cut at each end, 0..49
    threshold: float = 0.0  # below this strength the picture is left alone
    proportional: bool = False  # opacity grows with strength
    contour: float = 0.0  # strength at which a line is drawn; 0: no line
    cells: bool = False  # show the map's true grid instead of smooth interpolation

    def checked(self) -> HeatStyle:
        """Return the style, after a look at what a file of others may have put into it.

        Raises:
            ValueError: a number is out of its limits.
        """
        shares = (self.opacity, self.threshold, self.contour, self.clip_percent / 49.0)
        if not all(0.0 <= share <= 1.0 for share in shares):
            raise ValueError("A share of a heat map's look is not within 0 and 1.")
        if not all(abs(value) <= LARGEST_VALUE for value in self.fixed):
            raise ValueError("No heat map has such values.")
        return self

    @property
    def table_key(self) -> str:
        """The colour map in use: a signed map always gets a diverging one."""
        if self.extent == "symmetric" and not BY_COLOUR_MAP[self.colour_map].diverging:
            return DEFAULT_DIVERGING
        return self.colour_map

    @property
    def plain(self) -> bool:
        """Whether every colour is painted with the same opacity."""
        return not self.proportional and self.threshold <= 0.0


def style_of(options: Mapping[str, str | float]) -> HeatStyle:
    """Read a style out of the settings' values; a missing one stands for its default."""
    given, plain = options.get, HeatStyle()
    extent, scaling = str(given("extent", "full")), str(given("scaling", "map"))
    return HeatStyle(
        colour_map=str(given("colour_map", plain.colour_map)),
        opacity=float(given("opacity", 50)) / 100,
        extent=extent if extent in EXTENTS else "full",
        scaling=scaling if scaling in SCALINGS else "map",
        fixed=(float(given("fixed_low", 0.0)), float(given("fixed_high", 1.0))),
        clip_percent=float(given("clip_percent", 0)),
        threshold=float(given("threshold", 0)) / 100,
        proportional=bool(given("proportional", False)),
        contour=float(given("contour", 0)) / 100,
        cells=bool(given("cells", False)),
    )


def strengths(style: HeatStyle) -> Floats:
    """Return the strength of each of the 256 colours, 0..1."""
    along = np.linspace(0.0, 1.0, 256, dtype=np.float32)
    return np.abs(2.0 * along - 1.0) if style.extent == "symmetric" else along


def opacities(style: HeatStyle) -> Floats:
    """Return the opacity of each of the 256 colours: threshold and proportion are in it.

    Returns:
        (256,) float32, 0..1.
    """
    strength = strengths(style)
    share = strength if style.proportional else np.ones(256, np.float32)
    shown = strength >= style.threshold
    return np.asarray(np.float32(style.opacity) * share * shown, np.float32)


def contour_levels(style: HeatStyle) -> tuple[float, ...]:
    """Return where along the colour table lines are drawn, each 0..1; none without a contour."""
    if not 0.0 < style.contour <= 1.0:
        return ()
    if style.extent == "symmetric":
        return 0.5 - style.contour / 2, 0.5 + style.contour / 2
    return (style.contour,)

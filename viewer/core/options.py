"""The table of settings: what is remembered, with its default and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.colour_maps import COLOUR_MAPS
from viewer.core.geometry import INPUT_MODES
from viewer.core.heat_style import EXTENTS, SCALINGS
from viewer.core.methods import BY_KEY

_LARGEST = 1_000_000_000
OptionValue = str | int | bool | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One setting; ``choices`` or ``minimum``/``maximum`` bound what a settings file may say."""

    key: str
    group: Literal["view", "explanation", "window"]
    label: str
    default: OptionValue
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0

    def accept(self, value: object) -> OptionValue:
        """Return the value if it is allowed, else the default; text from a file is converted."""
        if isinstance(self.default, bool):
            return str(value).lower() in {"true", "1"} if value is not None else self.default
        if isinstance(self.default, (int, float)):
            return self._accept_number(value)
        return str(value) if value in self.choices else self.default

    def _accept_number(self, value: object) -> OptionValue:
        try:
            number = type(self.default)(str(value))
        except ValueError:
            return self.default
        return number if self.minimum <= float(number) <= self.maximum else self.default


OPTIONS: tuple[Option, ...] = (
    Option(
        key="opacity",
        group="view",
        label="Overlay opacity in per cent",
        default=50,
        minimum=0,
        maximum=100,
    ),
    Option(
        key="colour_map",
        group="view",
        label="Colour map",
        default=COLOUR_MAPS[0].key,
        choices=tuple(row.key for row in COLOUR_MAPS),
    ),
    Option(
        key="extent",
        group="view",
        label="Range of values shown",
        default="full",
        choices=EXTENTS,
    ),
    Option(
        key="scaling",
        group="view",
        label="Scale shared by",
        default="map",
        choices=SCALINGS,
    ),
    Option(
        key="fixed_low",
        group="view",
        label="Lowest value of a fixed scale",
        default=0.0,
        minimum=-_LARGEST,
        maximum=_LARGEST,
    ),
    Option(
        key="fixed_high",
        group="view",
        label="Highest value of a fixed scale",
        default=1.0,
        minimum=-_LARGEST,
        maximum=_LARGEST,
    ),
    Option(
        key="clip_percent",
        group="view",
        label="Extreme values cut off at each end, in per cent",
        default=0,
        maximum=20,
    ),
    Option(
        key="threshold",
        group="view",
        label="Leave the picture alone below this strength, in per cent",
        default=0,
        maximum=100,
    ),
    Option(
        key="proportional",
        group="view",
        label="Opacity follows the value",
        default=False,
    ),
    Option(
        key="contour",
        group="view",
        label="Contour line at this strength, in per cent (0: none)",
        default=0,
        maximum=100,
    ),
    Option(
        key="cells",
        group="view",
        label="Show the cells of the map",
        default=False,
    ),
    Option(
        key="keep_zoom",
        group="view",
        label="Keep the zoom from picture to picture",
        default=True,
    ),
    Option(
        key="arrangement",
        group="view",
        label="Arrangement of the panes",
        default="row",
        choices=("row", "column", "automatic"),
    ),
    Option(
        key="theme",
        group="window",
        label="Light or dark",
        default="system",
        choices=("system", "light", "dark"),
    ),
    Option(
        key="first_method",
        group="explanation",
        label="Method of the first map",
        default="grad_cam",
        choices=tuple(BY_KEY),
    ),
    Option(
        key="second_method",
        group="explanation",
        label="Method of the second map",
        default="layer_cam",
        choices=tuple(BY_KEY),
    ),
    Option(
        key="input_mode",
        group="explanation",
        label="What the model sees",
        default="default",
        choices=tuple(INPUT_MODES),
    ),
)

BY_OPTION: dict[str, Option] = {option.key: option for option in OPTIONS}

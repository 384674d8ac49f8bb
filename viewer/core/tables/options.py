"""The table of settings: what is remembered, with its default and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.maps.colour_maps import COLOUR_MAPS
from viewer.core.maps.geometry import INPUT_MODES
from viewer.core.maps.heat_style import EXTENTS, SCALINGS
from viewer.core.pictures.limits import MEGABYTES, MEGAPIXELS

OptionValue = str | int | bool | float
Group = Literal["view", "explanation", "window"]

GROUPS: dict[Group, str] = {
    "view": QT_TRANSLATE_NOOP("Option", "View"),
    "explanation": QT_TRANSLATE_NOOP("Option", "Explanation"),
    "window": QT_TRANSLATE_NOOP("Option", "Window"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One setting; ``choices`` or ``minimum``/``maximum`` bound what a settings file may say.

    The options dialog makes a row of each: a box to tick, a number, or a list whose entries are
    called ``words`` (as many as ``choices``). One that is not ``shown`` is set elsewhere alone.
    """

    key: str
    group: Group
    label: str
    default: OptionValue
    help: str = ""
    shown: bool = True
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
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
            return number if self.minimum <= float(number) <= self.maximum else self.default
        except (ValueError, OverflowError):
            return self.default


_LARGEST = 1_000_000_000
OPTIONS: tuple[Option, ...] = (
    Option(
        key="opacity",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Overlay opacity in per cent"),
        default=50,
        minimum=0,
        maximum=100,
    ),
    Option(
        key="colour_map",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Colour map"),
        default=COLOUR_MAPS[0].key,
        choices=tuple(row.key for row in COLOUR_MAPS),
        words=tuple(row.title for row in COLOUR_MAPS),
    ),
    Option(
        key="extent",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Range of values shown"),
        default="full",
        choices=EXTENTS,
        words=(
            QT_TRANSLATE_NOOP("Option", "Full: lowest to highest"),
            QT_TRANSLATE_NOOP("Option", "Positive: zero to highest"),
            QT_TRANSLATE_NOOP("Option", "Signed: for and against"),
        ),
    ),
    Option(
        key="scaling",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Scale shared by"),
        default="map",
        choices=SCALINGS,
        words=(
            QT_TRANSLATE_NOOP("Option", "Each map by itself"),
            QT_TRANSLATE_NOOP("Option", "Maps of one method"),
            QT_TRANSLATE_NOOP("Option", "Pictures of the folder"),
            QT_TRANSLATE_NOOP("Option", "Fixed by hand"),
        ),
    ),
    Option(
        key="fixed_low",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Lowest value of a fixed scale"),
        default=0.0,
        shown=False,
        minimum=-_LARGEST,
        maximum=_LARGEST,
    ),
    Option(
        key="fixed_high",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Highest value of a fixed scale"),
        default=1.0,
        shown=False,
        minimum=-_LARGEST,
        maximum=_LARGEST,
    ),
    Option(
        key="clip_percent",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Extreme values cut off at each end, in per cent"),
        default=0,
        maximum=20,
    ),
    Option(
        key="threshold",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Paint nothing below this strength, in per cent"),
        default=0,
        maximum=100,
    ),
    Option(
        key="proportional",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Opacity follows the value"),
        default=False,
    ),
    Option(
        key="contour",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Contour line at this strength, in per cent (0: none)"),
        default=0,
        maximum=100,
    ),
    Option(
        key="cells",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Show the cells of the map"),
        default=False,
    ),
    Option(
        key="keep_zoom",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Keep the zoom from picture to picture"),
        default=True,
    ),
    Option(
        key="show_original",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Show the original beside the maps"),
        default=True,
    ),
    Option(
        key="arrangement",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Arrangement of the panes"),
        default="row",
        choices=("row", "column", "automatic"),
        words=(
            QT_TRANSLATE_NOOP("Option", "Side by side"),
            QT_TRANSLATE_NOOP("Option", "One above the other"),
            QT_TRANSLATE_NOOP("Option", "Automatic"),
        ),
    ),
    Option(
        key="folders",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Sub-folders"),
        default="tree",
        choices=("tree", "list", "flat"),
        words=(
            QT_TRANSLATE_NOOP("Option", "As a tree"),
            QT_TRANSLATE_NOOP("Option", "Folder by folder"),
            QT_TRANSLATE_NOOP("Option", "All sub-folders at once"),
        ),
    ),
    Option(
        key="grid_px",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Size of the pictures in the grid, in pixels"),
        default=128,
        shown=False,
        minimum=64,
        maximum=256,
    ),
    Option(
        key="slideshow_s",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Seconds a picture stays in the slide show"),
        default=4,
        minimum=1,
        maximum=600,
    ),
    Option(
        key="theme",
        group="window",
        label=QT_TRANSLATE_NOOP("Option", "Light or dark"),
        default="system",
        choices=("system", "light", "dark", "contrast"),
        words=(
            QT_TRANSLATE_NOOP("Option", "As the system"),
            QT_TRANSLATE_NOOP("Option", "Light"),
            QT_TRANSLATE_NOOP("Option", "Dark"),
            QT_TRANSLATE_NOOP("Option", "High contrast"),
        ),
    ),
    Option(
        key="device",
        group="explanation",
        label=QT_TRANSLATE_NOOP("Option", "Compute on"),
        default="auto",
        choices=("auto", "cpu", "cuda", "mps"),
        words=(QT_TRANSLATE_NOOP("Option", "The fastest there is"), "CPU", "CUDA", "MPS"),
    ),
    Option(
        key="half_precision",
        group="explanation",
        label=QT_TRANSLATE_NOOP("Option", "Half precision: faster, less exact"),
        help=QT_TRANSLATE_NOOP("Option", "Every map that is made so says so."),
        default=False,
    ),
    Option(
        key="cache_mb",
        group="explanation",
        label=QT_TRANSLATE_NOOP("Option", "Memory for results in MB"),
        help=QT_TRANSLATE_NOOP("Option", "0: a quarter of what is free."),
        default=0,
        minimum=0,
        maximum=65536,
    ),
    Option(
        key="megapixels",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Largest picture in megapixels"),
        help=QT_TRANSLATE_NOOP("Option", "A larger one is not decoded; it would take much memory."),
        default=MEGAPIXELS,
        minimum=1,
        maximum=2000,
    ),
    Option(
        key="megabytes",
        group="view",
        label=QT_TRANSLATE_NOOP("Option", "Largest picture file in MB"),
        default=MEGABYTES,
        minimum=1,
        maximum=16384,
    ),
    Option(
        key="input_mode",
        group="explanation",
        label=QT_TRANSLATE_NOOP("Option", "What the model sees"),
        default="default",
        choices=tuple(INPUT_MODES),
        words=(
            QT_TRANSLATE_NOOP("Option", "Crop as trained"),
            QT_TRANSLATE_NOOP("Option", "Whole picture"),
            QT_TRANSLATE_NOOP("Option", "Stretched to fit"),
            QT_TRANSLATE_NOOP("Option", "Own pixels, no resizing"),
        ),
    ),
    Option(
        key="reopen_model",
        group="window",
        label=QT_TRANSLATE_NOOP("Option", "Open the last model again at the start"),
        default=True,
    ),
    Option(
        key="language",
        group="window",
        label=QT_TRANSLATE_NOOP("Option", "Language"),
        default="system",
        choices=("system", "en", "zh_CN"),
        words=(QT_TRANSLATE_NOOP("Option", "As the system"), "English", "简体中文"),
    ),
    Option(
        key="tour_offered",
        group="window",
        label=QT_TRANSLATE_NOOP("Option", "The tour was offered"),
        default=False,
        shown=False,
    ),
)

BY_OPTION: dict[str, Option] = {option.key: option for option in OPTIONS}

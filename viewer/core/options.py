"""The table of settings: what is remembered, with its default and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.geometry import INPUT_MODES
from viewer.core.marking import QT_TRANSLATE_NOOP
from viewer.core.methods import BY_KEY
from viewer.core.overlay import COLOUR_MAPS

OptionValue = str | int | bool
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
        if isinstance(self.default, int):
            return self._accept_number(value)
        return str(value) if value in self.choices else self.default

    def _accept_number(self, value: object) -> OptionValue:
        try:
            number = int(str(value))
        except ValueError:
            return self.default
        return number if self.minimum <= number <= self.maximum else self.default


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
        label="Sub-folders",
        default="tree",
        choices=("tree", "flat"),
    ),
    Option(
        key="theme",
        group="window",
        label=QT_TRANSLATE_NOOP("Option", "Light or dark"),
        default="system",
        choices=("system", "light", "dark"),
        words=(
            QT_TRANSLATE_NOOP("Option", "As the system"),
            QT_TRANSLATE_NOOP("Option", "Light"),
            QT_TRANSLATE_NOOP("Option", "Dark"),
        ),
    ),
    Option(
        key="first_method",
        group="explanation",
        label=QT_TRANSLATE_NOOP("Option", "Method of the first map"),
        default="grad_cam",
        choices=tuple(BY_KEY),
        words=tuple(row.title for row in BY_KEY.values()),
    ),
    Option(
        key="second_method",
        group="explanation",
        label=QT_TRANSLATE_NOOP("Option", "Method of the second map"),
        default="layer_cam",
        choices=tuple(BY_KEY),
        words=tuple(row.title for row in BY_KEY.values()),
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
)

BY_OPTION: dict[str, Option] = {option.key: option for option in OPTIONS}

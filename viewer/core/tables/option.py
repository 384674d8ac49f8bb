"""One setting of the table: what it is called, and which values it accepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.judging.marking import QT_TRANSLATE_NOOP

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

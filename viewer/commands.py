"""What each command of the table does: its function is looked up by its key and run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot

from viewer.core.errors import UserError
from viewer.ui.window.notices import Notices

Functions = Mapping[str, Callable[[], object]]


class Commands(QObject):
    """Runs commands by their key; what goes wrong is told in a notice."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._notices = notices
        self._functions: dict[str, Callable[[], object]] = {}
        self._bring_rest: Callable[[], object] | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Every command that can be run."""
        return frozenset(self._functions)

    def add(self, functions: Functions) -> None:
        """Take what a feature can do.

        Raises:
            ValueError: two features claim one command.
        """
        if twice := functions.keys() & self._functions.keys():
            raise ValueError(f"two features claim {', '.join(sorted(twice))}")
        self._functions |= functions

    def wait_for(self, bring_rest: Callable[[], object]) -> None:
        """Have features that are still on their way brought when one of their commands is run."""
        self._bring_rest = bring_rest

    @Slot(str)
    def run(self, key: str) -> None:
        """Run one command."""
        if key not in self._functions and self._bring_rest is not None:
            self._bring_rest()
        try:
            self._functions[key]()
        except UserError as error:
            self._notices.show_error(error)

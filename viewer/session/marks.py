"""The pictures that bear a mark: set and taken away by the user, and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import UserError
from viewer.core.stores.mark_store import MarkStore
from viewer.paths import user_data


class Marks(QObject):
    """The marks of all folders.

    Args:
        store: where they are kept; None: nowhere.
    """

    changed = Signal()
    failed = Signal(object)  # UserError: a mark could not be kept, and so was not set

    def __init__(self, store: MarkStore | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.paths = store.load() if store is not None else frozenset[Path]()
        self.problem = store.problem if store is not None else None  # why some may be missing

    @classmethod
    def of_user(cls) -> Marks:
        """Return the marks that are kept among the user's data."""
        return cls(MarkStore(user_data() / "marks.sqlite"))

    def toggle(self, pictures: Iterable[Path]) -> None:
        """Mark these pictures, or take the marks off if all of them bear one."""
        chosen = frozenset(pictures)
        self.set(self.paths - chosen if chosen <= self.paths else self.paths | chosen)

    def set(self, paths: frozenset[Path]) -> None:
        """Let exactly these pictures bear a mark; what cannot be kept changes nothing."""
        before = self.paths
        if paths == before:
            return
        try:
            if self._store is not None:
                self._store.change(paths - before, before - paths)
        except UserError as error:
            self.failed.emit(error)
            return
        self.paths = paths
        self.changed.emit()

    def take_over(self, other: Marks) -> None:
        """Show what another window of this process has shown; that is kept already."""
        self.paths = other.paths
        self.changed.emit()

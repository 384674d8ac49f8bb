"""Methods of the user's own: a file is begun or opened, and read again whenever it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from PySide6.QtCore import QFileSystemWatcher, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from viewer import paths
from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path
from viewer.core.stores.method_files import allow_methods
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.ui.looks.plain_text import question_box

SETTLED_MS = 300  # an editor writes a file in several steps


class OwnMethodsFeature(Feature):
    """Allows files with methods; the engine's process begins anew and brings them along."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._watcher, self._settling = QFileSystemWatcher(self), QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._changed: set[str] = set()

    @property
    def commands(self) -> Functions:
        """Begin a file, or open one."""
        return {"new_method": self._begin, "open_methods": self._open}

    def introduce(self) -> None:
        """Follow the files that were begun or opened here."""
        self.wire(self._watcher, "fileChanged", self._note)
        self.wire(self._settling, "timeout", self._read_again)

    def take_over(self, before: Self) -> None:
        """Go on following the same files."""
        for path in before._watcher.files():
            self._watcher.addPath(path)

    def put_away(self) -> None:
        """Follow no file any more; the system has few watchers to give."""
        self._settling.stop()
        if files := self._watcher.files():
            self._watcher.removePaths(files)
        self._watcher.deleteLater()

    def _begin(self) -> None:
        """Write the template where the user wants it, and open it in the user's editor."""
        from viewer.ui.dialogs.save_file import ask_where

        kinds = self.tr("Python code (*.py)")
        suggested = Path.home() / "my_cam.py"
        title = self.tr("New method")
        path = ask_where(self._window, title, suggested, kinds, complete=_with_ending)
        if path is None:
            return
        try:
            write_whole(path, paths.resource("my_method.txt").read_bytes())
        except UserError as error:
            self._window.notices.show_warning(error.headline, error.hint)
            return
        self.follow(path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _open(self) -> None:
        kinds = self.tr("Python code (*.py)")
        title = self.tr("Open method file")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, str(Path.home()), kinds)
        if chosen and self._is_trusted(Path(chosen)):
            self.follow(Path(chosen))

    def _is_trusted(self, path: Path) -> bool:
        """Ask whether the code in a file may run."""
        question = self.tr("Run the code in “{name}”?").format(name=shown_path(path.name))
        box = question_box(
            self._window,
            self.tr("Open method file"),
            question,
            self.tr("It may do all that you may. Run only what you have written or read."),
        )
        box.setIcon(QMessageBox.Icon.Warning)
        run = box.addButton(self.tr("Run it"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        agreed = box.clickedButton() is run
        box.deleteLater()
        return agreed

    def follow(self, path: Path) -> None:
        """Allow a file's methods as they are, now and whenever the file is saved."""
        try:
            allow_methods(path)
        except UserError as error:
            self._window.notices.show_warning(error.headline, error.hint)
            return
        self._watcher.addPath(str(path.absolute()))
        self.house.engine.restart()

    def _note(self, path: str) -> None:
        self._changed.add(path)
        self._settling.start()

    def _read_again(self) -> None:
        changed, self._changed = sorted(self._changed), set()
        for path in map(Path, changed):  # one that an editor has replaced is watched no more
            if shown_path(path.name) in self._window.notices.text:
                self._window.notices.clear()  # what was wrong with it may be mended
            self.follow(path)


def _with_ending(path: Path) -> Path:
    return path if path.suffix == ".py" else path.with_name(f"{path.name}.py")

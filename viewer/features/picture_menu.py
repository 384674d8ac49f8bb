"""What can be done with the picture under the mouse: copied, shown on the disk, marked."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from viewer.commands import Functions
from viewer.core.foreign_text import shown_path
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.tables.commands import Command
from viewer.features.feature import Feature
from viewer.features.figure_places import show_in_folder
from viewer.features.pictures import PicturesFeature
from viewer.features.triage import TriageFeature

TOLD_MS = 2_000  # how long the status bar says what was copied
MENU = (
    ("copy_picture", "copy_path", "show_in_folder"),
    ("mark", "pin_picture", "predict_all"),
)  # by its parts


class PictureMenuFeature(Feature):
    """Opens the menu of the browser's pictures; its commands stand in the menus above, too."""

    needs = (PicturesFeature, TriageFeature)
    rows = (
        Command("copy_picture", QT_TRANSLATE_NOOP("Command", "Copy picture"), ("Ctrl+Shift+C",),
                "edit", 0, "image", "picture",
                help=QT_TRANSLATE_NOOP("Command", "Copy the picture itself, and its file.")),
        Command("copy_path", QT_TRANSLATE_NOOP("Command", "Copy path"), (), "edit", 0, "",
                "picture",
                help=QT_TRANSLATE_NOOP("Command", "Copy the selected files' paths as text.")),
        Command("show_in_folder", QT_TRANSLATE_NOOP("Command", "Open in file manager"), (), "go",
                1, "folder-open", "picture",
                help=QT_TRANSLATE_NOOP("Command", "Show the folder that the picture lies in.")),
        Command("predict_all", QT_TRANSLATE_NOOP("Command", "Predict all"), ("Ctrl+D",), "triage",
                0, "play", "folder",
                help=QT_TRANSLATE_NOOP("Command", "Judge the folder in idle time, or pause.")),
    )  # fmt: skip

    @property
    def commands(self) -> Functions:
        """Copy a picture or its path, show where it lies, and predict all."""
        return {
            "copy_picture": self._copy_picture,
            "copy_path": self._copy_path,
            "show_in_folder": self._show_in_folder,
            "predict_all": self._predict_all,
        }

    def introduce(self) -> None:
        """Open the menu where it is asked for."""
        self.wire(self._window.browser, "menu_wished", self.show_menu)
        self.wire(self._window.toast, "folder_wished", self._show_folder_of)
        self.wire(self._window.pane_row, "context_menu_requested", self._show_over_original)

    def take_over(self, before: Self) -> None:
        """Know nothing: a menu closes with its window."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def show_menu(self, at: QPoint) -> None:
        """Open the menu of the selected pictures.

        Args:
            at: where, in global coordinates.
        """
        menu = QMenu(self._window)
        for part in MENU:
            menu.addSeparator()
            for key in part:
                menu.addAction(self._window.commands.action(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_over_original(self, pane: int, at: QPoint) -> None:
        """Open the same menu over the pane that shows the bare picture."""
        if pane == 0 and self._session.image is not None:
            self.show_menu(at)

    def _copy_picture(self) -> None:
        """Copy the present picture's pixels, and the selected files for who takes files."""
        data, picture, image = QMimeData(), self.of(PicturesFeature).picture, self._session.image
        if image is None or not image.painted:  # else no file holds what is seen
            data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._chosen()])
        if picture is not None and image is not None and picture.ref.path == image.path:
            data.setImageData(picture.levels[0])
        QGuiApplication.clipboard().setMimeData(data)
        self._tell(self.tr("Picture copied."))

    def _copy_path(self) -> None:
        chosen = self._chosen()
        QGuiApplication.clipboard().setText("\n".join(str(path) for path in chosen))
        self._tell(self.tr("Copied: {0}").format(shown_path(chosen[0]) if chosen else ""))

    def _show_in_folder(self) -> None:
        for path in self._chosen()[:1]:
            show_in_folder(path)

    def _show_folder_of(self, path: Path) -> None:
        """Show where a file lies that was saved."""
        show_in_folder(path)

    def _predict_all(self) -> None:
        triage = self.of(TriageFeature).triage
        triage.set_running(not triage.running)

    def _chosen(self) -> tuple[Path, ...]:
        """Return the selected pictures, else the present one."""
        image = self._session.image
        alone = (image.path,) if image is not None else ()
        return self._window.browser.selected_pictures() or alone

    def _tell(self, words: str) -> None:
        self._window.status.showMessage(words, TOLD_MS)

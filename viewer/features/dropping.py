"""What is dropped or pasted becomes what it means: files, a picture, class names; or is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.core.errors import UserError
from viewer.core.files.annotation_files import COCO, annotation_kind
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.label_file import MAX_BYTES, read_names
from viewer.core.models.model_setup import ModelSetup
from viewer.session.setups import Setups
from viewer.ui.looks.plain_text import question_box
from viewer.ui.window.dropped import Dropped, read_dropped
from viewer.work.errands import Errands

TEXT_SUFFIXES = frozenset({".txt", ".csv", ".tsv", ".json", ".names", ".yaml", ".yml", ".xml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFile:
    """A file of class names."""

    path: Path
    names: tuple[str, ...]


class Dropping(QObject):
    """Looks at what came, asks before anything is downloaded, and passes files on."""

    paths_ready = Signal(list)  # of Path: to be opened as chosen ones are
    failed = Signal(object)  # UserError

    def __init__(self, window: QWidget, setups: Setups) -> None:
        super().__init__(window)
        self._window, self._setups = window, setups
        self.errands = Errands(self)
        self.errands.failed.connect(self.failed)

    def paste(self) -> None:
        """Take what is on the clipboard."""
        self.take(read_dropped(QGuiApplication.clipboard().mimeData() or QMimeData()))

    def take(self, dropped: Dropped) -> None:
        """Show it, or say what it is."""
        if dropped.paths:
            self.take_paths(dropped.paths)
        elif dropped.picture:
            self._keep(dropped.picture, dropped.name)
        elif dropped.address:
            self._ask_for(dropped)
        else:
            self.failed.emit(
                UserError(
                    "There is no picture in what was dropped or pasted.",
                    hint="Copy a picture, or drop a file, a folder or the address of a picture.",
                )
            )

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Look into a text file that is dropped alone; everything else is opened."""
        if len(paths) != 1 or paths[0].suffix.lower() not in TEXT_SUFFIXES:
            self.paths_ready.emit(list(paths))
            return
        classes = len(self._setups.model.class_names) if self._setups.model else 0
        path = paths[0]
        self.errands.start(lambda _cancelled: look_into(path, classes), self._take_looked_into)

    def _take_looked_into(self, found: NamesFile | Path) -> None:
        if isinstance(found, Path):
            self.paths_ready.emit([found])
        else:
            self._offer(found)

    def _keep(self, data: bytes, name: str) -> None:
        from viewer.core.pictures.kept_pictures import keep_picture

        self.errands.start(
            lambda _cancelled: keep_picture(data, name),
            lambda path: self.paths_ready.emit([path]),
        )

    def _ask_for(self, dropped: Dropped) -> None:
        """Download nothing before the user has said so."""
        from viewer.core.pictures.web_pictures import host_of

        address = dropped.address
        box = question_box(
            self._window,
            self.tr("Download a picture?"),
            self.tr("Shall this picture be downloaded from “{host}”?").format(
                host=shown(host_of(address))
            ),
            shown(address, 300),
        )
        yes = box.addButton(self.tr("Download"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(lambda: self._download(dropped))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _download(self, dropped: Dropped) -> None:
        from viewer.core.pictures.kept_pictures import keep_picture
        from viewer.core.pictures.web_pictures import fetch

        self.errands.start(
            lambda cancelled: keep_picture(fetch(dropped.address, cancelled), dropped.name),
            lambda path: self.paths_ready.emit([path]),
        )

    def _offer(self, found: NamesFile) -> None:
        """Offer names that fit the open model; it may have been exchanged meanwhile."""
        model = self._setups.model
        name, count = shown_path(found.path.name), len(found.names)
        if model is None or len(model.class_names) != count:
            has = len(model.class_names) if model else 0
            self.failed.emit(
                UserError(
                    f"“{name}” holds {count} class names, and the open model has {has} classes.",
                    hint="Open the model that they belong to, and drop them again.",
                )
            )
            return
        box = question_box(
            self._window,
            self.tr("Take these class names?"),
            self.tr("Shall “{name}” name the {count} classes of this model?").format(
                name=name, count=count
            ),
            ", ".join(map(shown, found.names[:6])) + (", …" if count > 6 else ""),
        )
        yes = box.addButton(self.tr("Take them"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        setup = replace(model.setup or ModelSetup(), class_names=found.names)
        yes.clicked.connect(lambda: self._setups.apply(setup))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def look_into(path: Path, classes: int) -> NamesFile | Path:
    """Return the class names in a file, or the path where it is something else to be opened.

    Args:
        path: of a file of text.
        classes: of the open model; 0: none is open.

    Raises:
        UserError: it holds annotations, or cannot be read.
    """
    from viewer.figure.recipe_reading import find_recipe

    if find_recipe(path) is not None:
        return path
    text = read_file(path, most_bytes=MAX_BYTES).decode("utf-8", "replace")
    kind = annotation_kind(text)
    try:
        names = () if kind not in {"", COCO} else read_names(path)
    except UserError:
        names = ()
    if names and (not kind or len(names) == classes):
        return NamesFile(path=path, names=names)
    if kind:
        raise UserError(
            f"“{shown_path(path.name)}” holds annotations ({kind}), which CamScope does not show.",
            hint="Open the pictures that it belongs to, or their folder.",
        )
    return path

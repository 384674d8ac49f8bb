"""An editor for the names of a model's classes: typed, pasted, or read from a file or folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.errors import UserError
from viewer.core.files.disk_questions import ask
from viewer.core.foreign_text import shown_path
from viewer.core.models.label_data import told_few
from viewer.core.models.label_file import read_names
from viewer.core.models.label_text import parse_names
from viewer.core.models.labels import filled_names
from viewer.ui.dialogs.names_table import NamesTable, NamesView
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel, tip


class ClassNamesEditor(QWidget):
    """One row for each class; an empty name leaves the class its number."""

    _read_late = Signal(object)  # what _names_in returns

    def __init__(self, classes: int, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes = classes
        self._wanted: Path | None = None  # the file that was chosen last
        self._read_late.connect(self._take_read)
        self.rows = NamesTable(classes, self)
        self.table = NamesView(self)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("Names of the classes"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.set_names(names)
        self.message = PlainLabel("", self, wordWrap=True)
        self.message.setProperty("role", "quiet")
        self._say_how()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.table)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(self.paste)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())

    def names(self) -> tuple[str, ...]:
        """Return a name for each class, or nothing where no class has one."""
        typed = self.rows.names
        if not any(typed):
            return ()
        return filled_names(typed)

    def set_names(self, names: Sequence[str]) -> None:
        """Fill the table; fewer names leave the rest as it is."""
        self.rows.set_names(names)

    def read(self, path: Path) -> None:
        """Take the names from a file or a data set's folder, or say why not.

        A large one is read on, and taken when it is there, unless another was chosen since.
        """
        self._wanted = path
        found = ask(lambda: _names_in(path), None, place=path, late=self._read_late.emit)
        if found is None:
            self.message.setText(self.tr("Reading “{name}”…").format(name=shown_path(path.name)))
        else:
            self._take_read(found)

    @Slot(object)
    def _take_read(self, found: tuple[Path, tuple[str, ...] | UserError]) -> None:
        path, names = found
        if path != self._wanted:
            return
        if isinstance(names, UserError):
            self.message.setText(f"{spoken(names.headline)} {spoken(names.hint)}")
        else:
            self._take(names)

    def paste(self) -> None:
        """Take the names from the clipboard: one on each line, or ``0 = cat, 1 = dog``."""
        try:
            names = parse_names(QGuiApplication.clipboard().text())
        except UserError as error:
            self.message.setText(f"{spoken(error.headline)} {spoken(error.hint)}")
            return
        if len(names) == 1:
            self.rows.set_names(names, first=max(0, self.table.currentIndex().row()))
        elif names:
            self._take(names)

    def _take(self, names: tuple[str, ...]) -> None:
        """Use names for all classes; another number of them is told, not cut."""
        if len(names) != self._classes:
            text = self.tr("There are {found} names ({names}), but the model has {wanted} classes.")
            few = told_few(names)
            told = text.format(found=len(names), wanted=self._classes, names=few)
            self.message.setText(told)
            return
        self.set_names(names)
        self._say_how()

    def _say_how(self) -> None:
        self.message.setText(
            self.tr("The order is that of the model's outputs. Enter goes on to the next name.")
        )

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, told, run in (
            (
                self.tr("From a file…"),
                self.tr("A text file with one name on each line, a CSV, JSON or YAML file."),
                self._ask_file,
            ),
            (
                self.tr("From folders…"),
                self.tr("The folder of a data set with one sub-folder for each class."),
                self._ask_folder,
            ),
            (self.tr("Paste"), self.tr("One name on each line, or 0 = cat, 1 = dog."), self.paste),
            (self.tr("Clear"), self.tr("Leave the classes their numbers."), self._clear),
        ):
            button = QPushButton(text, self)
            button.setToolTip(tip(told))
            button.setAutoDefault(False)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _ask_file(self) -> None:
        kinds = self.tr("Lists of names") + " (*.txt *.csv *.tsv *.json *.yaml *.yml *.names);;"
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Read class names"),
            str(Path.home()),
            kinds + self.tr("All files") + " (*)",
        )
        if chosen:
            self.read(Path(chosen))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder of the data set"), str(Path.home())
        )
        if chosen:
            self.read(Path(chosen))

    def _clear(self) -> None:
        self.rows.set_names([""] * self._classes)
        self._say_how()


def _names_in(path: Path) -> tuple[Path, tuple[str, ...] | UserError]:
    """Read the names; called beside the window."""
    try:
        return path, read_names(path)
    except UserError as error:
        return path, error

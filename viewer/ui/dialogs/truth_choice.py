"""Where the objects of pictures truly are: a file or a folder that is chosen, or nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QPushButton, QWidget

from viewer.core.foreign_text import shown_path
from viewer.ui.dialogs.truth_ticks import offer_by_truth
from viewer.ui.looks.plain_text import ElidedLabel, tip


class TruthChoice(QWidget):
    """Shows the path that is chosen, beside what chooses and forgets it."""

    changed = Signal()

    def __init__(
        self, parent: QWidget, measures: QListWidget, by_truth: Mapping[str, bool]
    ) -> None:
        """Know nothing yet.

        Args:
            parent: it belongs to.
            measures: the ticks of all measures; those that need the truth follow it.
            by_truth: the keys of these, and whether each is a usual one.
        """
        super().__init__(parent)
        self._measures, self._by_truth = measures, by_truth
        self.path: Path | None = None
        self.shown = ElidedLabel("", self)
        self.file = QPushButton(self.tr("File…"), self)
        self.folder = QPushButton(self.tr("Folder…"), self)
        self.forget = QPushButton(self.tr("Forget"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.shown, 1)
        for button, words in (
            (self.forget, self.tr("Nobody knows where the objects are")),
            (self.file, self.tr("One file with the boxes or masks of all pictures")),
            (self.folder, self.tr("A folder with a file of boxes or a mask for each picture")),
        ):
            button.setToolTip(tip(words))
            button.setAccessibleDescription(words)
            button.setAutoDefault(False)
            row.addWidget(button)
        self.forget.clicked.connect(lambda: self.set_path(None))
        self.file.clicked.connect(self._choose_file)
        self.folder.clicked.connect(self._choose_folder)
        self._show()

    def set_path(self, path: Path | None) -> None:
        """Choose a file or a folder; None: nobody knows."""
        if path != self.path:
            self.path = path
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        words = self.tr("Not known: boxes or masks as COCO, VOC, YOLO, LabelMe, CSV or PNG")
        text = words if self.path is None else shown_path(self.path)
        self.shown.setText(text)
        self.shown.setToolTip(tip(text))
        self.forget.setVisible(self.path is not None)
        offer_by_truth(self._measures, self._by_truth, known=self.path is not None)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Where the objects are"), "")
        if chosen:
            self.set_path(Path(chosen))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where the objects are"), "")
        if chosen:
            self.set_path(Path(chosen))

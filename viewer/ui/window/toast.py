"""A confirmation that lies over the panes for a while and moves nothing; a click takes it away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from viewer.core.foreign_text import shown_path
from viewer.ui.looks.design import GAP_PX, WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel

SHOWN_MS = 6_000
WIDEST_PX = 560
ABOVE_PX = 32  # the lower end of what it lies over


class Toast(QFrame):
    """One sentence at the lower end of another widget, in its middle.

    Attributes:
        folder_wished: the folder of the file that the sentence is about is to be shown.
    """

    folder_wished = Signal(object)  # Path: the file

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "toast")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Dismiss"))
        self._path = Path()
        self._said = PlainLabel("", self, wordWrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(self.tr("Show in folder"), self, flat=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the pictures
        self.button.clicked.connect(self._wish_folder)
        self.button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE_PX, GAP_PX, WIDE_PX, GAP_PX)
        row.setSpacing(WIDE_PX)
        row.addWidget(self._said, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.clear)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; empty when nothing is."""
        return self._said.text()

    def tell(self, text: str) -> None:
        """Show a sentence in place of the one before."""
        self._tell(text, button=False)

    def tell_of(self, path: Path, text: str) -> None:
        """Say something of a file that was saved, and its folder, with a button that shows it."""
        self._path = path
        self._tell(f"{text} {shown_path(path.parent)}", button=True)

    def _tell(self, text: str, *, button: bool) -> None:
        self._said.setText(text)
        self.button.setVisible(button)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def clear(self) -> None:
        """Take the sentence away."""
        self._timer.stop()
        self._said.clear()
        self.hide()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Go away when clicked."""
        self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of what it lies over."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _wish_folder(self) -> None:
        self.folder_wished.emit(self._path)
        self.clear()

    def _place(self) -> None:
        """Take one line where there is room for it, else as many as the widest place needs."""
        room = self._over.rect()
        line = self._said.fontMetrics().horizontalAdvance(self.text) + 2 * WIDE_PX + GAP_PX
        if not self.button.isHidden():
            line += self.button.sizeHint().width() + WIDE_PX
        width = min(line, WIDEST_PX, room.width() - 2 * GAP_PX)
        least = max(self._said.fontMetrics().height() + 2 * GAP_PX, self.minimumSizeHint().height())
        height = max(self.heightForWidth(width), least)
        left = (room.width() - width) // 2
        self.setGeometry(left, max(0, room.height() - ABOVE_PX - height), width, height)

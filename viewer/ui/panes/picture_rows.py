"""Several pictures at once: a row of panes for each, its methods side by side, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.records import ExplainedPicture
from viewer.core.foreign_text import shown_path
from viewer.core.maps.heat_style import HeatStyle
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.panes.heat_title import heat_title
from viewer.ui.panes.packing import pack
from viewer.ui.panes.pane_row import PaneRow


class PictureRows(QWidget):
    """A page in the place of the panes; rows fill as their maps come.

    Attributes:
        picture_chosen: a picture shall be shown alone.
        close_wished: the user has seen enough.
    """

    picture_chosen = Signal(object)  # Path
    close_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Path, PaneRow] = {}
        self._style = HeatStyle()
        self.heading = PlainLabel("", self)
        self.heading.setProperty("role", "heading")
        hint = PlainLabel(self.tr("Double-click a picture to see it alone."), self)
        hint.setProperty("role", "quiet")
        close = QPushButton(self.tr("Back to one picture"), self)
        close.clicked.connect(self.close_wished)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.close_wished)
        self._area = QScrollArea(self, widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setSpacing(GAP_PX)
        for part in (self.heading, hint):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, 0, GAP_PX, GAP_PX // 2)
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def set_pictures(self, paths: Sequence[Path], panes: int) -> None:
        """Make an empty row of so many heat panes for each picture."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_PX)
        self.rows = {}
        for path in paths:
            row = PaneRow(page, plain=True)
            row.set_arrangement("row")
            row.set_pane_count(panes)
            row.set_style(self._style)
            row.panes[0].set_title(shown_path(path.name))
            row.set_updating(True)
            for pane in row.panes:
                pane.installEventFilter(self)
            self.rows[path] = row
            column.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area.setWidget(page)
        self.heading.setText(self.tr("{0} pictures").format(len(paths)))
        self._share_room()

    def set_levels(self, path: Path, levels: Sequence[QImage]) -> None:
        """Show a picture's pixels, as a pyramid."""
        if path in self.rows:
            self.rows[path].set_picture(levels)
            self._share_room()

    def set_failure(self, path: Path, headline: str, hint: str) -> None:
        """Say in a row why its picture cannot be shown."""
        if path in self.rows:
            self.rows[path].vacate(headline, hint)

    def set_maps(self, explanation: ExplainedPicture) -> None:
        """Show what has been explained of a picture."""
        row = self.rows.get(explanation.prediction.image.path)
        if row is None:
            return
        if len(row.panes) - 1 != len(explanation.maps):
            row.set_pane_count(len(explanation.maps))
            self._share_room()
        row.set_geometry(explanation.prediction.geometry)
        for number, heat in enumerate(explanation.maps):
            row.set_title(number, heat_title(heat))
            row.set_heat(number, heat)
        row.set_updating(False)

    def set_style(self, style: HeatStyle) -> None:
        """Show all maps another way."""
        self._style = style
        for row in self.rows.values():
            row.set_style(style)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the rows their share of the room, which is known now."""
        super().showEvent(event)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows their share of the room."""
        super().resizeEvent(event)
        self._share_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the picture that is double-clicked; the wheel scrolls, and zooms with Ctrl."""
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            chosen = [path for path, row in self.rows.items() if watched in row.panes]
            if chosen and event.button() == Qt.MouseButton.LeftButton:
                self.picture_chosen.emit(chosen[0])
                return True
        zooms = Qt.KeyboardModifier.ControlModifier
        if isinstance(event, QWheelEvent) and not event.modifiers() & zooms:
            QApplication.sendEvent(self._area.verticalScrollBar(), event)
            return True
        return super().eventFilter(watched, event)

    def _share_room(self) -> None:
        rows = list(self.rows.values())
        panes = max((len(row.panes) for row in rows), default=1)
        pictures = [row.view.picture_size for row in rows]
        sizes = pack(self._area.maximumViewportSize() - self._bar(), pictures, panes)
        for row, size in zip(rows, sizes, strict=True):
            row.setFixedSize(size)

    def _bar(self) -> QSize:
        """Return the room that the scroll bar may take, which is left free of rows."""
        return QSize(self._area.verticalScrollBar().sizeHint().width(), 0)

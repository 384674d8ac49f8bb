"""The tray of likeness: pictures to compare with, and the maps on the one that is compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.core.maps.heat_style import HeatStyle
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, row_text, tip
from viewer.ui.panes.pane_row import PaneRow
from viewer.ui.panes.pinned_row import Pinned, explained_row

PATH = Qt.ItemDataRole.UserRole
TRAY_PX = 230
ICON_PX = 28
BAR_PX = 4


class LikenessPanel(QWidget):
    """Pictures on the left, of which one is compared with; its panes on the right."""

    pictures_added = Signal(object)  # tuple[Path, ...]: dropped on the tray
    add_wished = Signal()
    picture_chosen = Signal(object, object)  # Path to compare with, Path | None to hold it against
    removed = Signal(object)  # Path
    order_wished = Signal(bool)  # sort the folder by likeness, or stop
    prompt_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.row: PaneRow | None = None
        self._running = False
        self.prompt = QLineEdit(self, clearButtonEnabled=True)
        self.prompt.setPlaceholderText(self.tr("Compare with a text"))
        self.prompt.setAccessibleName(self.tr("Compare with a text"))
        self.tray, self.against = QListWidget(self), QComboBox(self)
        self.tray.setAccessibleName(self.tr("Pictures to compare with"))
        self.tray.setIconSize(QSize(ICON_PX, ICON_PX))
        self.tray.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.against.setAccessibleName(self.tr("Picture held against it"))
        self.add, self.remove = QPushButton(self.tr("Add…")), QPushButton(self.tr("Remove"))
        self.order = QPushButton(self.tr("Sort the folder"))
        self.order.setToolTip(tip(self.tr("The pictures most like the chosen one come first.")))
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(BAR_PX)
        self.progress.setAccessibleName(self.tr("Pictures compared"))
        self.heading, self.told = ElidedLabel("", self), PlainLabel("", self)
        self.heading.setProperty("role", "heading")
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._listen()
        self.offer_prompts(offered=False)
        self.set_progress(0, 0, running=False)

    def sizeHint(self) -> QSize:
        """Ask for room for a row of panes."""
        return QSize(900, 300)

    def set_tray(
        self, paths: Sequence[Path], chosen: Path | None, against: Path | None = None
    ) -> None:
        """Show which pictures may be compared with, and which is."""
        with QSignalBlocker(self.tray), QSignalBlocker(self.against):
            icons = {self._path(row): self.tray.item(row).icon() for row in self._rows()}
            self.tray.clear()
            self.against.clear()
            self.against.addItem(self.tr("Against nothing"), None)
            for path in paths:
                item = QListWidgetItem(icons.get(path, QIcon()), row_text(shown_path(path.name)))
                item.setData(PATH, path)
                item.setToolTip(tip(shown_path(path)))
                self.tray.addItem(item)
                if path == chosen:
                    self.tray.setCurrentItem(item)
                else:
                    name = row_text(shown_path(path.name))
                    self.against.addItem(self.tr("Against {0}").format(name), path)
                if against is not None and path == against:
                    self.against.setCurrentIndex(self.against.count() - 1)
        self.remove.setEnabled(chosen is not None)
        self.against.setEnabled(chosen is not None and self.against.count() > 1)

    def set_icon(self, path: Path, levels: Sequence[QImage]) -> None:
        """Show a picture's thumbnail beside its name."""
        for row in self._rows():
            if self._path(row) == path and levels:
                side = ICON_PX * 2
                small = levels[-1].scaled(
                    side,
                    side,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                self.tray.item(row).setIcon(QIcon(QPixmap.fromImage(small)))

    def offer_prompts(self, *, offered: bool, text: str = "") -> None:
        """Let texts be compared with, where the model reads texts; show the one that is."""
        self.prompt.setVisible(offered)
        if text != self.prompt.text() and not self.prompt.hasFocus():
            self.prompt.setText(text)

    def set_progress(self, done: int, count: int, running: bool) -> None:
        """Show how many pictures of the folder are compared."""
        self._running = running
        self.order.setText(self.tr("Stop") if running else self.tr("Sort the folder"))
        self.progress.setMaximum(max(1, count))
        self.progress.setValue(done)
        self.progress.setVisible(running)

    def set_orderable(self, orderable: bool) -> None:
        """Let the folder be sorted where something is compared with."""
        self.order.setEnabled(orderable or self._running)

    def show_maps(self, pinned: Pinned | None, heading: str = "", told: str = "") -> None:
        """Show the other picture with its maps, or a sentence in their place."""
        if self.row is not None:
            self._right.removeWidget(self.row)
            self.row.hide()
            self.row.deleteLater()
            self.row = None
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.told.setText(spoken(told))
        self.told.setVisible(pinned is None)
        if pinned is not None:
            self.row = explained_row(pinned, self)
            self.row.setAccessibleName(self.tr("Panes of the picture compared with"))
            self._right.addWidget(self.row, 1)

    def set_style(self, style: HeatStyle) -> None:
        """Paint as the panes do."""
        if self.row is not None:
            self.row.set_style(style)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, also those of the browser."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put files into the tray."""
        event.acceptProposedAction()
        self.pictures_added.emit(_dropped(event))

    def _lay_out(self) -> None:
        buttons, left = QHBoxLayout(), QVBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        for part in (self.prompt, self.tray):
            left.addWidget(part)
        left.addLayout(buttons)
        for part in (self.against, self.order, self.progress):
            left.addWidget(part)
        side = QWidget(self)
        side.setLayout(left)
        side.setFixedWidth(TRAY_PX)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP_PX // 2)
        self._right = QVBoxLayout()
        self._right.addWidget(self.heading)
        self._right.addWidget(self.told, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(GAP_PX, GAP_PX // 2, GAP_PX, GAP_PX)
        both.setSpacing(GAP_PX)
        both.addWidget(side)
        both.addLayout(self._right, 1)

    def _listen(self) -> None:
        self.add.clicked.connect(self.add_wished)
        self.remove.clicked.connect(self._remove)
        self.order.clicked.connect(lambda: self.order_wished.emit(not self._running))
        self.tray.currentRowChanged.connect(lambda _row: self._choose(None))
        self.against.activated.connect(lambda _row: self._choose(self.against.currentData()))
        self.prompt.returnPressed.connect(lambda: self.prompt_given.emit(self.prompt.text()))

    def _rows(self) -> range:
        return range(self.tray.count())

    def _path(self, row: int) -> Path:
        return self.tray.item(row).data(PATH)

    def _choose(self, against: Path | None) -> None:
        row = self.tray.currentRow()
        if row >= 0:
            self.picture_chosen.emit(self._path(row), against)

    def _remove(self) -> None:
        row = self.tray.currentRow()
        if row >= 0:
            self.removed.emit(self._path(row))


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())

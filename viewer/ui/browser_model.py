"""The rows of the browser: up, sub-folders, pictures; thumbnails come as they are ready."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from viewer.core.folder import FolderListing, readable
from viewer.ui.theme import icon

AnyIndex = QModelIndex | QPersistentModelIndex
THUMBNAILS_KEPT = 2_000
ICON_SIDE_PX = 56
SYMBOL_SIDE_PX = 24
PATH = int(Qt.ItemDataRole.UserRole)
KIND = PATH + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the browser."""

    kind: Literal["up", "folder", "picture"]
    path: Path


class BrowserModel(QAbstractListModel):
    """A folder's rows, filtered by a text in their names; no widget and no file per row."""

    def __init__(self) -> None:
        super().__init__()
        self._listing: FolderListing | None = None
        self._filter = ""
        self._rows: list[Row] = []
        self._places: dict[Path, int] = {}
        self._thumbnails: OrderedDict[Path, QIcon] = OrderedDict()
        self._failures: dict[Path, str] = {}
        self.retint()

    def set_listing(self, listing: FolderListing | None) -> None:
        """Show another folder."""
        if listing is not None and self._listing is not None and listing.path != self._listing.path:
            self._failures.clear()
        self._listing = listing
        self._fill()

    def set_filter(self, text: str) -> None:
        """Show only the rows whose name contains the text."""
        self._filter = text.strip().casefold()
        self._fill()

    def set_thumbnail(self, path: Path, thumbnail: QImage) -> None:
        """Show a thumbnail; the oldest ones are forgotten."""
        pixmap = _squared(thumbnail)
        self._thumbnails[path] = QIcon(pixmap)
        self._thumbnails[path].addPixmap(pixmap, QIcon.Mode.Selected)
        self._failures.pop(path, None)
        while len(self._thumbnails) > THUMBNAILS_KEPT:
            self._thumbnails.popitem(last=False)
        self._repaint(path)

    def set_failed(self, path: Path, sentence: str) -> None:
        """Mark a picture that cannot be shown."""
        self._failures[path] = sentence
        self._repaint(path)

    def retint(self) -> None:
        """Draw the icons in the colours of the palette in use."""
        self._icons = {name: _centred(name) for name in ("up", "folder", "image", "broken")}

    def row_of(self, path: Path) -> int:
        """Return the row of a path, or -1."""
        return self._places.get(path, -1)

    def picture_rows(self) -> range:
        """Return the rows that are pictures; they stand last."""
        others = sum(1 for row in self._rows if row.kind != "picture")
        return range(others, len(self._rows))

    def row(self, number: int) -> Row:
        """Return one row."""
        return self._rows[number]

    def wants_thumbnail(self, number: int) -> bool:
        """Whether a row is a picture without thumbnail and without failure."""
        row = self._rows[number]
        known = row.path in self._thumbnails or row.path in self._failures
        return row.kind == "picture" and not known

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one row shows."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Up") if row.kind == "up" else readable(Path(row.path.name))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._decoration(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._failures.get(row.path, readable(row.path))
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(120, ICON_SIDE_PX + 8)
        return {PATH: row.path, KIND: row.kind}.get(role)

    def _decoration(self, row: Row) -> QIcon:
        if row.path in self._failures:
            return self._icons["broken"]
        if row.kind == "picture":
            return self._thumbnails.get(row.path, self._icons["image"])
        return self._icons[row.kind]

    def _fill(self) -> None:
        self.beginResetModel()
        self._rows = [row for row in self._all() if row.kind == "up" or self._passes(row)]
        self._places = {row.path: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def _all(self) -> list[Row]:
        listing = self._listing
        if listing is None:
            return []
        up = [Row("up", listing.parent)] if listing.parent is not None else []
        folders = [Row("folder", path) for path in listing.folders]
        return [*up, *folders, *(Row("picture", path) for path in listing.pictures)]

    def _passes(self, row: Row) -> bool:
        return self._filter in row.path.name.casefold()

    def _repaint(self, path: Path) -> None:
        number = self.row_of(path)
        if number >= 0:
            index = self.index(number)
            self.dataChanged.emit(index, index)


def _squared(thumbnail: QImage) -> QPixmap:
    """Return a thumbnail centred in the square place that all of them have; names then align."""
    side = 2 * ICON_SIDE_PX
    size = thumbnail.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    place = QPixmap(side, side)
    place.fill(Qt.GlobalColor.transparent)
    painter = QPainter(place)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left, top = (side - size.width()) // 2, (side - size.height()) // 2
    painter.drawImage(QRect(left, top, size.width(), size.height()), thumbnail)
    painter.end()
    place.setDevicePixelRatio(2.0)
    return place


def _centred(name: str) -> QIcon:
    """Return an icon small in the middle of a thumbnail's place."""
    margin = (ICON_SIDE_PX - SYMBOL_SIDE_PX) // 2
    result = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        place = QPixmap(2 * ICON_SIDE_PX, 2 * ICON_SIDE_PX)
        place.setDevicePixelRatio(2.0)
        place.fill(Qt.GlobalColor.transparent)
        source = icon(name).pixmap(QSize(SYMBOL_SIDE_PX, SYMBOL_SIDE_PX), 2.0, mode)
        painter = QPainter(place)
        painter.drawPixmap(margin, margin, source)
        painter.end()
        result.addPixmap(place, mode)
    return result

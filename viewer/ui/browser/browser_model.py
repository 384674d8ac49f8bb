"""The rows of the browser: sub-folders, then pictures; thumbnails come as they are ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    QUrl,
)
from PySide6.QtGui import QIcon, QImage

from viewer.core.files.folder import FolderListing
from viewer.core.files.path_list import PathList
from viewer.core.foreign_text import shown_path
from viewer.core.late_numpy import np
from viewer.ui.browser.kept_thumbnails import SIDES_PX, KeptThumbnails
from viewer.ui.browser.thumbnail_icons import ICON_SIDE_PX, centred, framed
from viewer.ui.looks.plain_text import tip

# Long, because what a row shows, says and gives away stands in one place.

AnyIndex = QModelIndex | QPersistentModelIndex
ICONS_KEPT = 200  # framed thumbnails, for the rows of the list in sight
PATH = int(Qt.ItemDataRole.UserRole)
KIND = PATH + 1
DETAIL = PATH + 2
THUMBNAIL = PATH + 3  # QImage, or None while there is none
SELECTABLE = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
)


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """One row of the browser."""

    kind: Literal["folder", "picture"]
    path: Path
    number: int = -1  # of a picture, in the listing


@dataclass(frozen=True, slots=True)
class Detail:
    """What a picture's row says below the name."""

    text: str = ""
    tone: Literal["", "right", "wrong"] = ""
    marked: bool = False
    noted: bool = False  # the user has written something on it


NO_DETAIL = Detail()


class BrowserModel(QStringListModel):
    """A folder's rows, filtered by a text in their names; rows are made when they are asked for.

    The list of strings below holds an empty one for each row: Qt counts the rows for every row that
    it lays out, and for a hundred thousand rows it may not ask Python.
    """

    def __init__(self) -> None:
        super().__init__()
        self._listing: FolderListing | None = None
        self._filter = ""
        self._folders_shown = True
        self._wanted: Sequence[int] | None = None  # numbers of pictures, in the order to show them
        self._others: list[BrowserRow] = []
        self._order: Sequence[int] = ()  # number of the picture in each row after the others
        self._places: dict[int, int] = {}  # the other way round; made when it is needed
        self._thumbnails = KeptThumbnails()
        self._framed: dict[Path, QIcon] = {}
        self._failures: dict[Path, str] = {}
        self.detail: Callable[[int], Detail] = lambda _number: NO_DETAIL
        self.retint()

    @property
    def listing(self) -> FolderListing | None:
        """The folder shown."""
        return self._listing

    def set_listing(self, listing: FolderListing | None) -> None:
        """Show another folder, or the same one as it is now; it starts in its own order."""
        if listing is not None and self._listing is not None and listing.path != self._listing.path:
            self._failures.clear()
        self._listing, self._wanted = listing, None
        self.detail = lambda _number: NO_DETAIL  # what was said is of other numbers
        self._fill()

    def show_folders(self, shown: bool) -> None:
        """Show the folders below among the rows, or leave them to the tree."""
        if shown != self._folders_shown:
            self._folders_shown = shown
            self._fill()

    def set_filter(self, text: str) -> None:
        """Show only the rows whose name contains the text."""
        self._filter = text.strip().casefold()
        self._fill()

    def set_order(self, numbers: Sequence[int] | None) -> None:
        """Show these of the listing's pictures in this order; None stands for all, by name."""
        both = self._wanted is not None and numbers is not None
        if both and np.array_equal(np.asarray(self._wanted), np.asarray(numbers)):
            self.refresh()
            return
        self._wanted = numbers
        self._fill()

    @property
    def in_own_order(self) -> bool:
        """Whether all pictures are shown by name."""
        return self._wanted is None

    def refresh(self) -> None:
        """Paint the details of all rows anew."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1), [DETAIL])

    def set_thumbnail(self, path: Path, thumbnail: QImage, side_px: int = SIDES_PX[0]) -> None:
        """Show a thumbnail made for a square of this side; the oldest ones are forgotten."""
        for gone in (path, *self._thumbnails.put(path, thumbnail, side_px)):
            self._framed.pop(gone, None)
        self._failures.pop(path, None)
        self._repaint(path)

    def forget(self, path: Path) -> None:
        """Forget what is known of a file that has changed."""
        self._thumbnails.drop(path)
        self._framed.pop(path, None)
        self._failures.pop(path, None)
        self._repaint(path)

    def set_failed(self, path: Path, sentence: str) -> None:
        """Mark a picture that cannot be shown."""
        self._failures[path] = sentence
        self._repaint(path)

    def retint(self) -> None:
        """Draw the icons in the colours of the palette in use."""
        self._icons = {name: centred(name) for name in ("folder", "image", "broken")}

    def row_of(self, path: Path) -> int:
        """Return the row of a path, or -1."""
        number = self.number_of(path)
        if number < 0:
            return next((n for n, row in enumerate(self._others) if row.path == path), -1)
        if isinstance(self._order, range):
            return len(self._others) + number
        if not self._places:
            self._places = {int(each): place for place, each in enumerate(self._order)}
        place = self._places.get(number, -1)
        return -1 if place < 0 else len(self._others) + place

    def number_of(self, path: Path) -> int:
        """Return the number of a picture in the listing, or -1."""
        pictures = self._listing.pictures if self._listing is not None else ()
        if isinstance(pictures, PathList):
            return pictures.find(path)
        return pictures.index(path) if path in pictures else -1

    def picture_rows(self) -> range:
        """Return the rows that are pictures; they stand last."""
        return range(len(self._others), self.rowCount())

    def row(self, number: int) -> BrowserRow:
        """Return one row."""
        if number < len(self._others):
            return self._others[number]
        assert self._listing is not None  # noqa: S101 - there are no rows without one
        picture = int(self._order[number - len(self._others)])
        return BrowserRow("picture", self._listing.pictures[picture], picture)

    def wants_thumbnail(self, number: int, side_px: int = SIDES_PX[0]) -> bool:
        """Whether a row is a picture without failure, and without a thumbnail of this size."""
        row = self.row(number)
        known = self._thumbnails.side_of(row.path) >= side_px or row.path in self._failures
        return row.kind == "picture" and not known

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:  # noqa: ARG002 - the same for all
        """Let every row be selected and dragged out, and none be edited."""
        return SELECTABLE

    def mimeTypes(self) -> list[str]:
        """Tell that files are what is dragged out."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the files of some rows, for other programs."""
        data, rows = QMimeData(), (self.row(index.row()) for index in indexes)
        data.setUrls([QUrl.fromLocalFile(str(row.path)) for row in rows])
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """Let files be copied elsewhere, never moved away."""
        return Qt.DropAction.CopyAction

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one row shows."""
        row = self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_path(row.path.name)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._decoration(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._failures.get(row.path, shown_path(row.path)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == DETAIL:
            return self.detail(row.number) if row.number >= 0 else NO_DETAIL
        known: dict[int, object] = {
            PATH: row.path,
            KIND: row.kind,
            THUMBNAIL: self._thumbnail(row),
            Qt.ItemDataRole.SizeHintRole: QSize(120, ICON_SIDE_PX + 8),
        }
        return known.get(role)

    def _spoken(self, row: BrowserRow) -> str:
        """Return what a screen reader says of a row: also what is painted as a sign."""
        name = shown_path(row.path.name)
        detail = self.detail(row.number) if row.number >= 0 else NO_DETAIL
        tones = {"right": self.tr("right"), "wrong": self.tr("wrong"), "": ""}
        marked = self.tr("marked") if detail.marked else ""
        noted = self.tr("with a note") if detail.noted else ""
        failed = self._failures.get(row.path, "")
        parts = (name, marked, noted, tones[detail.tone], *detail.text.splitlines(), failed)
        return ", ".join(part for part in parts if part)

    def _decoration(self, row: BrowserRow) -> QIcon:
        if row.path in self._failures:
            return self._icons["broken"]
        if row.kind == "picture":
            return self._icon_of(row.path)
        return self._icons[row.kind]

    def _icon_of(self, path: Path) -> QIcon:
        """Return a picture's thumbnail framed for the list, which is done when it is seen."""
        thumbnail = self._thumbnails.get(path)
        if thumbnail is None:
            return self._icons["image"]
        if path not in self._framed:
            while len(self._framed) >= ICONS_KEPT:
                del self._framed[next(iter(self._framed))]
            self._framed[path] = framed(thumbnail)
        return self._framed[path]

    def _thumbnail(self, row: BrowserRow) -> QImage | None:
        """Return what the grid paints of a row; one that failed has none."""
        return None if row.path in self._failures else self._thumbnails.get(row.path)

    def _fill(self) -> None:
        self._places = {}
        listing = self._listing
        if listing is None:
            self._others, self._order = [], ()
        else:
            held = listing.folders if self._folders_shown else ()
            self._others = [BrowserRow("folder", path) for path in held if self._passes(path.name)]
            self._order = self._passing(listing)
        self.setStringList([""] * (len(self._others) + len(self._order)))

    def _passing(self, listing: FolderListing) -> Sequence[int]:
        """Return the numbers of the pictures to show: a range wherever all are shown."""
        wanted = range(len(listing.pictures)) if self._wanted is None else self._wanted
        if not self._filter:
            return wanted
        if isinstance(listing.pictures, PathList):
            names = listing.pictures.names
            return [number for number in wanted if self._passes(names[number])]
        return [number for number in wanted if self._passes(listing.pictures[number].name)]

    def _passes(self, name: str) -> bool:
        return self._filter in name.casefold()

    def _repaint(self, path: Path) -> None:
        number = self.row_of(path)
        if number >= 0:
            index = self.index(number)
            self.dataChanged.emit(index, index)

"""The browser at the left: the tree of folders, and one folder's pictures with thumbnails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from viewer.core.files.folder import FolderListing
from viewer.ui.browser.breadcrumb import Breadcrumb
from viewer.ui.browser.browser_model import BrowserModel, Detail
from viewer.ui.browser.folder_tree import FolderTree
from viewer.ui.browser.kept_thumbnails import SIDES_PX
from viewer.ui.browser.picture_delegate import PictureDelegate
from viewer.ui.browser.picture_grid import PictureGrid
from viewer.ui.browser.picture_list import PictureList
from viewer.ui.browser.sight import rows_in_sight, side_in_sight
from viewer.ui.browser.triage_bar import TriageBar
from viewer.ui.looks.design import GAP_PX, HALF_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.theme import icon

SETTLE_MS = 60  # after the last scroll, before thumbnails are asked for
SELECT = QItemSelectionModel.SelectionFlag.Select
# Long, because list, tree, filter and order meet here.


class Browser(QWidget):
    """Lists one folder; a click on a picture chooses it, a double-click on a folder enters it."""

    image_chosen = Signal(object)  # Path
    folder_chosen = Signal(object)  # Path
    thumbnails_wanted = Signal(list, int)  # of Path: those in sight without one of this size
    sight_changed = Signal(list)  # of Path: the pictures in sight
    place_changed = Signal()  # which of the rows is the present picture, or how many there are
    menu_wished = Signal(QPoint)  # of the selected pictures, at a global point
    all_wished = Signal()  # the pictures of all sub-folders

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current: Path | None = None
        self._as_tree = True
        self._model = BrowserModel()
        self._model.setParent(self)
        self.filter_box = QLineEdit(self, clearButtonEnabled=True)
        self.filter_box.setPlaceholderText(self.tr("Filter by name"))
        self.filter_box.setAccessibleName(self.tr("Filter by name"))
        self.filter_box.setAcceptDrops(False)  # the window takes dropped files
        self._search = QAction(self.filter_box)
        self.filter_box.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self.breadcrumb, self.triage = Breadcrumb(self), TriageBar(self)
        self.all = QPushButton(self.tr("Show all"), self)
        self.all.hide()
        self.tree = FolderTree(self)
        self.list = PictureList(self)
        self.list.setItemDelegate(PictureDelegate(self.list))
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("Pictures in this folder"))
        self._below = QWidget(self)
        self._column = QVBoxLayout(self._below)
        self.split = self._place()
        self._grid: PictureGrid | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_thumbnails)
        self._search.setIcon(icon("search"))
        self.filter_box.textChanged.connect(self._apply_filter)
        self.all.clicked.connect(self.all_wished)
        self.list.activated.connect(self._enter)
        self.list.customContextMenuRequested.connect(self._wish_menu)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.verticalScrollBar().valueChanged.connect(self._look_again)
        self.list.resized.connect(self._look_again)
        self.tree.folder_chosen.connect(self.folder_chosen)
        self.breadcrumb.folder_chosen.connect(self.folder_chosen)
        self.tree.filled_changed.connect(self._show_tree)
        self._show_tree()

    def attach(self, grid: PictureGrid) -> None:
        """Let a grid show the same rows, with the same ones selected, whenever it is shown."""
        self._grid = grid
        grid.activated.connect(self._enter)
        grid.customContextMenuRequested.connect(self._wish_menu)
        grid.verticalScrollBar().valueChanged.connect(self._look_again)
        grid.resized.connect(self._look_again)

    def fill_grid(self, *, shown: bool) -> None:
        """Give the attached grid its rows, or take them away, so that it costs nothing unseen."""
        if self._grid is not None:
            self._grid.setModel(self._model if shown else None)
            if shown:
                self._grid.setSelectionModel(self.list.selectionModel())
                self._grid.scrollTo(self._grid.currentIndex())

    def set_listing(self, listing: FolderListing | None) -> None:
        """Show another folder, or the same one as it is now: then selection and place are kept."""
        before = self._model.listing
        same = before is not None and listing is not None and before.path == listing.path
        selected, place = self.selected_pictures(), self.list.verticalScrollBar().value()
        if listing is not None and not listing.pictures:
            self.list.words = self.tr("No pictures in this folder.")
        else:
            self.list.words = self.tr("Nothing fits the filter.")
        self._model.set_listing(listing)
        self.breadcrumb.set_folder(listing.path if listing is not None else None)
        self._show_tree()
        if same:
            self._select(selected)
            self.list.doItemsLayout()
            self.list.verticalScrollBar().setValue(place)
        self._settle.start()

    def set_folders(self, way: str) -> None:
        """Show sub-folders as a "tree", in the "list", or not at all where the list is "flat"."""
        self._as_tree = way == "tree"
        self._show_tree()

    def set_order(self, numbers: Sequence[int] | None) -> None:
        """Show these pictures of the listing in this order; None: all by name."""
        if numbers is None and self._model.in_own_order:
            self._model.refresh()
            return
        selected = self.selected_pictures()
        self._model.set_order(numbers)
        self._show_current()
        self._select(selected)
        self._settle.start()

    def set_details(self, detail: Callable[[int], Detail]) -> None:
        """Say below each name what this function gives for the picture's number."""
        self._model.detail = detail
        self._model.refresh()

    def set_current(self, path: Path | None) -> None:
        """Select a picture without choosing it again."""
        self._current = path
        self._show_current()

    def set_thumbnail(self, path: Path, thumbnail: QImage, side_px: int = SIDES_PX[0]) -> None:
        """Show a picture's thumbnail, made for a square of this side."""
        self._model.set_thumbnail(path, thumbnail, side_px)

    def set_failed(self, path: Path, sentence: str) -> None:
        """Mark a picture that cannot be shown; the sentence is its tool tip."""
        self._model.set_failed(path, spoken(sentence))

    def forget(self, path: Path) -> None:
        """Ask again for the thumbnail of a file that has changed."""
        self._model.forget(path)
        self._settle.start()

    def selected_pictures(self) -> tuple[Path, ...]:
        """Return the pictures that are selected, in the order in which they are listed."""
        numbers = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        rows = [self._model.row(number) for number in numbers]
        return tuple(row.path for row in rows if row.kind == "picture")

    def step(self, delta: int) -> None:
        """Choose the next or the previous picture; at the ends nothing happens."""
        rows = self._model.picture_rows()
        present = self._model.row_of(self._current) if self._current is not None else -1
        self._go_to(present + delta if present in rows else rows.start)

    def offer_all(self, pictures: int, folders: int) -> None:
        """Say how many pictures lie in sub-folders, and offer to show them; none: say nothing."""
        self.all.setVisible(pictures > 0)
        if pictures:
            self.all.setText(self.tr("Show all {count}").format(count=f"{pictures:n}"))
            told = self.tr("No pictures here, {count} in {folders} sub-folders.")
            self.list.words = told.format(count=f"{pictures:n}", folders=f"{folders:n}")
            self.list.viewport().update()

    def find_picture(self) -> None:
        """Let a part of a name be typed over what was typed last."""
        self.filter_box.setFocus()
        self.filter_box.selectAll()

    def first(self) -> None:
        """Choose the first picture."""
        self._go_to(self._model.picture_rows().start)

    def last(self) -> None:
        """Choose the last picture."""
        self._go_to(self._model.picture_rows().stop - 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _place(self) -> QSplitter:
        column, around = self._column, QVBoxLayout(self)
        for widget in (self.breadcrumb, self.filter_box, self.triage, self.all):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Vertical, self, childrenCollapsible=False)
        split.addWidget(self.tree)
        split.addWidget(self._below)
        split.setStretchFactor(1, 1)
        around.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, HALF_PX)
        around.addWidget(split)
        for layout in (column, around):
            layout.setSpacing(GAP_PX)
        return split

    def _show_tree(self) -> None:
        """Show the tree where it has something to show; the list then leaves folders to it."""
        shown = self._as_tree and self.tree.filled
        self.tree.setVisible(shown)
        self._column.setContentsMargins(0, GAP_PX if shown else 0, 0, 0)
        self._model.show_folders(not shown)
        self._show_current()

    def place(self) -> tuple[int, int]:
        """Return which of the listed pictures is the present one, from 1, and how many there are.

        0 stands for one that is not listed.
        """
        rows = self._model.picture_rows()
        row = self._model.row_of(self._current) if self._current is not None else -1
        return row - rows.start + 1 if row in rows else 0, len(rows)

    def _go_to(self, number: int) -> None:
        if number in self._model.picture_rows():
            self.list.setCurrentIndex(self._model.index(number))

    def _apply_filter(self, text: str) -> None:
        self._model.set_filter(text)
        self._show_current()
        self._settle.start()

    def _show_current(self) -> None:
        number = self._model.row_of(self._current) if self._current is not None else -1
        index = self._model.index(number) if number >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        if index.isValid():
            if not self.list.selectionModel().hasSelection():
                self.list.selectionModel().select(index, SELECT)
            self.list.scrollTo(index)
        self.place_changed.emit()

    def _select(self, paths: Iterable[Path]) -> None:
        """Select what of these is listed, besides what is selected."""
        selection = QItemSelection()
        for number in (self._model.row_of(path) for path in paths):
            if number >= 0:
                selection.select(self._model.index(number), self._model.index(number))
        self.list.selectionModel().select(selection, SELECT)

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self._model.row(index.row())
        if row.kind == "picture" and row.path != self._current:
            self._current = row.path
            self.image_chosen.emit(row.path)
            self.place_changed.emit()

    def _enter(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row.kind != "picture":
            self.folder_chosen.emit(row.path)

    def _wish_menu(self, at: QPoint) -> None:
        """Ask for the menu of what is under the mouse, if it is a picture."""
        view = self._grid if self._grid is not None and self.sender() is self._grid else self.list
        index = view.indexAt(at)
        if index.isValid() and self._model.row(index.row()).kind == "picture":
            self.menu_wished.emit(view.viewport().mapToGlobal(at))

    def _look_again(self) -> None:
        """Wait until the list rests; a slot of its own, as start() would take the scroll value."""
        self._settle.start()

    def _ask_for_thumbnails(self) -> None:
        """Ask for what is in sight, from the top down."""
        rows = rows_in_sight((self.list, self._grid), self._model.rowCount())
        seen = [self._model.row(n) for n in rows]
        self.sight_changed.emit([row.path for row in seen if row.kind == "picture"])
        wants, side_px = self._model.wants_thumbnail, side_in_sight(self._grid)
        wanted = [self._model.row(n).path for n in rows if wants(n, side_px)]
        if wanted:
            self.thumbnails_wanted.emit(wanted, side_px)

    def _retint(self) -> None:
        self._model.retint()
        self._search.setIcon(icon("search"))

"""The list of methods that the bar opens: search, a check box for each, and what is slow."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.maps.methods import GROUPS, MethodRow, MethodTable
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel, tip

WIDTH_PX, HEIGHT_PX = 340, 460
KEY, TAG = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class MethodPanel(QFrame):
    """Opens below the bar; ticks add and remove methods, a click on a name shows it in one pane.

    Attributes:
        ticked: a method shall be shown, or shall go: its key, and which of the two.
        chosen: the active pane shall show this method: its key.
        all_fast_wished: every method of one pass shall be shown.
    """

    ticked = Signal(str, bool)
    chosen = Signal(str)
    all_fast_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup, frameShape=QFrame.Shape.StyledPanel)
        self._filling = self._just_ticked = False
        self._wanted: tuple[MethodTable, Collection[str]] = (MethodTable(()), ())
        self.search = QLineEdit(self, clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search methods"))
        self.list = QListWidget(self)
        self.list.setItemDelegate(_TaggedRows(self.list))
        self.list.setAccessibleName(self.tr("Methods"))
        self.all_fast = QPushButton(self.tr("All fast ones"), self)
        self.hint = PlainLabel(
            self.tr("Tick to show side by side. A click on a name shows it in the active pane."),
            self,
            wordWrap=True,
        )
        self.hint.setProperty("role", "quiet")
        self._place()
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose_first)
        self.list.itemChanged.connect(self._tick)
        self.list.itemClicked.connect(self._click)
        self.list.itemActivated.connect(self._choose)
        self.all_fast.clicked.connect(self.all_fast_wished)
        self.all_fast.clicked.connect(self.hide)

    def set_methods(self, methods: MethodTable, shown: Collection[str]) -> None:
        """Offer methods by what they look at; those that are shown are ticked.

        Args:
            methods: that can be chosen.
            shown: keys without smoothing.
        """
        self._wanted = (methods, shown)
        if self.isVisible():
            self._show_wanted()

    def open_below(self, widget: QWidget) -> None:
        """Open below a widget, inside the screen, ready to be typed into."""
        self.resize(WIDTH_PX, HEIGHT_PX)
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - WIDTH_PX)))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - HEIGHT_PX)))
        self.move(corner)
        self.search.clear()
        self._show_wanted()
        self.show()
        self.search.setFocus()

    def _show_wanted(self) -> None:
        """Bring the list up to date; a panel that was never opened holds nothing."""
        methods, shown = self._wanted
        self._filling = True
        if self._keys() != [row.key for row in _sorted(methods)]:
            self._fill(methods)
        for item in self._items():
            on = item.data(KEY) in shown
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.setSpacing(GAP_PX)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        ends = QHBoxLayout()
        ends.addWidget(self.hint, 1)
        ends.addWidget(self.all_fast)
        column.addLayout(ends)

    def _fill(self, methods: MethodTable) -> None:
        self.list.clear()
        slow = {"seconds": self.tr("slow"), "minutes": self.tr("very slow")}
        group = ""
        for row in _sorted(methods):
            if row.group != group:
                group = row.group
                self.list.addItem(
                    _heading(QCoreApplication.translate("MethodGroup", GROUPS[row.group]))
                )
            item = QListWidgetItem(row.title)
            item.setData(KEY, row.key)
            item.setData(TAG, slow.get(row.cost, ""))
            item.setToolTip(tip(f"{spoken(row.help)}\n{row.paper}"))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        """Return the rows of methods, without headings."""
        items = [self.list.item(number) for number in range(self.list.count())]
        return [item for item in items if item.data(KEY)]

    def _keys(self) -> list[str]:
        return [item.data(KEY) for item in self._items()]

    def _filter(self, text: str) -> None:
        """Leave what contains the typed text; headings go while anything is typed."""
        wanted = text.strip().casefold()
        for number in range(self.list.count()):
            item = self.list.item(number)
            named = item.data(KEY) and wanted in f"{item.text()} {item.data(KEY)}".casefold()
            item.setHidden(bool(wanted) and not named)

    def _choose_first(self) -> None:
        """Take what is found, where something was typed; else the list is done with."""
        found = [item for item in self._items() if not item.isHidden()]
        if self.search.text().strip() and found:
            self._choose(found[0])
        else:
            self.hide()

    def _tick(self, item: QListWidgetItem) -> None:
        if not self._filling and item.data(KEY):
            self._just_ticked = True
            self.ticked.emit(item.data(KEY), item.checkState() == Qt.CheckState.Checked)

    def _click(self, item: QListWidgetItem) -> None:
        """A click on the box has ticked it already; one on the name chooses it."""
        ticked, self._just_ticked = self._just_ticked, False
        if not ticked:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        if item.data(KEY):
            self.hide()
            self.chosen.emit(item.data(KEY))


class _TaggedRows(QStyledItemDelegate):
    """Writes a quiet word at the right end of a row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row as usual, then its word."""
        super().paint(painter, option, index)
        if word := index.data(TAG):
            colour = option.palette.color(QPalette.ColorRole.PlaceholderText)
            painter.setPen(colour)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -8, 0), side, word)


def _heading(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _sorted(methods: MethodTable) -> list[MethodRow]:
    """Return the methods by what they look at, as menus show them."""
    return [row for group in GROUPS for row in methods if row.group == group]

"""What the model says of the picture: bars to read, rows to click."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.records import Prediction
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.ui.looks.design import GAP_PX, TIGHT_PX
from viewer.ui.looks.language import class_word, group_word
from viewer.ui.looks.plain_text import PlainLabel, tip
from viewer.ui.looks.theme import mix

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_PX = 30
LEAST_ROWS = 5  # for which there is room before the first answer
NOTABLE = 0.01  # groups less likely than this are left out
SCORE = int(Qt.ItemDataRole.UserRole)
CHOSEN = SCORE + 1


class Predictions(QWidget):
    """The top classes and the likely groups; a click makes one of them the target.

    Attributes:
        target_chosen: what is to be explained.
        class_renamed: a class's index and its new name.
        rows_changed: the panel needs another height.
    """

    rows_changed = Signal()
    target_chosen = Signal(object)  # Target
    class_renamed = Signal(int, str)  # index, new name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = Target()
        self._top: ClassScore | None = None
        self._most = (LEAST_ROWS, 0)  # rows of classes and of groups that were shown
        self.list = QListWidget(self)
        self.list.setItemDelegate(_BarDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Predictions"))
        self.list.setMinimumHeight(ROW_PX + 2 * self.list.frameWidth())
        self._heading = heading = PlainLabel(self.tr("Predictions"), self)
        heading.setProperty("role", "heading")
        heading.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (GAP_PX,))
        column.setSpacing(2 * TIGHT_PX)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        self.list.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        rename = QAction(self.tr("Rename class"), self.list, shortcut=QKeySequence("F2"))
        rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rename.triggered.connect(self.rename_current)
        self.list.addAction(rename)
        self.list.itemChanged.connect(self._accept_name)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show another picture's prediction; None empties the list."""
        self.list.clear()
        if prediction is None:
            return
        with QSignalBlocker(self.list):
            self._fill(prediction)
        self._mark()
        self._note_rows(len(prediction.top))

    def needed_px(self) -> int:
        """Return the height that all rows need; it shrinks only when another model answers."""
        rows = sum(self._most) * ROW_PX + 2 * self.list.frameWidth()
        return 2 * GAP_PX + self._heading.sizeHint().height() + 2 * TIGHT_PX + rows

    def _note_rows(self, classes: int) -> None:
        """Remember how many rows there are: stepping through pictures moves nothing about."""
        groups = self.list.count() - classes
        most = (classes, max(groups, self._most[1] if classes == self._most[0] else 0))
        if most != self._most:
            self._most = most
            self.rows_changed.emit()

    def rename_current(self) -> None:
        """Edit the name of the class in the current row; groups keep theirs."""
        item = self.list.currentItem()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.list.editItem(item)

    def _accept_name(self, item: QListWidgetItem) -> None:
        score: ClassScore = item.data(SCORE)
        name = item.text().strip()
        if name in {score.name, _words(score)}:
            return
        with QSignalBlocker(self.list):
            item.setText(_words(score))  # the new name comes back with the model's answer
        if name:
            self.class_renamed.emit(score.index, name)

    def _fill(self, prediction: Prediction) -> None:
        self._top = prediction.top[0] if prediction.top else None
        likely = [group for group in prediction.groups if group.probability >= NOTABLE]
        likely.sort(key=lambda group: -group.probability)
        for score in (*prediction.top, *likely):
            item = QListWidgetItem(_words(score), self.list)
            item.setData(SCORE, score)
            item.setToolTip(tip(self._tip(score)))
            if score.index >= 0 and not score.asks:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _tip(self, score: ClassScore) -> str:
        kind = f"[{score.index}]" if score.index >= 0 else self.tr("(group)")
        if score.said:
            return f"{_words(score)} {kind}: {score.logit:g}"
        return f"{_words(score)} {kind}: {score.probability:.2%}, logit {score.logit:.3f}"

    def set_target(self, target: Target) -> None:
        """Mark the row that is explained."""
        if target != self._target:
            self._target = target
            self._mark()

    def _mark(self) -> None:
        with QSignalBlocker(self.list):  # a mark is no change of a name
            for row in range(self.list.count()):
                item = self.list.item(row)
                chosen = self._is_target(item.data(SCORE))
                item.setData(CHOSEN, chosen)
                told = (self._tip(item.data(SCORE)), self.tr("explained") if chosen else "")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, told)))

    def _is_target(self, score: ClassScore) -> bool:
        target = self._target
        if target.kind == "top":
            return score == self._top
        return score.target == target

    def _choose(self, item: QListWidgetItem) -> None:
        score: ClassScore = item.data(SCORE)
        self.target_chosen.emit(score.target)


class _BarDelegate(QStyledItemDelegate):
    """Paints name and probability above a bar; the target's bar has the accent colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """Return the same height for every row."""
        return QSize(120, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        score: ClassScore = index.data(SCORE)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(index.data(CHOSEN))
        accent, base = palette.color(QPalette.ColorRole.Accent), palette.base().color()
        painter.save()
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(rect, mix(base, accent, 0.12))
        if _is_first_group(index):
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(rect.topLeft(), rect.topRight())
        inner = rect.adjusted(8, 3, -8, -4)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        number = score.said or f"{score.probability:.1%}"
        room = painter.fontMetrics().horizontalAdvance(number) + 8
        name = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inner.width() - room
        )
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, int(top | Qt.AlignmentFlag.AlignLeft), name)
        painter.drawText(inner, int(top | Qt.AlignmentFlag.AlignRight), number)
        track = QRect(inner.left(), inner.bottom() - 3, inner.width(), 4)
        painter.fillRect(track, palette.color(QPalette.ColorRole.Midlight))
        track.setWidth(max(1, round(track.width() * score.probability)))
        plain = mix(base, palette.color(QPalette.ColorRole.Text), 0.45)
        painter.fillRect(track, accent if chosen else plain)
        painter.restore()


def _is_first_group(index: AnyIndex) -> bool:
    """Whether the row begins the groups, which a line parts from the classes."""
    row = index.row()
    above: ClassScore | None = index.model().index(row - 1, 0).data(SCORE) if row else None
    return above is not None and above.index >= 0 > index.data(SCORE).index


def _words(score: ClassScore) -> str:
    if score.asks:
        return f"{score.asks.rpartition(' ')[2]}  {class_word(score.name)}"
    return class_word(score.name) if score.index >= 0 else group_word(score.name)

"""The bar below the browser's filter: judge the folder, and choose what is shown in which order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.judging.tally import Choice, Sorting, Tally
from viewer.ui.looks.design import HALF_PX
from viewer.ui.looks.plain_text import PlainLabel, row_text, tip
from viewer.ui.looks.theme import icon

BAR_PX = 4
CLASSES_OFFERED = 40  # of those that were predicted, the most frequent


class TriageBar(QWidget):
    """Emits wishes; what it shows is set from outside."""

    running_wished = Signal(bool)
    choice_wished = Signal(object)  # Choice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._tally: Tally | None = None
        self._judged = self._alike = False
        self.sorting, self.showing = _Box(self), _Box(self)
        self.sorting.setAccessibleName(self.tr("Order of the pictures"))
        self.showing.setAccessibleName(self.tr("Which pictures are shown"))
        self.run = QToolButton(self, autoRaise=True)
        self.run.setCheckable(True)
        self.run.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Pictures judged"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(BAR_PX)
        self.words = PlainLabel("", self)
        self.words.setProperty("role", "quiet")
        self._place()
        self._fill()
        self.set_progress(0, 0, running=False)
        self.run.clicked.connect(self.running_wished)
        self.sorting.activated.connect(self._wish)
        self.showing.activated.connect(self._wish)
        self.showing.about_to_open.connect(self._offer_classes)

    def set_progress(self, done: int, count: int, running: bool) -> None:
        """Show how many of the pictures are judged."""
        self.run.setChecked(running)
        self.run.setEnabled(count > 0 and (running or done < count))
        self.run.setIcon(icon("pause" if running else "play"))
        words = (
            self.tr("Pause judging the pictures")
            if running
            else self.tr("Let the model judge all pictures of this folder, in idle time")
        )
        self.run.setToolTip(tip(words))
        self.run.setAccessibleName(words)
        self.progress.setMaximum(max(1, count))
        self.progress.setValue(done)
        self.progress.setVisible(0 < done < count or running)
        told = self.tr("{done} of {count} judged").format(done=done, count=count)
        begun = done > 0 or running
        self.words.setText(told if begun else "")
        self.words.setVisible(begun)
        self.run.setText("" if begun else self.tr("Predict all"))
        self.run.setAutoRaise(begun)
        sides = QSizePolicy.Policy.Preferred if begun else QSizePolicy.Policy.Expanding
        self.run.setSizePolicy(sides, QSizePolicy.Policy.Fixed)
        self._judged = done > 0
        self._offer_orders()

    def set_tally(self, tally: Tally, names: tuple[str, ...]) -> None:
        """Offer the classes that were predicted, and say how many are right."""
        self._tally, self._names = tally, names
        self._alike = tally.compared
        self._offer_orders()
        right, known = tally.accuracy()
        told = self.tr("{right} of {known} labelled pictures are right.")
        self.words.setToolTip(tip(told.format(right=right, known=known)) if known else "")
        if known:
            done = self.tr("{count} judged, {share} right")
            self.words.setText(done.format(count=tally.judged, share=f"{right / known:.1%}"))

    def set_marked(self, count: int) -> None:
        """Say how many of the pictures bear a mark."""
        text = self.tr("Marked ({count})").format(count=count) if count else self.tr("Marked")
        self.showing.setItemText(self.showing.findData("marked"), text)

    def set_choice(self, choice: Choice) -> None:
        """Show what is chosen; nothing is wished."""
        self.sorting.setCurrentIndex(max(0, self.sorting.findData(choice.sorting)))
        if choice.showing == "class":
            self._offer_classes(choice.index)
        else:
            self.showing.setCurrentIndex(max(0, self.showing.findData(choice.showing)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.run.setIcon(icon("pause" if self.run.isChecked() else "play"))

    def _place(self) -> None:
        boxes, line = QHBoxLayout(), QHBoxLayout()
        for box in (self.sorting, self.showing):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            boxes.addWidget(box, 1)
        line.addWidget(self.run)
        line.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF_PX)
        for row in (boxes, line):
            row.setSpacing(HALF_PX)
            column.addLayout(row)
        column.addWidget(self.progress)

    def _fill(self) -> None:
        sortings: list[tuple[Sorting, str]] = [
            ("name", self.tr("By name")),
            ("class", self.tr("By class")),
            ("sure", self.tr("Surest first")),
            ("unsure", self.tr("Least sure first")),
            ("wrong_first", self.tr("Wrong first")),
        ]
        for key, text in sortings:
            self.sorting.addItem(text, key)
        wrong = self.tr("The surest of the wrong ones first, then the rest")
        self.sorting.setItemData(self.sorting.count() - 1, tip(wrong), Qt.ItemDataRole.ToolTipRole)
        for key, text in (
            ("all", self.tr("All")),
            ("right", self.tr("Right")),
            ("wrong", self.tr("Wrong")),
            ("marked", self.tr("Marked")),
            ("unread", self.tr("Not readable")),
        ):
            self.showing.addItem(text, key)
        self._fixed = self.showing.count()

    def _offer_orders(self) -> None:
        """Let the pictures be sorted by what is known of them."""
        row = self.sorting.findData("alike")
        if self._alike and row < 0:
            self.sorting.addItem(self.tr("By likeness"), "alike")
        elif not self._alike and row >= 0:
            self.sorting.removeItem(row)
        self.sorting.setEnabled(self._judged or self._alike)

    def _offer_classes(self, chosen: int | None = None) -> None:
        if chosen is None:
            data = self.showing.currentData()
            chosen = data if isinstance(data, int) else -1
        while self.showing.count() > self._fixed:
            self.showing.removeItem(self._fixed)
        counts = self._tally.counts() if self._tally is not None else []
        for index, count in counts[:CLASSES_OFFERED]:
            name = self._names[index] if index < len(self._names) else str(index)
            self.showing.addItem(f"{row_text(name)} ({count:n})", index)
            if index == chosen:
                self.showing.setCurrentIndex(self.showing.count() - 1)

    def _wish(self) -> None:
        shown = self.showing.currentData()
        sorting = self.sorting.currentData()
        if isinstance(shown, int):
            self.choice_wished.emit(Choice(sorting, "class", shown))
        else:
            self.choice_wished.emit(Choice(sorting, shown))


class _Box(QComboBox):
    """A list that tells before it opens, so that its entries can be brought up to date."""

    about_to_open = Signal()

    def showPopup(self) -> None:
        """Open the list."""
        self.about_to_open.emit()
        super().showPopup()

"""A walk through the window in a few steps: one part stands out at a time, and Escape ends it.

One thing at a time: while a dialog asks something, the tour is out of the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.looks.design import GAP_PX, WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel

BUBBLE_PX = 320
AWAY_PX = 14
ROUND_PX = 6.0
DIM = QColor(0, 0, 0, 140)


@dataclass(frozen=True, slots=True)
class Stop:
    """One step: the part of the window that stands out, and what to know of it."""

    widget: QWidget
    title: str
    text: str


def stops_at(side: QWidget, panes: QWidget, bar: QWidget) -> tuple[Stop, ...]:
    """Return what the tour shows, in the window's language."""
    return (
        Stop(
            side,
            QCoreApplication.translate("Tour", "Your pictures"),
            QCoreApplication.translate(
                "Tour",
                "Click a picture, or step with the arrow keys. Below it the model says what it "
                "sees; click a class there to explain that class.",
            ),
        ),
        Stop(
            panes,
            QCoreApplication.translate("Tour", "Where the model looks"),
            QCoreApplication.translate(
                "Tour",
                "The picture and its heat maps, always on the same view: zoom with the wheel, "
                "move by dragging, double-click to fit.",
            ),
        ),
        Stop(
            bar,
            QCoreApplication.translate("Tour", "What is explained, and how"),
            QCoreApplication.translate(
                "Tour",
                "Choose the class, the method, the layer and how the map is painted. Whatever "
                "you change is shown at once.",
            ),
        ),
    )


class Tour(QWidget):
    """Lies over the whole window, and is gone after the last step or when it is skipped."""

    def __init__(self, window: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(window)
        self._window = window
        self._stops = tuple(stops)
        self._step = 0
        self._focus = window.focusWidget()  # where the keys went before
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bubble = QFrame(self)
        self._bubble.setProperty("role", "bubble")
        self._bubble.setFixedWidth(BUBBLE_PX)
        self.title, self.text = (
            PlainLabel("", self._bubble),
            PlainLabel("", self._bubble, wordWrap=True),
        )
        self.title.setProperty("role", "heading")
        self.place = PlainLabel("", self._bubble)
        self.place.setProperty("role", "quiet")
        self.skip = QPushButton(self.tr("Skip the tour"), self._bubble)
        self.next = QPushButton(self._bubble, default=True)
        self.skip.clicked.connect(self._end)
        self.next.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        column = QVBoxLayout(self._bubble)
        column.setContentsMargins(WIDE_PX, WIDE_PX, WIDE_PX, WIDE_PX)
        column.setSpacing(GAP_PX)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(row)
        window.installEventFilter(self)

    def begin(self) -> None:
        """Show the first step, once no dialog is open."""
        if QApplication.activeModalWidget() is None:
            self._show()

    def _show(self) -> None:
        self.resize(self._window.size())
        self.show()
        self.raise_()
        self._show_step()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and let dialogs go first."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self.resize(self._window.size())
                self._place()
            elif event.type() == QEvent.Type.WindowBlocked:
                self.hide()
            elif event.type() == QEvent.Type.WindowUnblocked:
                self._show()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the tour, Return goes on; no key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self._go_on()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim everything but the part that is spoken of."""
        stop = QPainterPath()
        stop.addRoundedRect(self._stop_rect(), ROUND_PX, ROUND_PX)
        everything = QPainterPath()
        everything.addRect(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(everything.subtracted(stop), DIM)
        painter.setPen(QPen(self.palette().highlight().color(), 2))
        painter.drawPath(stop)

    def _stop_rect(self) -> QRect:
        widget = self._stops[self._step].widget
        corner = widget.mapTo(self._window, QPoint(0, 0))
        return QRect(corner, widget.size()).adjusted(1, 1, -1, -1).intersected(self.rect())

    def _show_step(self) -> None:
        stop, steps = self._stops[self._step], len(self._stops)
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self.place.setText(self.tr("{step} of {steps}").format(step=self._step + 1, steps=steps))
        last = self._step == steps - 1
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        self.skip.setVisible(not last)
        self._bubble.setAccessibleName(f"{stop.title}. {stop.text}")
        self._place()
        self.next.setFocus()

    def _place(self) -> None:
        """Put the bubble beside the part where there is room, else inside it."""
        text_px = BUBBLE_PX - 28
        self.text.setMinimumHeight(self.text.heightForWidth(text_px))
        self._bubble.adjustSize()
        size, stop = self._bubble.size(), self._stop_rect()
        places = (
            QPoint(stop.right() + AWAY_PX, stop.top() + AWAY_PX),
            QPoint(stop.left(), stop.bottom() + AWAY_PX),
            QPoint(stop.left() - AWAY_PX - size.width(), stop.top() + AWAY_PX),
            stop.center() - QPoint(size.width() // 2, size.height() // 2),
        )
        fitting = [place for place in places if self.rect().contains(QRect(place, size))]
        self._bubble.move(fitting[0] if fitting else places[-1])
        self.update()

    def _go_on(self) -> None:
        if self._step == len(self._stops) - 1:
            self._end()
            return
        self._step += 1
        self._show_step()

    def _end(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        if self._focus is not None:
            self._focus.setFocus()
        self.deleteLater()

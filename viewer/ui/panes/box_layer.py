"""A detector's boxes on the original pane: numbered, coloured by class, chosen by a click."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.ui.looks.language import class_word
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_painting import begin_device_pixels

LEAST_PX = 6  # of a side of a drawn box, on the screen
_HUE_STEP = 137  # degrees: neighbouring classes are far apart on the colour wheel
_DARK, _BRIGHT = QColor(0, 0, 0, 170), QColor(255, 255, 255)
_MISSED = QColor(255, 255, 255)  # white and dashed: no class has this
_DOTTED = Qt.PenStyle.DotLine  # of false alarms
_PADDING_PX = 3


def class_colour(index: int) -> QColor:
    """Return the colour of a class: the same for all its boxes, in every theme."""
    return QColor.fromHsv(index * _HUE_STEP % 360, 170, 255)


class BoxLayer(QWidget):
    """Lies over one pane and paints boxes; the mouse goes through it to the pane.

    A click within a box chooses it, the smallest where several lie there. With Ctrl held, a drag
    draws a box where the model has found nothing, or a region, and a click means a pixel.

    Attributes:
        target_chosen: the user wants a box, or what was drawn, explained.
    """

    target_chosen = Signal(object)  # Target

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._rows: tuple[ClassScore, ...] = ()
        self._missed: tuple[ClassScore, ...] = ()  # true objects that no box has found
        self._alarms: frozenset[str] = frozenset()  # what asks for boxes without an object
        self._target = Target()
        self._word = ""  # what is drawn: a miss of a detector, a region of a segmenter
        self._pressed: QPointF | None = None
        self._drawn: QRectF | None = None  # in pixels of the picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(pane.rect())
        pane.installEventFilter(self)
        pane.view.changed.connect(self.update)

    def set_rows(self, rows: Sequence[ClassScore]) -> None:
        """Show another picture's boxes; rows without a place are passed over."""
        self._rows = tuple(row for row in rows if row.place)
        self.set_truth()

    def set_truth(
        self, missed: Sequence[ClassScore] = (), alarms: Collection[str] = frozenset()
    ) -> None:
        """Show which true objects were missed, and which boxes are false alarms."""
        self._missed, self._alarms = tuple(missed), frozenset(alarms)
        self.update()

    def set_word(self, word: str) -> None:
        """Say what a drawn place is: "miss", "region"; nothing: the model knows no places."""
        self._word = word
        self.setVisible(bool(word))

    def set_target(self, target: Target) -> None:
        """Mark the box that is explained."""
        self._target = target
        self._drawn = _place_of(target)
        self.update()

    def at(self, position: QPointF) -> ClassScore | None:
        """Return the smallest box at a logical position of the pane."""
        x, y = self._pane.frame().to_image(position)
        here = [row for row in (*self._rows, *self._missed) if _rectangle(row).contains(x, y)]
        sizes = {row: _rectangle(row).size() for row in here}
        return min(here, key=lambda row: sizes[row].width() * sizes[row].height(), default=None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane's size, and take clicks on boxes and what is drawn."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        if self._word and isinstance(event, QMouseEvent):
            return self._takes(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint all boxes, the chosen one last."""
        painter = QPainter(self)
        painter.save()
        begin_device_pixels(painter, self._pane.frame())
        chosen = self._chosen()
        last = sorted(self._rows, key=lambda row: row is chosen)
        for row in self._missed:
            self._paint_lines(painter, self._shown(row), _MISSED, style=Qt.PenStyle.DashLine)
        for row in last:
            style = _DOTTED if row.asks in self._alarms else Qt.PenStyle.SolidLine
            colour, strong = class_colour(row.index), row is chosen
            self._paint_lines(painter, self._shown(row), colour, strong=strong, style=style)
        self._paint_chips(painter, [*reversed(last), *self._missed])
        if self._drawn is not None:
            place = self._pane.frame().place(self._drawn)
            self._paint_lines(painter, place, _BRIGHT, style=Qt.PenStyle.DashLine)
        painter.restore()
        painter.end()

    def _takes(self, event: QMouseEvent) -> bool:
        """Handle a press, move or release; what it returns is kept from the pane."""
        drawing = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            inside = self._pane.picture_area().contains(event.position().toPoint())
            self._pressed = event.position() if inside else None
            self._drawn = QRectF() if drawing and inside else None
            return self._drawn is not None
        if kind == QEvent.Type.MouseMove and self._pressed is not None:
            if self._drawn is None:
                return False
            self._drawn = self._between(self._pressed, event.position())
            self.update()
            return True
        if kind == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            pressed, self._pressed = self._pressed, None
            self._release(pressed, event.position())
            return self._drawn is not None
        return False

    def _release(self, pressed: QPointF, released: QPointF) -> None:
        if self._drawn is not None:
            side = (released - pressed) * self._pane.devicePixelRatioF()
            if min(abs(side.x()), abs(side.y())) < LEAST_PX:
                self._drawn = None
                self._point(released)
            else:
                self.target_chosen.emit(_drawn_target(self._word, self._drawn))
            self.update()
        elif (released - pressed).manhattanLength() < QApplication.startDragDistance():
            row = self.at(released)
            if row is not None:
                self.target_chosen.emit(row.target)

    def _point(self, position: QPointF) -> None:
        """Ask for the pixel under a click, where a model has an answer for each."""
        if self._word == "region":
            x, y = self._pane.frame().to_image(position)
            place = f"{math.floor(x)},{math.floor(y)}"
            name = "pixel " + place  # as the command line says it
            self.target_chosen.emit(Target(kind="name", name=name))

    def _between(self, one: QPointF, other: QPointF) -> QRectF:
        """Return the rectangle between two logical positions, within the picture."""
        frame = self._pane.frame()
        drawn = QRectF(QPointF(*frame.to_image(one)), QPointF(*frame.to_image(other))).normalized()
        return drawn.intersected(frame.whole())

    def _chosen(self) -> ClassScore | None:
        target = self._target
        if target.kind == "top":
            return self._rows[0] if self._rows else None
        named = target.kind == "name"
        mine = (row for row in self._rows if named and f"{target.name} ".startswith(f"{row.asks} "))
        return next(mine, None)

    def _shown(self, row: ClassScore) -> QRectF:
        """Return the part of a box that lies on the picture, in device pixels."""
        frame = self._pane.frame()
        return frame.place(_rectangle(row).intersected(frame.whole()))

    def _paint_chips(self, painter: QPainter, rows: Sequence[ClassScore]) -> None:
        """Name the boxes at their upper left corners, one below the other where these meet.

        A narrow box has its number alone, but for the first one, which is explained.
        """
        frame, taken, font = self._pane.frame(), list[QRectF](), painter.font()
        font.setPointSizeF(font.pointSizeF() * frame.ratio)
        painter.setFont(font)
        area, metrics, padding = QRectF(frame.area), QFontMetrics(font), _PADDING_PX * frame.ratio
        for place, row in enumerate(rows):
            room = self._shown(row).intersected(area)
            number, words = self._words(row)
            if place and metrics.horizontalAdvance(words) + 2 * padding > room.width():
                words = number
            size = QSizeF(metrics.horizontalAdvance(words) + 2 * padding, metrics.height())
            chip = QRectF(room.topLeft(), size)
            chip.moveLeft(max(area.left(), min(chip.left(), area.right() - size.width())))
            while any(chip.intersects(other) for other in taken) and chip.top() < room.bottom():
                chip.translate(0, size.height() + frame.ratio)
            taken.append(chip)
            painter.fillRect(chip, _MISSED if row in self._missed else class_colour(row.index))
            painter.setPen(QColor(0, 0, 0))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    def _words(self, row: ClassScore) -> tuple[str, str]:
        """Return what is written at a box: where there is little room, and where there is more."""
        if row in self._missed:
            return "?", self.tr("missed: {0}").format(class_word(row.name))
        number = row.asks.rpartition(" ")[2]
        words = f"{number} {class_word(row.name)} {row.probability:.2f}"
        if row.asks in self._alarms:
            words = self.tr("{0}, false alarm").format(words)
        return number, words

    def _paint_lines(
        self,
        painter: QPainter,
        place: QRectF,
        colour: QColor,
        *,
        strong: bool = False,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """Draw a box with a dark border, readable on every picture."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 3.0 if strong else 1.6
        for own, more in ((_DARK, 2.0), (colour, 0.0)):
            pen = QPen(own, (width + more) * self._pane.frame().ratio)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            pen.setStyle(Qt.PenStyle.SolidLine if more else style)
            painter.setPen(pen)
            painter.drawRect(place)


def _rectangle(row: ClassScore) -> QRectF:
    left, top, right, bottom = row.place
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def _drawn_target(word: str, drawn: QRectF) -> Target:
    """Return what asks for a drawn place, in whole pixels of the picture."""
    sides = (drawn.x(), drawn.y(), max(1.0, drawn.width()), max(1.0, drawn.height()))
    return Target(kind="name", name=f"{word} {','.join(str(round(side)) for side in sides)}")


def _place_of(target: Target) -> QRectF | None:
    """Return the place of a miss or a region on the picture; None: the target is another one."""
    word, _, sides = target.name.partition(" ")
    try:
        x, y, width, height = (float(side) for side in sides.split(" ")[0].split(","))
    except ValueError:
        return None
    return QRectF(x, y, width, height) if word in {"miss", "region"} else None

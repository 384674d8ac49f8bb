"""One painted pane: title, picture with its heat map, scale bar and the value under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from viewer.core.geometry import Box
from viewer.core.heat_style import HeatStyle, Limits
from viewer.core.records import HeatMap
from viewer.ui import pane_painting as paint
from viewer.ui.frame import Frame
from viewer.ui.heat_layer import HeatLayer
from viewer.ui.language import spoken
from viewer.ui.navigation import NavigablePane
from viewer.ui.pane_lines import FOOTER_PX, TITLE_PX, paint_footer, paint_title
from viewer.ui.pane_scene import Partner, Scene, paint_scene
from viewer.ui.read_out import read_heat, read_picture
from viewer.ui.view_state import ViewState

DIM_UNSEEN = {"heat": 0.5, "original": 0.25}  # 0.5 as in core.overlay
_DIM_OLD = 0.35  # of the opacity, while a new map is on its way
Kind = Literal["original", "heat"]


class Pane(NavigablePane):
    """Shows one picture, and one heat map over it where the model looked.

    Attributes:
        context_menu_requested: the user asked for a menu at this global point.
        viewport_changed: the picture area has another size in device pixels.
    """

    context_menu_requested = Signal(QPoint)
    viewport_changed = Signal()

    def __init__(
        self, view: ViewState, *, kind: Kind = "heat", parent: QWidget | None = None
    ) -> None:
        super().__init__(view, parent)
        self.kind: Kind = kind
        self.title = ""
        self.heat: HeatLayer | None = None
        self._levels: tuple[QImage, ...] = ()
        self._box: Box | None = None
        self._words = ("", "")
        self._partner: Partner | None = None
        self._updating = False
        self._style = HeatStyle()
        self.setMinimumSize(96, TITLE_PX + FOOTER_PX + 48)
        view.changed.connect(self.update)
        view.cursor_moved.connect(self.update)

    def picture_area(self) -> QRect:
        """Return the widget less its two lines of text, in logical pixels."""
        return self.rect().adjusted(0, TITLE_PX, 0, -FOOTER_PX)

    def set_title(self, title: str) -> None:
        """Name what is shown: method · layer · class."""
        if self.title != title:
            self.title = title
            self.setAccessibleName(title)
            self.update()

    def set_levels(self, levels: Sequence[QImage]) -> None:
        """Take a picture as a pyramid, full size first; empty for none."""
        self._levels = tuple(levels)
        self.update()

    def set_heat(self, heat: HeatMap | None, limits: Limits | None = None) -> None:
        """Show a map in place of the old one and of any words; None clears both.

        Args:
            heat: the map.
            limits: raw values of the first and the last colour; None: the style's own.
        """
        self.heat = HeatLayer(heat, self._style, limits) if heat is not None else None
        self.set_words(self.heat.sentence if self.heat is not None else "")
        self.update()

    def set_style(self, style: HeatStyle, limits: Limits | None = None) -> None:
        """Show the map another way; opacity and zoom compute nothing anew."""
        self._style = style
        if self.heat is not None:
            self.heat.set_style(style, limits)
            self.set_words(self.heat.sentence)
            self.update()

    def set_partner(self, partner: Partner | None) -> None:
        """Show another pane's map right of a divider, or in place of the own one."""
        self._partner = partner
        self.update()

    def set_box(self, box: Box | None) -> None:
        """Tell what the model saw, in original pixels; None: not known."""
        if self._box != box:
            self._box = box
            self.update()

    def set_words(self, headline: str, hint: str = "") -> None:
        """Say something in the middle of the pane; an empty headline says nothing."""
        headline, hint = spoken(headline), spoken(hint)
        if self._words != (headline, hint):
            self._words = (headline, hint)
            self.setAccessibleDescription(f"{headline} {hint}".strip())
            self.update()

    def set_updating(self, updating: bool) -> None:
        """Mark the map as the old one, because a new one is being computed."""
        if self._updating != updating:
            self._updating = updating
            self.update()

    def reading(self) -> str:
        """Return what the footer says: the numbers under the cursor, or a summary."""
        cursor = self.view.cursor
        if self.kind == "original":
            return read_picture(self._levels, self.view, cursor)
        return read_heat(self._shown(), cursor) if self._levels else ""

    def event(self, event: QEvent) -> bool:
        """Tell a new screen's ratio, and show the full title as a tooltip."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.viewport_changed.emit()
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            inside = event.pos().y() < TITLE_PX
            QToolTip.showText(event.globalPos(), self.title if inside else "", self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu; what is in it is not for a pane to know."""
        self.context_menu_requested.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the new size."""
        super().resizeEvent(event)
        self.viewport_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture area, then the words around and above it."""
        painter = QPainter(self)
        frame = self.frame()
        painter.fillRect(self.picture_area(), paint.GROUND)
        if self._levels:
            painter.save()
            paint_scene(painter, frame, self._scene())
            painter.restore()
        self._paint_text(painter, frame)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1))
            area = self.picture_area().toRectF()
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _scene(self) -> Scene:
        return Scene(
            levels=self._levels,
            heat=self._fitting(self.heat),
            partner=self._partner,
            box=self._boxed(),
            dim=DIM_UNSEEN[self.kind],
            strength=_DIM_OLD if self._updating else 1.0,
            cursor=self.view.cursor,
        )

    def _paint_text(self, painter: QPainter, frame: Frame) -> None:
        width, height = self.width(), self.height()
        mark = self.tr("updating…") if self._updating and self.kind == "heat" else ""
        title = QRect(0, 0, width, TITLE_PX)
        paint_title(painter, title, self.palette(), title=self.title, mark=mark)
        footer = QRect(0, height - FOOTER_PX, width, FOOTER_PX)
        if self._levels:
            paint_footer(painter, footer, self.palette(), frame=frame, text=self.reading())
        headline, hint = self._words
        if headline:
            area = self.picture_area()
            paint.paint_words(painter, area, self.font(), headline=headline, hint=hint)

    def _shown(self) -> HeatLayer | None:
        """Return the map under the cross-hair: the partner's while it has the whole area."""
        blinking = self._partner is not None and self._partner.share <= 0
        return self._partner.heat if self._partner is not None and blinking else self.heat

    def _fitting(self, heat: HeatLayer | None) -> HeatLayer | None:
        """Return the map, unless it was made for a picture of another size."""
        fits = heat is not None and heat.picture_size == self.view.picture_size
        return heat if fits else None

    def _boxed(self) -> QRectF | None:
        if self._box is None:
            return None
        left, top, right, bottom = self._box
        return QRectF(left, top, right - left, bottom - top)

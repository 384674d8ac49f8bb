"""One painted pane: title, picture with its heat map, scale bar and the value under the cursor."""

# Long, because all that a pane shows is set here, and painted from here.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewer.core.asks.records import HeatMap
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat_style import HeatStyle, Limits
from viewer.ui.looks.design import accent
from viewer.ui.looks.language import spoken
from viewer.ui.panes import pane_painting as paint
from viewer.ui.panes.concept_legend import paint_concept_legend
from viewer.ui.panes.divided_pane import DividedPane
from viewer.ui.panes.frame import Frame
from viewer.ui.panes.heat_layer import HeatLayer
from viewer.ui.panes.pane_contents import (
    MOST_DRAWN_PX,
    PaneContents,
    draw_map,
    draw_whole,
    paint_contents,
)
from viewer.ui.panes.pane_lines import (
    FOOTER_PX,
    TITLE_PX,
    MenuLook,
    paint_active,
    paint_footer,
    paint_title,
)
from viewer.ui.panes.pane_offer import PaneOffer
from viewer.ui.panes.read_out import (
    explain_reading,
    explain_summary,
    longest_text,
    read_difference,
    read_heat,
    read_picture,
)
from viewer.ui.panes.truth_outlines import TruthOutline
from viewer.ui.panes.view_state import ViewState

DIM_UNSEEN = {"heat": 0.5, "original": 0.25, "difference": 0.5}  # 0.5 as in core.overlay
_DIM_OLD = 0.35  # of the opacity, while a new map is on its way
Kind = Literal["original", "heat", "difference"]


class Pane(DividedPane):
    """Shows one picture, and one heat map over it where the model looked."""

    def __init__(
        self, view: ViewState, *, kind: Kind = "heat", parent: QWidget | None = None
    ) -> None:
        super().__init__(view, parent)
        self.kind: Kind = kind
        self.promises_menu = kind == "heat"
        self.heat: HeatLayer | None = None
        self._levels: tuple[QImage, ...] = ()
        self._box: Box | None = None
        self._words = ("", "")
        self._note = ("", "")
        self._updating = False
        self._bar_shown = False
        self._truth: Sequence[TruthOutline] = ()
        self._style = HeatStyle()
        self.offer = PaneOffer(self)
        view.changed.connect(self.update)
        view.cursor_moved.connect(self.update)

    def set_levels(self, levels: Sequence[QImage]) -> None:
        """Take a picture as a pyramid, full size first; empty for none."""
        self._levels = tuple(levels)
        self.come_back()
        self.update()

    def set_heat(self, heat: HeatMap | None, limits: Limits | None = None) -> None:
        """Show a map in place of the old one and of any words; None clears both.

        Args:
            heat: the map.
            limits: raw values of the first and the last colour; None: the style's own.
        """
        layer = HeatLayer(heat, self._style, limits) if heat is not None else None
        self.show_layer(layer)

    def show_layer(self, layer: HeatLayer | None) -> None:
        """Show a map made ready elsewhere."""
        self.heat = layer
        self._tell_emptiness()
        self.update()

    def set_style(self, style: HeatStyle, limits: Limits | None = None) -> None:
        """Show the map another way; opacity and zoom compute nothing anew."""
        self._style = style
        if self.heat is not None:
            self.heat.set_style(style, limits)
            self._tell_emptiness()
            self.update()

    def set_note(self, text: str, hint: str = "") -> None:
        """Say something worth knowing of the map at the bottom; an empty text says nothing."""
        text, hint = spoken(text), spoken(hint)
        if self._note != (text, hint):
            self._note = (text, hint)
            self._describe()
            self.update()

    def set_box(self, box: Box | None) -> None:
        """Tell what the model saw, in original pixels; None: not known."""
        if self._box != box:
            self._box = box
            self.update()

    def set_truth(self, truth: Sequence[TruthOutline]) -> None:
        """Outline the true objects of the picture."""
        if self._truth != truth:
            self._truth = truth
            self.update()

    def set_words(self, headline: str, hint: str = "") -> None:
        """Say something in the middle of the pane; an empty headline says nothing."""
        headline, hint = spoken(headline), spoken(hint)
        if self._words != (headline, hint):
            self._words = (headline, hint)
            self._describe()
            self.update()

    def set_bar(self, *, shown: bool) -> None:
        """Show the colours with their raw values in the footer, where no strip has room."""
        if self._bar_shown != shown:
            self._bar_shown = shown
            self.update()

    def set_updating(self, updating: bool) -> None:
        """Mark the map as the old one, because a new one is being computed."""
        if self._updating != updating:
            self._updating = updating
            self.update()

    def as_drawn(self, most_px: int = MOST_DRAWN_PX) -> QImage | None:
        """Return the whole picture with its map as they are shown, without lines and words."""
        contents = replace(self._contents(), cursor=None, box=None)
        return draw_whole(contents, self.view.picture_size, most_px) if self._levels else None

    def map_alone(self, most_px: int = MOST_DRAWN_PX) -> QImage | None:
        """Return the map in its colours over nothing; None: there is none to see."""
        heat = self._fitting(self.heat)
        return draw_map(heat, heat.picture_size, most_px) if heat is not None else None

    def reading(self) -> str:
        """Return what the footer says: the numbers under the cursor, or a summary."""
        cursor = self.shared.cursor
        if self.kind == "original":
            return read_picture(self._levels, self.view, cursor)
        if self.kind == "difference":
            return read_difference(self.heat, cursor)
        return read_heat(self._shown(), cursor) if self._levels else ""

    def tip_at(self, position: QPoint) -> str:
        """Return what the tooltip at a logical position says: title, note or footer in full."""
        if self.on_pin(position):
            return self.tr("Has a choice of its own. A click lets it follow the window again.")
        if position.y() < TITLE_PX:
            return self.title
        below = self.height() - FOOTER_PX - position.y()
        if below <= 0 and self.kind != "original":
            return explain_reading() if self.kind == "heat" else ""
        if self._words[0]:  # in a small pane the hint is not painted
            return " ".join(self._words).strip()
        note = self._note[0]
        if not note or below >= paint.note_height(self.fontMetrics(), self.width(), note):
            return ""
        return explain_summary() if self.kind == "difference" else " ".join(self._note).strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move with the picture area what stands in it."""
        super().resizeEvent(event)
        self.offer.place(self.picture_area())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture area, then the words around and above it."""
        painter = QPainter(self)
        frame = self.frame()
        painter.fillRect(self.picture_area(), paint.ground(self.palette()))
        if self._levels:
            painter.save()
            paint_contents(painter, frame, self._contents())
            painter.restore()
        self._paint_text(painter, frame)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent(self.palette()), 1))
            area = self.picture_area().toRectF()
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _contents(self) -> PaneContents:
        return PaneContents(
            levels=self._levels,
            heat=self._fitting(self.heat),
            partner=self._partner,
            box=self._boxed(),
            dim=DIM_UNSEEN[self.kind],
            strength=_DIM_OLD if self._updating else 1.0,
            cursor=self.shared.cursor,
            truth=self._truth,
            named=self.kind == "original",
        )

    def _paint_text(self, painter: QPainter, frame: Frame) -> None:
        width, height = self.width(), self.height()
        mark = self.tr("updating…") if self._updating and self.kind != "original" else ""
        title = self._title_line()
        words = self._partner.title if self.blinking and self._partner else self.short_title
        look = self._menu_look()
        paint_title(
            painter,
            title,
            self.palette(),
            title=words,
            mark=mark,
            menu=look,
            pinned=self.pinned,
        )
        if self.active:
            paint_active(painter, title, self.palette())
        footer = QRect(0, height - FOOTER_PX, width, FOOTER_PX)
        if self._levels:
            bar = self._shown() if self._bar_shown and self.kind != "original" else None
            bar = None if bar is not None and bar.heat.concepts is not None else bar
            text = self.reading()
            alike = self.kind == "heat" and bool(text)
            longest = longest_text(reading=self.shared.cursor is not None) if alike else text
            paint_footer(
                painter, footer, self.palette(), frame=frame, text=text, longest=longest, heat=bar
            )
        headline, hint = self._words
        area = self.picture_area()
        shown = self._shown()
        if shown is not None and shown.heat.concepts is not None:
            paint_concept_legend(painter, area, shown.heat.concepts.concepts)
        elif self._note[0] and not headline:
            paint.paint_note(painter, area, text=self._note[0])
        if headline:
            paint.paint_words(painter, area, self.font(), headline=headline, hint=hint)

    def _tell_emptiness(self) -> None:
        """Say why there is nothing to see, in place of whatever was said before."""
        remark = self.heat.remark if self.heat is not None else None
        empty = remark is not None and remark.empty
        self.set_words(remark.headline, remark.hint) if remark and empty else self.set_words("")
        self.set_note(remark.headline, remark.hint) if remark and not empty else self.set_note("")
        buried = self.heat.buried if self.heat is not None and self.kind == "heat" else None
        self.offer.tell(buried, self._style)
        self._describe()
        self.offer.place(self.picture_area())

    def _describe(self) -> None:
        told = self._words if self._words[0] else self._note
        told = (self.offer.text,) if self.offer.text else told
        self.setAccessibleDescription(" ".join(told).strip())

    def _menu_look(self) -> MenuLook:
        """Only a title that opens a menu promises one."""
        if not self.promises_menu:
            return "none"
        return "lit" if self._lit else "quiet"

    def _shown(self) -> HeatLayer | None:
        """Return the map under the cross-hair: the partner's while it has the whole area."""
        return self._partner.heat if self._partner is not None and self.blinking else self.heat

    def _fitting(self, heat: HeatLayer | None) -> HeatLayer | None:
        """Return the map, unless it was made for a picture of another size."""
        fits = heat is not None and heat.picture_size == self.view.picture_size
        return heat if fits else None

    def _boxed(self) -> QRectF | None:
        if self._box is None:
            return None
        left, top, right, bottom = self._box
        return QRectF(left, top, right - left, bottom - top)

"""The panes side by side: the original first, then one per heat map, all on one shared view."""

# Long, because the whole room knows its panes through this one door.

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewer.core.asks.records import HeatMap
from viewer.core.maps.geometry import Geometry, Size
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.remarks import remark_on
from viewer.ui.panes.arrangement import Arrangement
from viewer.ui.panes.colorbar import LevelsStrip
from viewer.ui.panes.comparing import Comparing
from viewer.ui.panes.hugging import viewport
from viewer.ui.panes.pane import Kind, Pane
from viewer.ui.panes.pane_drags import PaneDrags
from viewer.ui.panes.pane_rooms import PaneRooms
from viewer.ui.panes.pane_scales import PaneScales
from viewer.ui.panes.pane_strips import PaneStrips
from viewer.ui.panes.pane_titles import shorten_titles
from viewer.ui.panes.vacancy import Vacancy
from viewer.ui.panes.view_state import ViewState


class PaneRow(QWidget):
    """Owns the view state and the panes; heat pane i of a request is ``panes[i + 1]``.

    Attributes:
        context_menu_requested: the user asked for a menu: index into ``panes``, global point.
        levels_wished: the user clicked on a levels strip.
        release_wished: a heat pane, counted from 0, shall follow the window again.
        option_wished: a map that cannot be seen shall be shown another way: option, value.
        layers_changed: other maps are shown, or in another way.
    """

    context_menu_requested = Signal(int, QPoint)
    levels_wished = Signal()
    release_wished = Signal(int)
    option_wished = Signal(str, object)
    layers_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, plain: bool = False) -> None:
        """Make a row; a plain one has neither levels strips nor menus."""
        super().__init__(parent)
        self._plain = plain
        self.view, self.drags = ViewState(self), PaneDrags(self)
        self.panes: list[Pane] = []
        self._strips = PaneStrips(self, self.levels_wished.emit)
        self._scales = PaneScales()
        self._style = HeatStyle()
        self._rooms = PaneRooms(plain=plain)
        self._levels: tuple[QImage, ...] = ()
        self._geometry: Geometry | None = None
        self._original_shown = True
        self.setAccessibleName(self.tr("Panes"))
        self.panes.append(self._make_pane("original"))
        self.panes[0].set_title(self.tr("Original"))
        self.comparing = Comparing(self.panes, lambda: self._make_pane("difference"))
        self.installEventFilter(self.comparing)
        self.vacancy = Vacancy(self)
        self.comparing.changed.connect(self._place_again)
        self.view.changed.connect(self._fill_rooms)
        self.set_pane_count(2)

    @property
    def strips(self) -> list[LevelsStrip]:
        """The levels strips that are shown, one for each heat pane or none."""
        return self._strips.widgets

    @property
    def difference(self) -> tuple[int, int] | None:
        """The two heat panes whose difference is shown: the first minus the second."""
        pair = self.comparing.subtracted
        return (pair[0] - 1, pair[1] - 1) if pair is not None and min(pair) > 0 else None

    def set_picture(
        self, levels: Sequence[QImage], *, keep_view: bool = False, size: Size | None = None
    ) -> None:
        """Show a picture in every pane, or none; maps stay until they are replaced or cleared.

        Args:
            levels: a pyramid of RGB32 images, full size first, each half the one before.
            keep_view: keep centre and scale if the new picture is of the same size.
            size: of the whole picture, where ``levels`` is one coarse image of it.
        """
        self._levels = tuple(levels)
        for pane in (*self.panes, self.comparing.pane):
            if pane is not None:
                pane.set_levels(self._levels)
        if self._levels:
            width, height = size or self._levels[0].size().toTuple()
            self.view.set_picture_size(width, height, keep=keep_view)
            self._place(keep=True)
            self.vacancy.hide()

    def vacate(self, headline: str = "", hint: str = "") -> None:
        """Show no picture, and say in the place of all panes why."""
        self.set_picture(())
        self.vacancy.tell(headline, hint)
        self.vacancy.show()

    def set_pane_count(self, count: int) -> None:
        """Show this many heat panes beside the original."""
        before = len(self.panes) - 1
        self.rearrange([pane if pane < before else -1 for pane in range(count)])

    def rearrange(self, origins: Sequence[int]) -> None:
        """Show a heat pane for each origin: the one that stood there before, or with -1 a new one.

        Every pane keeps what it shows wherever it goes.
        """
        before = self.panes[1:]
        heats = [before[old] if old >= 0 else self._make_pane("heat") for old in origins]
        for pane in before:
            if pane not in heats:
                pane.hide()
                pane.deleteLater()
        self.panes[1:] = heats
        for first, second in pairwise(self.panes):
            QWidget.setTabOrder(first, second)
        self._scales.move(origins)
        self.comparing.stop()
        self._place()
        self._restyle()

    def set_columns(self, columns: int) -> None:
        """Tell how many heat panes stand side by side in a grid; 0: they are none."""
        if self._rooms.columns != columns:
            self._rooms.columns = columns
            self._place()

    def set_pins(self, pinned: Sequence[bool]) -> None:
        """Tell which heat panes have a choice of their own."""
        for pane, pin in zip(self.panes[1:], pinned, strict=False):
            pane.set_pinned(pin)

    def set_active(self, number: int) -> None:
        """Underline one heat pane, counted from 0; -1: none."""
        for place, pane in enumerate(self.panes[1:]):
            pane.set_active(place == number)

    def show_original(self, shown: bool) -> None:
        """Show or hide the pane without a map."""
        self._original_shown = shown
        self.panes[0].setVisible(shown)
        self._place()

    def set_title(self, pane: int, text: str) -> None:
        """Name a heat pane: method · layer · class."""
        self.panes[pane + 1].set_title(text)
        shorten_titles(self.panes[1:])

    def set_heat(self, pane: int, heat: HeatMap | None) -> None:
        """Show a map in a heat pane in place of the old one and of any message; None clears."""
        self._scales.put(pane, heat)
        self.panes[pane + 1].set_heat(heat, self._scales.limits(pane, self._style))
        if heat is not None:  # up to date, whatever the other panes still wait for
            self.panes[pane + 1].set_updating(False)
        if self._style.scaling in {"method", "folder"}:
            self._restyle()
        else:
            self._remark()
            self._feed_strips()
            self.comparing.refresh()

    def set_message(self, pane: int, headline: str, hint: str = "") -> None:
        """Say something in a heat pane, or in all of them with -1; an empty headline: nothing."""
        for shown in self.panes[1:] if pane < 0 else [self.panes[pane + 1]]:
            shown.set_words(headline, hint)

    def set_updating(self, updating: bool) -> None:
        """Dim the old maps and mark them while new ones are computed."""
        for pane in self.panes:
            pane.set_updating(updating)

    def set_geometry(self, geometry: Geometry | None) -> None:
        """Tell what the model sees of the picture; the rest is dimmed."""
        self._geometry = geometry
        for pane in self.panes:
            pane.set_box(geometry.box if geometry is not None else None)

    def set_style(self, style: HeatStyle) -> None:
        """Show all maps another way; nothing is explained anew."""
        self._style = style
        self._restyle()

    def forget_scales(self) -> None:
        """Let the scale shared over the folder begin anew, and the arrangement too."""
        self._scales.forget()
        self._rooms.forget()
        self._restyle()

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Put the panes in a row, in a column, or as suits the picture."""
        if self._rooms.arrangement != arrangement:
            self._rooms.arrangement = arrangement
            self._place()

    def sizeHint(self) -> QSize:
        """Prefer room for three panes side by side."""
        return QSize(1040, 520)

    def minimumSizeHint(self) -> QSize:
        """Stay usable in a small window."""
        return QSize(360, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._place()

    def _make_pane(self, kind: Kind) -> Pane:
        pane = Pane(self.view, kind=kind, parent=self)
        pane.promises_menu = kind != "difference" and not self._plain
        pane.set_style(self._style)
        pane.set_levels(self._levels)
        pane.set_box(self._geometry.box if self._geometry is not None else None)
        pane.ratio_changed.connect(self._place)
        pane.went_alone.connect(self._fill_rooms)
        pane.divider_moved.connect(self._move_divider)
        pane.context_menu_requested.connect(self._pass_context_menu)
        pane.release_wished.connect(self._pass_release)
        self.drags.follow(pane)
        pane.offer.option_wished.connect(self.option_wished)
        pane.setVisible(True)
        return pane

    def _restyle(self) -> None:
        for number, pane in enumerate(self.panes):
            pane.set_style(self._style, self._scales.limits(number - 1, self._style))
        self._feed_strips()
        self._remark()
        self.comparing.refresh()

    def _remark(self) -> None:
        """Say below a map what the user should know of it: a twin among the panes before it."""
        known: list[HeatMap] = []
        for pane in self.panes[1:]:
            if pane.heat is None:
                continue
            remark = remark_on(pane.heat.heat, pane.heat.values, known)
            known.append(pane.heat.heat)
            if remark is None or not remark.empty:
                pane.set_note(remark.headline if remark else "", remark.hint if remark else "")

    def _feed_strips(self) -> None:
        self._strips.feed([pane.heat for pane in self.panes[1:]])
        self.layers_changed.emit()

    def _place(self, *, keep: bool = False) -> None:
        """Divide the room anew; `PaneRooms.divide` says what ``keep`` does."""
        self.vacancy.setGeometry(self.rect())
        self.vacancy.raise_()
        picture, ratio = self.view.picture_size, self.devicePixelRatioF()
        self._rooms.divide(self.rect(), self._shown(), picture=picture, keep=keep)
        self.view.set_viewport(*viewport(self._rooms.cells, ratio))
        self._fill_rooms()

    def _place_again(self, *_compared: bool) -> None:
        self._place(keep=True)

    def _fill_rooms(self) -> None:
        """Follow the pictures, which may have become larger or smaller."""
        shown = self._shown()
        if len(shown) == len(self._rooms.cells):  # else they are being divided
            self._strips.place(self._rooms.fill(shown, self.devicePixelRatioF()))
            shorten_titles(self.panes[1:])

    def _shown(self) -> list[Pane]:
        """Return the panes that are seen: the original too, unless it is hidden."""
        shown = self.panes if self._original_shown else self.panes[1:]
        extra = self.comparing.pane
        return [*shown, extra] if extra is not None else shown

    def _move_divider(self, share: float) -> None:
        self.comparing.move_divider(share)

    def _pass_release(self) -> None:
        sender = self.sender()
        if isinstance(sender, Pane) and sender in self.panes:
            self.release_wished.emit(self.panes.index(sender) - 1)

    def _pass_context_menu(self, at: QPoint) -> None:
        sender = self.sender()
        if isinstance(sender, Pane) and sender in self.panes:
            self.context_menu_requested.emit(self.panes.index(sender), at)

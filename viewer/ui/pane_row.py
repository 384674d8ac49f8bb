"""The panes side by side: the original first, then one per heat map, all on one shared view."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewer.core.geometry import Geometry, Size
from viewer.core.heat_style import HeatStyle
from viewer.core.records import HeatMap
from viewer.ui.arrangement import Arrangement, arrange
from viewer.ui.navigation import KEY_STEP
from viewer.ui.pane import Kind, Pane
from viewer.ui.pane_scales import PaneScales
from viewer.ui.view_state import ViewState

if TYPE_CHECKING:
    from viewer.ui.colorbar import LevelsStrip


class PaneRow(QWidget):
    """Owns the view state and the panes; heat pane i of a request is ``panes[i + 1]``.

    Attributes:
        context_menu_requested: the user asked for a menu: index into ``panes``, global point.
    """

    context_menu_requested = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ViewState(self)
        self.panes: list[Pane] = []
        self.strips: list[LevelsStrip] = []  # one per heat pane, once shown
        self._scales = PaneScales()
        self._style = HeatStyle()
        self._arrangement: Arrangement = "automatic"
        self._levels: tuple[QImage, ...] = ()
        self._geometry: Geometry | None = None
        self._levels_shown = False
        self._original_shown = True
        self.setAccessibleName(self.tr("Panes"))
        self.panes.append(self._make_pane("original"))
        self.panes[0].set_title(self.tr("Original"))
        self.set_pane_count(2)

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
        for pane in self.panes:
            pane.set_levels(self._levels)
        if self._levels:
            width, height = size or self._levels[0].size().toTuple()
            self.view.set_picture_size(width, height, keep=keep_view)
            self._place()

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
        self._place()
        self._restyle()

    def show_original(self, shown: bool) -> None:
        """Show or hide the pane without a map."""
        self._original_shown = shown
        self.panes[0].setVisible(shown)
        self._place()

    def set_title(self, pane: int, text: str) -> None:
        """Name a heat pane: method · layer · class."""
        self.panes[pane + 1].set_title(text)

    def set_heat(self, pane: int, heat: HeatMap | None) -> None:
        """Show a map in a heat pane in place of the old one and of any message; None clears."""
        self._scales.put(pane, heat)
        self.panes[pane + 1].set_heat(heat, self._scales.limits(pane, self._style))
        if heat is not None:  # up to date, whatever the other panes still wait for
            self.panes[pane + 1].set_updating(False)
        if self._style.scaling in {"method", "folder"}:
            self._restyle()
        else:
            self._feed_strip(pane)

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
        """Let the scale shared over the folder begin anew."""
        self._scales.forget()
        self._restyle()

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Put the panes in a row, in a column, or as suits the picture."""
        if self._arrangement != arrangement:
            self._arrangement = arrangement
            self._place()

    def show_levels(self) -> None:
        """Show the levels strips; their room is kept free before, so that nothing jumps."""
        if not self._levels_shown:
            self._levels_shown = True
            self._place()
            self._restyle()

    def fit(self) -> None:
        """Show the whole picture."""
        self.view.fit()

    def actual_size(self) -> None:
        """Show one image pixel per device pixel."""
        self.view.actual_size()

    def zoom_in(self) -> None:
        """Enlarge around the centre."""
        self.view.zoom_at((0.0, 0.0), KEY_STEP)

    def zoom_out(self) -> None:
        """Shrink around the centre."""
        self.view.zoom_at((0.0, 0.0), 1 / KEY_STEP)

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
        pane.set_style(self._style)
        pane.set_levels(self._levels)
        pane.set_box(self._geometry.box if self._geometry is not None else None)
        pane.viewport_changed.connect(self._share_viewport)
        pane.context_menu_requested.connect(self._pass_context_menu)
        pane.setVisible(True)
        return pane

    def _set_strip_count(self, count: int) -> None:
        # pyqtgraph takes some 200 ms to import: only after the first paint.
        from viewer.ui.colorbar import LevelsStrip  # noqa: PLC0415

        while len(self.strips) > count:
            strip = self.strips.pop()
            strip.hide()
            strip.deleteLater()
        while len(self.strips) < count:
            self.strips.append(LevelsStrip(self))
            self.strips[-1].setVisible(True)

    def _restyle(self) -> None:
        for number, pane in enumerate(self.panes):
            pane.set_style(self._style, self._scales.limits(number - 1, self._style))
        for pane in range(len(self.strips)):
            self._feed_strip(pane)

    def _feed_strip(self, pane: int) -> None:
        if pane < len(self.strips):
            self.strips[pane].set_layer(self.panes[pane + 1].heat)

    def _place(self) -> None:
        """Give every pane its rectangle; all are equally large, so one view serves them all."""
        shown = self._shown()
        picture, count = self.view.picture_size, len(shown)
        cells = arrange(self.rect(), count, picture=picture, arrangement=self._arrangement)
        for pane, cell in zip(shown, cells, strict=True):
            pane.setGeometry(cell.pane)
            pane.set_bar(shown=cell.strip.isEmpty() and pane.kind == "heat")
        if self._levels_shown:
            strips = [] if cells[0].strip.isEmpty() else cells[count - len(self.panes) + 1 :]
            self._set_strip_count(len(strips))
            for strip, cell in zip(self.strips, strips, strict=True):
                strip.setGeometry(cell.strip)
        self._share_viewport()

    def _shown(self) -> list[Pane]:
        """Return the panes that are seen: the original is one of them unless it is hidden."""
        return self.panes if self._original_shown else self.panes[1:]

    def _share_viewport(self) -> None:
        areas = [pane.frame().area for pane in self._shown()]
        self.view.set_viewport(
            max(1, min(area.width() for area in areas)),
            max(1, min(area.height() for area in areas)),
        )

    def _pass_context_menu(self, at: QPoint) -> None:
        sender = self.sender()
        if isinstance(sender, Pane) and sender in self.panes:
            self.context_menu_requested.emit(self.panes.index(sender), at)

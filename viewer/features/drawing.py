"""Drawing on the original pane: one layer and one bar, lent to one feature at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewer.core.pictures.drawn import DrawingTool, DrawnShape
from viewer.features.feature import Feature, Features
from viewer.house import House

if TYPE_CHECKING:
    from viewer.ui.panes.drawing_layer import DrawingLayer
    from viewer.ui.window.drawing_bar import DrawingBar


class DrawingFeature(Feature):
    """Lets a feature have shapes drawn; the one before it ends.

    Attributes:
        drawn: for whom, and the shape that is there.
        grown: for whom, and the shape that there would be if it ended now.
        given_up: for whom: what was under way is not to be.
        turned: for whom is drawn now; empty: for nobody.
    """

    drawn = Signal(str, object)
    grown = Signal(str, object)
    given_up = Signal(str)
    turned = Signal(str)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.user = ""  # the command's key of the feature for whom is drawn
        self.layer: DrawingLayer | None = None  # both are made when they are first wanted
        self.bar: DrawingBar | None = None
        self._tools: dict[str, DrawingTool] = {}  # what each has in the hand

    def introduce(self) -> None:
        """What is under way belongs to one picture."""
        self.wire(self._session, "image_changed", self._drop)

    def take_over(self, before: Self) -> None:
        """Know what was in the hand; nothing is drawn at first."""
        self._tools.update(before._tools)

    def put_away(self) -> None:
        """Leave nothing at work."""

    def toggle(self, user: str, words: str, tools: QWidget, tool: DrawingTool) -> None:
        """Draw for a feature, or no longer.

        Args:
            user: the key of its command, which is marked meanwhile.
            words: what is drawn.
            tools: its own, beside those of all.
            tool: in the hand when it draws for the first time.
        """
        if self.user == user:
            self.end()
            return
        self.end()
        layer, bar = self._made()
        self.user = user
        tool = self._tools.setdefault(user, tool)
        if not self._session.options["show_original"]:
            self._session.set_option("show_original", True)
        bar.serve(words, tools, tool)
        bar.show_size(layer.size_px)
        layer.begin(tool)
        self._tell()

    def end(self) -> None:
        """Draw no longer."""
        if not self.user or self.layer is None or self.bar is None:
            return
        self._drop()
        before, self.user = self.user, ""
        self.layer.end()
        self.bar.hide()
        self._window.commands.set_shown(before, False)
        self.turned.emit("")

    def _tell(self) -> None:
        self._window.commands.set_shown(self.user, True)
        self.turned.emit(self.user)

    def _made(self) -> tuple[DrawingLayer, DrawingBar]:
        """Return layer and bar, which are made for the first one who draws."""
        if self.layer is not None and self.bar is not None:
            return self.layer, self.bar
        from viewer.ui.panes.drawing_layer import DrawingLayer
        from viewer.ui.panes.drawing_pen import SIZES_PX
        from viewer.ui.window.drawing_bar import DrawingBar

        self.layer = layer = DrawingLayer(self._window.pane_row.panes[0])
        self.bar = bar = DrawingBar(SIZES_PX, self._window)
        self._window.show_above_panes(bar)
        self.wire(layer, "drawn", self._pass_drawn)
        self.wire(layer, "grown", self._pass_grown)
        self.wire(layer, "given_up", self._pass_given_up)
        self.wire(layer, "left", self.end)
        self.wire(layer, "size_changed", bar.show_size)
        self.wire(bar, "size_chosen", layer.set_size)
        self.wire(bar, "tool_chosen", self._take)
        self.wire(bar, "done", self.end)
        return layer, bar

    def _take(self, tool: str) -> None:
        """Take another tool in the hand."""
        layer, bar = self._made()
        self._drop()
        self._tools[self.user] = chosen = cast(DrawingTool, tool)
        bar.show_tool(chosen)
        layer.begin(chosen)

    def _drop(self, _image: object = None) -> None:
        if self.layer is not None:
            self.layer.drop()

    def _pass_drawn(self, shape: DrawnShape) -> None:
        self.drawn.emit(self.user, shape)

    def _pass_grown(self, shape: DrawnShape) -> None:
        self.grown.emit(self.user, shape)

    def _pass_given_up(self) -> None:
        self.given_up.emit(self.user)

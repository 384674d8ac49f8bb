"""Panes held against each other: wiped, blinked, subtracted, or each moved by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from viewer.core.maps.compare import Comparison
from viewer.ui.panes.difference import compared, difference_layer, summary, verdict
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_contents import Partner

BLINK_MS = 600
BY_HAND = frozenset(
    {
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
    }
)
Pair = tuple[int, int]  # indices into the row's panes; the first one shows the second
Compared = tuple[Pair | None, Pair | None, Pair | None, bool]  # wiped, subtracted, blinked, alone


class Comparing(QObject):
    """What is compared now; it looks at the panes again whenever they change.

    Attributes:
        changed: wiping, blinking, subtracting, moving alone: whether each of them is on.
        pane_looked_at: the number of a pane that was clicked, or got the focus by a key.
    """

    changed = Signal(bool, bool, bool, bool)
    pane_looked_at = Signal(int)

    def __init__(self, panes: Sequence[Pane], make_pane: Callable[[], Pane]) -> None:
        super().__init__()
        self._panes, self._make_pane = panes, make_pane
        self._wipe: Pair | None = None
        self._share = 0.5
        self._blink: Pair | None = None
        self._difference: Pair | None = None
        self._held = False
        self._alone = False  # whether every pane moves by itself
        self._looked_at: list[Pane] = []  # the two panes last clicked, the latest first
        self.pane: Pane | None = None  # the one that shows a difference
        self.result: Comparison | None = None
        self._timer = QTimer(self, interval=BLINK_MS)
        self._timer.timeout.connect(self._alternate)

    @property
    def subtracted(self) -> Pair | None:
        """The two panes whose difference is shown."""
        return self._difference

    @property
    def compared(self) -> Compared:
        """Which panes are wiped, subtracted and blinked, and whether each moves by itself."""
        blinked = self._blink if self._timer.isActive() else None  # not while a key is held
        return self._wipe, self._difference, blinked, self._alone

    def compare(self, compared: Compared) -> None:
        """Compare these panes, and no others; those that are not there are left out."""
        wipe, difference, blink = (
            pair if pair is not None and max(pair) < len(self._panes) else None
            for pair in compared[:3]
        )
        if (wipe, difference, blink, compared[3]) != self.compared:
            self._wipe, self._difference = wipe, difference
            self._begin_blink(blink)
            self._leave_alone(compared[3])
            self._tell()

    def move_alone(self, alone: bool) -> None:
        """Let every pane move by itself from now on, or bring all together again."""
        if alone != self._alone:
            self._leave_alone(alone)
            self._tell()

    def focused(self) -> int:
        """Return which pane has the focus, or -1 for none of them."""
        return next((n for n, pane in enumerate(self._panes) if pane.hasFocus()), -1)

    def active(self) -> int:
        """Return the heat pane that is in the focus or was clicked last, else the first, 1."""
        numbers = {id(pane): number for number, pane in enumerate(self._panes)}
        looked_at = [numbers.get(id(pane), 0) for pane in self._looked_at]
        return next((number for number in (self.focused(), *looked_at) if number > 0), 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the other map in the place of the present one while B is held."""
        if isinstance(watched, Pane):
            if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in BY_HAND:
                self._looked_at = [watched, *(p for p in self._looked_at if p is not watched)][:2]
                self.pane_looked_at.emit(self._panes.index(watched))
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_B:
            pressed = event.type() == QEvent.Type.KeyPress
            if not event.isAutoRepeat() and event.type() != QEvent.Type.ShortcutOverride:
                self.hold(*self.chosen(), held=pressed)
        return super().eventFilter(watched, event)

    def chosen(self) -> Pair:
        """Return the pane in the focus and the one clicked before it, or else the next map."""
        pair = self.pair_at(self.focused())
        shown = [
            n for n, pane in enumerate(self._panes) if pane in self._looked_at and n != pair[0]
        ]
        return (pair[0], shown[0]) if self.focused() > 0 and shown else pair

    def pair_at(self, number: int) -> Pair:
        """Return a pane and the one it is compared with unless told otherwise: the next map.

        Args:
            number: the pane; below 1, the first with a map is meant.
        """
        first = max(1, number)
        if first + 1 < len(self._panes):
            return first, first + 1
        return first, 1 if first > 1 else 0

    def wipe(self, pane: int, partner: int) -> None:
        """Show two panes in one, with a divider; the same again ends it."""
        self._wipe = None if self._wipe == (pane, partner) else (pane, partner)
        self._share = 0.5
        self._tell()

    def blink(self, pane: int, partner: int) -> None:
        """Let two panes alternate in the place of the first; the same again ends it."""
        self._begin_blink((pane, partner) if self._blink != (pane, partner) else None)
        self._tell()

    def hold(self, pane: int, partner: int, *, held: bool) -> None:
        """Show one pane in the place of another for as long as a key is held."""
        if not self._timer.isActive():
            self._blink, self._held = ((pane, partner) if held else None), held
            self.refresh()

    def subtract(self, first: int, second: int) -> None:
        """Show the first map minus the second in a pane of their own; the same again ends it."""
        self._difference = None if self._difference == (first, second) else (first, second)
        self._tell()

    def stop(self) -> None:
        """Compare nothing: the panes are others now."""
        self._timer.stop()
        self._looked_at = [pane for pane in self._looked_at if pane in self._panes]
        for pane in self._panes:
            pane.installEventFilter(self)
            if self._alone:
                pane.set_alone(True)
        self._wipe = self._blink = self._difference = None
        self._tell()

    def move_divider(self, share: float) -> None:
        """Put the divider elsewhere: its place in the picture area, 0..1."""
        self._share = min(max(share, 0.02), 0.98)
        self.refresh()

    def refresh(self) -> None:
        """Look at the panes anew: their maps, styles or titles have changed."""
        for number, pane in enumerate(self._panes):
            pane.set_partner(self._partner_of(number))
        self._refresh_difference()

    def _begin_blink(self, pair: Pair | None) -> None:
        self._timer.stop()
        self._blink, self._held = pair, pair is not None
        if pair is not None:
            self._timer.start()

    def _leave_alone(self, alone: bool) -> None:
        self._alone = alone
        for pane in self._panes:
            pane.set_alone(alone)

    def _tell(self) -> None:
        pairs = (self._wipe, self._blink, self._difference)
        self.refresh()
        self.changed.emit(*(pair is not None for pair in pairs), self._alone)

    def _alternate(self) -> None:
        self._held = not self._held
        self.refresh()

    def _partner_of(self, number: int) -> Partner | None:
        if self._blink is not None and self._held and self._blink[0] == number:
            other, share = self._panes[self._blink[1]], 0.0
        elif self._wipe is not None and self._wipe[0] == number:
            other, share = self._panes[self._wipe[1]], self._share
        else:
            return None
        return Partner(heat=other.heat, title=other.title, share=share)

    def _refresh_difference(self) -> None:
        if self._difference is None:
            if self.pane is not None:
                self.pane.hide()
                self.pane.deleteLater()
            self.pane = self.result = None
            return
        if self.pane is None:
            self.pane = self._make_pane()
        first, second = (self._panes[number] for number in self._difference)
        self.result = compared(first.heat, second.heat)
        names = " − ".join(each.title.partition(" · ")[0] for each in (first, second))
        self.pane.set_title(names)
        layer = difference_layer(self.result, first.heat) if self.result is not None else None
        self.pane.show_layer(layer)
        self.pane.set_note(summary(self.result))
        there = first.heat is not None and second.heat is not None
        self.pane.set_words(verdict(self.result) if there else "")

"""What one pane's explanation is made of: asked for while somebody looks, after the answer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.parts import (
    FindParts,
    LayerConcepts,
    Part,
    PartsFailure,
    ScoreShares,
    TokenLooks,
)
from viewer.core.asks.records import Finished
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.routes import Receives


class PartsWatch(QObject):
    """Asks for the parts of the looked-at pane in the way that is chosen."""

    wished = Signal(object)  # FindParts
    parts_changed = Signal(object)  # LayerConcepts | ScoreShares | TokenLooks | PartsFailure | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request: ExplainRequest | None = None
        self._part: Part = "concepts"
        self._count, self._block, self._pane, self._ticket = 4, -1, 0, 0
        self._answered = self._watched = False

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes; those to an older wish are late."""
        return {
            Finished: self._accept_end,
            LayerConcepts: self._accept,
            ScoreShares: self._accept,
            TokenLooks: self._accept,
            PartsFailure: self._accept,
        }

    def set_watched(self, watched: bool) -> None:
        """Tell whether somebody looks; nothing is asked for while nobody does."""
        self._watched = watched
        self._ask()

    def set_request(self, request: ExplainRequest) -> None:
        """Take note of what is asked for now; the parts of what was before are gone."""
        self._request, self._answered = request, False
        self._ticket += 1
        self.parts_changed.emit(None)

    def set_pane(self, pane: int) -> None:
        """Look at another pane; its index in the request's panes."""
        if pane >= 0 and pane != self._pane:
            self._pane = pane
            self._ask()

    def set_part(self, part: Part) -> None:
        """Choose in which way the explanation is taken apart."""
        if part != self._part:
            self._part = part
            self._ask()

    def set_count(self, count: int) -> None:
        """Choose into how many concepts."""
        self._count = count
        self._ask()

    def set_block(self, block: int) -> None:
        """Choose whose block's attention is read."""
        self._block = block
        self._ask()

    def _accept_end(self, reply: Finished) -> None:
        if self._request is not None and reply.serial == self._request.serial:
            self._answered = True
            self._ask()

    def _accept(self, reply: LayerConcepts | ScoreShares | TokenLooks | PartsFailure) -> None:
        if reply.ticket == self._ticket:
            self.parts_changed.emit(reply)

    def _ask(self) -> None:
        if not (self._watched and self._answered and self._request is not None):
            return
        panes = self._request.panes or (PaneSpec("grad_cam"),)
        pane = panes[min(self._pane, len(panes) - 1)]
        self._ticket += 1
        self.wished.emit(
            FindParts(
                request=replace(self._request, panes=(pane,)),
                part=self._part,
                count=self._count,
                block=self._block,
                ticket=self._ticket,
            )
        )

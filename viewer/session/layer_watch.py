"""Which maps the layer strip shows: asked for while somebody looks, after the panes have theirs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.layer_maps import ExplainLayers, LayerMaps
from viewer.core.asks.records import Finished
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.routes import Receives
from viewer.core.maps.methods import MethodTable
from viewer.session.pane_list import OURS

PLAIN_METHOD = "grad_cam"  # what the strip shows where the panes' methods would take too long


class LayerWatch(QObject):
    """Asks for the maps of all blocks whenever the newest request is answered."""

    layers_wished = Signal(object)  # ExplainLayers
    maps_changed = Signal(object)  # LayerMaps | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._methods = OURS
        self._request: ExplainRequest | None = None
        self._answered = False
        self._watched = False

    def set_watched(self, watched: bool) -> None:
        """Tell whether the strip is shown; nothing is asked for while it is not."""
        self._watched = watched
        self._ask()

    def set_methods(self, methods: MethodTable) -> None:
        """Take note of what is known of the methods that panes can show."""
        self._methods = methods

    def set_request(self, request: ExplainRequest) -> None:
        """Take note of what is asked for now; another picture's maps are gone at once."""
        before, self._request, self._answered = self._request, request, False
        if before is None or (before.image, before.model) != (request.image, request.model):
            self.maps_changed.emit(None)

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes; those to an older request are late."""
        return {Finished: self._accept_end, LayerMaps: self._accept_maps}

    def _accept_end(self, reply: Finished) -> None:
        if self._request is not None and reply.serial == self._request.serial:
            self._answered = True
            self._ask()

    def _accept_maps(self, maps: LayerMaps) -> None:
        if self._request is not None and maps.serial == self._request.serial:
            self.maps_changed.emit(maps)

    def _ask(self) -> None:
        if not (self._watched and self._answered and self._request is not None):
            return
        shown = filter(self._has_maps, self._request.panes)
        pane = next(shown, PaneSpec(PLAIN_METHOD))
        request = replace(self._request, panes=(replace(pane, layer=None),))
        self.layers_wished.emit(ExplainLayers(request=request))

    def _has_maps(self, pane: PaneSpec) -> bool:
        """Tell whether a pane's method takes one pass, or shows heads."""
        row = self._methods.find(pane.method)
        return row.cost == "one pass" or row.attention

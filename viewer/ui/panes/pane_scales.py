"""The scale of each pane's map: its own, or shared with other panes or with the whole folder."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.core.asks.records import HeatMap
from viewer.core.maps.heat_limits import joint_limits, limits_of, shown_values
from viewer.core.maps.heat_limits import own_limits as limits_alone
from viewer.core.maps.heat_style import HeatStyle, Limits

MOST_MAPS = 2000  # kept of a folder; the oldest go first
Key = tuple[object, ...]


class PaneScales:
    """Remembers the maps in the panes, and those of the folder's pictures seen so far."""

    def __init__(self) -> None:
        self._panes: dict[int, HeatMap] = {}
        self._folder: dict[Key, HeatMap] = {}
        self._known: dict[Key, Limits] = {}  # the maps' own limits under the last rule
        self._rule: tuple[str, float] = ("", 0.0)

    def put(self, pane: int, heat: HeatMap | None) -> None:
        """Take the map of a pane; None: it has none now."""
        if heat is None:
            self._panes.pop(pane, None)
            return
        self._panes[pane] = heat
        key = _key(heat)
        self._folder.pop(key, None)
        self._known.pop(key, None)
        self._folder[key] = heat
        while len(self._folder) > MOST_MAPS:
            oldest = next(iter(self._folder))
            del self._folder[oldest]
            self._known.pop(oldest, None)

    def move(self, origins: Sequence[int]) -> None:
        """Let the maps follow their panes; ``origins`` tells where each pane was before."""
        before = self._panes
        kept = ((new, before.get(old)) for new, old in enumerate(origins))
        self._panes = {new: heat for new, heat in kept if heat is not None}

    def forget(self) -> None:
        """Begin anew: another folder, or another model."""
        self._folder = {_key(heat): heat for heat in self._panes.values()}
        self._known.clear()

    def limits(self, pane: int, style: HeatStyle) -> Limits | None:
        """Return the raw values of the first and last colour of a pane; None without a map."""
        heat = self._panes.get(pane)
        if heat is None:
            return None
        if style.scaling == "folder":
            return self._folder_limits(heat.method, style)
        return limits_of(heat, style, self._panes.values())

    def _folder_limits(self, method: str, style: HeatStyle) -> Limits:
        if self._rule != (style.extent, style.clip_percent):
            self._rule = (style.extent, style.clip_percent)
            self._known.clear()
        for key, heat in self._folder.items():
            if key not in self._known:
                self._known[key] = limits_alone(shown_values(heat, style), style)
        same = (key for key, heat in self._folder.items() if heat.method == method)
        return joint_limits(self._known[key] for key in same)


def _key(heat: HeatMap) -> Key:
    return heat.image.path, heat.method, heat.layer, heat.target, heat.geometry.mode

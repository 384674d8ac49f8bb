"""One map as it is kept: what it depends on, but neither the pane nor the request it answers."""

from __future__ import annotations

from dataclasses import dataclass, fields

from viewer.core.asks.concepts import MapConcepts
from viewer.core.asks.records import HeatMap
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Resolved, Target
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, InputMode
from viewer.core.maps.methods import MethodRow
from viewer.core.maps.shapes import Shape
from viewer.core.models.model_setup import Varies


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMap:
    """A raw map without an address; equal questions share one."""

    row: MethodRow
    layer: str
    resolved: Resolved
    score: float
    probability: float | None
    shapes: tuple[Shape, ...]
    raw: Floats
    signed: Floats | None
    geometry: Geometry
    input_mode: InputMode
    precision: str
    varies: Varies  # what the model's answer hangs on beside the picture
    note: tuple[str, str] = ("", "")
    concepts: MapConcepts | None = None

    def addressed(
        self,
        request: ExplainRequest,
        *,
        pane: int = -1,
        target: Target | None = None,
        elapsed_ms: float = 0.0,
    ) -> HeatMap:
        """Return the map as the answer to a request.

        Args:
            request: whoever asks now.
            pane: index into its panes, or -1 for none of them.
            target: the pane's own; None: the request's.
            elapsed_ms: how long the answer took.
        """
        return HeatMap(
            serial=request.serial,
            pane=pane,
            image=request.image,
            target=target or request.target,
            elapsed_ms=elapsed_ms,
            **{each.name: getattr(self, each.name) for each in fields(self)},
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a method of many passes is; the map so far is kept by nobody."""

    done: int
    total: int
    remaining_s: float
    heat: KnownMap | None  # None: it has not begun

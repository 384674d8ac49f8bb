"""What the session asks the engine to explain."""

from __future__ import annotations

from dataclasses import dataclass, field

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import InputMode


@dataclass(frozen=True, slots=True)
class PaneSpec:
    """What one pane shows: a method's key, and what it does not share with the others."""

    method: str
    layer: str | None = field(default=None, kw_only=True)  # module path; None: the default layer
    target: Target | None = field(default=None, kw_only=True)  # None: the request's
    input_mode: InputMode | None = field(default=None, kw_only=True)  # None: the request's


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest:
    """Everything one explanation depends on; equal requests give equal maps."""

    image: ImageRef
    model: ModelRef
    target: Target = field(default_factory=Target)
    panes: tuple[PaneSpec, ...] = ()
    input_mode: InputMode = "default"
    serial: int = field(default=0, compare=False)  # which click asked; older replies are dropped

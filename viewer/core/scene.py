"""What a window shows, as one record: what a session file keeps and an exported figure reopens."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.geometry import InputMode
from viewer.core.heat_style import HeatStyle
from viewer.core.records import ModelRef, PaneSpec, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What part of the picture the panes show; without one, all of it."""

    centre: tuple[float, float]  # in picture pixels
    scale: float  # device pixels for each picture pixel


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Folder, picture, model, class, panes and view; paths may be relative to the file's folder."""

    folder: Path | None = None
    image: Path | None = None
    page: int = 0  # of the picture's file, counted from 0
    image_sha256: str = ""
    model: ModelRef = field(default_factory=ModelRef)
    weights_sha256: str = ""
    target: Target = field(default_factory=Target)
    layer: str | None = None  # of every pane that has none of its own
    panes: tuple[PaneSpec, ...] = ()
    input_mode: InputMode = "default"
    heat: HeatStyle = field(default_factory=HeatStyle)
    view: View | None = None

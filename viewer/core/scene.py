"""What a window shows, as one record: what a session file keeps and an exported figure reopens."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.asks.references import LAST_PAGE, ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.kept_trust import KeptCard
from viewer.core.maps.geometry import InputMode
from viewer.core.maps.heat_style import HeatStyle

LARGEST_VIEW = 1e9  # pixels, and device pixels for each of them


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What part of the picture the panes show; without one, all of it."""

    centre: tuple[float, float]  # in picture pixels
    scale: float  # device pixels for each picture pixel

    def checked(self) -> View:
        """Return the view, if it can be one.

        Raises:
            ValueError: it shows nothing, or is further away than any picture.
        """
        if not 1 / LARGEST_VIEW <= self.scale <= LARGEST_VIEW:
            raise ValueError("A view's scale is above zero.")
        if max(map(abs, self.centre)) > LARGEST_VIEW:
            raise ValueError("The view is of no picture.")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneNote:
    """What the user has written on a picture, on a class in it, or on the folder.

    Args:
        path: from the scene's folder; ".": the folder itself.
        target: the title of a class; empty: the whole.
        pieces: the note, in pieces of a few thousand signs.
    """

    path: str
    target: str = ""
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Folder, picture, model, class, panes and view; paths may be relative to the file's folder."""

    folder: Path | None = None
    image: Path | None = None
    page: int = 0  # of the picture's file, counted from 0
    levels: tuple[float, float] | None = None  # values shown black and white; None: as found
    image_sha256: str = ""
    model: ModelRef = field(default_factory=ModelRef)
    weights_sha256: str = ""
    target: Target = field(default_factory=Target)
    layer: str | None = None  # of every pane that has none of its own
    panes: tuple[PaneSpec, ...] = ()
    input_mode: InputMode = "default"
    heat: HeatStyle = field(default_factory=HeatStyle)
    view: View | None = None
    notes: tuple[SceneNote, ...] = ()
    trust: tuple[KeptCard, ...] = ()  # of the picture's maps

    def checked(self) -> Scene:
        """Return the scene, if a window can show it.

        Raises:
            ValueError: its page is none, or its levels do not rise.
        """
        if not 0 <= self.page <= LAST_PAGE or (self.levels and self.levels[0] >= self.levels[1]):
            raise ValueError("Pages are counted from 0, and white lies above black.")
        return self

"""What undo brings back: everything that is chosen, as it is at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.heat_style import STYLE_OPTIONS
from viewer.core.notes import NotePlace
from viewer.core.pictures.strokes import Strokes
from viewer.core.tables.options import OptionValue
from viewer.session.marks import Marks
from viewer.session.notes import Notes
from viewer.session.session import Session

KEPT_OPTIONS = sorted({*STYLE_OPTIONS, "input_mode", "arrangement", "show_original"})
Pair = tuple[int, int]
Compared = tuple[Pair | None, Pair | None, Pair | None, bool]  # wiped, subtracted, blinked, alone
NOTHING_COMPARED: Compared = (None, None, None, False)


class Comparator(Protocol):
    """What compares panes, wherever it is."""

    @property
    def compared(self) -> Compared:
        """Which panes are wiped, subtracted and blinked, and whether each moves by itself."""
        ...

    def compare(self, compared: Compared) -> None:
        """Compare these panes, and no others."""
        ...


class ObjectKeeper(Protocol):
    """What keeps the true objects of the picture that is shown, wherever it is."""

    @property
    def regions(self) -> tuple[Any, ...]:
        """The objects, each itself."""
        ...

    def put(self, regions: tuple[Any, ...]) -> None:
        """Keep these objects, and no others."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything that undo brings back."""

    task: str  # what the model's answer is read as, by the user's word: pictures compared, or not
    target: Target
    layer: str | None
    panes: tuple[PaneSpec, ...]
    options: tuple[tuple[str, OptionValue], ...]
    marks: frozenset[Path]
    notes: Mapping[NotePlace, str]
    compared: Compared = NOTHING_COMPARED
    painted: Strokes = ()  # over the picture that is shown
    objects: tuple[Any, ...] = ()  # that are drawn as true on it

    @classmethod
    def of(
        cls,
        session: Session,
        marks: Marks,
        notes: Notes,
        compared: Compared = NOTHING_COMPARED,
    ) -> Choices:
        """Take down what is chosen now."""
        return cls(
            task=task_of(session.model),
            target=session.target,
            layer=session.layer,
            panes=session.pane_list.specs,
            options=tuple((key, session.options[key]) for key in KEPT_OPTIONS),
            marks=marks.paths,
            notes=notes.texts,
            compared=compared,
            painted=session.image.painted if session.image is not None else (),
        )


def task_of(model: ModelInfo | None) -> str:
    """Return what a model's answer is read as by the user's word; empty: as it is guessed."""
    return model.setup.task if model is not None and model.setup is not None else ""

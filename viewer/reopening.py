"""Open again what a figure or a session file was made of: find its picture, folder and model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.records import ModelInfo
from viewer.core.scene import Scene
from viewer.opening import Opener
from viewer.session.scene_keeping import apply_choices
from viewer.session.session import Session
from viewer.ui.pane_row import PaneRow

if TYPE_CHECKING:
    from viewer.figure.recipe_reading import ReadRecipe

FIGURE_SUFFIXES = frozenset({".png", ".tif", ".tiff", ".pdf", ".svg", ".json"})
Ask = Callable[[str, str], Path | None]  # what is missing, the name to look for


@dataclass(frozen=True, slots=True)
class _Hunt:
    """A file to find: by the way that was told, else by name beside what is known."""

    told: Path
    base: Path
    sha256: str = ""

    def find(self, folders: Iterable[Path]) -> Path | None:
        """Return the first file there is that has the right content; None: there is none."""
        places = [self.base / self.told, *(folder / self.told.name for folder in folders)]
        for place in dict.fromkeys(places):
            if place.is_file() and (not self.sha256 or _hash(place) == self.sha256):
                return place.resolve()
        return None


class Reopener(QObject):
    """Puts the window back to what a scene says; what cannot be found is asked for by name."""

    failed = Signal(object)  # UserError
    noted = Signal(str, str)  # a sentence, and what it means

    def __init__(self, session: Session, opener: Opener, panes: PaneRow, ask: Ask) -> None:
        super().__init__()
        self._session, self._opener, self._panes, self._ask = session, opener, panes, ask
        self._waiting: Scene | None = None  # what waits for its model
        self._view: Scene | None = None  # whose view waits for its picture

    def open_figure(self, path: Path) -> bool:
        """Reopen what a figure shows; False: it is no figure of ours, perhaps just a picture."""
        if path.suffix.lower() not in FIGURE_SUFFIXES:
            return False
        from viewer.figure.recipe_reading import (  # noqa: PLC0415 - no start needs it
            find_recipe,
            read_recipe,
        )

        try:
            if find_recipe(path) is None:
                return False
            self.open_recipe(read_recipe(path))
        except UserError as error:
            self.failed.emit(error)
        return True

    def open_recipe(self, recipe: ReadRecipe) -> None:
        """Reopen the first picture of a recipe, with its model, class, panes and view."""
        scene = _scene_of(recipe)
        self.open_scene(replace(scene, folder=None), recipe.path.parent)

    def open_scene(self, scene: Scene, base: Path) -> None:
        """Reopen a scene.

        Args:
            scene: its paths are relative to ``base`` or absolute.
            base: the folder of the file that told of it.

        Raises:
            UserError: what is missing was not pointed to.
        """
        image = self._locate(scene.image, base, scene.image_sha256, self.tr("picture"))
        model = scene.model
        if model.path is not None:
            found = self._locate(model.path, base, "", self.tr("model file"))
            model = replace(model, path=found)
        scene = replace(scene, image=image, model=model)
        self._waiting = scene
        if self._session.model is not None and self._session.model.ref == model:
            self.note_model(self._session.model)
        else:
            self._session.open_model(model)

    def note_model(self, model: ModelInfo) -> None:
        """The model of the scene is open: now come its choices and its picture."""
        scene, self._waiting = self._waiting, None
        if scene is None or replace(model.ref, code=None) != replace(scene.model, code=None):
            return  # which code built the model is remembered for its weights, not in the scene
        if scene.weights_sha256 and scene.weights_sha256 != model.weights_sha256:
            headline = self.tr("The model's weights differ from those the figure was made with.")
            self.noted.emit(headline, self.tr("The maps may differ, too."))
        apply_choices(self._session, scene)
        present = self._session.image
        if scene.image is not None:
            self._view = scene
            same = present is not None and present.path == scene.image
            if same or scene.page > 0:
                self._session.set_image(scene.image, max(0, scene.page))
            if not same:
                self._opener.open([scene.image])
            elif present == self._session.image:
                self.note_picture(scene.image)
        elif scene.folder is not None:
            self._opener.open([scene.folder])

    def note_model_failed(self, _failed: object) -> None:
        """Forget a scene whose model cannot be opened; the window says why."""
        self._waiting = None

    def keep_view(self, scene: Scene) -> None:
        """Show a scene's part of its picture as soon as that is painted."""
        self._view = scene

    def note_picture(self, image: Path) -> None:
        """The picture is painted: show the part of it that was seen."""
        scene, self._view = self._view, None
        if scene is None or scene.image != image:
            return
        if scene.view is None:
            self._panes.view.fit()
        else:
            self._panes.view.set_view(scene.view.centre, scene.view.scale)

    def _locate(self, told: Path | None, base: Path, sha256: str, what: str) -> Path | None:
        if told is None:
            return None
        hunt = _Hunt(told, base, sha256)
        listing = self._session.listing
        folders = [base, *([listing.path] if listing else [])]
        found = hunt.find(folders)
        if found is None:
            chosen = self._ask(what, shown_path(told.name))
            if chosen is None:
                raise UserError(
                    self.tr("The {what} “{name}” was not found.").format(
                        what=what, name=shown_path(told.name)
                    ),
                    hint=self.tr("Open it by hand, or drop the figure again and point to it."),
                )
            if sha256 and _hash(chosen) != sha256:
                headline = self.tr("“{name}” is not the very file the figure was made from.")
                self.noted.emit(headline.format(name=shown_path(chosen.name)), "")
            found = chosen
        return found


def _scene_of(recipe: ReadRecipe) -> Scene:
    """Return the scene of a figure: the window's, with what the figure itself shows first."""
    if not recipe.requests:
        return recipe.scene or Scene()
    first = recipe.requests[0]
    window = recipe.scene or Scene()
    same = window.image is None or window.image == first.image.path
    told = tuple(replace(pane, layer=pane.layer or window.layer) for pane in window.panes)
    kept = bool(told) and (told == first.panes or recipe.style.kind in {"layers", "map"})
    layers = {pane.layer for pane in first.panes}
    shared = next(iter(layers)) if len(layers) == 1 else None
    panes = tuple(replace(pane, layer=None) for pane in first.panes) if shared else first.panes
    model = recipe.data.get("model")
    weights = model.get("weights_sha256") if isinstance(model, dict) else ""
    return replace(
        window,
        image=first.image.path,
        page=first.image.page,
        image_sha256=dict(recipe.sha256).get(first.image.path.name, ""),
        model=first.model,
        weights_sha256=weights if isinstance(weights, str) else "",
        target=first.target,
        layer=window.layer if kept else shared,
        panes=window.panes if kept else panes,
        input_mode=first.input_mode,
        heat=recipe.style.heat,
        view=window.view if same else None,
    )


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""

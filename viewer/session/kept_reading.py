"""Read what a session or a figure says, and find the files it names: all beside the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.errors import UserError
from viewer.core.files.file_reading import hash_file
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.limits import limits
from viewer.core.scene import Scene
from viewer.session.session_file import SUFFIX, read_session

if TYPE_CHECKING:
    from viewer.figure.recipe_reading import ReadRecipe

FIGURE_SUFFIXES = frozenset({".png", ".tif", ".tiff", ".pdf", ".svg", ".json"})
REPORT_SUFFIXES = frozenset({".docx", ".pptx", ".html"})
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScene:
    """A scene, with where its files were found; None: nowhere, or it names none."""

    scene: Scene  # as it was told
    name: str = ""  # of the file that told of it, fit to be shown; empty: it was the window's own
    image: Path | None = None
    model: Path | None = None


def figures_in(path: Path) -> tuple[str, ...]:
    """Return what the figures of a report are called; none: it is no report of ours.

    Raises:
        UserError: the file cannot be read, or says what we do not understand.
    """
    from viewer.figure.report_recipes import figure_name, recipes_in  # noqa: PLC0415

    return tuple(map(figure_name, recipes_in(path)))


def read_kept(
    path: Path, folder: Path | None, cancelled: Cancelled, *, figure: int = 0
) -> KeptScene | None:
    """Read a session file, an exported figure or a report, and look for what it was made of.

    Args:
        path: the file.
        folder: the one that is open, where what is missing may lie.
        cancelled: asked while large files are hashed.
        figure: of a report, counted from 0.

    Returns:
        None if it is no figure of ours, perhaps just a picture.

    Raises:
        UserError: the file cannot be read, or says what we do not understand.
        Cancelled: ``cancelled`` said yes.
    """
    if path.suffix.lower() == SUFFIX:
        scene = read_session(path)
    else:
        recipe = _recipe_of(path, figure)
        if recipe is None:
            return None
        scene = replace(_scene_of(recipe), folder=None)
    return find_files(scene, path.parent, folder, cancelled, name=shown_path(path.name))


def find_files(
    scene: Scene, base: Path, folder: Path | None, cancelled: Cancelled, *, name: str = ""
) -> KeptScene:
    """Look for the files of a scene.

    Args:
        scene: its paths are relative to ``base`` or absolute.
        base: the folder of the file that told of it.
        folder: the one that is open.
        cancelled: asked while large files are hashed.
        name: of the file that told of it.
    """
    folders = [base, *([folder] if folder is not None else [])]
    image = scene.image and _find(scene.image, folders, scene.image_sha256, cancelled)
    told = scene.model.path
    model = told and _find(told, folders, "", cancelled)
    if scene.folder is not None:
        scene = replace(scene, folder=base / scene.folder)
    return KeptScene(scene=scene, name=name, image=image, model=model)


def has_hash(path: Path, sha256: str, cancelled: Cancelled) -> bool:
    """Tell whether a file is an ordinary one, no larger than a picture may be, of this content."""
    try:
        return hash_file(path, most_bytes=limits().bytes, cancelled=cancelled) == sha256
    except UserError:
        return False


def _find(told: Path, folders: Iterable[Path], sha256: str, cancelled: Cancelled) -> Path | None:
    """Return the file that was told: by its way from the first folder, else by name in any."""
    folders = list(folders)
    places = [folders[0] / told, *(folder / told.name for folder in folders)]
    for place in dict.fromkeys(places):
        # Path.is_file raises for a name too long, and where a folder may not be entered.
        there = os.path.isfile(place)  # noqa: PTH113
        if there and (not sha256 or has_hash(place, sha256, cancelled)):
            return place.resolve()
    return None


def _recipe_of(path: Path, figure: int) -> ReadRecipe | None:
    if path.suffix.lower() in REPORT_SUFFIXES:
        from viewer.figure.report_recipes import recipes_in  # noqa: PLC0415 - no start needs it

        found = recipes_in(path)
        return found[figure] if figure < len(found) else None
    if path.suffix.lower() not in FIGURE_SUFFIXES or os.path.isdir(path):  # noqa: PTH112 - as above
        return None
    # No start needs it.
    from viewer.figure.recipe_reading import find_recipe, understand  # noqa: PLC0415

    text = find_recipe(path)
    return None if text is None else understand(text, path)


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
    return replace(
        window,
        image=first.image.path,
        page=first.image.page,
        levels=first.image.levels,
        image_sha256=dict(recipe.sha256).get(first.image.path.name, ""),
        model=first.model,
        weights_sha256=recipe.weights_sha256,
        target=first.target,
        layer=window.layer if kept else shared,
        panes=window.panes if kept else panes,
        input_mode=first.input_mode,
        heat=recipe.style.heat,
        view=window.view if same else None,
    )

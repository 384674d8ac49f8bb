"""The whole recipe of a figure: enough to read how it was made, and to open it again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.foreign_text import LONGEST_SENTENCE, shown, shown_path
from viewer.core.plain import to_plain
from viewer.core.scene import Scene
from viewer.figure.embedding import Label
from viewer.figure.provenance import recipe, versions
from viewer.figure.style import FigureStyle
from viewer.figure.words import words

FORMAT = 1  # grows when a key changes its meaning
KIND = "camscope-figure"
MOST_STEPS_UP = 3  # a recipe tells no more of the folders above than this


def figure_recipe(
    requests: Sequence[ExplainRequest],
    explanations: Sequence[ExplainedPicture],
    style: FigureStyle,
    *,
    sha256: Mapping[ImageRef, str],
    base: Path | None = None,
    scene: Scene | None = None,
) -> dict[str, Any]:
    """Return everything a figure depends on, as data for JSON.

    A picture or a model's file is told by name, by hash, and by the way to it from the folder
    of the figure: a figure that is passed on says nothing else of its maker's folders.

    Args:
        requests: what was asked, one for each explanation.
        explanations: what was answered; at least one.
        style: how the figure looks.
        sha256: of the pictures' files.
        base: the folder that the figure is written to; None: nowhere yet.
        scene: what the window showed; None: there was none.
    """
    info = explanations[0].model
    model = recipe(explanations[:1])["model"]
    model["path"] = None if info.ref.path is None else way_to(info.ref.path, base)
    return {
        "kind": KIND,
        "format": FORMAT,
        "figure": to_plain(style),
        "model": model,
        "preprocessing": to_plain(info.rule),
        "pictures": _pictures(explanations, sha256, base),
        "requests": [_request(request, info, base) for request in requests],
        "scene": None if scene is None else _scene(scene, info, base),
        "versions": versions(),
    }


def label_of(
    data: Mapping[str, Any], explanations: Sequence[ExplainedPicture], style: FigureStyle
) -> Label:
    """Return what a figure's file says of itself: title, one sentence, and the recipe."""
    names = ", ".join(
        dict.fromkeys(shown_path(each["picture"]["name"]) for each in data["pictures"])
    )
    maps = (heat for each in explanations for heat in each.maps)
    what = ", ".join(dict.fromkeys(heat.row.title for heat in maps))
    speech = words(style.lang)
    subject = f"{what or speech.original} · {names} · {data['model']['title']}"
    return Label(
        title=shown(style.title or subject, LONGEST_SENTENCE),
        subject=shown(subject, LONGEST_SENTENCE),
        recipe=as_json(data),
    )


def as_json(data: Mapping[str, Any], *, indent: int | None = None) -> str:
    """Return a recipe as JSON in ASCII, which every format can hold."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=indent)


def way_to(path: Path, base: Path | None) -> str:
    """Return the way from a folder to a file, or only the file's name where that is long."""
    if base is not None:
        try:
            way = Path(os.path.relpath(path, base))
        except ValueError:  # another drive
            return path.name
        if way.parts.count(os.pardir) <= MOST_STEPS_UP:
            return way.as_posix()
    return path.name


def _pictures(
    explanations: Sequence[ExplainedPicture], sha256: Mapping[ImageRef, str], base: Path | None
) -> list[dict[str, Any]]:
    """Tell what each picture is, what the model says of it, and its maps."""
    groups: dict[ImageRef, list[ExplainedPicture]] = {}
    for each in explanations:
        groups.setdefault(each.prediction.image, []).append(each)
    pictures: list[dict[str, Any]] = []
    for image, group in groups.items():
        data = recipe(group, picture_sha256=sha256.get(image, ""))
        data["picture"]["path"] = way_to(image.path, base)
        pictures.append({k: v for k, v in data.items() if k not in {"format", "model", "versions"}})
    return pictures


def _scene(scene: Scene, info: ModelInfo, base: Path | None) -> dict[str, Any]:
    data = to_plain(replace(scene, model=_told(scene.model, info)))
    data["folder"] = None
    data["image"] = None if scene.image is None else way_to(scene.image, base)
    if scene.model.path is not None:
        data["model"]["path"] = way_to(scene.model.path, base)
    return data


def _told(ref: ModelRef, info: ModelInfo) -> ModelRef:
    """Return a reference with the setup in force, which another computer does not remember.

    The user's own code is left out: a figure may not ask to run any. It is asked for again, or
    found allowed for these weights.
    """
    return replace(ref, setup=info.setup, code=None)


def _request(request: ExplainRequest, info: ModelInfo, base: Path | None) -> dict[str, Any]:
    data = to_plain(replace(request, model=_told(request.model, info)))
    data["image"] = {"path": way_to(request.image.path, base), "page": request.image.page}
    if request.image.levels is not None:
        data["image"]["levels"] = list(request.image.levels)
    if request.model.path is not None:
        data["model"]["path"] = way_to(request.model.path, base)
    del data["serial"]
    return data

"""The recipe of an explanation as plain data: all that is needed to make it again."""

from __future__ import annotations

import math
import platform
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np

from viewer import __version__
from viewer.core.asks.concepts import MapConcepts
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap, Prediction
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.files.own_code import OwnCode
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.models.model_setup import setup_data
from viewer.core.models.typed_target import spelled_of
from viewer.figure.trust_words import trust_data

FORMAT = 1  # grows when a key changes its meaning
_PACKAGES = ("torch", "torchvision", "timm", "numpy", "opencv-python-headless", "Pillow")


def recipe(
    explanations: Sequence[ExplainedPicture], *, picture_sha256: str = "", asked: Sequence[str] = ()
) -> dict[str, Any]:
    """Return how the maps of one picture came about, as data for JSON.

    Args:
        explanations: of one picture and one model, one for each class; at least one.
        picture_sha256: of the picture's file.
        asked: the classes as the user typed them; else they are spelled from the targets.
    """
    first = explanations[0]
    spoken = list(asked) or [spelled_of(_target(each), each.model) for each in explanations]
    pairs = keyed_maps(explanations, spoken)
    layers = _unique(heat.layer for _, heat in pairs)
    return {
        "format": FORMAT,
        "picture": _picture(first.prediction, picture_sha256),
        "model": _model(first.model),
        "predictions": [_score(each) for each in first.prediction.top],
        "groups": [_score(each) for each in first.prediction.groups],
        "layer": layers[0] if layers else first.model.default_layer,
        "layers": layers,
        "methods": _unique(heat.method for _, heat in pairs),
        "targets": [_target_data(*pair) for pair in zip(spoken, explanations, strict=True)],
        "geometry": _geometry(first.prediction.geometry),
        "maps": [_map(key, heat) for key, heat in pairs],
        "versions": versions(),
    }


def keyed_maps(
    explanations: Sequence[ExplainedPicture], asked: Sequence[str]
) -> list[tuple[str, HeatMap]]:
    """Return every map under its key: CLASS/METHOD, and the layer too where there are several."""
    pairs = [
        (text, heat) for text, each in zip(asked, explanations, strict=True) for heat in each.maps
    ]
    short = [f"{text}/{heat.method}" for text, heat in pairs]
    full = [f"{key}/{heat.layer}" for key, (_, heat) in zip(short, pairs, strict=True)]
    keys = short if len(set(short)) == len(short) else full
    return [(key, heat) for key, (_, heat) in zip(keys, pairs, strict=True)]


def versions() -> dict[str, str]:
    """Return the versions of CamScope, Python and the packages a map depends on."""
    return dict(_versions())


@cache
def _versions() -> dict[str, str]:
    """Read them once: that takes as long as a fifth of a forward pass."""
    from importlib import metadata  # noqa: PLC0415 - brings email along, which no start needs

    found = {"camscope": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:  # a frozen build may leave it out
            continue
    return found


def centre_of_mass(raw: Floats, geometry: Geometry) -> tuple[float, float] | None:
    """Return where a map's positive weight lies, in original pixels; None without any."""
    weight = np.where(np.isfinite(raw), np.maximum(raw, 0.0), 0.0).astype(np.float64)
    total = float(weight.sum())
    if total <= 0.0:
        return None
    rows, columns = raw.shape
    x = float(weight.sum(axis=0) @ (np.arange(columns) + 0.5)) / total / columns
    y = float(weight.sum(axis=1) @ (np.arange(rows) + 0.5)) / total / rows
    return geometry.to_original(x * geometry.input[0], y * geometry.input[1])


def _picture(prediction: Prediction, sha256: str) -> dict[str, Any]:
    width, height = prediction.geometry.original
    return {
        "name": prediction.image.path.name,
        "path": str(prediction.image.path),
        "page": prediction.image.page,
        "sha256": sha256,
        "width": width,
        "height": height,
        "notes": list(prediction.notes),
    }


def _model(info: ModelInfo) -> dict[str, Any]:
    return {
        "title": info.title,
        "source": info.ref.source,
        "name": info.ref.name,
        "path": None if info.ref.path is None else str(info.ref.path),
        "arch": info.ref.arch,
        "code": None if info.ref.code is None else _code(info.ref.code),
        "setup": None if info.setup is None else setup_data(info.setup),
        "answer": info.answer.kind,
        "weights_sha256": info.weights_sha256,
        "classes": len(info.class_names),
        "parameters": info.parameters,
        "device": info.device,
        "notes": list(info.notes),
    }


def _code(code: OwnCode) -> dict[str, str]:
    """Tell whose code built the model, by name and hash; where it lies is nobody's business."""
    return {"name": f"{code.path.name}:{code.name}", "sha256": code.sha256}


def _score(score: ClassScore) -> dict[str, Any]:
    index = {} if score.index < 0 else {"index": score.index}
    numbers = {"probability": _number(score.probability), "logit": _number(score.logit)}
    place = {"asks": score.asks, "place": list(score.place)} if score.asks else {}
    return {**index, "name": score.name, **numbers, **place}


def _target(explanation: ExplainedPicture) -> Target:
    return explanation.maps[0].target if explanation.maps else Target()


def _target_data(asked: str, explanation: ExplainedPicture) -> dict[str, Any]:
    data: dict[str, Any] = {"asked": asked}
    for heat in explanation.maps[:1]:
        data["title"] = heat.resolved.title
        if isinstance(heat.resolved, ResolvedTarget):
            data["members"] = list(heat.resolved.members)
            data["against"] = list(heat.resolved.against)
        data["logit"] = _number(heat.score)
        if heat.probability is not None:
            data["probability"] = _number(heat.probability)
    return data


def _geometry(geometry: Geometry) -> dict[str, Any]:
    return {
        "mode": geometry.mode,
        "original": list(geometry.original),
        "resized": list(geometry.resized),
        "offset": list(geometry.offset),
        "input": list(geometry.input),
        "box": list(geometry.box),
        "note": geometry.note,
    }


def _map(key: str, heat: HeatMap) -> dict[str, Any]:
    centre = centre_of_mass(heat.raw, heat.geometry)
    return {
        "key": key,
        "class": heat.resolved.title,
        "method": heat.method,
        **({"package": heat.row.package} if heat.row.package else {}),
        "layer": heat.layer,
        "shape": list(heat.raw.shape),
        "precision": heat.precision,
        "varies": heat.varies,
        "minimum": _number(heat.low),
        "maximum": _number(heat.peak),
        "centre_of_mass": None if centre is None else list(centre),
        **({"trust": trust_data(heat)} if heat.trust else {}),
        **({"concepts": concept_data(heat.concepts)} if heat.concepts else {}),
        **({"note": " ".join(filter(None, heat.note))} if heat.note[0] else {}),
    }


def concept_data(found: MapConcepts) -> list[dict[str, Any]]:
    """Return the concepts of a map: their shares, and what the model says to each alone."""
    return [
        {
            "share": _number(one.share),
            "classes": {said.name: _number(said.probability) for said in one.alone},
        }
        for one in found.concepts
    ]


def _number(value: float) -> float | None:
    """Return a float that JSON knows; NaN and infinities have no place there."""
    return float(value) if math.isfinite(value) else None


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))

"""From one explained picture to its rows: what is predicted, and what each map is like."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from viewer.batch.worker import ExplainedItem
from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.foreign_text import shown_path
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat import upsample
from viewer.figure.provenance import centre_of_mass
from viewer.measures.localisation import energy, pointing
from viewer.measures.trial import Place, Trial
from viewer.measures.truth import TruthRegions, places
from viewer.results.maps import MapStack
from viewer.results.pictures import PlannedPicture

SIDES = ("left", "top", "right", "bottom")


def picture_facts(planned: PlannedPicture, place: int) -> dict[str, Any]:
    """Return what every row of a picture tells, also where it could not be explained."""
    return {
        "picture": shown_path(planned.path),
        "page": planned.page,
        "folder": planned.folder,
        "place": place,
        "sha256": planned.sha256 or None,
    }


def rows_of(
    done: ExplainedItem, stack: MapStack, truth: TruthRegions | None
) -> Iterator[dict[str, Any]]:
    """Yield a row for each map of a picture; the map goes to the stack."""
    width, height = done.picture.size
    for asked, explanation in zip(done.asked, done.explanations, strict=True):
        predicted = prediction_facts(explanation.prediction)
        for heat in explanation.maps:
            grid, number = stack.put(heat.raw)
            yield {
                "width": width,
                "height": height,
                "sha256": done.picture.sha256,
                **predicted,
                "asked": asked,
                "target": heat.resolved.title,
                "score": _number(heat.score),
                "probability": _number(heat.probability),
                "layer": heat.layer,
                "method": heat.method,
                "grid": grid,
                "map": number,
                **map_facts(heat),
                **truth_facts(heat, truth),
            }


def prediction_facts(prediction: Prediction) -> dict[str, Any]:
    """Return the two likeliest classes, as far as there are any."""
    facts: dict[str, Any] = {}
    for score, names in zip(prediction.top, (("predicted", "confidence"), _NEXT), strict=False):
        facts |= {names[0]: score.name, names[1]: _number(score.probability)}
    if prediction.top:
        facts["predicted_index"] = prediction.top[0].index
    return facts


_NEXT = ("next", "next_confidence")


def map_facts(heat: HeatMap) -> dict[str, Any]:
    """Return the range of a map, where its positive weight lies, and how far that reaches.

    spread = sqrt(sum_i w_i |p_i - c|^2 / sum_i w_i), in sides of the model's input: p_i the centres
    of the cells, w_i their positive values, c the centre of mass.
    """
    box = heat.geometry.box
    facts: dict[str, Any] = {
        "low": _number(heat.low),
        "high": _number(heat.peak),
        **{f"box_{side}": at for side, at in zip(SIDES, box, strict=True)},
    }
    weight = np.where(np.isfinite(heat.raw), np.maximum(heat.raw, 0.0), 0.0).astype(np.float64)
    total = float(weight.sum())
    centre = centre_of_mass(heat.raw, heat.geometry)
    facts["energy"] = total
    if centre is None or not math.isfinite(total):
        return facts
    facts["centre_x"], facts["centre_y"] = centre
    facts["spread"] = _spread(weight / total)
    inner = float(weight[1:-1, 1:-1].sum())
    return facts | {"border": (total - inner) / total}


def truth_facts(heat: HeatMap, truth: TruthRegions | None) -> Mapping[str, float]:
    """Return where the true objects are that a map is asked of, and how much of it lies there."""
    objects = places(truth, heat.geometry, heat.resolved.title)
    if not objects:
        return {}
    width, height = heat.geometry.input
    trial = Trial(
        x=_NOTHING,
        cells=heat.raw,
        map=upsample(heat.raw, (width, height)),
        ask=_unasked,
        black=_NOTHING,
        white=_NOTHING,
        truth=objects,
    )
    told = {"truth_energy": energy(trial), "truth_pointing": pointing(trial)}
    return told | _largest(objects, heat.geometry)


def _largest(objects: Sequence[Place], geometry: Geometry) -> dict[str, float]:
    """Return the box of the largest object that the model sees, in pixels of the picture."""
    left, top, right, bottom = max(
        (each.box for each in objects), key=lambda box: (box[2] - box[0]) * (box[3] - box[1])
    )
    corners = *geometry.to_original(left, top), *geometry.to_original(right, bottom)
    return {f"object_{side}": at for side, at in zip(SIDES, corners, strict=True)}


_NOTHING: Floats = np.zeros(0, np.float32)


def _unasked(_pictures: object) -> Any:
    raise NotImplementedError  # measures of places ask the model nothing


def _spread(share: np.ndarray) -> float:
    """Return the root of the mean squared distance of weights that sum to 1 from their centre."""
    squared = 0.0
    for axis, count in enumerate(share.shape):
        along, at = share.sum(axis=1 - axis), (np.arange(count) + 0.5) / count
        squared += float(along @ (at - along @ at) ** 2)
    return math.sqrt(squared)


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None

"""What methods and measures of many passes cost with a compiled network, against torch's form."""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from PIL import Image

from benchmarks.rivals import occlusion_of, score_cam_of
from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import Scene
from benchmarks.slow_methods import library_score_cam
from benchmarks.timing import measure
from viewer import paths
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import MeasureWish
from viewer.engine.fast.wanted import PACKAGE, VARIABLE
from viewer.measures.registry import find_measures

MODEL = "resnet18"
SCORED = {"resnet18": "layer2.1", "vgg16": "features.8"}  # layers of 128 channels
BY_LIBRARY, BY_TORCH = 0.5, 0.65
CURVES = ("deletion", "insertion")
PER_TURN = 5  # turns of the others that one of these counts as


def score_rows(name: str, repeats: int) -> Iterator[Row]:
    """Yield Score-CAM of 128 channels against the library's."""
    scene, pane = Scene(name), PaneSpec("score_cam", layer=SCORED[name])
    with tempfile.TemporaryDirectory() as folder, _compiled_in(folder), Engine("cpu", 0, 0) as ours:
        request = request_of(scene, Path(folder), pane)
        with library_score_cam(scene, SCORED[name]) as library:
            rivals = score_cam_of(scene, SCORED[name])
            works = {"ours": lambda: list(ours.explain(request)), "library": library} | rivals
            took = measure(works, max(1, repeats // PER_TURN))
    work = f"{name}: Score-CAM, 128 channels, by a compiled network"
    yield ratio_row(f"{work} ÷ library", BY_LIBRARY, took["ours"], took["library"])
    for rival in rivals:
        yield ratio_row(f"{work} ÷ {rival}", None, took["ours"], took[rival])


def form_rows(repeats: int) -> Iterator[Row]:
    """Yield RISE, occlusion, deletion and insertion against themselves in torch's fast form."""
    if importlib.util.find_spec(PACKAGE) is None:
        yield Row(f"{MODEL}: methods of many passes", "–", f"no {PACKAGE}", None)
        return
    scene, turns = Scene(MODEL), max(1, repeats // PER_TURN)
    with tempfile.TemporaryDirectory() as folder, _compiled_in(folder), Engine("cpu", 0, 0) as ours:
        asked = request_of(scene, Path(folder), PaneSpec("grad_cam"))
        wish = MeasureWish(measures=find_measures(CURVES), random=1)
        works: dict[str, Callable[[], object]] = {
            "deletion + insertion, 3 rivals": lambda: list(ours.measure(asked, wish)),
            "occlusion": lambda: list(ours.explain(_with(asked, "occlusion"))),
            "RISE": lambda: list(ours.explain(_with(asked, "rise"))),
        }
        for name, work in works.items():
            few = 1 if name == "RISE" else turns
            rivals = occlusion_of(scene) if name == "occlusion" else {}
            took = measure({"fast": work, "torch": partial(_by_torch, work)} | rivals, few)
            told = f"{MODEL}: {name}, by a compiled network"
            yield ratio_row(f"{told} ÷ torch's fast form", BY_TORCH, took["fast"], took["torch"])
            for rival in rivals:
                yield ratio_row(f"{told} ÷ {rival}", None, took["fast"], took[rival])


def _by_torch(work: Callable[[], object]) -> None:
    with mock.patch.dict(os.environ, {VARIABLE: "off"}):
        work()


def _with(request: ExplainRequest, method: str) -> ExplainRequest:
    return ExplainRequest(image=request.image, model=request.model, panes=(PaneSpec(method),))


def request_of(scene: Scene, folder: Path, *panes: PaneSpec) -> ExplainRequest:
    """Write the scene's weights and a picture; return the request for its maps."""
    weights, picture = folder / f"{scene.name}.pth", folder / "picture.png"
    torch.save(scene.model.state_dict(), weights)
    noise = np.random.default_rng(0).integers(0, 256, (scene.size, scene.size, 3), np.uint8)
    Image.fromarray(noise).save(picture)
    model = ModelRef.parse(str(weights), arch=scene.name)
    return ExplainRequest(image=ImageRef.of(picture), model=model, panes=panes)


def _compiled_in(folder: str) -> mock._patch:
    return mock.patch.object(paths, "user_cache", return_value=Path(folder))


GROUPS = (
    *(Group(f"score {name}", partial(score_rows, name)) for name in SCORED),
    Group("many passes", form_rows, quick=True),
)

"""The picture at a point of a curve is what the model was shown there: it says the same of it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.models.model_input import model_pixels
from viewer.core.pictures.images import load_picture
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import MeasureWish
from viewer.measures.part_picture import WAYS, part_picture
from viewer.measures.registry import find_measures


def test_the_model_says_of_it_what_the_curve_says(photo) -> None:
    request = ExplainRequest(
        image=ImageRef.of(photo), model=ModelRef.default(), panes=(PaneSpec("layer_cam"),)
    )
    with Engine("cpu") as engine:
        info = engine.open(ModelRef.default())
        wish = MeasureWish(measures=find_measures(WAYS), random=0)
        found = list(engine.measure(request, wish))
        heat = found[0].heat
        assert heat is not None
        pixels = model_pixels(load_picture(photo).rgb, heat.geometry, info.rule)
        model, (best, *_) = engine._subject.opened.module, heat.resolved.members
        mean, deviation = (np.array(one, np.float32) for one in (info.rule.mean, info.rule.std))
        for one in found:
            for point in (0, 5, len(one.curve) - 4):
                share, value = one.curve[point]
                part = part_picture(one.row.key, pixels, heat.raw, share)
                x = (part * info.rule.white / 255 - mean) / deviation
                with torch.inference_mode():
                    answer = model(torch.from_numpy(x.transpose(2, 0, 1)[None]).float())
                said = float(answer.softmax(1)[0, best])
                assert said == pytest.approx(value, abs=1e-3), (one.row.key, share)


def test_pixels_by_hand() -> None:
    pixels = np.array([[[10], [20]], [[30], [200]]], np.uint8)
    cells = np.array([[1, 2], [3, 4]], np.float32)
    assert part_picture("deletion", pixels, cells, 0)[..., 0].tolist() == [[10, 20], [30, 200]]
    assert part_picture("deletion", pixels, cells, 0.5)[..., 0].tolist() == [[10, 20], [65, 65]]
    assert part_picture("deletion_cells", pixels, cells, 0.25)[..., 0].tolist() == [
        [10, 20],
        [30, 65],
    ]
    assert part_picture("insertion", pixels, cells, 1)[..., 0].tolist() == [[10, 20], [30, 200]]

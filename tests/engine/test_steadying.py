"""The mean of a map over small changes of a picture and its spread, against a plain loop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import torch

from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import UserError
from viewer.core.maps.heat import upsample
from viewer.engine.engine import Engine
from viewer.measures.variants import refuse_none, variants
from viewer.methods.registry import built_in

LAYER = "blocks.6.0"


@dataclass(frozen=True)
class Seen:
    """A picture as the model sees it."""

    x: np.ndarray
    black: np.ndarray
    white: np.ndarray

    @property
    def random(self) -> np.random.Generator:
        return np.random.default_rng(0)


@pytest.fixture(scope="module")
def engine():
    with Engine("cpu") as one:
        one.open(ModelRef.default())
        yield one


def explained(engine, path, *methods: str) -> list:
    panes = tuple(PaneSpec(method, layer=LAYER) for method in methods)
    request = ExplainRequest(image=ImageRef.of(path), model=ModelRef.default(), panes=panes)
    return list(engine.explain(request))


def plain_grad_cam(model, x: torch.Tensor, index: int) -> tuple[np.ndarray, int]:
    """Return Grad-CAM as its paper has it, and the class that is predicted."""
    kept = []
    handle = model.get_submodule(LAYER).register_forward_hook(lambda *told: kept.append(told[2]))
    with torch.enable_grad():
        answer = model(x.clone().requires_grad_())
        handle.remove()
        (slope,) = torch.autograd.grad(answer[0, index], kept[0])
    weights = slope.mean((2, 3), keepdim=True)
    found = torch.relu((weights * kept[0]).sum(1))[0]
    return found.detach().numpy(), int(answer.argmax())


def test_mean_and_spread_are_those_of_a_plain_loop(engine, photo) -> None:
    replies = explained(engine, photo, "grad_cam", "grad_cam+mean_map", "grad_cam+spread_map")
    (plain, mean, spread) = (one for one in replies if isinstance(one, HeatMap))
    (seen,) = (one for one in replies if isinstance(one, Prediction))
    best = int(seen.answer.argmax())
    answering_x = next(iter(engine._sights._sights.values())).x
    rule = engine._subject.model.rule
    average, deviation = (torch.tensor(one).view(-1, 1, 1) for one in (rule.mean, rule.std))
    picture = Seen(
        x=answering_x[0].numpy(),
        black=(-average / deviation).flatten().numpy(),
        white=((rule.white - average) / deviation).flatten().numpy(),
    )
    height, width = picture.x.shape[1:]
    maps = [upsample(plain.raw, (width, height))]
    for one in variants(picture):
        x = torch.from_numpy(np.ascontiguousarray(one.x)[None])
        found, predicted = plain_grad_cam(engine._subject.opened.module, x, best)
        if predicted == best:
            maps.append(one.back(upsample(found, (width, height))))
    assert len(maps) > 5
    every = np.stack(maps).astype(np.float64)
    peak = every.max()
    assert np.abs(mean.raw - every.mean(0)).max() < 1e-4 * peak
    wanted = np.sqrt(((every - every.mean(0)) ** 2).mean(0))
    assert np.abs(spread.raw - wanted).max() < 1e-4 * peak
    assert spread.raw.max() > 0
    assert (mean.row.title, spread.row.title) == ("Grad-CAM +mean", "Grad-CAM +spread")
    assert mean.signed is None


def test_what_is_flipped_and_moved_comes_back() -> None:
    sight_x = np.random.default_rng(1).random((3, 8, 12)).astype(np.float32)
    picture = Seen(
        x=sight_x,
        black=np.zeros(3, np.float32),
        white=np.ones(3, np.float32),
    )
    flipped, down, *_ = variants(picture)
    assert np.array_equal(flipped.back(flipped.x[0]), sight_x[0])
    assert np.array_equal(down.x[0, 1:], sight_x[0, :-1])
    assert np.array_equal(down.back(down.x[0])[:-1], sight_x[0, :-1])


def test_where_every_change_changes_the_prediction_there_is_no_map(
    engine, photo, monkeypatch
) -> None:
    counted = iter(range(1000))
    monkeypatch.setattr("viewer.engine.explain.steadying._best", lambda _sight: next(counted))
    replies = explained(engine, photo, "layer_cam+mean_map")
    (failure,) = (one for one in replies if isinstance(one, Failure))
    assert "smallest change" in failure.headline
    with pytest.raises(UserError):
        refuse_none(())


def test_one_way_of_views_at_a_time() -> None:
    find = built_in().table.find
    assert find("grad_cam+spread_map+eigen_smooth").key == "grad_cam+eigen_smooth+spread_map"
    assert find("grad_cam+mean_map").library is None
    assert find("consensus+mean_map").cost == "seconds"
    with pytest.raises(UserError, match="smoothed"):
        find("grad_cam+aug_smooth+mean_map")

"""Measures of trust with a real model: read beside rivals, and nothing is disturbed by them."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import Cancelled
from viewer.engine.engine import Engine
from viewer.engine.explain.asking import Asker
from viewer.engine.explain.measuring import MeasureWish
from viewer.engine.look.dealt import dealt_anew, modules_from_the_top
from viewer.measures.registry import find_measures


@pytest.fixture(scope="module")
def engine():
    with Engine("cpu") as one:
        one.open(ModelRef.default())
        yield one


def request_of(path, *methods: str) -> ExplainRequest:
    panes = tuple(PaneSpec(method) for method in methods)
    return ExplainRequest(image=ImageRef.of(path), model=ModelRef.default(), panes=panes)


def maps_of(engine, request):
    return [reply.raw for reply in engine.explain(request) if isinstance(reply, HeatMap)]


def numpy_state() -> Any:
    return cast(Any, np.random.get_state())[1]


def hooks_of(model: torch.nn.Module) -> int:
    return sum(
        len(module._forward_hooks) + len(module._forward_pre_hooks) + len(module._backward_hooks)
        for module in model.modules()
    )


def weights_of(model: torch.nn.Module) -> list[tuple[int, torch.Tensor]]:
    """Every tensor of a model, which it is and what it holds."""
    return [(id(one), one.detach().clone()) for one in model.state_dict(keep_vars=True).values()]


def same(before: list[tuple[int, torch.Tensor]], model: torch.nn.Module) -> bool:
    after = weights_of(model)
    return all(i == j and torch.equal(a, b) for (i, a), (j, b) in zip(before, after, strict=True))


def test_each_pane_is_measured_and_nothing_is_disturbed(engine, photo) -> None:
    request = request_of(photo, "grad_cam", "nonsense", "eigen_cam")
    wish = MeasureWish(measures=find_measures(("deletion",)), random=1)
    maps = maps_of(engine, request)
    model = engine._subject.opened.module
    weights, hooks = weights_of(model), hooks_of(model)
    state = torch.random.get_rng_state(), numpy_state().copy(), random.getstate()
    found = list(engine.measure(request, wish))
    assert [(one.pane, one.row.key) for one in found] == [
        (pane, key) for pane in range(3) for key in ("deletion",)
    ]
    for one in found:
        if one.pane == 1:
            assert "no method" in one.problem.headline
            assert one.heat is None
            continue
        assert one.problem is None
        assert one.of == 4
        assert 1 <= one.rank <= 4
        assert 0 <= one.value <= 1
        assert 0 <= one.baseline <= 1
        assert len(one.curve) == 21
    assert same(weights, model)
    assert hooks_of(model) == hooks
    assert torch.equal(torch.random.get_rng_state(), state[0])
    assert (numpy_state() == state[1]).all()
    assert random.getstate() == state[2]
    assert all(np.array_equal(a, b) for a, b in zip(maps, maps_of(engine, request), strict=True))


def test_curves_begin_and_end_where_the_model_says(engine, photo) -> None:
    request = request_of(photo, "grad_cam")
    (one,) = engine.measure(request, MeasureWish(measures=find_measures(("insertion",)), random=0))
    assert one.curve[-1][1] == pytest.approx(one.heat.probability, rel=1e-3)
    assert one.of == 3  # edges and blob are there in any case
    assert np.isnan(one.baseline)


def test_work_can_be_stopped_and_nothing_is_left(engine, photo) -> None:
    request = request_of(photo, "grad_cam")
    maps = maps_of(engine, request)
    model = engine._subject.opened.module
    weights, hooks = weights_of(model), hooks_of(model)
    going = engine.measure(request, MeasureWish(measures=find_measures(("deletion", "insertion"))))
    going = iter(going)
    handle = model.register_forward_pre_hook(lambda *_: engine.cancel())
    with pytest.raises(Cancelled):
        next(going)
    handle.remove()
    assert same(weights, model)
    assert hooks_of(model) == hooks
    assert np.array_equal(maps[0], maps_of(engine, request)[0])


def test_weights_are_dealt_anew_and_put_back(engine, photo) -> None:
    maps_of(engine, request_of(photo, "grad_cam"))
    model, x = engine._subject.opened.module, torch.rand(1, 3, 224, 224)
    weights = weights_of(model)
    names = modules_from_the_top(model, x, lambda: None)
    assert names[0] == "classifier"
    assert names[-1] == "conv_stem"
    own = model.get_submodule(names[0]).weight
    with suppress(KeyError), dealt_anew(model, names[:1]):
        dealt = model.get_submodule(names[0]).weight
        assert not torch.equal(dealt, own)
        assert torch.equal(dealt.flatten().sort().values, own.flatten().sort().values)
        raise KeyError
    assert same(weights, model)
    assert list(model.get_submodule(names[0])._parameters) == ["weight", "bias"]


def test_measures_share_what_they_ask(engine, photo) -> None:
    """The whole card asks of Grad-CAM's map what one measure after the other would ask, once."""
    keys = ("drop", "increase", "drop_in_deletion", "randomisation", "randomisation_efficient")
    request = request_of(photo, "grad_cam")
    maps_of(engine, request)
    passes: list[int] = []

    def counted(*keys: str) -> dict[str, tuple[float, float]]:
        model = engine._subject.opened.module
        handle = model.register_forward_pre_hook(lambda _, given: passes.append(len(given[0])))
        wish = MeasureWish(measures=find_measures(keys), random=2)
        found = {one.row.key: (one.value, one.rank) for one in engine.measure(request, wish)}
        handle.remove()
        return found

    together = counted(*keys)
    shared = sum(passes)
    passes.clear()
    for key in keys:
        assert counted(key)[key] == pytest.approx(together[key], rel=1e-4, nan_ok=True)
    assert shared < 0.7 * sum(passes)


def test_a_stop_within_a_randomised_model_puts_it_back(engine, photo) -> None:
    request = request_of(photo, "grad_cam")
    maps = maps_of(engine, request)
    model = engine._subject.opened.module
    weights, own = weights_of(model), model.get_submodule("classifier").weight

    def stop(module, _arguments) -> None:
        if module.weight is not own:
            engine.cancel()

    handle = model.get_submodule("classifier").register_forward_pre_hook(stop)
    wish = MeasureWish(measures=find_measures(("randomisation",)))
    with pytest.raises(Cancelled):
        list(engine.measure(request, wish))
    handle.remove()
    assert same(weights, model)
    assert np.array_equal(maps[0], maps_of(engine, request)[0])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_drop_is_the_librarys_times_the_whole(engine, photo) -> None:
    """The library does not divide by the probability of the whole picture, as the paper does."""
    from pytorch_grad_cam.metrics.cam_mult_image import DropInConfidence
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputSoftmaxTarget

    from viewer.core.maps.heat import upsample
    from viewer.measures.confidence import scaled

    request = request_of(photo, "layer_cam")
    wish = MeasureWish(measures=find_measures(("drop",)), random=0)
    (ours,) = (one.value for one in engine.measure(request, wish))
    heat = next(reply for reply in engine.explain(request) if isinstance(reply, HeatMap))
    values = scaled(upsample(heat.raw, (224, 224)))
    model, x = engine._subject.opened.module, engine._sights._sights["default"].x
    target = ClassifierOutputSoftmaxTarget(heat.resolved.members[0])
    theirs = DropInConfidence()(x, values[None], [target], model)[0]
    assert heat.probability is not None
    assert ours * heat.probability == pytest.approx(theirs, abs=1e-4)


@pytest.mark.parametrize("method", ["ablation_cam", "recipro_cam", "grad_cam+aug_smooth"])
def test_methods_of_many_passes_are_sensitive_to_the_class_as_their_maps_are(
    engine, photo, method
) -> None:
    """The maps of both classes are asked for one by one, and held against each other by scipy."""
    request = request_of(photo, method)
    keys = ("class_sensitivity_second", "randomisation_efficient", "coherency")
    found = engine.measure(request, MeasureWish(measures=find_measures(keys)))
    sensitivity, *others = found
    (heat,) = (one for one in engine.explain(request) if isinstance(one, HeatMap))
    (seen,) = (one for one in engine.explain(request) if isinstance(one, Prediction))
    target = Target(kind="class", index=int(seen.answer.argsort()[-2]))
    (other,) = maps_of(engine, replace(request, target=target, serial=1))
    assert sensitivity.problem is None
    expected = spearmanr(heat.raw.ravel(), other.ravel()).statistic
    assert sensitivity.value == pytest.approx(expected, abs=1e-4)
    assert [one.problem for one in others] == [None, None]
    assert others[0].value != 0  # the map of the random model is another


def test_rivals_are_asked_about_together_and_what_asks_little_compiles_nothing(
    engine, photo, monkeypatch
) -> None:
    """The first verdict waits for no other form of the model; others ask for whole batches."""
    batches: list[int] = []
    hasty: list[int] = []
    plain = Asker._answers
    quickly = Asker.quickly
    monkeypatch.setattr(
        Asker, "_answers", lambda asker, x: (batches.append(len(x)), plain(asker, x))[1]
    )
    monkeypatch.setattr(
        Asker, "quickly", lambda asker, known: (hasty.append(1), quickly(asker, known))[1]
    )
    wish = MeasureWish(measures=find_measures(("complexity", "drop", "increase")), random=5)
    complexity, drop, increase = engine.measure(request_of(photo, "grad_cam"), wish)
    assert complexity.problem is drop.problem is None
    assert sum(batches) == 9  # the map, five random maps, the edges, the blob; and the picture
    assert len(batches) < 5
    assert len(hasty) == 1 + (increase.row.cost != "one pass" or increase.of > 0)
    own = seen_alone(engine, photo)
    assert drop.value == pytest.approx(own, abs=1e-4)


def seen_alone(engine, photo) -> float:
    """The drop by its definition, of the model asked plainly about one picture at a time."""
    kept = []
    (one,) = find_measures(("complexity",))
    keep = replace(one, read=lambda trial: (kept.append(trial), one.read(trial))[1])
    list(engine.measure(request_of(photo, "grad_cam"), MeasureWish(measures=(keep,))))
    x, values = kept[0].x, kept[0].map
    values = (values - values.min()) / (values.max() - values.min())
    with torch.no_grad():
        model = engine._subject.opened.module
        whole, through = (
            model(torch.from_numpy(each[None])).softmax(1)[0] for each in (x, x * values)
        )
    best = int(whole.argmax())
    return max(0.0, float(whole[best] - through[best])) / float(whole[best])

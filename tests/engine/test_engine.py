"""The engine: answers in order, one forward pass for many maps, cancelling, words for faults."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import Cancelled, UserError
from viewer.engine.engine import Engine
from viewer.engine.look.budget import choose_layers, graph_bytes
from viewer.methods.registry import built_in

FORMULAS = [method.row for method in built_in().methods if method.is_quick]

PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
EARLY = "features.7"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A SqueezeNet with four classes from a file; its weights are random and seeded."""
    return save_squeezenet(tmp_path_factory.mktemp("weights") / "four.pth")


def save_squeezenet(path: Path, change: Callable[[nn.Module], object] = id) -> ModelRef:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        model = squeezenet1_1(num_classes=4)
    with torch.no_grad():
        change(model)
    torch.save(model.state_dict(), path)
    return ModelRef.parse(str(path), arch="squeezenet1_1")


@pytest.fixture
def engine(small: ModelRef) -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        engine.open(small)
        yield engine


@pytest.fixture
def request_(photo: Path, small: ModelRef) -> ExplainRequest:
    return ExplainRequest(image=ImageRef.of(photo), model=small, panes=PANES, serial=5)


def module_of(engine: Engine) -> nn.Module:
    assert engine._subject is not None
    return engine._subject.opened.module


def maps_of(engine: Engine, request: ExplainRequest) -> list[HeatMap]:
    return [reply for reply in engine.explain(request) if isinstance(reply, HeatMap)]


@contextmanager
def counted(engine: Engine) -> Iterator[list[int]]:
    """Count the forward passes of the open model."""
    passes: list[int] = []
    handle = module_of(engine).register_forward_hook(lambda *_: passes.append(1))
    yield passes
    handle.remove()


def test_model_info(engine: Engine, small: ModelRef) -> None:
    from torchvision.models import squeezenet1_1

    info = engine.open(small)
    assert info.ref == small
    assert info.class_names == ("class 0", "class 1", "class 2", "class 3")
    assert info.default_layer in [layer.name for layer in info.layers]
    assert info.tree == str(squeezenet1_1(num_classes=len(info.class_names)))  # as print() says it
    assert info.parameters == sum(p.numel() for p in module_of(engine).parameters())
    assert (info.device, info.fixed_size, info.rule.size) == ("CPU", False, (224, 224))
    assert info.notes


def test_prediction_comes_first_then_each_pane(engine: Engine, request_: ExplainRequest) -> None:
    prediction, *maps = engine.explain(request_)
    assert isinstance(prediction, Prediction)
    assert prediction.serial == 5
    assert prediction.probabilities.sum() == pytest.approx(1, abs=1e-6)
    assert [score.index for score in prediction.top] == list(np.argsort(-prediction.answer))
    assert [heat.pane for heat in maps if isinstance(heat, HeatMap)] == [0, 1]
    heat = maps[0]
    assert isinstance(heat, HeatMap)
    assert heat.resolved.members == (prediction.top[0].index,)
    assert heat.score == pytest.approx(prediction.top[0].logit)
    assert heat.probability == pytest.approx(prediction.top[0].probability)
    assert heat.geometry == prediction.geometry
    assert heat.raw.dtype == np.float32


def test_grad_cam_is_its_formula(engine: Engine, request_: ExplainRequest) -> None:
    """Weights are mean gradients at the layer, taken by plain autograd on a fresh pass."""
    heat = maps_of(engine, replace(request_, target=Target.parse("2")))[0]
    model, kept = module_of(engine), []
    assert engine._sights is not None
    x = engine._sights.of(heat.image, heat.input_mode, lambda: None).x
    handle = model.get_submodule(heat.layer).register_forward_hook(lambda *a: kept.append(a[2]))
    logits = model(x.clone().requires_grad_())
    handle.remove()
    (gradient,) = torch.autograd.grad(logits[0, 2], kept)
    expected = (gradient.mean((2, 3), keepdim=True) * kept[0]).sum(1)[0].detach().numpy()
    assert np.allclose(heat.raw, expected.clip(min=0), atol=1e-6)
    assert heat.signed is not None
    assert np.allclose(heat.signed, expected, atol=1e-6)


def test_another_class_method_or_kept_layer_is_no_forward(
    engine: Engine, request_: ExplainRequest
) -> None:
    deep = (*PANES, PaneSpec("grad_cam", layer=EARLY))
    with counted(engine) as passes:
        first = maps_of(engine, replace(request_, panes=deep, target=Target.parse("0")))
        second = maps_of(engine, replace(request_, target=Target.parse("1")))
        maps_of(engine, replace(request_, panes=(PaneSpec("hires_cam", layer=EARLY),)))
        maps_of(engine, replace(request_, target=Target.parse("0-1")))
        assert len(passes) == 1
        again = maps_of(engine, replace(request_, panes=deep, target=Target.parse("0")))
        assert len(passes) == 1
    assert not np.array_equal(first[0].raw, second[0].raw)
    assert all(np.array_equal(a.raw, b.raw) for a, b in zip(first, again, strict=True))


def test_another_layer_keeps_those_before(engine: Engine, request_: ExplainRequest) -> None:
    early = replace(request_, panes=(PaneSpec("grad_cam", layer=EARLY),))
    with counted(engine) as passes:
        maps_of(engine, request_)
        maps_of(engine, early)
        assert len(passes) == 2
        maps_of(engine, request_)
        assert len(passes) == 2


def test_without_budget_only_what_is_asked_for_is_kept(
    small: ModelRef, request_: ExplainRequest
) -> None:
    early = replace(request_, panes=(PaneSpec("grad_cam", layer=EARLY),))
    with Engine(device="cpu", graph_budget_bytes=0, cache_bytes=0) as engine:
        engine.open(small)
        with counted(engine) as passes:
            first = maps_of(engine, request_)
            maps_of(engine, early)
            again = maps_of(engine, request_)
            assert len(passes) == 3
    assert all(np.array_equal(a.raw, b.raw) for a, b in zip(first, again, strict=True))


def test_graph_bytes_count_from_the_earliest_layer() -> None:
    layers = [
        LayerInfo(name=name, type="Conv2d", shape=shape, grid=shape[1:], channels=shape[0])
        for name, shape in (("a", (8, 10, 10)), ("b", (4, 5, 5)), ("c", (2, 5, 5)))
    ]
    assert graph_bytes(frozenset("bc"), layers, scale=1) == (100 + 50) * 4
    assert graph_bytes(frozenset("ac"), layers, scale=2) == (800 + 100 + 50) * 8
    wanted, old = frozenset("c"), frozenset("a")
    assert choose_layers(wanted, old, layers, scale=1, budget_bytes=3800) == {"a", "c"}
    assert choose_layers(wanted, old, layers, scale=1, budget_bytes=3799) == {"c"}


def test_class_free_methods_run_no_backward(
    engine: Engine, request_: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a backward pass was run")

    monkeypatch.setattr(torch.autograd, "grad", refuse)
    panes = (PaneSpec("eigen_cam"), PaneSpec("random_cam"))
    assert len(maps_of(engine, replace(request_, panes=panes))) == 2


def test_equal_requests_give_equal_maps(small: ModelRef, request_: ExplainRequest) -> None:
    rows = [row for row in FORMULAS if row.key != "cam"]  # SqueezeNet ends in no linear layer
    every = replace(request_, panes=tuple(PaneSpec(row.key) for row in rows))
    results = []
    for _ in range(2):
        with Engine(device="cpu") as engine:
            results.append(maps_of(engine, every))
    assert len(results[0]) == len(rows)
    for one, other in zip(*results, strict=True):
        assert one == other
        assert np.array_equal(one.raw, other.raw)


def hooks_of(model: torch.nn.Module) -> list[tuple[int, int]]:
    return [(len(m._forward_hooks), len(m._forward_pre_hooks)) for m in model.modules()]


def test_model_is_as_before(engine: Engine, request_: ExplainRequest) -> None:
    model = module_of(engine)
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    hooks = hooks_of(model)
    random = torch.random.get_rng_state()
    maps_of(engine, request_)
    assert all(torch.equal(state[name], tensor) for name, tensor in model.state_dict().items())
    assert torch.equal(random, torch.random.get_rng_state())
    assert all(p.grad is None and not p.requires_grad for p in model.parameters())
    assert not any(module.training for module in model.modules())
    assert hooks_of(model) == hooks


@pytest.mark.parametrize("mode", ["default", "whole", "stretch", "native"])
@pytest.mark.parametrize("name", ["photo", "tall_photo"])
def test_every_input_mode(
    engine: Engine, request_: ExplainRequest, mode: str, name: str, request: pytest.FixtureRequest
) -> None:
    image = ImageRef.of(request.getfixturevalue(name))
    heat = maps_of(engine, replace(request_, image=image, input_mode=mode))[0]
    width, height = heat.geometry.input
    rows, columns = heat.raw.shape
    assert heat.geometry.mode == mode
    assert np.sign(rows - columns) == np.sign(height - width)


def test_cancel_from_another_thread(engine: Engine, request_: ExplainRequest) -> None:
    """The request stops inside the forward pass, and the next one is not affected."""
    inside, cancelled = threading.Event(), threading.Event()

    def stop() -> None:
        inside.wait(10)
        engine.cancel()
        cancelled.set()

    def pause(*_: object) -> None:
        inside.set()
        cancelled.wait(10)

    reached: list[int] = []
    model = module_of(engine)
    handles = [
        model.get_submodule("features.3").register_forward_hook(pause),
        model.get_submodule("features.12").register_forward_hook(lambda *_: reached.append(1)),
    ]
    thread = threading.Thread(target=stop)
    thread.start()
    with pytest.raises(Cancelled):
        list(engine.explain(request_))
    thread.join()
    for handle in handles:
        handle.remove()
    assert not reached
    assert len(maps_of(engine, request_)) == 2


def test_cancel_between_panes(engine: Engine, request_: ExplainRequest) -> None:
    replies = engine.explain(request_)
    next(replies)
    next(replies)
    engine.cancel()
    with pytest.raises(Cancelled):
        next(replies)


def test_cancel_without_work_does_nothing(engine: Engine, request_: ExplainRequest) -> None:
    engine.cancel()
    assert len(maps_of(engine, request_)) == 2
    engine.cancel()
    assert len(maps_of(engine, request_)) == 2


def test_changed_picture_is_seen(engine: Engine, request_: ExplainRequest, photo: Path) -> None:
    from PIL import Image

    before = maps_of(engine, request_)[0]
    with Image.open(photo) as image:
        image.rotate(180).resize((300, 200)).save(photo)
    after = maps_of(engine, request_)[0]
    assert after.geometry.original == (300, 200)
    assert not np.array_equal(before.raw, after.raw)


def test_the_picture_just_explained_is_not_read_again(
    engine: Engine, request_: ExplainRequest, photo: Path
) -> None:
    from PIL import Image

    before = engine.picture(request_.image)  # read from the file
    maps_of(engine, request_)
    kept = engine.picture(request_.image)
    assert kept is engine.picture(request_.image)
    assert np.array_equal(before.rgb, kept.rgb)
    with Image.open(photo) as image:
        image.rotate(180).resize((300, 200)).save(photo)
    assert engine.picture(ImageRef.of(photo)).rgb.shape == (200, 300, 3)


def test_failed_model_leaves_the_one_before(
    engine: Engine, request_: ExplainRequest, tmp_path: Path
) -> None:
    before = module_of(engine)
    with pytest.raises(UserError):
        engine.open(ModelRef.parse(str(tmp_path / "absent.pth"), arch="resnet18"))
    assert module_of(engine) is before


def test_replaced_weights_are_read_again(tmp_path: Path) -> None:
    ref = save_squeezenet(tmp_path / "weights.pth")
    with Engine(device="cpu") as engine:
        first = engine.open(ref)
        assert engine.open(ref) is first
        save_squeezenet(
            tmp_path / "weights.pth", lambda m: m.get_parameter("features.0.bias").add_(1)
        )
        assert engine.open(ref).weights_sha256 != first.weights_sha256


def open_timm(engine: Engine, name: str, folder: Path) -> ModelRef:
    """Open a timm model with seeded random weights and three classes."""
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        model = timm.create_model(name, num_classes=3)
    torch.save(model.state_dict(), folder / "model.pth")
    ref = ModelRef.parse(str(folder / "model.pth"), arch=f"timm:{name}")
    engine.open(ref)
    return ref


def test_fixed_size_is_stretched_and_says_so(tmp_path: Path, photo: Path) -> None:
    with Engine(device="cpu") as engine:
        ref = open_timm(engine, "vit_tiny_patch16_224", tmp_path)
        assert engine.open(ref).fixed_size
        heat = maps_of(
            engine,
            ExplainRequest(image=ImageRef.of(photo), model=ref, panes=PANES, input_mode="whole"),
        )[0]
    assert (heat.raw.shape, heat.geometry.mode) == ((14, 14), "stretch")
    assert heat.geometry.note


@pytest.mark.parametrize(("name", "grid"), [("photo", (8, 12)), ("tall_photo", (12, 8))])
def test_token_grids_follow_the_picture(
    tmp_path: Path, name: str, grid: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    """A pyramid of tokens has other grids on a whole 3:2 picture than on the square."""
    with Engine(device="cpu") as engine:
        ref = open_timm(engine, "pvt_v2_b0", tmp_path)
        info = engine.open(ref)
        assert not info.fixed_size
        tokens = [layer for layer in info.layers if len(layer.shape) == 2 and layer.grid == (7, 7)]
        heat = maps_of(
            engine,
            ExplainRequest(
                image=ImageRef.of(request.getfixturevalue(name)),
                model=ref,
                panes=(PaneSpec("hires_cam", layer=tokens[-1].name),),
                input_mode="whole",
            ),
        )[0]
    assert heat.raw.shape == grid


def failure(engine: Engine, request: ExplainRequest) -> UserError:
    with pytest.raises(UserError) as caught:
        list(engine.explain(request))
    return caught.value


def pane_failure(engine: Engine, request: ExplainRequest) -> Failure:
    """Return the one pane's failure, which comes after the prediction."""
    prediction, failed = engine.explain(request)
    assert isinstance(prediction, Prediction)
    assert isinstance(failed, Failure)
    return failed


@pytest.mark.parametrize("layer", ["features.99", "classifier.3"])
def test_unknown_and_flat_layers(engine: Engine, request_: ExplainRequest, layer: str) -> None:
    error = pane_failure(engine, replace(request_, panes=(PaneSpec("grad_cam", layer=layer),)))
    assert layer in error.headline
    assert engine.open(request_.model).default_layer in error.hint


def test_unknown_method_and_class(engine: Engine, request_: ExplainRequest) -> None:
    no_cam = replace(request_, panes=(PaneSpec("no_cam"),))
    assert "no_cam" in pane_failure(engine, no_cam).headline
    assert "9" in failure(engine, replace(request_, target=Target.parse("9"))).headline


def test_a_failing_pane_leaves_the_others(engine: Engine, request_: ExplainRequest) -> None:
    wrong = (PaneSpec("grad_cam", layer="features.99"), PaneSpec("no_cam"))
    wrong += (PaneSpec("grad_cam", target=Target.parse("unicorn")),)
    _, *replies = engine.explain(replace(request_, panes=(wrong[0], PANES[1], *wrong[1:])))
    assert [type(reply) for reply in replies] == [Failure, HeatMap, Failure, Failure]
    assert [reply.pane for reply in replies if not isinstance(reply, Prediction)] == [0, 1, 2, 3]
    alone = maps_of(engine, replace(request_, panes=(PANES[1],)))[0]
    assert isinstance(replies[1], HeatMap)
    assert np.array_equal(replies[1].raw, alone.raw)


def test_panes_may_have_their_own_target_and_input(
    engine: Engine, request_: ExplainRequest
) -> None:
    """Each pane's map is that of a request with the same target and input for all."""
    two = Target.parse("2")
    panes = (
        PaneSpec("grad_cam", target=two),
        PaneSpec("grad_cam", input_mode="whole"),
        PaneSpec("grad_cam", target=two, input_mode="whole"),
        PaneSpec("grad_cam"),
    )
    maps = maps_of(engine, replace(request_, panes=panes, target=Target.parse("1")))
    assert [heat.input_mode for heat in maps] == ["default", "whole", "whole", "default"]
    assert [heat.resolved.members for heat in maps] == [(2,), (1,), (2,), (1,)]
    for pane, heat in zip(panes, maps, strict=True):
        alone = replace(
            request_,
            panes=(PaneSpec("grad_cam"),),
            target=pane.target or Target.parse("1"),
            input_mode=pane.input_mode or "default",
        )
        expected = maps_of(engine, alone)[0]
        assert np.array_equal(heat.raw, expected.raw)
        assert (heat.geometry, heat.score) == (expected.geometry, expected.score)


def test_an_unknown_class_still_gives_the_prediction(
    engine: Engine, request_: ExplainRequest
) -> None:
    replies = engine.explain(replace(request_, target=Target.parse("unicorn")))
    assert isinstance(next(replies), Prediction)
    with pytest.raises(UserError, match="unicorn"):
        next(replies)


def test_invalid_numbers(request_: ExplainRequest, tmp_path: Path) -> None:
    ref = save_squeezenet(
        tmp_path / "nan.pth", lambda m: m.get_parameter("features.0.bias").fill_(torch.nan)
    )
    with Engine(device="cpu") as engine:
        assert "invalid numbers" in failure(engine, replace(request_, model=ref)).headline


def test_picture_too_small_for_the_model(
    engine: Engine, request_: ExplainRequest, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (6, 4), "red").save(tmp_path / "tiny.png")
    tiny = replace(request_, image=ImageRef.of(tmp_path / "tiny.png"), input_mode="native")
    error = failure(engine, tiny)
    assert "6 × 4" in error.headline
    assert error.hint
    assert len(maps_of(engine, replace(tiny, input_mode="default"))) == 2


def test_absent_picture(engine: Engine, request_: ExplainRequest, tmp_path: Path) -> None:
    assert failure(engine, replace(request_, image=ImageRef.of(tmp_path / "absent.png"))).headline


def test_each_page_of_a_file_is_explained_for_itself(
    engine: Engine, request_: ExplainRequest, tmp_path: Path
) -> None:
    random = np.random.default_rng(8)
    pages = [Image.fromarray(random.integers(0, 256, (90, 120, 3), np.uint8)) for _ in range(3)]
    book, single = tmp_path / "book.tiff", tmp_path / "single.png"
    pages[0].save(book, save_all=True, append_images=pages[1:])
    pages[2].save(single)
    answers = [
        list(engine.explain(replace(request_, image=image)))
        for image in (ImageRef.of(book), ImageRef.of(book, 2), ImageRef.of(single))
    ]
    first, third, alone = (next(r for r in each if isinstance(r, Prediction)) for each in answers)
    assert third.notes == ("Page 3 of 3.",)
    assert third.image.page == 2
    assert np.array_equal(third.answer, alone.answer)
    assert not np.array_equal(third.answer, first.answer)
    maps = [[reply.raw for reply in each if isinstance(reply, HeatMap)] for each in answers]
    assert all(np.array_equal(a, b) for a, b in zip(maps[1], maps[2], strict=True))


def test_equal_questions_of_two_panes_share_one_map(engine, request_):
    twice = replace(request_, panes=(PaneSpec("grad_cam"), PaneSpec("grad_cam")), serial=9)
    first, second = [reply for reply in engine.explain(twice) if isinstance(reply, HeatMap)]
    assert first.raw is second.raw
    assert [(heat.pane, heat.serial) for heat in (first, second)] == [(0, 9), (1, 9)]

"""What `import camscope` gives: true maps of whatever a program has, and nothing else changed."""

import ast
import copy
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from PIL import Image
from pytorch_grad_cam import GradCAM, LayerCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import nn

import camscope
from viewer.figure.recipe_reading import read_recipe

REPOSITORY = Path(__file__).resolve().parents[2]


class Small(nn.Module):
    """Two convolutions, an average and a linear layer; three classes."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(7)
        self.first = nn.Conv2d(3, 4, 3, stride=4)
        self.last = nn.Conv2d(4, 6, 3, stride=2)
        self.head = nn.Linear(6, 3)

    def forward(self, x):
        return self.head(self.last(self.first(x).relu()).mean((2, 3)))


@pytest.fixture(scope="module")
def net():
    return Small().train()


@pytest.fixture(scope="module")
def x():
    torch.manual_seed(3)
    return torch.randn(1, 3, 64, 96)


@pytest.fixture
def opened(net):
    with camscope.open(net, labels=["ant", "bee", "cow"], size=(96, 64)) as model:
        yield model


def test_a_tensor_is_the_input_and_the_map_is_the_librarys(opened, net, x):
    found = opened.explain(x, classes=[2, ClassifierOutputTarget(0)], layer=net.last)
    plain = copy.deepcopy(net).eval()
    for place, kind in ((0, GradCAM), (1, LayerCAM)):
        with kind(plain, [plain.last]) as other:
            for shift, index in ((0, 2), (2, 0)):
                others = other(x, cast("Any", [ClassifierOutputTarget(index)]))[0]
                raw = found.maps[place + shift].raw
                assert raw.dtype == np.float32
                np.testing.assert_allclose(scaled(found.maps[place + shift]), others, atol=1e-5)
    logits = plain(x)[0].detach()
    assert found.maps[0].score == pytest.approx(float(logits[2]), abs=1e-6)
    assert [one.target for one in found.maps[:2]] == [2, 2]
    assert found.maps[0].title == "cow"
    best = found.predictions[0]
    assert best.index == int(logits.argmax())
    assert best.probability == pytest.approx(float(logits.softmax(0).max()), abs=1e-6)


def scaled(heat):
    values = heat.on_picture()
    small = (heat.raw - heat.raw.min()) / (1e-7 + (heat.raw - heat.raw.min()).max())
    assert values.shape == (64, 96)
    import cv2

    large = cv2.resize(small, (96, 64))
    return (large - large.min()) / (1e-7 + (large - large.min()).max())


def test_nothing_of_a_network_in_memory_is_changed(net, x):
    before = {name: value.clone() for name, value in net.state_dict().items()}
    found = camscope.explain(x, model=net, classes=1, size=(96, 64))
    assert net.training
    assert all(one.requires_grad and one.grad is None for one in net.parameters())
    assert not any(one._forward_hooks for one in net.modules())
    assert all(torch.equal(before[name], value) for name, value in net.state_dict().items())
    assert found.info.ref.source == "memory"
    with pytest.raises(ValueError, match="read-only"):
        found.maps[0].raw[:] = 0


def test_a_network_that_is_trained_meanwhile_is_explained_as_it_is_now(x):
    own = Small()
    with camscope.open(own, size=(96, 64)) as model:
        first = model.explain(x, classes=1, methods="hires_cam").maps[0]
        with torch.no_grad():
            own.head.weight.mul_(2.0)
        second = model.explain(x, classes=1, methods="hires_cam").maps[0]
    assert first.signed is not None
    assert second.signed is not None
    np.testing.assert_allclose(second.signed, 2 * first.signed, rtol=1e-5)


def test_nameless_classes_are_named_by_the_alphabet_where_all_are_asked_for(net, x, tmp_path):
    """As ImageFolder counts the folders of a data set, whatever order they are asked for in."""
    with camscope.open(net, size=(96, 64)) as model:
        with pytest.warns(UserWarning, match="order of the alphabet: 0 = ant, 1 = bee, 2 = cow"):
            seen = model.explain(x, classes=["cow", "ant", "bee"], methods="hires_cam")
        later = model.explain(x, classes="bee", methods="hires_cam")  # is not warned of again
    known = camscope.explain(x, model=net, classes=[2, 0, 1], methods="hires_cam", size=(96, 64))
    for ours, right in zip(seen.maps, known.maps, strict=True):
        np.testing.assert_array_equal(ours.raw, right.raw)
    assert later.maps[0].score == known.maps[2].score
    recipe = json.loads(seen.save(tmp_path / "seen.json").read_text())
    assert recipe["model"]["setup"]["class_names"] == ["ant", "bee", "cow"]
    assert "order of the alphabet" in recipe["model"]["notes"][-1]


@pytest.mark.parametrize("classes", [["ant", "bee"], ["ant", "bee", "0"], ["ant", "bee", "0-1"]])
def test_nameless_classes_stay_so_where_not_all_are_named(net, x, classes):
    with pytest.raises(camscope.UserError, match="knows no class “ant”"):
        camscope.explain(x, model=net, classes=classes, size=(96, 64))


def test_names_that_are_known_are_not_supposed_anew(opened, x):
    with pytest.raises(camscope.UserError, match="knows no class “cat”"):
        opened.explain(x, classes=["cat", "dog", "emu"])


def test_a_function_of_the_answer_is_a_target(opened, x):
    difference = opened.explain(x, classes=lambda logits: logits[0] - logits[2])
    same = opened.explain(x, classes="0-2")
    for ours, known in zip(difference.maps, same.maps, strict=True):
        np.testing.assert_allclose(ours.raw, known.raw, atol=1e-6)
        assert ours.score == pytest.approx(known.score, abs=1e-6)
    assert difference.maps[0].probability is None


@pytest.mark.parametrize("given", [lambda answer: answer, lambda answer: answer[99]])
def test_a_function_that_fails_is_told_in_words(opened, x, given):
    with pytest.raises(camscope.UserError, match="The target “<lambda>”"):
        opened.explain(x, classes=given)


def test_a_method_may_be_a_function(opened, x):
    def my_cam(activations, gradients):
        return (activations * gradients).sum(axis=0)

    own, known = opened.explain(x, classes=0, methods=[my_cam, "hires_cam"]).maps
    np.testing.assert_array_equal(own.raw, known.raw)
    assert (own.method, known.method) == ("my_cam", "hires_cam")

    def again():
        def my_cam(activations):  # another one of the same name, as in a notebook
            return activations[0]

        return my_cam

    assert opened.explain(x, classes=0, methods=again()).maps[0].method == "my_cam_2"


def test_a_method_that_fails_tells_its_line(opened, x):
    def broken(activations, gradients):
        return activations @ nothing  # noqa: F821 # pyright: ignore[reportUndefinedVariable]

    with pytest.raises(camscope.UserError, match=r"“Broken” failed in line \d+: NameError"):
        opened.explain(x, methods=broken)


def test_a_path_an_image_and_an_array_are_the_same_picture(opened, tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (80, 120, 3), dtype=np.uint8)
    image = Image.fromarray(pixels)
    image.save(tmp_path / "a.png")
    given = (tmp_path / "a.png", str(tmp_path / "a.png"), image, pixels, pixels / 255.0)
    maps = [opened.explain(one, classes="bee").maps[0] for one in given]
    for one in maps[1:]:
        np.testing.assert_array_equal(one.raw, maps[0].raw)
    assert maps[0].size == (120, 80)


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (np.zeros((3, 8, 8), np.uint8), "no picture"),
        (np.full((8, 8), 7.0), "between 0 and 1"),
        (torch.zeros(3, 64, 96, dtype=torch.uint8), "no input"),
        (torch.full((3, 64, 96), torch.nan), "infinite or none"),
        (None, "no picture"),
        ("nowhere.png", "no picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(opened, image, said):
    with pytest.raises(camscope.UserError, match=said):
        opened.explain(image)


def test_fresh_computes_again(opened, x, monkeypatch):
    opened.explain(x, classes=0)
    passes = []
    from viewer.engine.look import sight

    plain = sight.run_pass
    monkeypatch.setattr(sight, "run_pass", lambda *given: passes.append(1) or plain(*given))
    opened.explain(x, classes=0)
    assert not passes
    opened.explain(x, classes=0, fresh=True)
    assert passes


def test_an_explanation_is_saved_as_figure_arrays_and_recipe(opened, x, tmp_path):
    found = opened.explain(x, classes=["ant", 1])
    written = found.save(tmp_path / "a.png", title="Hello", lang="zh_CN")
    recipe = read_recipe(written)
    assert recipe.style.title == "Hello"
    found.save(tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as arrays:
        assert set(arrays) == {f"{c}/{m}" for c in ("ant", 1) for m in ("grad_cam", "layer_cam")}
        np.testing.assert_array_equal(arrays["1/layer_cam"], found.maps[3].raw)
    assert found.save(tmp_path / "a.json").read_text().startswith("{")
    assert found.figure("row", dpi=60).width < found.figure("row", dpi=120).width
    assert found._repr_png_().startswith(b"\x89PNG")
    assert found._repr_html_().startswith("<div><div><svg")
    for wrong in ({"path": "a.gif"}, {"path": "a.png", "hue": 3}):
        with pytest.raises(camscope.UserError):
            found.save(**wrong)


def test_what_is_said_of_a_model_is_checked(net):
    with pytest.raises(camscope.UserError, match="“size2”"):
        camscope.open(net, size2=3)
    with pytest.raises(camscope.UserError, match="prepared"):
        camscope.open(net, mean=(1.0,))
    with camscope.open(net, size=(96, 64), mean=(0.5,) * 3, std=(0.25,) * 3) as model:
        assert model.info.rule.mean == (0.5,) * 3
        assert model.fast is False
        with pytest.raises(camscope.UserError, match="no part of the model"):
            model.explain(torch.zeros(3, 64, 96), layer=nn.Conv2d(1, 1, 1))


def test_a_network_in_memory_cannot_be_shown(opened, x):
    with pytest.raises(camscope.UserError, match="memory"):
        camscope.show(opened.explain(x))


def test_the_window_is_started_and_not_waited_for(monkeypatch, tmp_path):
    started = []

    class Process:
        def __class_getitem__(cls, kind):
            return lambda command, **how: started.append((command, how))

    monkeypatch.setattr(subprocess, "Popen", Process)
    camscope.show(tmp_path, model="zoo:resnet18")
    ((command, how),) = started
    assert command[-4:] == ["--model", "zoo:resnet18", "--", str(tmp_path)]
    assert how["start_new_session"]


def test_an_evaluation_returns_its_scores(tmp_path, net):
    pixels = np.random.default_rng(1).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    scores = camscope.evaluate(tmp_path, methods=["layer_cam"], measures=["complexity"])
    (score,) = scores
    assert (score.method, score.measure) == ("layer_cam", "complexity")
    assert not [path for path in tmp_path.iterdir() if path.name != "a.png"]
    with pytest.raises(camscope.UserError, match="from a file"):
        camscope.evaluate(tmp_path, model=net)


def test_to_import_the_library_loads_nothing():
    code = "import sys, camscope; print({'torch', 'viewer', 'numpy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_all_that_is_public_is_there_and_told():
    for name in camscope.__all__:
        assert getattr(camscope, name).__doc__, name
    assert set(camscope.__all__) - {"main"} == set(camscope._PLACES)
    tree = ast.parse((REPOSITORY / "camscope" / "__init__.py").read_text(encoding="utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {alias.name: line.module for line in typed.body for alias in line.names}
    assert told == camscope._PLACES  # what a type checker reads is what is loaded
    with pytest.raises(AttributeError):
        _ = camscope.nothing
    assert (REPOSITORY / "camscope" / "py.typed").exists()


@pytest.mark.parametrize("place", [0, 1])
def test_what_users_of_captum_and_torch_cam_call_gives_the_same(opened, net, x, place):
    """The two lines of docs/library.md: captum's map has its sign, torch-cam's is scaled."""
    plain = copy.deepcopy(net).eval()
    if place == 0:
        captum = pytest.importorskip("captum.attr")
        theirs = captum.LayerGradCam(plain, plain.last).attribute(x, target=2)[0, 0]
        ours = opened.explain(x, classes=2, layer=net.last, methods="grad_cam").maps[0].signed
        np.testing.assert_allclose(ours, theirs.detach().numpy(), atol=1e-5)
        return
    torchcam = pytest.importorskip("torchcam.methods")
    with torchcam.LayerCAM(plain, "last") as extractor:
        (theirs,) = extractor(2, plain(x.requires_grad_()))
    ours = opened.explain(x, classes=2, layer="last", methods="layer_cam").maps[0].raw
    low, high = ours.min(), ours.max()
    np.testing.assert_allclose((ours - low) / (high - low), theirs[0].numpy(), atol=1e-5)


@pytest.mark.slow
def test_a_model_that_is_asked_often_takes_the_faster_way(tmp_path, monkeypatch):
    if find_spec("openvino") is None:  # imported here, it would start its telemetry's thread
        pytest.skip("OpenVINO is not installed")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CAMSCOPE_FAST")
    chance = np.random.default_rng(0)
    pictures = chance.integers(0, 256, (7, 224, 224, 3), dtype=np.uint8)
    with camscope.open("default") as model:
        for picture in pictures[:6]:
            model.explain(picture)
            if (begun := model._engine._trunks._begun) is not None:
                begun.making.wait(lambda: None)
        if not model.fast:
            pytest.skip("torch is as fast here")
        fast = model.explain(pictures[6])
        monkeypatch.setenv("CAMSCOPE_FAST", "off")
        plain = model.explain(pictures[6], fresh=True)
    for ours, theirs in zip(fast.maps, plain.maps, strict=True):
        assert np.abs(ours.raw - theirs.raw).max() <= 1e-5 * np.abs(theirs.raw).max()
        assert not np.array_equal(ours.raw, theirs.raw)  # they did not go one way

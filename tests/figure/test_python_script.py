"""The script that is copied runs with the real library, and gives the map that was shown."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import safetensors.torch
import timm
import torch
import torchvision

from viewer.core.asks.records import ExplainedPicture, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.own_code import OwnCode
from viewer.core.models.model_setup import Answer
from viewer.engine.engine import Engine
from viewer.figure.python_script import python_script
from viewer.methods.registry import built_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lite0():
    with Engine() as engine:
        yield engine, engine.open(ModelRef.default())


def explain(lite0, path, panes, target="top"):
    engine, info = lite0
    request = ExplainRequest(
        image=ImageRef.of(path), model=info.ref, target=Target.parse(target), panes=panes
    )
    replies = list(engine.explain(request))
    prediction = next(reply for reply in replies if isinstance(reply, Prediction))
    maps = tuple(reply for reply in replies if isinstance(reply, HeatMap))
    return ExplainedPicture(model=info, prediction=prediction, maps=maps)


def scaled(heat):
    """What the library makes of a raw map: to 0..1, to the input's size, to 0..1 again."""
    raw = heat.raw  # of merged layers: at the input's size already
    for size in (heat.raw.shape[::-1], heat.geometry.input):
        raw = cv2.resize(raw, size)
        raw = raw - raw.min()
        raw = raw / (1e-7 + raw.max())
    return raw


@pytest.mark.parametrize(
    ("shape", "target", "pane"),
    [
        ("photo", "dog", PaneSpec("grad_cam")),
        ("tall_photo", "281-5", PaneSpec("layer_cam", layer="blocks.4")),
        ("photo", "lower:probability:top", PaneSpec("hires_cam", layer="blocks.5")),
        ("photo", "cat", PaneSpec("layer_cam", layer="blocks.4+blocks.6")),
        ("photo", "dog", PaneSpec("grad_cam", layer="blocks.3*blocks.5")),
        ("photo", "dog", PaneSpec("shapley_cam", layer="blocks.5")),
    ],
)
def test_the_script_reproduces_the_shown_map(
    lite0, request, tmp_path, monkeypatch, shape, target, pane
):
    explanation = explain(lite0, request.getfixturevalue(shape), (pane,), target)
    (heat,) = explanation.maps
    script = python_script(explanation, heat)
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "script.py", "exec"), {"__name__": "script"})
    cam = np.load(tmp_path / "cam.npy")
    assert cam.shape == heat.geometry.input[::-1]
    assert heat.peak > 0
    np.testing.assert_allclose(cam, scaled(heat), atol=2e-4)
    assert "in-place operation" in script


BROUGHT = {
    "整个 “alex”.pth": "",
    "run.ckpt": "resnet18",
    "r.safetensors": "resnet18",
    "v.pt": "timm:vit_tiny_patch16_224",
}


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """The files that users bring, of networks with random weights."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("models")
    whole, checkpoint, safe, state = (folder / name for name in BROUGHT)
    resnet = torchvision.models.resnet18().state_dict()
    torch.save(torchvision.models.alexnet(num_classes=2).eval(), whole)
    entries = {f"model.{name}": each for name, each in resnet.items()}
    torch.save({"epoch": 3, "state_dict": entries, "best": torch.tensor(0.5)}, checkpoint)
    safetensors.torch.save_file(resnet, safe)
    torch.save(timm.create_model("vit_tiny_patch16_224", num_classes=3).state_dict(), state)
    return folder


@pytest.mark.parametrize("name", BROUGHT)
def test_the_script_loads_what_users_bring(models, name, photo, tmp_path, monkeypatch):
    arch = BROUGHT[name] if name == "v.pt" else None  # DeiT's weights look the same
    with Engine() as engine:
        info = engine.open(ModelRef.parse(str(models / name), arch))
        explanation = explain((engine, info), photo, (PaneSpec("hires_cam"),), "1")
    (heat,) = explanation.maps
    assert info.architecture == BROUGHT[name]
    monkeypatch.chdir(tmp_path)
    script = python_script(explanation, heat)
    exec(compile(script, "script.py", "exec"), {"__name__": "script"})
    np.testing.assert_allclose(np.load(tmp_path / "cam.npy"), scaled(heat), atol=2e-4)


def test_an_answer_that_the_library_cannot_take_is_told(lite0, photo):
    explanation = explain(lite0, photo, (PaneSpec("grad_cam"),))
    info = replace(explanation.model, answer=Answer(kind="probabilities", classes=1000))
    with pytest.raises(UserError, match="as logits"):
        python_script(replace(explanation, model=info), explanation.maps[0])


def test_every_kind_of_model_gives_a_script_that_compiles(lite0, photo):
    explanation = explain(lite0, photo, (PaneSpec("grad_cam"),))
    (heat,) = explanation.maps
    own = OwnCode(path=photo.with_name("net.py"), name="Net", sha256="0" * 64)
    refs = [
        ModelRef(source="zoo", name="resnet18"),
        ModelRef(source="timm", name="vit_tiny_patch16_224"),
        ModelRef(source="file", path=photo.with_name('a"b\\c.pth')),
        ModelRef(source="file", path=photo, code=own),
    ]
    for ref in refs:
        info = replace(explanation.model, ref=ref, title='a """ title\n# x')
        compile(python_script(replace(explanation, model=info), heat), "script.py", "exec")
    tokens = replace(explanation.model.layers[-1], name=heat.layer, shape=(50, 192), grid=(7, 7))
    last = replace(tokens, shape=(7, 7, 192), channels=192)
    for layer, told in ((tokens, "tensor[:, 1:]"), (last, "permute(0, 3, 1, 2)")):
        info = replace(explanation.model, layers=(layer,))
        script = python_script(replace(explanation, model=info), heat)
        compile(script, "script.py", "exec")
        assert told in script


def test_the_table_names_classes_that_the_library_has():
    import pytorch_grad_cam

    names = [row.library for row in built_in().table if row.library is not None]
    assert all(hasattr(pytorch_grad_cam, name) for name in names)

"""The script that is copied runs with the real library, and gives the map that was shown."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from viewer.core.records import (
    ExplainRequest,
    Explanation,
    HeatMap,
    ImageRef,
    ModelRef,
    PaneSpec,
    Prediction,
    Target,
)
from viewer.engine.engine import Engine
from viewer.figure.python_script import LIBRARY, python_script

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
    return Explanation(model=info, prediction=prediction, maps=maps)


def scaled(heat):
    """What the library makes of a raw map: to 0..1, to the input's size, to 0..1 again."""
    raw = heat.raw
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


def test_every_kind_of_model_gives_a_script_that_compiles(lite0, photo):
    explanation = explain(lite0, photo, (PaneSpec("grad_cam"),))
    (heat,) = explanation.maps
    refs = [
        ModelRef(source="zoo", name="resnet18"),
        ModelRef(source="timm", name="vit_tiny_patch16_224"),
        ModelRef(source="file", path=photo.with_name('a"b\\c.pth')),
        ModelRef(source="file", path=photo, arch="timm:resnet18"),
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

    assert all(hasattr(pytorch_grad_cam, name) for name in LIBRARY.values())

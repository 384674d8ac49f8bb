"""The classic case: a whole AlexNet(2) from a file, its classes named, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_keys import type_text
from given_window import LIMIT_MS, explained, window_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from viewer.core.asks.target import Target
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.setup_memory import remembered_setup
from viewer.engine.look.preprocess import to_input
from viewer.features.setups import SetupsFeature
from viewer.household import Household
from viewer.ui.window.naming_strip import NamingStrip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def alexnet() -> torch.nn.Module:
    from torchvision.models import alexnet

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        return alexnet(num_classes=2).eval()


@pytest.fixture
def model_file(alexnet: torch.nn.Module, tmp_path: Path) -> Path:
    path = tmp_path / "我的模型" / "torch_alex.pth"
    path.parent.mkdir()
    torch.save(alexnet, path)
    return path


@pytest.fixture
def app(qtbot, tmp_path, shared_data) -> Iterator[Household]:
    with window_on(shared_data / "report" / "both.png", tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        yield app


def asked(app: Household, qtbot) -> NamingStrip:
    """Wait until the window asks for names; no dialog does so, too."""
    strip = app.window.naming
    qtbot.waitUntil(strip.isVisible, timeout=LIMIT_MS)
    assert not [d for d in app.window.findChildren(QDialog) if d.isVisible()]
    return strip


def open_model(app: Household, path: Path, monkeypatch) -> None:
    """Do what the user does: Model > Open model file, and pick the file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    app.window.commands.action("open_model").trigger()


def librarys_map(model: torch.nn.Module, method: str, x: torch.Tensor, index: int) -> np.ndarray:
    from pytorch_grad_cam import GradCAM, LayerCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    kind = {"grad_cam": GradCAM, "layer_cam": LayerCAM}[method]
    with kind(model=model, target_layers=[model.features[12]]) as cam:
        return cam(input_tensor=x, targets=[ClassifierOutputTarget(index)])[0]


def test_a_pickled_alexnet_from_file_to_both_maps(
    app, qtbot, monkeypatch, model_file, alexnet, shared_data
):
    session = app.session
    session.set_option("input_mode", "native")
    open_model(app, model_file, monkeypatch)
    strip = asked(app, qtbot)
    model = session.model
    assert model is not None
    assert model.title == "AlexNet (2 classes)"
    assert model.default_layer == "features.12"
    assert model.tree == str(alexnet), "the structure is what print(model) prints"
    assert model.class_names == ("class 0", "class 1")

    # the strip has the focus, and what is typed are names: no letter runs a command
    app.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is strip.fields[0])
    for name in ("cat", "dog"):
        type_text(name, Qt.Key.Key_Return)
    assert strip.isHidden()
    assert app.window.focusWidget() is app.window.browser.list
    qtbot.waitUntil(lambda: session.model.class_names == ("cat", "dog"), timeout=LIMIT_MS)
    session.set_target(Target.parse("dog"))
    explained(app, qtbot)
    maps = session.explanation.maps
    assert [heat.resolved.title for heat in maps] == ["dog", "dog"]
    assert all("dog" in pane.title for pane in app.window.pane_row.panes[1:])
    assert remembered_setup(model.weights_sha256) == ModelSetup(class_names=("cat", "dog"))

    # both maps are the library's own at the picture's own pixels
    from viewer.core.maps.geometry import plan_geometry
    from viewer.core.pictures.images import load_picture

    picture = load_picture(shared_data / "report" / "both.png")
    x = to_input(picture, plan_geometry(picture.size, model.rule, "native"), model.rule)
    for heat, method in zip(maps, ("grad_cam", "layer_cam"), strict=True):
        assert heat.layer == "features.12"
        compare(heat.raw, alexnet, method, x)


def compare(raw: np.ndarray, alexnet: torch.nn.Module, method: str, x: torch.Tensor) -> None:
    """Hold a raw map against the library's, which scales its own to the input's size and 0..1."""
    import cv2

    expected = librarys_map(without_inplace(alexnet), method, x, index=1)
    assert raw.max() > 0
    scaled = between_0_and_1(cv2.resize(between_0_and_1(raw), expected.shape[::-1]))
    assert np.abs(scaled - expected).max() < 1e-5


def between_0_and_1(values: np.ndarray) -> np.ndarray:
    """Scale as the library does: each layer's map, and then the mean of all layers once more."""
    values = values - values.min()
    return values / (1e-7 + values.max())


def without_inplace(model: torch.nn.Module) -> torch.nn.Module:
    """The library records what an in-place ReLU has overwritten; so there must be none."""
    import copy

    plain = copy.deepcopy(model)
    for part in plain.modules():
        if hasattr(part, "inplace"):
            vars(part)["inplace"] = False
    return plain


def test_names_are_asked_for_once_and_come_back(app, qtbot, monkeypatch, model_file, tmp_path):
    session = app.session
    open_model(app, model_file, monkeypatch)
    QTest.keyClick(asked(app, qtbot).fields[0], Qt.Key.Key_Escape)
    explained(app, qtbot)
    copy = tmp_path / "the same weights.pth"
    copy.write_bytes(model_file.read_bytes())
    open_model(app, copy, monkeypatch)
    qtbot.waitUntil(lambda: session.model.ref.path == copy, timeout=LIMIT_MS)
    explained(app, qtbot)
    assert app.window.naming.isHidden()
    assert not [d for d in app.window.findChildren(QDialog) if d.isVisible()]

    # a wrong word is refused in a sentence, and the model stays
    rule = session.model.rule
    refused: list[object] = []
    session.model_failed.connect(refused.append)
    app[SetupsFeature].setups.apply(
        ModelSetup(rule=replace(rule, colours="single", mean=(0.5,), std=(0.5,)))
    )
    qtbot.waitUntil(lambda: bool(refused), timeout=LIMIT_MS)
    assert "one-channel" in refused[0].headline
    assert session.model.rule == rule
    session.explain_again()
    explained(app, qtbot)

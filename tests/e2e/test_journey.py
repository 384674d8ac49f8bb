"""The main job, from folder to figure: the real window, the real engine process, the real model."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from given_window import LIMIT_MS, explained, window_on
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from viewer.app import build, make_application
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.stores.samples import gather_samples
from viewer.features.figures import FiguresFeature
from viewer.features.folders import FoldersFeature
from viewer.figure.style import FigureStyle
from viewer.household import Household
from viewer.ui.dialogs.architecture import ArchitectureDialog
from viewer.ui.dialogs.own_code import OwnCodeDialog

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(own_folders, tmp_path) -> Path:
    """Four photographs with names as users have them, one of them broken."""
    samples = gather_samples()
    folder = tmp_path / "我的 图片 “a&b”"
    folder.mkdir()
    for name, source in (("1 猫.png", "chelsea.png"), ("2.jpg", "rocket.jpg")):
        shutil.copy(samples / source, folder / name)
    (folder / "3 broken.jpg").write_bytes(b"this is no picture")
    shutil.copy(samples / "coffee.png", folder / "10.png")
    return folder


@pytest.fixture
def app(qtbot, tmp_path, folder) -> Iterator[Household]:
    with window_on(folder, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        yield app


def shown_dialog(app: Household, qtbot, kind):
    """Return the dialog of a kind that is open over the window, once it is."""

    def found():
        return [one for one in app.window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1, timeout=LIMIT_MS)
    return found()[0]


def titles(app: Household) -> list[str]:
    return [pane.title for pane in app.window.pane_row.panes]


def select(app: Household, name: str) -> None:
    app.window.browser.set_current(None)
    assert app.session.listing is not None
    app.session.set_image(app.session.listing.path / name)


def colours(app: Household, pane: int) -> np.ndarray:
    image = app.window.pane_row.panes[pane].grab().toImage()
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return flat[:, : 3 * image.width()].astype(int)


def test_from_folder_to_figure(app, qtbot, tmp_path):
    window, session = app.window, app.session
    assert session.image is not None
    assert session.image.path.name == "1 猫.png"
    first = titles(app)
    assert "1 猫.png" in first[0]
    assert [title.split(" · ")[0] for title in first[1:]] == ["Grad-CAM", "LayerCAM"]
    assert session.explanation is not None
    assert session.explanation.prediction.top[0].index in range(281, 286)  # a domestic cat
    maps = session.explanation.maps

    # the slider repaints and asks the engine for nothing
    asked: list[object] = []
    session.request_issued.connect(asked.append)
    before = [colours(app, pane) for pane in range(3)]
    window.controls.slider.setValue(100)
    qtbot.waitUntil(lambda: all((colours(app, pane) != before[pane]).any() for pane in (1, 2)))
    qtbot.waitUntil(lambda: not session._timer.isActive())
    after = [colours(app, pane) for pane in range(3)]
    assert np.array_equal(before[0], after[0])
    assert all(np.abs(before[pane] - after[pane]).mean() > 2 for pane in (1, 2))
    assert asked == []

    # the wheel zooms all panes at once
    pane = window.pane_row.panes[2]
    fitted = window.pane_row.view.scale
    middle = QPointF(pane.rect().center())
    turn = QWheelEvent(
        middle,
        pane.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, turn)
    assert window.pane_row.view.scale > 1.2 * fitted
    assert asked == []

    # a group of classes, an earlier layer, another method
    session.set_target(Target.parse("furniture"))
    explained(app, qtbot)
    assert all("furniture" in title for title in titles(app)[1:])
    assert session.model is not None
    middle_layer = session.model.layers[len(session.model.layers) // 2].name
    window.controls.layer_chosen.emit(middle_layer)
    explained(app, qtbot)
    assert all(middle_layer in title for title in titles(app)[1:])
    session.pane_list.change(0, PaneSpec("hires_cam"))
    explained(app, qtbot)
    assert titles(app)[1].startswith("HiResCAM")
    assert session.explanation.maps[0].raw.shape != maps[0].raw.shape

    # the figure, to a file and to the clipboard
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app[FiguresFeature].desk.save(FigureStyle(), tmp_path / "图 1.png", (), ())
    with Image.open(tmp_path / "图 1.png") as figure:
        assert figure.width > figure.height > 200
    with qtbot.waitSignal(app[FiguresFeature].figures.copied, timeout=LIMIT_MS):
        window.commands.action("copy_figure").trigger()
    assert QGuiApplication.clipboard().image().width() > 500


def test_fast_clicking_shows_only_the_last_picture(app, qtbot):
    seen: list[str] = []
    app.session.explained.connect(
        lambda explanation: seen.append(explanation.prediction.image.path.name)
    )
    for name in ("2.jpg", "10.png", "1 猫.png", "2.jpg", "10.png"):
        select(app, name)
    explained(app, qtbot)
    assert seen == ["10.png"]
    assert "10.png" in titles(app)[0]
    for heat in app.session.explanation.maps:
        assert heat.image.path.name == "10.png"


def test_a_broken_picture_is_told_in_words_and_the_next_one_works(app, qtbot):
    row = app.window.pane_row
    with qtbot.waitSignal(app.session.failed, timeout=LIMIT_MS) as failure:
        select(app, "3 broken.jpg")
    assert failure.args[0].headline.endswith(".")
    assert all(pane.heat is None for pane in row.panes[1:])
    app.window.browser.first()
    assert app.session.image.path.name == "1 猫.png"
    explained(app, qtbot)
    assert all(pane.heat is not None for pane in row.panes[1:])


def test_after_kill_9_the_same_picture_is_explained_again(app, qtbot):
    process = app.engine.process_id
    os.kill(process, signal.SIGSTOP)
    with qtbot.waitSignal(app.session.request_issued, timeout=LIMIT_MS):
        select(app, "2.jpg")
    os.kill(process, signal.SIGKILL)
    explained(app, qtbot)
    assert app.session.explanation.prediction.image.path.name == "2.jpg"
    assert app.window.notices.text.startswith("The engine stopped unexpectedly.")
    assert app.engine.process_id != process


def test_keys_step_through_the_folder_and_pick_classes(app, qtbot):
    pane = app.window.pane_row.panes[0]
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert app.session.image.path.name == "2.jpg"
    explained(app, qtbot)
    qtbot.keyClick(pane, Qt.Key.Key_2)
    second = app.session.target
    explained(app, qtbot)
    assert second.index == app.session.explanation.prediction.top[1].index
    opacity = app.session.options["opacity"]
    qtbot.keyClick(pane, Qt.Key.Key_BracketRight)
    assert app.session.options["opacity"] == opacity + 5
    qtbot.keyClick(pane, Qt.Key.Key_End)
    assert app.session.image.path.name == "10.png"


def test_choices_are_remembered(app, qtbot, tmp_path, folder):
    app.session.set_option("opacity", 70)
    app.session.set_option("colour_map", "jet")
    select(app, "10.png")
    app.window.close()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    again = build(make_application(), settings=settings)
    try:
        assert again.session.options["opacity"] == 70
        assert again.window.controls.slider.value() == 70
        assert again.session.options["colour_map"] == "jet"
        assert again.store.recents() == [folder]
        assert again.store.last_image() == folder / "10.png"
    finally:
        again.window.close()
        again.window.deleteLater()


def test_weights_of_one_s_own_open_in_the_window_and_a_wrong_network_does_no_harm(
    app, qtbot, tmp_path
):
    import torch
    from torchvision.models import squeezenet1_1

    torch.manual_seed(0)
    weights = tmp_path / "我的 网络.pth"
    torch.save(squeezenet1_1(num_classes=2).state_dict(), weights)

    app.session.open_model(ModelRef.parse(str(weights), arch="alexnet"))
    qtbot.waitUntil(app.window.notices.isVisible, timeout=LIMIT_MS)
    assert "我的 网络.pth" in app.window.notices.text
    explained(app, qtbot)  # by the model from before
    assert len(app.session.model.class_names) == 1000

    app.session.set_target(Target.parse("cat"))
    app.session.open_model(ModelRef.parse(str(weights), arch="squeezenet1_1"))
    qtbot.waitUntil(lambda: len(app.session.model.class_names) == 2, timeout=LIMIT_MS)
    assert app.session.target == Target()  # the new model has no cats
    explained(app, qtbot)
    assert app.window.predictions.list.count() == 2
    assert all(" · features.12 · class " in title for title in titles(app)[1:])
    assert app.session.explanation.model.ref.path == weights


def test_a_whole_model_opens_and_weights_that_fit_several_networks_are_asked_for(
    app, qtbot, tmp_path
):
    import timm
    import torch
    from torchvision.models import squeezenet1_1

    model = squeezenet1_1(num_classes=2)
    torch.save(model, tmp_path / "whole.pth")
    torch.save(model.state_dict(), tmp_path / "weights.pth")
    twin = timm.create_model("vit_tiny_patch16_224", num_classes=2)
    torch.save(twin.state_dict(), tmp_path / "twin.pth")
    asked = []
    app.session.architecture_needed.connect(asked.append)

    def opened(title: str) -> bool:
        return app.session.model is not None and app.session.model.title == title

    app[FoldersFeature].opener.open([tmp_path / "whole.pth"])
    qtbot.waitUntil(lambda: opened("SqueezeNet (2 classes)"), timeout=LIMIT_MS)
    explained(app, qtbot)
    assert app.session.explanation.prediction.answer.shape == (2,)
    app[FoldersFeature].opener.open([tmp_path / "weights.pth"])
    qtbot.waitUntil(lambda: opened("weights (squeezenet1_1)"), timeout=LIMIT_MS)
    assert any("2 classes (matched by" in note for note in app.session.model.notes)
    assert asked == []
    app[FoldersFeature].opener.open([tmp_path / "twin.pth"])
    dialog = shown_dialog(app, qtbot, ArchitectureDialog)
    assert asked[0].ref.path == tmp_path / "twin.pth"
    assert dialog.box.itemText(0).startswith("timm:")  # what fits stands first
    assert dialog.box.findText("squeezenet1_1") > 0
    dialog.box.setCurrentText("timm:vit_tiny_patch16_224")
    dialog.accept()
    qtbot.waitUntil(lambda: opened("twin (vit_tiny_patch16_224)"), timeout=LIMIT_MS)


OWN_CODE = """
import os
import pathlib
from torch import nn

pathlib.Path(__file__).with_name("ran").write_text(str(os.getpid()))


class Net(nn.Module):
    def __init__(self, classes=7):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 7, stride=8)
        self.head = nn.Linear(4, classes)

    def forward(self, x):
        return self.head(self.conv(x).relu().mean((2, 3)))


def make():
    return Net(7)
"""


@pytest.mark.timeout(150)
def test_a_model_of_own_classes_opens_with_its_code(app: Household, qtbot, tmp_path, monkeypatch):
    import types

    import torch

    code, ran, path = tmp_path / "net.py", tmp_path / "ran", tmp_path / "own.pth"
    code.write_text(OWN_CODE)
    script = types.ModuleType("train")
    script.__file__ = str(code)
    monkeypatch.setitem(sys.modules, "train", script)
    exec(OWN_CODE, vars(script))
    torch.save(script.Net(2), path)
    ran.unlink()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(code), ""))

    app[FoldersFeature].opener.open([path])
    question = shown_dialog(app, qtbot, ArchitectureDialog)
    assert "train.Net" in " ".join(label.text() for label in question.findChildren(QLabel))
    question.own_code.click()
    dialog = shown_dialog(app, qtbot, OwnCodeDialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Run this code to build the model?" in words
    assert str(code) in words
    assert dialog.name() == "Net"
    assert not ran.exists()
    dialog.run.click()
    qtbot.waitUntil(lambda: app.session.model.title == "Net (2 classes)", timeout=LIMIT_MS)
    assert int(ran.read_text()) != os.getpid()  # it ran in the engine's process

    explained(app, qtbot)

    app.session.open_model(ModelRef.default())
    qtbot.waitUntil(lambda: app.session.model.title != "Net (2 classes)", timeout=LIMIT_MS)
    explained(app, qtbot)
    ran.unlink()
    app[FoldersFeature].opener.open([path])  # what was allowed is remembered
    qtbot.waitUntil(lambda: app.session.model.title == "Net (2 classes)", timeout=LIMIT_MS)
    explained(app, qtbot)
    ran.unlink()
    code.write_text(OWN_CODE + "# changed\n")
    app[FoldersFeature].opener.open([path])  # and asked for again when the code has changed
    question = shown_dialog(app, qtbot, ArchitectureDialog)
    assert "has changed" in " ".join(label.text() for label in question.findChildren(QLabel))
    question.reject()
    assert not ran.exists()

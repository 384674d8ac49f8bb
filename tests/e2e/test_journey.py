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
from viewer.core.asks.records import ModelRef, PaneSpec, Target
from viewer.core.stores.samples import gather_samples
from viewer.figure.style import FigureStyle
from viewer.parts import Parts
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
def parts(qtbot, tmp_path, folder) -> Iterator[Parts]:
    with window_on(folder, tmp_path / "settings.ini") as parts:
        explained(parts, qtbot)
        yield parts


def shown_dialog(parts: Parts, qtbot, kind):
    """Return the dialog of a kind that is open over the window, once it is."""

    def found():
        return [one for one in parts.window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1, timeout=LIMIT_MS)
    return found()[0]


def titles(parts: Parts) -> list[str]:
    return [pane.title for pane in parts.window.pane_row.panes]


def select(parts: Parts, name: str) -> None:
    parts.window.browser.set_current(None)
    assert parts.session.listing is not None
    parts.session.set_image(parts.session.listing.path / name)


def colours(parts: Parts, pane: int) -> np.ndarray:
    image = parts.window.pane_row.panes[pane].grab().toImage()
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return flat[:, : 3 * image.width()].astype(int)


def test_from_folder_to_figure(parts, qtbot, tmp_path):
    window, session = parts.window, parts.session
    assert session.image is not None
    assert session.image.path.name == "1 猫.png"
    first = titles(parts)
    assert "1 猫.png" in first[0]
    assert [title.split(" · ")[0] for title in first[1:]] == ["Grad-CAM", "LayerCAM"]
    assert session.explanation is not None
    assert session.explanation.prediction.top[0].index in range(281, 286)  # a domestic cat
    maps = session.explanation.maps

    # the slider repaints and asks the engine for nothing
    asked: list[object] = []
    session.request_issued.connect(asked.append)
    before = [colours(parts, pane) for pane in range(3)]
    window.controls.slider.setValue(100)
    qtbot.wait(100)
    after = [colours(parts, pane) for pane in range(3)]
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
    explained(parts, qtbot)
    assert all("furniture" in title for title in titles(parts)[1:])
    assert session.model is not None
    middle_layer = session.model.layers[len(session.model.layers) // 2].name
    window.controls.layer_chosen.emit(middle_layer)
    explained(parts, qtbot)
    assert all(middle_layer in title for title in titles(parts)[1:])
    session.pane_list.change(0, PaneSpec("hires_cam"))
    explained(parts, qtbot)
    assert titles(parts)[1].startswith("HiResCAM")
    assert session.explanation.maps[0].raw.shape != maps[0].raw.shape

    # the figure, to a file and to the clipboard
    with qtbot.waitSignal(parts.figures.saved, timeout=LIMIT_MS):
        parts.figure_commands.desk.save(FigureStyle(), tmp_path / "图 1.png", (), ())
    with Image.open(tmp_path / "图 1.png") as figure:
        assert figure.width > figure.height > 200
    with qtbot.waitSignal(parts.figures.copied, timeout=LIMIT_MS):
        window.commands.action("copy_figure").trigger()
    assert QGuiApplication.clipboard().image().width() > 500


def test_fast_clicking_shows_only_the_last_picture(parts, qtbot):
    seen: list[str] = []
    parts.session.explained.connect(
        lambda explanation: seen.append(explanation.prediction.image.path.name)
    )
    for name in ("2.jpg", "10.png", "1 猫.png", "2.jpg", "10.png"):
        select(parts, name)
    explained(parts, qtbot)
    assert seen == ["10.png"]
    assert "10.png" in titles(parts)[0]
    for heat in parts.session.explanation.maps:
        assert heat.image.path.name == "10.png"


def test_a_broken_picture_is_told_in_words_and_the_next_one_works(parts, qtbot):
    row = parts.window.pane_row
    with qtbot.waitSignal(parts.session.failed, timeout=LIMIT_MS) as failure:
        select(parts, "3 broken.jpg")
    assert failure.args[0].headline.endswith(".")
    assert all(pane.heat is None for pane in row.panes[1:])
    parts.window.browser.first()
    assert parts.session.image.path.name == "1 猫.png"
    explained(parts, qtbot)
    assert all(pane.heat is not None for pane in row.panes[1:])


def test_after_kill_9_the_same_picture_is_explained_again(parts, qtbot):
    process = parts.engine.process_id
    os.kill(process, signal.SIGSTOP)
    select(parts, "2.jpg")
    qtbot.wait(200)
    os.kill(process, signal.SIGKILL)
    explained(parts, qtbot)
    assert parts.session.explanation.prediction.image.path.name == "2.jpg"
    assert parts.window.notices.text.startswith("The engine stopped unexpectedly.")
    assert parts.engine.process_id != process


def test_keys_step_through_the_folder_and_pick_classes(parts, qtbot):
    pane = parts.window.pane_row.panes[0]
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert parts.session.image.path.name == "2.jpg"
    explained(parts, qtbot)
    qtbot.keyClick(pane, Qt.Key.Key_2)
    second = parts.session.target
    explained(parts, qtbot)
    assert second.index == parts.session.explanation.prediction.top[1].index
    opacity = parts.session.options["opacity"]
    qtbot.keyClick(pane, Qt.Key.Key_BracketRight)
    assert parts.session.options["opacity"] == opacity + 5
    qtbot.keyClick(pane, Qt.Key.Key_End)
    assert parts.session.image.path.name == "10.png"


def test_choices_are_remembered(parts, qtbot, tmp_path, folder):
    parts.session.set_option("opacity", 70)
    parts.session.set_option("colour_map", "jet")
    select(parts, "10.png")
    parts.window.close()
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
    parts, qtbot, tmp_path
):
    import torch
    from torchvision.models import squeezenet1_1

    torch.manual_seed(0)
    weights = tmp_path / "我的 网络.pth"
    torch.save(squeezenet1_1(num_classes=2).state_dict(), weights)

    parts.session.open_model(ModelRef.parse(str(weights), arch="alexnet"))
    qtbot.waitUntil(parts.window.notices.isVisible, timeout=LIMIT_MS)
    assert "我的 网络.pth" in parts.window.notices.text
    explained(parts, qtbot)  # by the model from before
    assert len(parts.session.model.class_names) == 1000

    parts.session.set_target(Target.parse("cat"))
    parts.session.open_model(ModelRef.parse(str(weights), arch="squeezenet1_1"))
    qtbot.waitUntil(lambda: len(parts.session.model.class_names) == 2, timeout=LIMIT_MS)
    assert parts.session.target == Target()  # the new model has no cats
    explained(parts, qtbot)
    assert parts.window.predictions.list.count() == 2
    assert all(" · features.12 · class " in title for title in titles(parts)[1:])
    assert parts.session.explanation.model.ref.path == weights


def test_a_whole_model_opens_and_weights_that_fit_several_networks_are_asked_for(
    parts, qtbot, tmp_path
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
    parts.session.architecture_needed.connect(asked.append)

    def opened(title: str) -> bool:
        return parts.session.model is not None and parts.session.model.title == title

    parts.opener.open([tmp_path / "whole.pth"])
    qtbot.waitUntil(lambda: opened("SqueezeNet (2 classes)"), timeout=LIMIT_MS)
    explained(parts, qtbot)
    assert parts.session.explanation.prediction.answer.shape == (2,)
    parts.opener.open([tmp_path / "weights.pth"])
    qtbot.waitUntil(lambda: opened("weights (squeezenet1_1)"), timeout=LIMIT_MS)
    assert any("2 classes (matched by" in note for note in parts.session.model.notes)
    assert asked == []
    parts.opener.open([tmp_path / "twin.pth"])
    dialog = shown_dialog(parts, qtbot, ArchitectureDialog)
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
def test_a_model_of_own_classes_opens_with_its_code(parts: Parts, qtbot, tmp_path, monkeypatch):
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

    parts.opener.open([path])
    question = shown_dialog(parts, qtbot, ArchitectureDialog)
    assert "train.Net" in " ".join(label.text() for label in question.findChildren(QLabel))
    question.own_code.click()
    dialog = shown_dialog(parts, qtbot, OwnCodeDialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Run this code to build the model?" in words
    assert str(code) in words
    assert dialog.name() == "Net"
    assert not ran.exists()
    dialog.run.click()
    qtbot.waitUntil(lambda: parts.session.model.title == "Net (2 classes)", timeout=LIMIT_MS)
    assert int(ran.read_text()) != os.getpid()  # it ran in the engine's process

    explained(parts, qtbot)

    parts.session.open_model(ModelRef.default())
    qtbot.waitUntil(lambda: parts.session.model.title != "Net (2 classes)", timeout=LIMIT_MS)
    explained(parts, qtbot)
    ran.unlink()
    parts.opener.open([path])  # what was allowed is remembered
    qtbot.waitUntil(lambda: parts.session.model.title == "Net (2 classes)", timeout=LIMIT_MS)
    explained(parts, qtbot)
    ran.unlink()
    code.write_text(OWN_CODE + "# changed\n")
    parts.opener.open([path])  # and asked for again when the code has changed
    question = shown_dialog(parts, qtbot, ArchitectureDialog)
    assert "has changed" in " ".join(label.text() for label in question.findChildren(QLabel))
    question.reject()
    assert not ran.exists()

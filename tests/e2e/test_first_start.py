"""The very first start, with a model file of one's own: one thing at a time."""

from __future__ import annotations

from pathlib import Path

from given_window import LIMIT_MS, explained
from PySide6.QtCore import QSettings
from torch import nn, random, save

from viewer.app import build, make_application, start
from viewer.core.records import ModelRef
from viewer.ui.dialogs.model_setup import ModelSetupDialog
from viewer.ui.tour import Tour


def save_model(path: Path) -> None:
    """Save a whole model of two classes, whose names nobody has told."""
    with random.fork_rng(devices=[]):
        layers = (nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        save(nn.Sequential(*layers, nn.Linear(4, 2)), path)


def test_the_tour_waits_until_the_classes_are_named(qtbot, tmp_path, photo):
    model = tmp_path / "own.pth"
    save_model(model)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    parts = build(make_application(), settings=settings)
    parts.commands.help.offer_tour()
    parts.window.show()
    start(parts, [photo], model=ModelRef(source="file", path=model))
    explained(parts, qtbot)
    tour = parts.window.findChild(Tour)
    dialogs = parts.window.findChildren(ModelSetupDialog)
    assert tour is not None
    assert len(dialogs) == 1
    assert dialogs[0].isVisible()
    assert not tour.isVisible()
    dialogs[0].reject()
    qtbot.waitUntil(tour.isVisible, timeout=LIMIT_MS)
    parts.window.close()
    parts.window.deleteLater()

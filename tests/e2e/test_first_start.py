"""The very first start, with a model file of one's own: one thing at a time, in one language."""

from __future__ import annotations

import re
from pathlib import Path

from given_window import LIMIT_MS, explained
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget
from torch import nn, random, save

from viewer.app import build, make_application, start
from viewer.core.asks.records import ModelRef
from viewer.ui.dialogs.model_setup import ModelSetupDialog
from viewer.ui.looks.language import apply_language
from viewer.ui.window.tour import Tour


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


def test_a_chinese_window_says_nothing_in_english(qtbot, qapp, tmp_path, photo):
    model = tmp_path / "own.pth"
    save_model(model)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("window/language", "zh_CN")
    parts = build(make_application(), settings=settings)
    told: list[str] = []
    show = parts.window.notices.show_notice
    parts.window.notices.show_notice = lambda *words: (
        show(*words),
        told.append(parts.window.notices.text),
    )
    parts.window.show()
    try:
        start(parts, [photo], model=ModelRef(source="file", path=model))
        explained(parts, qtbot)
        assert "ImageNet 的通常方式" in " ".join(told)
        shown = [label.text() for label in parts.window.findChildren(QLabel)]
        tips = [widget.toolTip() for widget in parts.window.findChildren(QWidget)]
        left = [
            text for text in (*told, *shown, *tips) if re.search(r"([a-z']{2,} ){2}[a-z]", text)
        ]
        assert left == []
        assert parts.window.predictions.list.item(0).text().startswith("类别 ")
        assert parts.window.pane_row.panes[1].title.count("类别 ") == 1
    finally:
        parts.window.close()
        parts.window.deleteLater()
        apply_language(qapp, "en")

"""The very first start, with a model file of one's own: one thing at a time, in one language."""

from __future__ import annotations

import re
from pathlib import Path

from given_window import LIMIT_MS, explained
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from torch import nn, random, save

from viewer.app import build, make_application
from viewer.core.asks.references import ModelRef
from viewer.features.help import HelpFeature
from viewer.starting import start
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
    app = build(make_application(), settings=settings)
    app[HelpFeature].offer_tour()
    app.window.show()
    start(app, [photo], model=ModelRef(source="file", path=model))
    explained(app, qtbot)
    strip = app.window.naming
    assert strip.isVisible()
    assert app.window.findChild(Tour) is None
    assert not [d for d in app.window.findChildren(QDialog) if d.isVisible()]
    QTest.keyClick(strip.fields[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: app.window.findChild(Tour) is not None, timeout=LIMIT_MS)
    app.window.close()
    app.window.deleteLater()


def test_a_chinese_window_says_nothing_in_english(qtbot, qapp, tmp_path, photo):
    model = tmp_path / "own.pth"
    save_model(model)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("window/language", "zh_CN")
    app = build(make_application(), settings=settings)
    told: list[str] = []
    show = app.window.notices.show_notice
    app.window.notices.show_notice = lambda *words: (
        show(*words),
        told.append(f"{app.window.notices.text} {app.window.toast.text}"),
    )
    app.window.show()
    try:
        start(app, [photo], model=ModelRef(source="file", path=model))
        explained(app, qtbot)
        assert "ImageNet 的通常方式" in " ".join(told)
        shown = [label.text() for label in app.window.findChildren(QLabel)]
        tips = [widget.toolTip() for widget in app.window.findChildren(QWidget)]
        left = [
            text for text in (*told, *shown, *tips) if re.search(r"([a-z']{2,} ){2}[a-z]", text)
        ]
        assert left == []
        assert app.window.predictions.list.item(0).text().startswith("类别 ")
        assert app.window.pane_row.panes[1].title.count("类别 ") == 1
    finally:
        app.window.close()
        app.window.deleteLater()
        apply_language(qapp, "en")

"""A real detector in the real window: a box is clicked, then the next, then a place it missed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from given_detector import STREET, fastestdet, needs_detector
from given_window import LIMIT_MS, explained, window_on
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from viewer.features.boxes import BoxesFeature
from viewer.household import Household

pytestmark = needs_detector
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def titles(app: Household) -> list[str]:
    explanation = app.session.explanation
    return [heat.resolved.title for heat in explanation.maps] if explanation else []


def on_screen(app: Household, x: float, y: float) -> QPoint:
    frame = app.window.pane_row.panes[0].frame()
    return (frame.to_device(x, y) / frame.ratio).toPoint()


def test_a_box_is_clicked_and_a_miss_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "street" / "bus.jpg"
    picture.parent.mkdir()
    shutil.copy(STREET, picture)
    corners = {"label": "car", "shape_type": "rectangle", "points": [[440, 100], [480, 200]]}
    bus = {"label": "bus", "shape_type": "rectangle", "points": [[72, 23], [417, 329]]}
    picture.with_suffix(".json").write_text(json.dumps({"shapes": [bus, corners]}))
    with window_on(picture, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        app.session.open_model(fastestdet())
        qtbot.waitUntil(lambda: titles(app) == ["box 1: bus"] * 2, timeout=LIMIT_MS)
        pane = app.window.pane_row.panes[0]
        assert [each.method for each in app.session.pane_list.specs] == ["hires_cam", "layer_cam"]
        assert app[BoxesFeature].layer.isVisible()
        layer = app[BoxesFeature].layer
        qtbot.waitUntil(lambda: len(layer._missed) == 1, timeout=LIMIT_MS)
        assert layer._missed[0].asks == "miss 440,100,40,100"
        assert "box 1" not in layer._alarms
        assert "box 2" in layer._alarms
        qtbot.mouseClick(pane, LEFT, pos=on_screen(app, 30, 250))
        qtbot.waitUntil(lambda: titles(app) == ["box 2: bus"] * 2, timeout=LIMIT_MS)
        app.commands.run("box_next")
        qtbot.waitUntil(lambda: titles(app) == ["box 3: bus"] * 2, timeout=LIMIT_MS)
        app.commands.run("box_previous")
        app.commands.run("box_previous")
        app.commands.run("box_previous")
        qtbot.waitUntil(lambda: titles(app) == ["box 4: bus"] * 2, timeout=LIMIT_MS)
        qtbot.mousePress(pane, LEFT, CTRL, pos=on_screen(app, 440, 100))
        qtbot.mouseMove(pane, on_screen(app, 480, 200))
        qtbot.mouseRelease(pane, LEFT, CTRL, pos=on_screen(app, 480, 200))
        qtbot.waitUntil(lambda: titles(app) == ["miss: bus"] * 2, timeout=LIMIT_MS)
        assert app.session.explanation is not None
        assert "below the threshold 0.5" in app.session.explanation.maps[0].note[0]
        app.commands.run("undo")
        qtbot.waitUntil(lambda: titles(app)[:1] not in ([], ["miss: bus"]), timeout=LIMIT_MS)
        assert titles(app)[0].startswith("box ")

"""The focus is seen, the system's colours are followed, a pinch zooms, and Escape has its turn."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from given_controls import controls
from given_routes import tell
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from viewer.core.asks.messages import Progress
from viewer.core.files.folder import FolderListing
from viewer.features.slow import SlowFeature
from viewer.methods.registry import built_in
from viewer.ui.browser.browser_model import BrowserModel, Detail
from viewer.ui.looks.theme import apply_theme

ROW = built_in().find("rise").row


def pixels(widget: QWidget) -> np.ndarray:
    """What a widget shows, with a little of what surrounds it."""
    around = widget.rect().adjusted(-3, -3, 3, 3)
    top = widget.window()
    around.moveTopLeft(widget.mapTo(top, around.topLeft()))
    image = top.grab(around.intersected(top.rect())).toImage()
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4).copy()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_control_with_the_focus_looks_different(qtbot, app, theme):
    app.session.set_option("theme", theme)
    window = app.window
    window.docks.toggle("model_structure")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    reached = [
        each
        for each in controls(window)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) >= 8
    unseen = []
    for widget in reached:
        window.setFocus()
        without = pixels(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after a real Tab
        assert QApplication.focusWidget() in {widget, *widget.findChildren(QWidget)}
        changed = np.abs(pixels(widget).astype(int) - without).max(axis=2) > 24
        if np.count_nonzero(changed) < 8:
            unseen.append(f"{type(widget).__name__} {widget.accessibleName()!r}")
    assert unseen == []


def test_the_system_s_colours_are_followed_while_the_window_is_open(qtbot, app, monkeypatch):
    hints = app.application.styleHints()
    app.session.set_option("theme", "light")
    app.session.set_option("theme", "system")
    light = app.window.palette().window().color().lightness()
    now = [Qt.ColorScheme.Dark]
    monkeypatch.setattr(type(hints), "colorScheme", lambda _hints: now[0])
    hints.colorSchemeChanged.emit(now[0])
    assert app.window.palette().window().color().lightness() < 80 < light
    now[0] = Qt.ColorScheme.Light
    hints.colorSchemeChanged.emit(now[0])
    assert app.window.palette().window().color().lightness() == light
    app.session.set_option("theme", "dark")  # a choice of one's own stays
    hints.colorSchemeChanged.emit(now[0])
    assert app.window.palette().window().color().lightness() < 80
    apply_theme(app.application, "light")


def test_a_pinch_zooms_at_the_fingers(app):
    row = app.window.pane_row
    row.set_picture((QImage(300, 200, QImage.Format.Format_RGB32),), keep_view=False)
    pane = row.panes[0]
    at = QPointF(pane.picture_area().center())
    before = row.view.scale
    QApplication.sendEvent(
        pane,
        QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(),
            2, at, at, at, 0.25, QPointF(),
        ),
    )  # fmt: skip
    assert row.view.scale == pytest.approx(1.25 * before)


def test_f11_and_escape(qtbot, app):
    window = app.window
    window.showMaximized()
    window.commands.action("fullscreen").trigger()
    assert window.isFullScreen()
    window.commands.action("stop").trigger()
    assert not window.isFullScreen()
    assert window.isMaximized()
    window.commands.action("fullscreen").trigger()
    app[SlowFeature].work.set_request(SimpleNamespace(serial=7))
    tell(
        app[SlowFeature].work, Progress(serial=7, pane=0, row=ROW, done=1, total=9, remaining_s=1.0)
    )
    with qtbot.waitSignal(app[SlowFeature].work.stop_wished):
        window.commands.action("stop").trigger()  # what computes is stopped first
    assert window.isFullScreen()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_an_empty_box_to_tick_is_seen(qtbot, app, theme):
    app.session.set_option("theme", theme)
    box = QCheckBox("")
    qtbot.addWidget(box)
    box.resize(30, 24)
    box.show()
    grey = pixels(box).astype(int)[..., :3].max(axis=2)
    ground = int(grey[-1, -1])
    assert np.count_nonzero(np.abs(grey - ground) > 80) >= 30  # its four edges


def test_what_a_colour_tells_is_told_to_a_screen_reader_too(app, tmp_path):
    model = BrowserModel()
    pictures = tuple(tmp_path / name for name in ("a.png", "b.png"))
    model.set_listing(FolderListing(path=tmp_path, parent=None, folders=(), pictures=pictures))
    told = [Detail("tabby 90%", "right", True), Detail("lynx 60%\ncat", "wrong")]
    model.detail = told.__getitem__
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.index(model.row_of(path)).data(role) for path in pictures]
    assert said == ["a.png, marked, right, tabby 90%", "b.png, wrong, lynx 60%, cat"]
    model.set_failed(pictures[0], "It is empty.")
    assert model.index(model.row_of(pictures[0])).data(role).endswith("It is empty.")


def test_the_ring_of_the_focus_stands_out_from_the_ground(qapp, app):
    for theme in ("light", "dark", "contrast"):
        app.session.set_option("theme", theme)
        palette = QGuiApplication.palette()
        ring, ground = palette.highlight().color(), palette.window().color()
        assert abs(ring.lightness() - ground.lightness()) > 60

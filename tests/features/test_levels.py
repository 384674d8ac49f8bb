"""Black and white of deep pictures are set by hand, heeded by every picture, and kept."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSettings

from viewer.app import build, make_application
from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.plain import from_plain, to_plain
from viewer.core.scene import Scene
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
from viewer.session.scene_keeping import scene_of
from viewer.ui.dialogs.black_and_white import BlackAndWhiteDialog

DEEP = np.random.default_rng(1).integers(0, 4096, (40, 60), np.uint16)


@pytest.fixture
def app(qapp, tmp_path_factory):
    """The whole application, wired, with its engine not started."""
    file = tmp_path_factory.mktemp("settings") / "settings.ini"
    app = build(make_application(), settings=QSettings(str(file), QSettings.Format.IniFormat))
    app.window.show()
    yield app
    app.window.close()
    app.window.deleteLater()


def test_levels_are_set_shown_kept_and_set_back(app, tmp_path, qtbot):
    names = ("1.png", "2.png", "3.png")
    for name, values in zip(names, (DEEP, DEEP[::-1], (DEEP >> 4).astype(np.uint8)), strict=True):
        (tmp_path / name).write_bytes(cv2.imencode(".png", values)[1].tobytes())
    action = app.window.commands.action("black_and_white")

    def shown(name, wanted):
        picture = app[PicturesFeature].picture
        there = picture is not None and picture.ref == app.session.image
        return (
            there
            and picture.ref.path.name == name
            and np.array_equal(picture.rgb[..., 0], np.rint(wanted))
        )

    app[FoldersFeature].opener.open([tmp_path / "1.png"])
    qtbot.waitUntil(lambda: shown("1.png", DEEP >> 4))
    assert action.isEnabled()
    app.commands.run("black_and_white")
    (dialog,) = app.window.findChildren(BlackAndWhiteDialog)
    assert (dialog.black.value(), dialog.white.value()) == (0, 4095)
    dialog.white.setValue(1000)
    windowed = np.clip(DEEP / 1000, 0, 1) * 255
    qtbot.waitUntil(lambda: shown("1.png", windowed))
    dialog.black.setValue(2000)  # above white: nothing happens
    assert app.session.image.levels == (0, 1000)
    dialog.accept()
    app.session.set_image(tmp_path / "2.png")
    qtbot.waitUntil(lambda: shown("2.png", windowed[::-1]))
    scene = scene_of(app.session, None)
    assert from_plain(Scene, to_plain(scene)).levels == (0, 1000)
    app.session.set_image(tmp_path / "3.png")
    qtbot.waitUntil(lambda: shown("3.png", DEEP >> 4))
    assert not action.isEnabled()
    app.session.set_levels(None)
    app.session.set_image(tmp_path / "1.png")
    qtbot.waitUntil(lambda: shown("1.png", DEEP >> 4))


def test_cancel_brings_back_what_was_before(qtbot, app):
    dialog = BlackAndWhiteDialog((0.0, 4095.0), (1.0, 7.0), app.window)
    told = []
    dialog.levels_wished.connect(told.append)
    dialog.white.setValue(9)
    dialog.reject()
    dialog.found.click()
    assert told == [(0, 9), (1, 7), None]
    dialog.deleteLater()


def test_references_with_levels_that_do_not_rise_are_refused(tmp_path):
    ref = ImageRef(path=tmp_path / "a.png", levels=(0.0, 4095.0))
    assert from_plain(ImageRef, to_plain(ref)) == ref
    with pytest.raises(UserError):
        from_plain(ImageRef, {**to_plain(ref), "levels": [5, 5]})

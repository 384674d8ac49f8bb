"""The status bar says where one is: place, marks, class, right or wrong."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtWidgets import QApplication

from viewer.core.files.disk_questions import image_ref
from viewer.core.judging.verdicts import Judge, Verdict, Verdicts
from viewer.features.folders import FoldersFeature


@pytest.fixture
def app(window, tmp_path, qtbot):
    """Four pictures in two folders that bear the names of the model's classes."""
    for name in ("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png"):
        path = tmp_path / "set" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((30, 40, 3), 90, np.uint8)).save(path)
    window.window.show()
    tell(window.session, given_model())
    window.session.set_option("folders", "flat")
    window[FoldersFeature].opener.open_folder(tmp_path / "set")
    qtbot.waitUntil(lambda: window.session.listing is not None and window.session.image is not None)
    return window


def said(app):
    return app.window.status._whereabouts.text()


def judge(app, class_index):
    """Judge every picture as one class, as the engine would."""
    app.commands.run("predict_all")
    asked = app.engine.asked(Judge)[-1]
    pictures = app.session.listing.pictures
    verdicts = tuple(
        Verdict(image=image_ref(path), index=class_index, probability=0.9) for path in pictures
    )
    app.engine.deliver(Verdicts(serial=asked.serial, verdicts=verdicts))


def test_place_marks_and_verdict_stand_in_a_line(app, qtbot):
    assert said(app) == "1 of 4"
    app.window.browser.step(1)
    assert said(app) == "2 of 4"
    app.commands.run("mark")
    assert said(app) == "2 of 4 · 1 marked"
    judge(app, 0)
    qtbot.waitUntil(lambda: said(app) == "2 of 4 · 1 marked · cat · right")
    app.window.browser.last()
    assert said(app) == "4 of 4 · 1 marked · cat · wrong"


def test_it_counts_what_the_filter_leaves(app):
    app.window.browser.filter_box.setText("2")
    QApplication.processEvents()
    app.window.browser.first()
    assert said(app) == "1 of 2"
    app.window.browser.filter_box.clear()
    assert said(app) == "2 of 4"

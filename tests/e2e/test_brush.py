"""Painting over a picture in the whole window: the answer is that to the saved picture."""

from __future__ import annotations

import numpy as np
import pytest
from given_window import LIMIT_MS, explained, window_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from viewer.features.pictures import PicturesFeature

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.slow
def test_what_is_painted_over_is_gone_for_the_model_until_it_is_undone(
    qtbot, photo, tmp_path, monkeypatch
) -> None:
    with window_on(photo, tmp_path / "settings.ini") as app:
        session, pane = app.session, app.window.pane_row.panes[0]
        explained(app, qtbot)
        before = session.explanation.prediction.answer
        app.commands.run("paint_over")
        frame = pane.frame()
        ends = [(frame.to_device(*end) / frame.ratio).toPoint() for end in ((60, 60), (120, 80))]
        qtbot.mousePress(pane, LEFT, pos=ends[0])
        qtbot.mouseMove(pane, ends[1])
        qtbot.mouseRelease(pane, LEFT, pos=ends[1])
        explained(app, qtbot)
        painted = session.explanation.prediction
        assert len(painted.image.painted) == 1
        assert not np.array_equal(painted.answer, before)
        qtbot.waitUntil(lambda: app[PicturesFeature].picture.ref == session.image, timeout=LIMIT_MS)
        saved = tmp_path / "saved.png"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
        app.commands.run("paint_save")
        app.commands.run("undo")
        explained(app, qtbot)
        assert np.array_equal(session.explanation.prediction.answer, before)
        session.set_image(saved)
        explained(app, qtbot)
        assert np.array_equal(session.explanation.prediction.answer, painted.answer)

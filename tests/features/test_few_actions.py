"""How few actions a report's table takes from an open folder, by mouse and keys as a user has."""

from __future__ import annotations

import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.requests import ExplainRequest
from viewer.features.figures import FiguresFeature
from viewer.features.folders import FoldersFeature


def answer_asides(app, done):
    """Answer the newest question that was asked aside, unless it is answered already."""
    asked = [wish.request for wish in app.engine.asked(ExplainAside) if wish.request]
    if asked and asked[-1].serial not in done:
        done.add(asked[-1].serial)
        answer(app.engine, asked[-1])


@pytest.mark.slow
def test_a_table_of_selected_pictures_takes_five_actions(
    window, photo_folder, tmp_path, qtbot, monkeypatch
):
    app, target = window, tmp_path / "table.png"
    app.window.resize(1280, 800)
    with qtbot.waitActive(app.window):
        app.window.show()
    app.engine.deliver(given_model())
    app[FoldersFeature].opener.open([photo_folder])
    qtbot.waitUntil(lambda: bool(app.engine.asked(ExplainRequest)))
    answer(app.engine, newest(app.engine))
    rows = app.window.browser.list
    actions = 0
    names = [rows.model().index(row, 0).data() for row in range(rows.model().rowCount())]
    for name, keys in (
        ("photo1.png", Qt.KeyboardModifier.NoModifier),
        ("photo3.png", Qt.KeyboardModifier.ShiftModifier),
    ):
        index = rows.model().index(names.index(name), 0)
        rows.scrollTo(index)
        place: QPoint = rows.visualRect(index).center()
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, keys, place)
        actions += 1
    qtbot.waitUntil(lambda: newest(app.engine).image.path.name == "photo3.png")
    answer(app.engine, newest(app.engine))
    qtbot.keyClick(rows, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    actions += 1
    builder = app[FiguresFeature].builder
    assert builder.style_chosen.kind == "table"
    assert [path.name for path in builder.images] == ["photo1.png", "photo2.png", "photo3.png"]
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), "PNG (*.png)")
    )
    qtbot.mouseClick(builder.save, Qt.MouseButton.LeftButton)
    actions += 2  # the button, and Return in the system's dialog
    done: set[int] = set()
    qtbot.waitUntil(lambda: answer_asides(app, done) or target.is_file(), timeout=30_000)
    assert actions <= 7
    app[FiguresFeature].close_builder()

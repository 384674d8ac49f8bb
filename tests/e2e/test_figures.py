"""Figures in the real window: built, previewed, exported, dropped again, and the same once more."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from given_window import LIMIT_MS, explained, window_on
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from viewer.cli import main
from viewer.core.asks.target import Target
from viewer.core.stores.samples import gather_samples
from viewer.features.figures import FiguresFeature
from viewer.features.scenes import ScenesFeature
from viewer.figure.recipe_reading import read_recipe
from viewer.figure.style import FigureStyle
from viewer.household import Household

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(own_folders, tmp_path) -> Path:
    samples, folder = gather_samples(), tmp_path / "图片"
    folder.mkdir()
    shutil.copy(samples / "chelsea.png", folder / "猫.png")
    shutil.copy(samples / "coffee.png", folder / "coffee.png")
    return folder


@pytest.fixture
def app(qtbot, tmp_path, folder) -> Iterator[Household]:
    with window_on(folder / "猫.png", tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        yield app


def test_a_figure_is_built_exported_and_opened_again(app, qtbot, tmp_path, folder):
    session, commands = app.session, app[FiguresFeature]

    # what the window shows: another class, an early layer, another look, a part of the picture
    session.set_target(Target.parse("tiger cat"))
    session.set_layer("blocks.4")
    session.set_option("colour_map", "viridis")
    session.set_option("opacity", 35)
    app.window.pane_row.view.set_view((200.0, 120.0), 2.0)
    qtbot.waitUntil(
        lambda: (
            session.explanation is not None
            and session.explanation.maps[0].layer == "blocks.4"
            and session.explanation.maps[0].resolved.title == "tiger cat"
        ),
        timeout=LIMIT_MS,
    )
    before, scene = session.explanation, app[ScenesFeature].scene()

    # the builder draws the present row, then a table that needs explanations not shown
    app.commands.run("export_figure")
    builder = commands.builder
    assert builder is not None
    previews: list = []
    app[FiguresFeature].figures.previewed.connect(previews.append)
    qtbot.waitUntil(lambda: bool(previews), timeout=LIMIT_MS)
    assert "mm" in builder.preview.size_text
    app.window.browser.list.selectAll()
    qtbot.waitUntil(lambda: len(builder.images) == 2, timeout=LIMIT_MS)
    steps: list = []
    commands.desk.explanations.progressed.connect(lambda done, total: steps.append((done, total)))
    builder.form.classes.setText("dog, cat")
    builder.form.classes.editingFinished.emit()
    assert builder.style_chosen.kind == "table"  # as there are two
    qtbot.waitUntil(lambda: bool(steps) and steps[-1] == (4, 4), timeout=LIMIT_MS)
    number = len(previews)
    qtbot.waitUntil(lambda: len(previews) > number, timeout=LIMIT_MS)
    assert previews[-1].size[1] > 900  # four rows
    assert session.explanation is before  # the window was not disturbed
    builder.close()
    assert commands.builder is None
    assert app.store.figure_style().kind == "table"

    # exported, everything changed, dropped, and all is as before
    app.window.browser.list.clearSelection()
    path = tmp_path / "figure.pdf"
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        commands.desk.save(FigureStyle(), path, (), ())
    kept = tmp_path / "kept.camscope"
    from viewer.session.session_file import write_session

    write_session(scene, kept)
    for source in (path, kept):
        session.set_target(Target())
        session.set_layer(None)
        session.set_option("colour_map", "jet")
        session.set_option("opacity", 80)
        session.set_image(folder / "coffee.png")
        app.window.pane_row.view.fit()
        qtbot.waitUntil(
            lambda: (
                session.explanation is not None
                and session.explanation.prediction.image.path.name == "coffee.png"
            ),
            timeout=LIMIT_MS,
        )
        app.window.paths_dropped.emit([source])
        qtbot.waitUntil(
            lambda: (
                session.explanation is not None
                and session.explanation.prediction.image.path.name == "猫.png"
            ),
            timeout=LIMIT_MS,
        )
        again = session.explanation
        for one, other in zip(before.maps, again.maps, strict=True):
            assert (one.method, one.layer, one.resolved) == (
                other.method,
                other.layer,
                other.resolved,
            )
            np.testing.assert_array_equal(one.raw, other.raw)
        assert app[ScenesFeature].scene() == scene


def test_the_command_line_makes_the_windows_figure_pixel_for_pixel(app, qtbot, tmp_path, folder):
    style = FigureStyle(kind="table", width="175mm", numbering=True)
    image = folder / "猫.png"
    targets = (Target.parse("dog"), Target.parse("cat"))
    path = tmp_path / "window.png"
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app[FiguresFeature].desk.save(style, path, (image,), targets)
    out = tmp_path / "out"
    arguments = ["export", str(image), "--out", str(out), "--classes", "dog,cat"]
    assert main([*arguments, "--style", str(path)]) == 0
    assert read_recipe(path).style == style
    with Image.open(path) as one, Image.open(out / "猫.png") as other:
        assert one.size == other.size
        assert one.tobytes() == other.tobytes()


def test_what_is_missing_is_asked_for_and_a_plain_picture_is_just_opened(
    app, qtbot, tmp_path, folder
):
    path = tmp_path / "figure.png"
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app[FiguresFeature].desk.save(FigureStyle(), path, (), ())
    moved = tmp_path / "elsewhere" / "renamed.png"
    moved.parent.mkdir()
    shutil.move(folder / "猫.png", moved)
    app.session.set_image(folder / "coffee.png")
    asked: list = []
    app[ScenesFeature].reopener._ask = lambda what, name: asked.append((what, name))
    app.window.paths_dropped.emit([path])
    qtbot.waitUntil(lambda: asked == [("picture", "猫.png")])
    qtbot.waitUntil(lambda: "猫.png" in app.window.notices.text)
    app[ScenesFeature].reopener._ask = lambda _what, _name: moved
    app.window.paths_dropped.emit([path])
    qtbot.waitUntil(
        lambda: app.session.image is not None and app.session.image.path == moved,
        timeout=LIMIT_MS,
    )
    explained(app, qtbot)

    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "png")
    (tmp_path / "plain.png").write_bytes(buffer.getvalue())
    app.window.paths_dropped.emit([tmp_path / "plain.png"])
    qtbot.waitUntil(
        lambda: app.session.image is not None and app.session.image.path == tmp_path / "plain.png",
        timeout=LIMIT_MS,
    )
    explained(app, qtbot)


def answer(text: str) -> None:
    """Press a button of the question that comes next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if each.text().replace("&", "") == text).click()

    QTimer.singleShot(0, press)


def test_labels_beside_a_figure_are_asked_about(app, qtbot, tmp_path, monkeypatch):
    labels, figure = tmp_path / "cat.json", tmp_path / "cat.png"
    labels.write_text("labels")
    app.store.set_figure_style(FigureStyle(json_beside=True))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "cat"), ""))
    asked = []
    with monkeypatch.context() as patch:
        patch.setattr(app[FiguresFeature].figures, "save", lambda *order: asked.append(order))
        answer("Cancel")
        app.commands.run("save_figure")
        assert asked == []
    answer("Replace")
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app.commands.run("save_figure")
    assert read_recipe(labels).requests == read_recipe(figure).requests

    # ours is replaced without a question, and what came after the question stays
    style = FigureStyle(json_beside=True)
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app[FiguresFeature].desk.save(style, figure, (), ())
    plain = app[FiguresFeature].figures.save

    def late(order, path, *, asked):
        (tmp_path / "dog.json").write_text("labels")
        plain(order, path, asked=asked)

    monkeypatch.setattr(app[FiguresFeature].figures, "save", late)
    with qtbot.waitSignal(app[FiguresFeature].figures.failed, timeout=LIMIT_MS) as failed:
        app[FiguresFeature].desk.save(style, tmp_path / "dog.png", (), ())
    assert "dog.json" in failed.args[0].headline
    assert (tmp_path / "dog.json").read_text() == "labels"
    assert not (tmp_path / "dog.png").exists()

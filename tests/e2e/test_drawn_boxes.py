"""Boxes in figures and sessions: exported, opened again, and the same from the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from given_drawn import CODE, WEIGHTS, drawn, shape_detector
from given_window import LIMIT_MS, explained, window_on
from PIL import Image
from pytestqt.qtbot import QtBot

from viewer.cli import main
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.target import Target
from viewer.core.models.model_setup import setup_data
from viewer.features.figures import FiguresFeature
from viewer.features.scenes import ScenesFeature
from viewer.figure.recipe_reading import read_recipe
from viewer.figure.style import FigureStyle
from viewer.household import Household
from viewer.session.session_file import write_session

pytestmark = pytest.mark.slow


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "shapes" / "shapes.png"
    path.parent.mkdir()
    drawn(1000)[0].save(path)
    return path


@pytest.fixture
def app(qtbot: QtBot, own_folders: Path, tmp_path: Path, picture: Path) -> Iterator[Household]:
    with window_on(picture, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        weights = tmp_path / WEIGHTS.name  # beside the figures: what lies elsewhere is asked for
        shutil.copy(WEIGHTS, weights)
        app.session.open_model(shape_detector(weights))
        wait_for(app, qtbot, "box 1")
        yield app


def wait_for(app: Household, qtbot: QtBot, title: str) -> ExplainedPicture:
    """Wait until two maps of a box are shown, and return them."""

    def shown() -> bool:
        found = app.session.explanation
        maps = found.maps if found is not None else ()
        return len(maps) == 2 and all(one.resolved.title.startswith(title) for one in maps)

    qtbot.waitUntil(shown, timeout=LIMIT_MS)
    assert app.session.explanation is not None
    return app.session.explanation


def test_a_figure_and_a_session_of_a_box_are_opened_again(
    app: Household, qtbot: QtBot, tmp_path: Path
) -> None:
    for asked, title in (("box 2", "box 2"), ("miss 70,60,30,20", "miss")):
        app.session.set_target(Target.parse(asked))
        before, scene = wait_for(app, qtbot, title), app[ScenesFeature].scene()
        figure, kept = tmp_path / f"{title}.png", tmp_path / f"{title}.camscope"
        with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
            app[FiguresFeature].desk.save(FigureStyle(), figure, (), ())
        write_session(scene, kept)
        assert json.dumps(asked) in json.dumps(read_recipe(figure).data)
        for source in (figure, kept):
            app.session.set_target(Target.parse("box 1"))
            wait_for(app, qtbot, "box 1")
            app.window.paths_dropped.emit([source])
            same(before, wait_for(app, qtbot, title))
            assert app[ScenesFeature].scene() == scene


def same(before: ExplainedPicture, again: ExplainedPicture) -> None:
    """Hold the maps of two explanations to each other, bit by bit."""
    for one, other in zip(before.maps, again.maps, strict=True):
        told, found = ((each.method, each.layer, each.resolved) for each in (one, other))
        assert told == found
        assert one.shapes == other.shapes
        np.testing.assert_array_equal(one.raw, other.raw)


def test_the_command_line_makes_the_windows_figure_of_boxes(
    app: Household, qtbot: QtBot, tmp_path: Path, picture: Path
) -> None:
    style, path = FigureStyle(kind="table", numbering=True), tmp_path / "window.png"
    targets = (Target.parse("box 1"), Target.parse("box 2"))
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app[FiguresFeature].desk.save(style, path, (picture,), targets)
    setup, out = tmp_path / "setup.json", tmp_path / "out"
    told = shape_detector().setup
    assert told is not None
    setup.write_text(json.dumps(setup_data(told)), encoding="utf-8")
    words = ["export", str(picture), "--model", str(tmp_path / WEIGHTS.name), "--boxes", "1,2"]
    words += ["--code", f"{CODE}:ShapeDetector", "--setup", str(setup), "--style", str(path)]
    words += ["--methods", "hires_cam,layer_cam", "--out", str(out)]
    assert main(words) == 0
    with Image.open(path) as one, Image.open(out / "shapes.png") as other:
        assert one.size == other.size
        assert one.tobytes() == other.tobytes()
